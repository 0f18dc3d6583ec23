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

/// The rules of the ignore files of a folder and all folders above it, up to the root. Syntax and
/// precedence are those of `gitignore(5)`: the last matching line decides, and a deeper file takes
/// precedence over those above. Immutable.
final class IgnoreRules {
  private static final Logger log = LoggerFactory.getLogger(IgnoreRules.class);

  /// Larger files are skipped because they are not written by hand.
  private static final long MAX_BYTES = 1 << 20;

  private final @Nullable IgnoreRules parent;
  private final Path folder;
  private final List<IgnorePattern> patterns;
  private final boolean foldersOnly;

  private IgnoreRules(@Nullable IgnoreRules parent, Path folder, List<IgnorePattern> patterns) {
    this.parent = parent;
    this.folder = folder;
    this.patterns = patterns;
    this.foldersOnly = patterns.stream().allMatch(IgnorePattern::foldersOnly);
  }

  /// Returns the rules of a list of patterns.
  ///
  /// @param folder the folder to which the patterns are relative
  static IgnoreRules of(Path folder, List<IgnorePattern> patterns) {
    return new IgnoreRules(null, folder, List.copyOf(patterns));
  }

  /// Returns the rules inside a folder: these rules and those of the folder's own ignore file, if
  /// it has one.
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

  /// Returns whether a path below the folder is excluded. Everything in an excluded folder is
  /// excluded as well; the caller does not check it.
  ///
  /// @param path absolute path
  boolean excludes(Path path, boolean isFolder) {
    for (IgnoreRules rules = this; rules != null; rules = rules.parent) {
      if (rules.patterns.isEmpty() || (rules.foldersOnly && !isFolder)) {
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
