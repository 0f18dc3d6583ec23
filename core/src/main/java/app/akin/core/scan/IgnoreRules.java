package app.akin.core.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the ignore files of a folder and of all folders above it, up to the root, leave out. The
/// syntax and the order of precedence are those of `gitignore(5)`: the last line that matches
/// decides, and a line of a deeper file goes before those of the files above. Immutable.
final class IgnoreRules {
  /// Rules that leave nothing out.
  static final IgnoreRules NONE = new IgnoreRules(null, Path.of(""), List.of());

  private static final Logger log = LoggerFactory.getLogger(IgnoreRules.class);

  /// A larger file is none that a person wrote.
  private static final long MAX_BYTES = 1 << 20;

  private final @Nullable IgnoreRules parent;
  private final Path folder;
  private final List<IgnorePattern> patterns;

  private IgnoreRules(@Nullable IgnoreRules above, Path folder, List<IgnorePattern> patterns) {
    this.parent = above;
    this.folder = folder;
    this.patterns = patterns;
  }

  /// The rules inside a folder: these, and those of its own ignore file where it has one.
  IgnoreRules forFolder(Path inner) {
    Path file = inner.resolve(FolderScanner.IGNORE_FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return this;
    }
    List<IgnorePattern> own = new ArrayList<>();
    try {
      if (Files.size(file) <= MAX_BYTES) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
          IgnorePattern pattern = IgnorePattern.of(line);
          if (pattern != null) {
            own.add(pattern);
          }
        }
      }
    } catch (IOException e) {
      log.warn("cannot read {}: {}", file, e.toString());
    }
    return own.isEmpty() ? this : new IgnoreRules(this, inner, List.copyOf(own));
  }

  /// Whether something directly or deeper in the folder is left out. What lies in a folder that is
  /// left out is so too; the caller does not ask.
  ///
  /// @param path absolute
  boolean excludes(Path path, boolean isFolder) {
    for (IgnoreRules rules = this; rules != null; rules = rules.parent) {
      if (rules.patterns.isEmpty()) {
        continue;
      }
      String relative = rules.folder.relativize(path).toString().replace('\\', '/');
      for (IgnorePattern pattern : rules.patterns.reversed()) {
        if (pattern.matches(relative, isFolder)) {
          return pattern.excludes();
        }
      }
    }
    return false;
  }
}
