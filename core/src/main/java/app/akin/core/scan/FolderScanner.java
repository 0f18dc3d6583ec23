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

/// Walks a root folder by folder, in the order of names. Memory grows with the number of folders,
/// not of files.
///
/// Links are followed once: a real folder is visited by one path only, and a link to a folder comes
/// after all real folders, so the path without links wins and loops end. A link to a file inside
/// the root is left out, because the file itself is listed.
///
/// Left out are hidden files and folders, what systems and storage boxes keep for themselves, the
/// root's exclusions, and what the files named `.akinignore` say, in the syntax of `gitignore(5)`.
///
/// For one thread; make a new walk for each.
public final class FolderScanner {
  private static final Logger log = LoggerFactory.getLogger(FolderScanner.class);

  /// The name of the files that say what is left out, in the syntax of `gitignore(5)`.
  public static final String IGNORE_FILE = ".akinignore";

  /// Folders that systems and storage boxes keep for themselves, in lower case.
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
  /// @param parentRules what the ignore files of the folders above it leave out
  private record Pending(Path folder, IgnoreRules parentRules) {}

  private final Path root;
  private final Set<String> exclusions;
  private final long minBytes;
  private final CandidateRule rule;
  private final Set<Object> visited = new HashSet<>();
  private final Deque<Pending> folders = new ArrayDeque<>();
  private final Deque<Pending> linkedFolders = new ArrayDeque<>();

  /// A walk over a root.
  ///
  /// @param root an absolute folder
  /// @param exclusions folders to leave out with all they hold, as text relative to the root
  /// @param minBytes smaller files are left out, empty ones excepted: those are damaged, not small
  /// @param rule which files may be photos
  public FolderScanner(Path root, List<String> exclusions, long minBytes, CandidateRule rule) {
    this.root = root;
    this.exclusions = Set.copyOf(exclusions);
    this.minBytes = minBytes;
    this.rule = rule;
  }

  /// Whether a file of this name is no photo and yet says something: a sidecar, or a video.
  public static boolean isCompanion(String fileName) {
    return CompanionFiles.isCompanion(fileName);
  }

  /// Visits one folder and none below it.
  ///
  /// @param start the root or a folder in it, absolute
  /// @param visitor answers whether to go on
  /// @return what the visitor answered
  public boolean scanFolder(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules above = parentRules(start);
    return above == null || visitor.test(list(new Pending(start, above)));
  }

  /// Visits a folder and every folder below it. A folder that cannot be read is handed over as not
  /// complete; nothing is thrown for it.
  ///
  /// @param start the root or a folder in it, absolute
  /// @param visitor answers whether the walk shall go on
  /// @return true where the walk came to its end, false where the visitor stopped it
  public boolean scan(Path start, Predicate<FolderListing> visitor) {
    IgnoreRules above = parentRules(start);
    if (above == null) {
      return true;
    }
    folders.push(new Pending(start, above));
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
      // Listing it will fail as well and says so.
      return true;
    }
  }

  /// What the ignore files above a folder leave out; null where the folder itself is left out by
  /// anything.
  private @Nullable IgnoreRules parentRules(Path folder) {
    IgnoreRules rules = IgnoreRules.NONE;
    Path at = root;
    for (Path name : root.relativize(folder)) {
      if (name.toString().isEmpty()) {
        break;
      }
      rules = rules.forFolder(at);
      at = at.resolve(name);
      if (name.toString().startsWith(".")
          || isExcluded(at, name.toString())
          || rules.excludes(at, true)) {
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
    List<Path> inner = new ArrayList<>();
    boolean complete = true;
    boolean empty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        empty = false;
        complete &= classify(folder, entry, rules, files, companions, inner);
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.info("cannot read folder {}: {}", folder, e.toString());
      complete = false;
    }
    files.sort(Comparator.comparing(FoundFile::name));
    inner.sort(Comparator.reverseOrder());
    inner.forEach(path -> folders.push(new Pending(path, rules)));
    return new FolderListing(
        folder,
        PathText.relative(root, folder),
        companions.withSidecars(files),
        companions.videos(),
        complete,
        empty && complete);
  }

  /// Puts one entry where it belongs; false where the entry may be a photo and could not be looked
  /// at.
  private boolean classify(
      Path folder,
      Path entry,
      IgnoreRules rules,
      List<FoundFile> files,
      CompanionFiles companions,
      List<Path> inner) {
    String name = String.valueOf(entry.getFileName());
    if (name.startsWith(".")) {
      return true;
    }
    try {
      // NOFOLLOW first: most entries are no links, and one look at the disk is enough for them.
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
            inner.add(entry);
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
      log.info("cannot look at {}: {}", entry, e.toString());
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
