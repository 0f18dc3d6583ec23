package app.akin.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares ignore files with git: every expected result is that of `git check-ignore --no-index`.
final class IgnoreRulesTest {
  @TempDir Path root;

  /// Lines are separated by a semicolon; a path that ends in a slash is a folder.
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
  void lineMatchesAsInGit(String lines, String path, boolean out) throws IOException {
    Files.writeString(root.resolve(".akinignore"), lines.replace(';', '\n') + "\n");
    assertThat(isIgnored(path)).isEqualTo(out);
  }

  @Test
  void deeperFileTakesPrecedence() throws IOException {
    Files.writeString(root.resolve(".akinignore"), "*.png\n/b/c.jpg\n");
    Files.createDirectory(root.resolve("b"));
    Files.writeString(root.resolve("b/.akinignore"), "!*.png\n/d.jpg\n");

    assertThat(isIgnored("a.png")).isTrue();
    assertThat(isIgnored("b/a.png")).isFalse();
    assertThat(isIgnored("b/c.jpg")).isTrue();
    assertThat(isIgnored("b/d.jpg")).isTrue();
    assertThat(isIgnored("d.jpg")).isFalse();
  }

  @Test
  void trailingSpaceCountsOnlyIfEscaped() throws IOException {
    Files.writeString(root.resolve(".akinignore"), "a.jpg  \r\nb.jpg\\ \nc d.jpg");

    assertThat(isIgnored("a.jpg")).isTrue();
    assertThat(isIgnored("b.jpg ")).isTrue();
    assertThat(isIgnored("b.jpg")).isFalse();
    assertThat(isIgnored("c d.jpg")).isTrue();
  }

  /// Random lines and random trees, compared with git's own results. ASCII only, because git's `?`
  /// matches a byte, not a character. `-Dakin.folders=N` sets the number of folders.
  @Test
  void generatedLinesMatchAsInGit() throws Exception {
    assumeTrue(hasGit());
    long seed = TestSeed.of(IgnoreRulesTest.class);
    int folders = Integer.getInteger("akin.folders", 300);
    RandomGenerator random = new SplittableRandom(seed);
    Set<String> paths = new TreeSet<>();
    for (int i = 0; i < folders; i++) {
      Path folder = Files.createDirectories(root.resolve("t" + i));
      for (int k = 0; k < 12; k++) {
        Path entry = folder;
        for (int depth = random.nextInt(1, 4); depth > 0 && !Files.isRegularFile(entry); depth--) {
          entry = entry.resolve(NAMES.get(random.nextInt(NAMES.size())));
          if (!Files.exists(entry)) {
            if (depth == 1) {
              Files.createFile(entry);
            } else {
              Files.createDirectory(entry);
            }
          }
          paths.add(root.relativize(entry).toString());
        }
      }
      StringBuilder lines = new StringBuilder();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        StringBuilder line = new StringBuilder();
        for (int j = random.nextInt(1, 6); j > 0; j--) {
          line.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        // Git cuts off the literal prefix of a line and then treats the asterisks of `a**/b` as
        // those of `**/b`, in contradiction to its manual.
        if (!TEXT_BEFORE_ASTERISKS.matcher(line).find()) {
          lines.append(line).append('\n');
        }
      }
      Files.writeString(folder.resolve(".akinignore"), lines);
      Files.writeString(folder.resolve(".gitignore"), lines);
    }
    Set<String> ignored = ignoredByGit(paths);
    List<String> wrong = new ArrayList<>();
    for (String path : paths) {
      if (isIgnored(path, Files.isDirectory(root.resolve(path))) != ignored.contains(path)) {
        Path folder = root.resolve(path.substring(0, path.indexOf('/')));
        String lines = Files.readString(folder.resolve(".akinignore"));
        wrong.add(path + " by " + lines.strip().lines().toList());
      }
    }
    assertThat(ignored).hasSizeGreaterThan(paths.size() / 10);
    assertThat(wrong).as("of %d, seed %d", paths.size(), seed).isEmpty();
  }

  private static final Pattern TEXT_BEFORE_ASTERISKS = Pattern.compile("[^/*]\\*{2,}/");

  private static final List<String> NAMES =
      List.of("a", "b", "ab", "abc", "a.jpg", "b.jpg", "A", "x y", "[a]", "a*b", "!a", "#b");

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          "A",
          ".jpg",
          ".",
          "*",
          "*",
          "**",
          "?",
          "/",
          "/",
          "/",
          "[ab]",
          "[!a]",
          "[^a-c]",
          "[a-c]",
          "[[:alpha:]]",
          "\\a",
          "\\*",
          "!",
          "#",
          " ",
          "x",
          "y",
          "[",
          "]",
          "\\",
          "é",
          "**/",
          "/**",
          "-");

  private static boolean hasGit() throws InterruptedException {
    try {
      Process git = new ProcessBuilder("git", "--version").redirectErrorStream(true).start();
      git.getInputStream().readAllBytes();
      return git.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// Returns those of the given paths that git ignores.
  private Set<String> ignoredByGit(Set<String> paths) throws Exception {
    run(List.of("git", "-c", "init.defaultBranch=main", "init", "-q"), "");
    byte[] answer =
        run(
            List.of(
                "git",
                "-c",
                "core.ignoreCase=false",
                "check-ignore",
                "--no-index",
                "-z",
                "--stdin"),
            String.join("\0", paths) + "\0");
    return new TreeSet<>(List.of(new String(answer, UTF_8).split("\0")));
  }

  private byte[] run(List<String> command, String input) throws Exception {
    Path in = Files.writeString(root.resolve(".input"), input);
    Path out = root.resolve(".output");
    int code =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(code).as("%s", command).isZero();
    return Files.readAllBytes(out);
  }

  /// Checks a path as a scan does: from the root downwards, up to the first excluded folder.
  private boolean isIgnored(String path) {
    return isIgnored(path, path.endsWith("/"));
  }

  private boolean isIgnored(String path, boolean folder) {
    IgnoreRules rules = IgnoreRules.of(root, List.of());
    Path current = root;
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (!names[i].isEmpty()) {
        rules = rules.forFolder(current);
        current = current.resolve(names[i]);
        if (rules.excludes(current, i < names.length - 1 || folder)) {
          return true;
        }
      }
    }
    return false;
  }
}
