package app.akin.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.HouseRules.RefusedPhrase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rejects the phrases of [HouseRules#REFUSED_PHRASES] in comments, texts and documents of all
/// modules.
final class PlainWordsTest {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", "licences");

  /// The list itself and documents that quote what they reject.
  private static final Set<String> EXEMPT =
      Set.of("HouseRules.java", "PlainWordsTest.java", "CONTRIBUTING.md");

  /// A comment in Java, CSS or SQL, starting at its marker.
  private static final Pattern COMMENT = Pattern.compile("(?:^|[\\s;{}(,])(//|/\\*|--\\s)(.*)$");

  private static final Pattern CODE = Pattern.compile(".*\\.(java|css|sql)");
  private static final Pattern TEXT = Pattern.compile(".*\\.(md|properties|xml|yml)|[^.]+");

  static Stream<RefusedPhrase> phrases() {
    return HouseRules.REFUSED_PHRASES.stream();
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void everyPatternMatchesItsExample(RefusedPhrase phrase) {
    assertThat(phrase.pattern().matcher(phrase.example()).find()).isTrue();
  }

  @Test
  void commentsOfCodeAreRecognised() {
    assertThat(checked("x.java", "  int a = 1; // told of it")).isEqualTo("// told of it");
    assertThat(checked("x.java", "  String a = \"told of it\";")).isEmpty();
    assertThat(checked("x.properties", "a=told of it")).isEqualTo("a=told of it");
  }

  @Test
  void commentsTextsAndDocumentsUsePlainWords() throws IOException {
    Path repository = requireNonNull(Path.of("").toAbsolutePath().getParent());
    List<String> faults = new ArrayList<>();
    List<Path> files = files(repository);
    for (Path file : files) {
      String name = file.getFileName().toString();
      List<String> lines = Files.readAllLines(file, UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        String text = checked(name, lines.get(i));
        for (RefusedPhrase phrase : HouseRules.REFUSED_PHRASES) {
          Matcher match = phrase.pattern().matcher(text);
          if (match.find()) {
            faults.add(
                "%s:%d: '%s': %s"
                    .formatted(repository.relativize(file), i + 1, match.group(), phrase.reason()));
          }
        }
      }
    }

    assertThat(files).as("files of %s", repository).hasSizeGreaterThan(700);
    assertThat(faults).isEmpty();
  }

  /// Returns the part of a line that is written for readers.
  private static String checked(String fileName, String line) {
    if (!CODE.matcher(fileName).matches()) {
      return line;
    }
    Matcher comment = COMMENT.matcher(line);
    return comment.find() ? line.substring(comment.start(1)) : "";
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            Path folder = requireNonNull(file.getParent());
            boolean script = folder.endsWith(".ci") || folder.endsWith("bin");
            boolean isText =
                CODE.matcher(name).matches()
                    || (TEXT.matcher(name).matches() && (name.contains(".") || script));
            if (isText && !EXEMPT.contains(name) && !name.contains("zh_CN")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
