package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests that the window opens in the last section.
final class LastSectionTest {
  @TempDir Path base;

  @ParameterizedTest
  @CsvSource({"FOLDERS, Folders", "SETTINGS, Settings", "PHOTOS, Photos", "GARDEN, Photos"})
  void lastSectionIsShownAgain(String remembered, String shown) throws IOException {
    Files.writeString(base.resolve("window.properties"), "view=" + remembered);
    try (WindowFixture fixture = new WindowFixture(base, 900, 700)) {
      String chosen =
          FxThread.call(
              () ->
                  fixture.scene().getRoot().lookupAll(".akin-rail-button").stream()
                      .map(ToggleButton.class::cast)
                      .filter(ToggleButton::isSelected)
                      .findFirst()
                      .orElseThrow()
                      .getAccessibleText());
      assertThat(chosen).isEqualTo(shown);
    }
  }
}
