package app.akin.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folders that scans leave out unless the user overrules a pattern, such as recycle bins and
/// previews of photo programs. The list is a resource.
public final class LeftOutFolders {
  private static final String RESOURCE = "left-out-folders.txt";
  private static final String EXCEPTION = "!";
  private static final List<Entry> ALL = read();

  /// A pattern of the list.
  ///
  /// @param pattern the pattern, in the syntax of `gitignore(5)`, without regard to case
  /// @param reason the reason, a stable word such as `trash`
  public record Entry(String pattern, String reason) {
    /// Returns whether it includes folders that an earlier pattern leaves out.
    private boolean isException() {
      return pattern.startsWith(EXCEPTION);
    }
  }

  private LeftOutFolders() {}

  /// Returns the patterns in the order of the list, without the exceptions.
  public static List<Entry> entries() {
    return ALL.stream().filter(entry -> !entry.isException()).toList();
  }

  /// Returns the entry with a pattern, ignoring case.
  public static Optional<Entry> find(String pattern) {
    return entries().stream()
        .filter(entry -> entry.pattern().equalsIgnoreCase(pattern))
        .findFirst();
  }

  /// Returns the rules of the list for a root. The name of the root counts as the first folder, so
  /// that a library of Photos that is a root itself is recognised.
  ///
  /// @param root absolute path
  /// @param included the patterns that the user overruled
  static IgnoreRules rules(Path root, Collection<String> included) {
    List<IgnorePattern> patterns = new ArrayList<>();
    ALL.forEach(entry -> patterns.add(pattern(entry.pattern())));
    included.forEach(pattern -> patterns.add(pattern(EXCEPTION + pattern)));
    Path parent = root.getParent();
    return IgnoreRules.of(parent == null ? root : parent, patterns);
  }

  private static IgnorePattern pattern(String text) {
    boolean exception = text.startsWith(EXCEPTION);
    // The name of a folder may begin with "#", which starts a comment in an ignore file.
    String anywhere = "**/" + (exception ? text.substring(1) : text) + "/";
    return Objects.requireNonNull(
        IgnorePattern.of(
            (exception ? EXCEPTION : "") + anywhere,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  private static List<Entry> read() {
    try (InputStream in = LeftOutFolders.class.getResourceAsStream(RESOURCE)) {
      String text =
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
      List<Entry> entries = new ArrayList<>();
      String reason = "";
      for (String line : text.lines().toList()) {
        if (line.startsWith("[")) {
          reason = line.substring(1, line.length() - 1);
        } else if (!line.isEmpty() && !line.startsWith("# ") && !line.equals("#")) {
          entries.add(new Entry(line, reason));
        }
      }
      return List.copyOf(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
