package app.akin.i18n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests text for terminals and other programs.
final class TextTest {
  @Test
  void controlCharactersAreEscaped() {
    assertThat(Text.visible("a\nb\u001b[2Jc\u202ed é 日本"))
        .isEqualTo("a\\nb\\u001b[2Jc\\u202ed é 日本");
  }

  @Test
  void bytesAreThoseOfTheFileSystem() {
    assumeTrue(Path.of("/").toString().equals("/"), "file names are bytes on Unix alone");
    Path odd = Path.of(URI.create("file:///photos/latin%E9%20one%25.jpg"));

    assertThat(Text.bytes(odd))
        .containsExactly("/photos/latin\u00e9 one%.jpg".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Text.bytes(Path.of("/photos/ü.jpg")))
        .containsExactly("/photos/ü.jpg".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abcd…", "abcdef, 2, a…", "abcdef, 1, ''"})
  void longTextIsTruncated(String text, int width, String cut) {
    assertThat(Text.truncate(text, width)).isEqualTo(cut);
  }
}
