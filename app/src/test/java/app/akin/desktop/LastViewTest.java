package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The window opens where it was left.
final class LastViewTest {
  @TempDir Path base;

  @ParameterizedTest
  @CsvSource({"FOLDERS, Folders", "SETTINGS, Settings", "PHOTOS, Photos", "GARDEN, Photos"})
  void theLastPlaceIsShownAgain(String remembered, String shown) throws IOException {
    Files.writeString(base.resolve("window.properties"), "view=" + remembered);
    try (WindowFixture room = new WindowFixture(base, 900, 700)) {
      String chosen =
          FxThread.call(
              () ->
                  room.scene().getRoot().lookupAll(".akin-rail-button").stream()
                      .map(ToggleButton.class::cast)
                      .filter(ToggleButton::isSelected)
                      .findFirst()
                      .orElseThrow()
                      .getAccessibleText());
      assertThat(chosen).isEqualTo(shown);
    }
  }
}
