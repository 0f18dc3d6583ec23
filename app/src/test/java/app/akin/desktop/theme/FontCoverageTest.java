package app.akin.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.FxThread;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests font coverage against another reader of the system fonts.
final class FontCoverageTest {
  @BeforeAll
  static void start() {
    FxThread.start();
  }

  @Test
  void lettersAreCoveredAndNoncharactersAreNot() {
    assertThat(FxThread.call(() -> FontCoverage.canWrite(Locale.ENGLISH))).isTrue();
    assertThat(FxThread.call(() -> FontCoverage.has("e"))).as("a letter").isTrue();
    assertThat(FxThread.call(() -> FontCoverage.has("\uDBFF\uDFFE")))
        .as("a noncharacter")
        .isFalse();
  }

  @Test
  void chineseIsCoveredIfAFontHasIt() {
    boolean known =
        Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
            .anyMatch((Font font) -> font.canDisplay('\u7684'));
    assertThat(FxThread.call(() -> FontCoverage.canWrite(Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(known);
  }
}
