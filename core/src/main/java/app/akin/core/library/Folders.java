package app.akin.core.library;

import app.akin.core.ingest.RootRule;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PendingConfirmation;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// The photo folders of a library. Thread-safe; changing them takes the library's lock for a
/// moment.
public final class Folders {
  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Volumes volumes;
  private final Clock clock;

  Folders(Path library, Path natives, CatalogueReader catalogue, Volumes volumes, Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.volumes = volumes;
    this.clock = clock;
  }

  /// The folders, by path.
  public List<LibraryStatus.Folder> list() {
    List<PendingConfirmation> questions = catalogue.questions();
    return catalogue.roots().stream()
        .map(root -> folder(root, questions))
        .sorted(Comparator.comparing(folder -> folder.path().toString()))
        .toList();
  }

  private LibraryStatus.Folder folder(Root root, List<PendingConfirmation> questions) {
    long files = catalogue.files(root.id());
    LibraryStatus.State state =
        switch (Presence.of(root.path(), root.uid(), volumes)) {
          case PRESENT -> LibraryStatus.State.PRESENT;
          case ABSENT -> LibraryStatus.State.ABSENT;
          case EMPTY -> files == 0 ? LibraryStatus.State.PRESENT : LibraryStatus.State.EMPTY;
          case OTHER_VOLUME -> LibraryStatus.State.OTHER_VOLUME;
        };
    LibraryStatus.PendingConfirmation asked =
        questions.stream()
            .filter(question -> question.rootId() == root.id())
            .map(
                question ->
                    new LibraryStatus.PendingConfirmation(
                        question.kind() == PendingConfirmation.Kind.LOSS,
                        question.missing(),
                        question.known(),
                        question.accepted()))
            .findFirst()
            .orElse(null);
    return new LibraryStatus.Folder(
        root.path(), root.exclusions(), state, files, root.minBytes(), root.minPixels(), asked);
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
      CatalogueReader reader = store.reader();
      List<Root> roots = new ArrayList<>(reader.roots());
      Root root = RootRule.cover(roots, reader, writer, volumes, absolute).root();
      TreeSet<String> leftOut = new TreeSet<>(root.exclusions());
      leftOut.addAll(relative(root.path(), absolute, exclusions));
      writer.setExclusions(root.id(), List.copyOf(leftOut));
      writer.commit();
    }
  }

  /// Leaves small files of a folder out from the next `index` on.
  ///
  /// @param folder one of the library's
  /// @param bytes the smallest size that is taken in; 0 for any
  /// @throws AkinException `FOLDER_UNKNOWN` where it is not one of the library's
  public void minBytes(Path folder, long bytes) {
    change(folder, (writer, root) -> writer.minBytes(root.id(), bytes));
  }

  /// Leaves pictures of a folder out that have few pixels. Those the library has leave it at once.
  ///
  /// @param folder one of the library's
  /// @param pixels the fewest pixels of the shorter side that are taken in; 0 for any
  /// @throws AkinException `FOLDER_UNKNOWN` where it is not one of the library's
  public void minPixels(Path folder, long pixels) {
    change(folder, (writer, root) -> writer.minPixels(root.id(), pixels));
  }

  /// Says yes to what is asked about a folder; the next `index` acts on it. Where nothing is asked
  /// nothing happens.
  ///
  /// @param folder one of the library's
  /// @throws AkinException `FOLDER_UNKNOWN` where it is not one of the library's
  public void accept(Path folder) {
    change(folder, (writer, root) -> writer.accept(root.id()));
  }

  /// Takes a folder out of the library with its photos; the photos on disk are not touched.
  ///
  /// @throws AkinException `FOLDER_UNKNOWN` where it is not one of the library's
  public void remove(Path folder) {
    change(folder, (writer, root) -> writer.removeRoot(root.id()));
  }

  private void change(Path folder, BiConsumer<CatalogueWriter, Root> change) {
    Path absolute = folder.toAbsolutePath().normalize();
    try (Store store = Store.openForWriting(library, natives, clock)) {
      Root root =
          store.reader().roots().stream()
              .filter(known -> known.path().equals(absolute))
              .findFirst()
              .orElseThrow(() -> new AkinException(Problem.FOLDER_UNKNOWN, absolute));
      CatalogueWriter writer = store.writer();
      change.accept(writer, root);
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
