import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;

/// Formats all Java files of a folder with google-java-format, or checks their format. The build
/// runs it as a source file: that needs no shell and has no limit on the number of files.
///
/// Arguments: `check` or `write`, then the folder. Exits with 1 if a file is not formatted.
final class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", "node_modules");

  private Format() {}

  /// Runs the formatter over the folder.
  public static void main(String[] arguments) throws IOException {
    boolean check = arguments[0].equals("check");
    List<String> command =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = command.size();
    collect(Path.of(arguments[1]), command);
    if (command.size() == options) {
      System.err.println("No Java file found below " + arguments[1] + ".");
      System.exit(1);
    }
    int code =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(System.err, System.err, command.toArray(String[]::new));
    if (check && code != 0) {
      System.err.println("The files above are not formatted: run `mvn -q -Pformat`.");
    }
    System.exit(code);
  }

  private static void collect(Path folder, List<String> files) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            return SKIPPED.contains(inner.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
