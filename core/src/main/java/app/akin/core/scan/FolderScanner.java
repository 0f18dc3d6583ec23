package app.akin.core.scan;

import app.akin.core.photo.PathText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scans a root folder by folder, in the order of names. Memory use grows with the number of
/// folders, not of files.
///
/// Links are followed once: a folder is visited under one path only. Linked folders are visited
/// after all real folders, so that the path without links takes precedence and loops terminate. A
/// link is skipped if its target is listed itself.
///
/// Excluded are hidden files, the folders of [LeftOutFolders], the root's exclusions, and what
/// `.akinignore` files match, in the syntax of `gitignore(5)`.
///
/// Not thread-safe; use a new scanner for each scan.
public final class FolderScanner {
  private static final Logger log = LoggerFactory.getLogger(FolderScanner.class);

  /// Name of the ignore files, in the syntax of `gitignore(5)`.
  public static final String IGNORE_FILE = ".akinignore";

  /// A folder to visit.
  ///
  /// @param parentRules the ignore rules of the folders above it
  private record Pending(Path folder, IgnoreRules parentRules) {}

  private final Path root;
  private final ScanFilter filter;
  private final Set<Object> visited = new HashSet<>();
  private final Deque<Pending> folders = new ArrayDeque<>();
  private final Deque<Pending> linkedFolders = new ArrayDeque<>();

  /// Creates a scanner of a root.
  ///
  /// @param root absolute path
  /// @param exclusions folders to exclude with everything below them, as text relative to the root
  /// @param included the patterns of [LeftOutFolders] that do not apply
  /// @param minBytes smaller files are excluded, except empty ones, which count as damaged
  /// @param rule decides which files may be photos
  public FolderScanner(
      Path root,
      List<String> exclusions,
      Collection<String> included,
      long minBytes,
      CandidateRule rule) {
    this.root = root;
    this.filter = new ScanFilter(root, exclusions, included, minBytes, rule);
  }

  /// Returns whether a change of a file of this name may change the listing of its folder.
  public static boolean isRelevant(String fileName, CandidateRule rule) {
    return rule.matchesName(fileName)
        || FileTypes.isCompanion(fileName)
        || FileTypes.isDecidedByContent(fileName);
  }

  /// Scans one folder without its subfolders.
  ///
  /// @param start the root or a folder below it, absolute
  /// @param visitor returns whether to continue
  /// @return the visitor's result, or true if the folder is excluded
  public boolean scanFolder(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules rules = filter.rulesAbove(start);
    return rules == null || visitor.test(list(new Pending(start, rules)));
  }

  /// Scans a folder and all its subfolders. A folder that cannot be read is reported as incomplete
  /// without an exception.
  ///
  /// @param start the root or a folder below it, absolute
  /// @param visitor returns whether to continue
  /// @return whether the scan was completed; false if the visitor stopped it
  public boolean scan(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules rules = filter.rulesAbove(start);
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

  private FolderListing list(Pending pending) {
    Path folder = pending.folder();
    IgnoreRules rules = pending.parentRules().forFolder(folder);
    List<FoundFile> files = new ArrayList<>();
    CompanionFiles companions = new CompanionFiles();
    OtherFilesCount others = new OtherFilesCount();
    List<Path> subfolders = new ArrayList<>();
    boolean complete = true;
    boolean empty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        empty = false;
        complete &= classify(folder, entry, rules, files, companions, others, subfolders);
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
        companions.videos() - companions.ofPhotos(files),
        companions.ofPhotos(files),
        others.files(),
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
      OtherFilesCount others,
      List<Path> subfolders) {
    String name = String.valueOf(entry.getFileName());
    try {
      // NOFOLLOW first: most entries are not links, and one system call is enough for them.
      EntryAttributes attributes = EntryAttributes.read(entry, LinkOption.NOFOLLOW_LINKS);
      boolean link = attributes.isLink();
      if (link) {
        if (!Files.exists(entry)) {
          return true;
        }
        attributes = EntryAttributes.read(entry);
      }
      if (attributes.isFolder()) {
        if (!filter.excludesFolder(entry, rules)) {
          if (!link) {
            subfolders.add(entry);
          } else if (!filter.listsTarget(entry, true, 0)) {
            linkedFolders.add(new Pending(entry, rules));
          }
        }
      } else if (!attributes.isFile()
          || (name.startsWith(".") && !FileTypes.isPicasa(name))
          || rules.excludes(entry, false)) {
        return true;
      } else if (filter.isPhoto(entry, name, attributes.size())) {
        if (!link || !filter.listsTarget(entry, false, attributes.size())) {
          files.add(toFoundFile(folder, entry, attributes));
        }
      } else if (FileTypes.isCompanion(name)) {
        companions.add(toFoundFile(folder, entry, attributes));
      } else if (!filter.isTooSmall(attributes.size())) {
        others.add(name);
      }
      return true;
    } catch (IOException e) {
      log.info("cannot read the attributes of {}: {}", entry, e.toString());
      return false;
    }
  }

  private static FoundFile toFoundFile(Path folder, Path file, EntryAttributes attributes) {
    return new FoundFile(
        file,
        PathText.relative(folder, file),
        attributes.size(),
        attributes.modified(),
        attributes.changed(),
        attributes.key());
  }
}
