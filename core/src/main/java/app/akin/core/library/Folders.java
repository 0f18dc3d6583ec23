package app.akin.core.library;

import app.akin.core.ingest.RootRule;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The photo folders of a library. Thread-safe; changing them takes the library's lock for a
/// moment.
public final class Folders {
  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Clock clock;

  Folders(Path library, Path natives, CatalogueReader catalogue, Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// The folders, by path.
  public List<LibraryStatus.Folder> list() {
    return catalogue.roots().stream()
        .map(
            root ->
                new LibraryStatus.Folder(
                    root.path(), root.exclusions(), Files.isDirectory(root.path())))
        .sorted(Comparator.comparing(folder -> folder.path().toString()))
        .toList();
  }

  /// Adds a folder, or exclusions to one that is there; the next `index` looks through it. A folder
  /// inside one of the library's is part of it already, and one around some takes their place.
  ///
  /// @param folder the folder
  /// @param exclusions folders in it to leave out, absolute or relative to it
  /// @throws AkinException where the folder is not there, is none, or another run is writing
  public void add(Path folder, List<Path> exclusions) {
    Path absolute = folder.toAbsolutePath().normalize();
    RootRule.check(absolute);
    try (Store store = Store.openForWriting(library, natives, clock)) {
      CatalogueWriter writer = store.writer();
      Root root = RootRule.cover(new ArrayList<>(store.reader().roots()), writer, absolute).root();
      TreeSet<String> leftOut = new TreeSet<>(root.exclusions());
      leftOut.addAll(relative(root.path(), absolute, exclusions));
      writer.setExclusions(root.id(), List.copyOf(leftOut));
      writer.commit();
    }
  }

  /// Takes a folder out of the library with its photos; the photos on disk are not touched.
  ///
  /// @throws AkinException `FOLDER_UNKNOWN` where it is not one of the library's
  public void remove(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try (Store store = Store.openForWriting(library, natives, clock)) {
      Root root =
          store.reader().roots().stream()
              .filter(known -> known.path().equals(absolute))
              .findFirst()
              .orElseThrow(() -> new AkinException(Problem.FOLDER_UNKNOWN, absolute));
      CatalogueWriter writer = store.writer();
      writer.removeRoot(root.id());
      writer.commit();
    }
  }

  private static List<String> relative(Path root, Path folder, List<Path> exclusions) {
    return exclusions.stream()
        .map(exclusion -> folder.resolve(exclusion).normalize())
        .map(
            exclusion -> {
              if (!exclusion.startsWith(folder) || exclusion.equals(folder)) {
                throw new AkinException(Problem.FOLDER_NOT_INSIDE, exclusion, folder);
              }
              return PathText.relative(root, exclusion);
            })
        .toList();
  }
}
