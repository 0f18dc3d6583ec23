package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ignore files against what git makes of the same lines: every answer here is that of `git
/// check-ignore --no-index`.
final class IgnoreRulesTest {
  @TempDir Path root;

  /// Lines are parted by a semicolon; a path that ends in a slash is a folder.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*.png          | a.png            | true",
        "*.png          | deep/er/a.png    | true",
        "*.png          | a.png.jpg        | false",
        "/a.jpg         | a.jpg            | true",
        "/a.jpg         | b/a.jpg          | false",
        "b/a.jpg        | b/a.jpg          | true",
        "b/a.jpg        | c/b/a.jpg        | false",
        "raw/           | raw/             | true",
        "raw/           | raw/x.jpg        | true",
        "raw/           | c/raw/x.jpg      | true",
        "raw/           | raw              | false",
        "**/cache       | cache/x.jpg      | true",
        "**/cache       | a/b/cache/x.jpg  | true",
        "cache/**       | cache/a/x.jpg    | true",
        "cache/**       | cache/           | false",
        "a/**/b         | a/b              | true",
        "a/**/b         | a/x/y/b          | true",
        "a/**/b         | ab               | false",
        "a**b           | axxb             | true",
        "a**b           | ax/xb            | false",
        "*              | a/b.jpg          | true",
        "*;!*.jpg       | b.jpg            | false",
        "*;!*.jpg       | a/b.jpg          | true",
        "*;!*/;!*.jpg   | a/b.jpg          | false",
        "!*.jpg;*.jpg   | a.jpg            | true",
        "*.jpg;!a.jpg   | a.jpg            | false",
        "*.jpg;!a.jpg   | b.jpg            | true",
        "# a.jpg        | # a.jpg          | false",
        "\\#a.jpg       | #a.jpg           | true",
        "\\!a.jpg       | !a.jpg           | true",
        "a.jp?          | a.jpg            | true",
        "a?b            | a/b              | false",
        "[a-c].jpg      | b.jpg            | true",
        "[a-c].jpg      | d.jpg            | false",
        "[!a-c].jpg     | d.jpg            | true",
        "[^a-c].jpg     | a.jpg            | false",
        "x[!a]y         | x/y              | false",
        "[]a].jpg       | ].jpg            | true",
        "[a-].jpg       | -.jpg            | true",
        "[a[!-a].jpg    | [.jpg            | true",
        "[[:digit:]]*   | 7.jpg            | true",
        "[[:digit:]]*   | a7.jpg           | false",
        "[a.jpg         | [a.jpg           | false",
        "a\\*.jpg       | a*.jpg           | true",
        "a\\*.jpg       | ab.jpg           | false",
        "A.jpg          | a.jpg            | false",
        "***/****       | b.jpg            | true",
        "a(b)+$.jpg     | a(b)+$.jpg       | true",
      })
  void aLineSaysWhatItSaysToGit(String lines, String path, boolean out) throws IOException {
    Files.writeString(root.resolve(".akinignore"), lines.replace(';', '\n') + "\n");
    assertThat(leavesOut(path)).isEqualTo(out);
  }

  @Test
  void aDeeperFileGoesBeforeThoseAbove() throws IOException {
    Files.writeString(root.resolve(".akinignore"), "*.png\n/b/c.jpg\n");
    Files.createDirectory(root.resolve("b"));
    Files.writeString(root.resolve("b/.akinignore"), "!*.png\n/d.jpg\n");

    assertThat(leavesOut("a.png")).isTrue();
    assertThat(leavesOut("b/a.png")).isFalse();
    assertThat(leavesOut("b/c.jpg")).isTrue();
    assertThat(leavesOut("b/d.jpg")).isTrue();
    assertThat(leavesOut("d.jpg")).isFalse();
  }

  @Test
  void spacesAtTheEndCountWhereABackslashSaysSo() throws IOException {
    Files.writeString(root.resolve(".akinignore"), "a.jpg  \r\nb.jpg\\ \nc d.jpg");

    assertThat(leavesOut("a.jpg")).isTrue();
    assertThat(leavesOut("b.jpg ")).isTrue();
    assertThat(leavesOut("b.jpg")).isFalse();
    assertThat(leavesOut("c d.jpg")).isTrue();
  }

  /// Asks as a walk does: from the root downwards, ending where a folder is left out.
  private boolean leavesOut(String path) {
    IgnoreRules rules = IgnoreRules.NONE;
    Path at = root;
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (!names[i].isEmpty()) {
        rules = rules.inside(at);
        at = at.resolve(names[i]);
        if (rules.leavesOut(at, i < names.length - 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
