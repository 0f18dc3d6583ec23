package app.akin.core.scan;

import app.akin.core.photo.PathText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which folders and files of a root a scan lists. Not thread-safe.
final class ScanFilter {
  private final Path root;
  private final Set<String> exclusions;
  private final long minBytes;
  private final CandidateRule rule;
  private final IgnoreRules leftOut;
  private final Map<Path, Optional<IgnoreRules>> rulesOfTargets = new HashMap<>();
  private @Nullable Path realRoot;

  ScanFilter(
      Path root,
      List<String> exclusions,
      Collection<String> included,
      long minBytes,
      CandidateRule rule) {
    this.root = root;
    this.exclusions = Set.copyOf(exclusions);
    this.minBytes = minBytes;
    this.rule = rule;
    this.leftOut = LeftOutFolders.rules(root, included);
  }

  /// Returns the ignore rules of the folders above a folder; null if the folder itself is excluded.
  @Nullable IgnoreRules rulesAbove(Path folder) {
    IgnoreRules rules = leftOut;
    Path current = root;
    for (Path name : root.relativize(folder)) {
      if (name.toString().isEmpty()) {
        break;
      }
      rules = rules.forFolder(current);
      current = current.resolve(name);
      if (excludesFolder(current, rules)) {
        return null;
      }
    }
    return rules;
  }

  /// Returns whether a folder is excluded.
  ///
  /// @param rules the rules of the folders above it
  boolean excludesFolder(Path folder, IgnoreRules rules) {
    return exclusions.contains(PathText.relative(root, folder)) || rules.excludes(folder, true);
  }

  /// Returns whether a file, which is not excluded by an ignore rule, is listed as a photo.
  boolean isPhoto(Path file, String name, long size) {
    return (size >= minBytes || size == 0) && isCandidate(file, name, size);
  }

  /// Returns whether a file is smaller than the root allows.
  boolean isTooSmall(long size) {
    return size < minBytes && size != 0;
  }

  /// Returns whether a scan of the root lists the target of a link under its own path.
  ///
  /// @param link the link, which is not broken
  boolean listsTarget(Path link, boolean isFolder, long size) throws IOException {
    Path base = realRoot;
    if (base == null) {
      base = root.toRealPath();
      realRoot = base;
    }
    Path target = link.toRealPath();
    if (isFolder && base.startsWith(target)) {
      return true; // the root or a folder above it
    }
    if (!target.startsWith(base)) {
      return false;
    }
    Path inRoot = root.resolve(base.relativize(target));
    if (isFolder) {
      return rulesAbove(inRoot) != null;
    }
    Path parent = inRoot.getParent();
    Path name = inRoot.getFileName();
    if (parent == null || name == null || name.toString().startsWith(".")) {
      return false;
    }
    IgnoreRules rules =
        rulesOfTargets
            .computeIfAbsent(
                parent,
                folder ->
                    Optional.ofNullable(rulesAbove(folder)).map(above -> above.forFolder(folder)))
            .orElse(null);
    return rules != null
        && !rules.excludes(inRoot, false)
        && isPhoto(inRoot, name.toString(), size);
  }

  private boolean isCandidate(Path file, String name, long size) {
    if (rule.matchesName(name)) {
      return true;
    }
    if (size == 0 || !FileTypes.isDecidedByContent(name)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = new byte[CandidateRule.HEAD_BYTES];
      return rule.matchesContent(head, in.readNBytes(head, 0, head.length));
    } catch (IOException e) {
      return false;
    }
  }
}
