package app.akin.core.scan;

import app.akin.core.photo.PathText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scans a root folder by folder, in the order of names. Memory use grows with the number of
/// folders, not of files.
///
/// Links are followed once: a folder is visited under one path only. Linked folders are visited
/// after all real folders, so that the path without links takes precedence and loops terminate. A
/// link to a file inside the root is skipped, because the file itself is listed.
///
/// Excluded are hidden files and folders, internal folders of operating systems and NAS devices,
/// the root's exclusions, and files matched by `.akinignore` files, in the syntax of
/// `gitignore(5)`.
///
/// Not thread-safe; use a new scanner for each scan.
public final class FolderScanner {
  private static final Logger log = LoggerFactory.getLogger(FolderScanner.class);

  /// Name of the ignore files, in the syntax of `gitignore(5)`.
  public static final String IGNORE_FILE = ".akinignore";

  /// Internal folders of operating systems and NAS devices, in lower case.
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of(
          "@eadir",
          "#recycle",
          "#snapshot",
          "$recycle.bin",
          "system volume information",
          "lost+found");

  /// A folder to visit.
  ///
  /// @param parentRules the ignore rules of the folders above it
  private record Pending(Path folder, IgnoreRules parentRules) {}

  private final Path root;
  private final Set<String> exclusions;
  private final long minBytes;
  private final CandidateRule rule;
  private final Set<Object> visited = new HashSet<>();
  private final Deque<Pending> folders = new ArrayDeque<>();
  private final Deque<Pending> linkedFolders = new ArrayDeque<>();

  /// Creates a scanner of a root.
  ///
  /// @param root absolute path
  /// @param exclusions folders to exclude with everything below them, as text relative to the root
  /// @param minBytes smaller files are excluded, except empty ones, which count as damaged
  /// @param rule decides which files may be photos
  public FolderScanner(Path root, List<String> exclusions, long minBytes, CandidateRule rule) {
    this.root = root;
    this.exclusions = Set.copyOf(exclusions);
    this.minBytes = minBytes;
    this.rule = rule;
  }

  /// Returns whether a file of this name is a sidecar or a video.
  public static boolean isCompanion(String fileName) {
    return CompanionFiles.isCompanion(fileName);
  }

  /// Scans one folder without its subfolders.
  ///
  /// @param start the root or a folder below it, absolute
  /// @param visitor returns whether to continue
  /// @return the visitor's result, or true if the folder is excluded
  public boolean scanFolder(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules rules = parentRules(start);
    return rules == null || visitor.test(list(new Pending(start, rules)));
  }

  /// Scans a folder and all its subfolders. A folder that cannot be read is reported as incomplete
  /// without an exception.
  ///
  /// @param start the root or a folder below it, absolute
  /// @param visitor returns whether to continue
  /// @return whether the scan was completed; false if the visitor stopped it
  public boolean scan(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules rules = parentRules(start);
    if (rules == null) {
      return true;
    }
    folders.push(new Pending(start, rules));
    while (true) {
      Pending pending = folders.poll();
      if (pending == null) {
        pending = linkedFolders.poll();
      }
      if (pending == null) {
        return true;
      }
      if (isFirstVisit(pending.folder()) && !visitor.test(list(pending))) {
        return false;
      }
    }
  }

  private boolean isFirstVisit(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return visited.add(key == null ? folder.toRealPath() : key);
    } catch (IOException e) {
      // Listing the folder fails as well and reports it.
      return true;
    }
  }

  /// Returns the ignore rules of the folders above a folder; null if the folder itself is excluded.
  private @Nullable IgnoreRules parentRules(Path folder) {
    IgnoreRules rules = IgnoreRules.NONE;
    Path current = root;
    for (Path name : root.relativize(folder)) {
      if (name.toString().isEmpty()) {
        break;
      }
      rules = rules.forFolder(current);
      current = current.resolve(name);
      if (name.toString().startsWith(".")
          || isExcluded(current, name.toString())
          || rules.excludes(current, true)) {
        return null;
      }
    }
    return rules;
  }

  private FolderListing list(Pending pending) {
    Path folder = pending.folder();
    IgnoreRules rules = pending.parentRules().forFolder(folder);
    List<FoundFile> files = new ArrayList<>();
    CompanionFiles companions = new CompanionFiles();
    List<Path> subfolders = new ArrayList<>();
    boolean complete = true;
    boolean empty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        empty = false;
        complete &= classify(folder, entry, rules, files, companions, subfolders);
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.info("cannot read folder {}: {}", folder, e.toString());
      complete = false;
    }
    files.sort(Comparator.comparing(FoundFile::name));
    subfolders.sort(Comparator.reverseOrder());
    subfolders.forEach(path -> folders.push(new Pending(path, rules)));
    return new FolderListing(
        folder,
        PathText.relative(root, folder),
        companions.withSidecars(files),
        companions.videos(),
        complete,
        empty && complete);
  }

  /// Adds an entry to the list of its kind. Returns false if the entry may be a photo but its
  /// attributes could not be read.
  private boolean classify(
      Path folder,
      Path entry,
      IgnoreRules rules,
      List<FoundFile> files,
      CompanionFiles companions,
      List<Path> subfolders) {
    String name = String.valueOf(entry.getFileName());
    if (name.startsWith(".")) {
      return true;
    }
    try {
      // NOFOLLOW first: most entries are not links, and one system call is enough for them.
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean link = attributes.isSymbolicLink();
      if (link) {
        if (!Files.exists(entry)) {
          return true;
        }
        attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      }
      if (attributes.isDirectory()) {
        if (!isExcluded(entry, name) && !rules.excludes(entry, true)) {
          if (!link) {
            subfolders.add(entry);
          } else if (!root.toRealPath().startsWith(entry.toRealPath())) {
            linkedFolders.add(new Pending(entry, rules));
          }
        }
      } else if (attributes.isRegularFile()
          && (attributes.size() >= minBytes || attributes.size() == 0)
          && !rules.excludes(entry, false)
          && isCandidate(entry, name, attributes.size())
          && !(link && entry.toRealPath().startsWith(root.toRealPath()))) {
        files.add(toFoundFile(folder, entry, attributes));
      } else if (attributes.isRegularFile()
          && CompanionFiles.isCompanion(name)
          && !rules.excludes(entry, false)) {
        companions.add(toFoundFile(folder, entry, attributes));
      }
      return true;
    } catch (IOException e) {
      log.info("cannot read the attributes of {}: {}", entry, e.toString());
      return false;
    }
  }

  private static FoundFile toFoundFile(Path folder, Path file, BasicFileAttributes attributes) {
    return new FoundFile(
        file,
        PathText.relative(folder, file),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        null);
  }

  private boolean isExcluded(Path folder, String name) {
    return SYSTEM_FOLDERS.contains(name.toLowerCase(Locale.ROOT))
        || exclusions.contains(PathText.relative(root, folder));
  }

  private boolean isCandidate(Path file, String name, long size) {
    if (rule.matchesName(name)) {
      return true;
    }
    if (name.indexOf('.') >= 0 || size == 0) {
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
