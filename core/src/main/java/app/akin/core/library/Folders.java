package app.akin.core.library;

import app.akin.core.ingest.IncludedFolders;
import app.akin.core.ingest.RootResolver;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.scan.LeftOutFolders;
import app.akin.core.scan.OtherFiles;
import app.akin.core.scan.RootPresence;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// Manages the photo folders of a library. Thread-safe; changes hold the library's write lock
/// briefly.
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

  /// Returns the folders, sorted by path.
  public List<LibraryStatus.Folder> list() {
    List<PendingConfirmation> confirmations = catalogue.pendingConfirmations();
    return catalogue.roots().stream()
        .map(root -> folder(root, confirmations))
        .sorted(Comparator.comparing(folder -> folder.path().toString()))
        .toList();
  }

  /// Returns the paths of the folders that are not available, sorted.
  List<Path> unavailable() {
    return list().stream()
        .filter(folder -> folder.state() != LibraryStatus.State.PRESENT)
        .map(LibraryStatus.Folder::path)
        .toList();
  }

  private LibraryStatus.Folder folder(Root root, List<PendingConfirmation> confirmations) {
    long files = catalogue.fileCount(root.id());
    LibraryStatus.State state =
        switch (RootPresence.of(root.path(), root.volumeUid(), () -> files, volumes)) {
          case PRESENT -> LibraryStatus.State.PRESENT;
          case ABSENT -> LibraryStatus.State.ABSENT;
          case EMPTY -> LibraryStatus.State.EMPTY;
          case OTHER_VOLUME -> LibraryStatus.State.OTHER_VOLUME;
        };
    LibraryStatus.PendingConfirmation pending =
        confirmations.stream()
            .filter(confirmation -> confirmation.rootId() == root.id())
            .map(
                confirmation ->
                    new LibraryStatus.PendingConfirmation(
                        confirmation.kind() == PendingConfirmation.Kind.LOSS,
                        confirmation.missing(),
                        confirmation.known(),
                        confirmation.accepted()))
            .findFirst()
            .orElse(null);
    return new LibraryStatus.Folder(
        root.path(),
        root.exclusions(),
        state,
        files,
        catalogue.indexedFileCount(root.id()),
        root.minBytes(),
        root.minPixels(),
        pending);
  }

  /// Adds a folder, or adds exclusions to an existing one; the next `index` scans it. A folder
  /// inside one of the library's is part of it already; a folder that contains some of them
  /// replaces them.
  ///
  /// @param folder the folder
  /// @param exclusions folders to exclude, absolute or relative to it
  /// @throws AkinException if the folder is missing or not a folder, or another run is writing
  public void add(Path folder, List<Path> exclusions) {
    Path real = RootResolver.check(folder);
    List<Path> inside = relative(folder.toAbsolutePath().normalize(), real, exclusions);
    try (Store store = Store.openForWriting(library, natives, clock)) {
      CatalogueWriter writer = store.writer();
      CatalogueReader reader = store.reader();
      List<Root> roots = new ArrayList<>(reader.roots());
      RootResolver.Resolved resolved = RootResolver.resolve(roots, reader, writer, volumes, real);
      Root root = resolved.root();
      TreeSet<String> excluded = new TreeSet<>(root.exclusions());
      for (Path exclusion : inside) {
        excluded.add(PathText.relative(root.path(), resolved.folder().resolve(exclusion)));
      }
      writer.roots().setExclusions(root.id(), List.copyOf(excluded));
      writer.commit();
    }
  }

  /// Sets the minimum file size of a folder. Takes effect with the next `index`.
  ///
  /// @param folder one of the library's folders
  /// @param bytes minimum size of files to index; 0 for no limit
  /// @throws AkinException `FolderUnknown` if it is not one of the library's folders
  public void setMinBytes(Path folder, long bytes) {
    change(folder, (writer, root) -> writer.roots().setMinBytes(root.id(), bytes));
  }

  /// Sets the minimum image size of a folder. Smaller images leave the library at once.
  ///
  /// @param folder one of the library's folders
  /// @param pixels minimum number of pixels of the shorter side; 0 for no limit
  /// @throws AkinException `FolderUnknown` if it is not one of the library's folders
  public void setMinPixels(Path folder, long pixels) {
    change(folder, (writer, root) -> writer.roots().setMinPixels(root.id(), pixels));
  }

  /// Returns the patterns of folders that every scan leaves out, and whether the user overruled
  /// them.
  public List<LibraryStatus.LeftOut> leftOut() {
    Set<String> included = IncludedFolders.of(catalogue);
    return LeftOutFolders.entries().stream()
        .map(
            entry ->
                new LibraryStatus.LeftOut(
                    entry.pattern(), entry.reason(), included.contains(entry.pattern())))
        .toList();
  }

  /// Includes the folders of a pattern of [#leftOut] in scans, or leaves them out again. Takes
  /// effect with the next `index`.
  ///
  /// @return whether the list contains the pattern, ignoring case
  public boolean setIncluded(String pattern, boolean included) {
    Optional<LeftOutFolders.Entry> known = LeftOutFolders.find(pattern);
    if (known.isEmpty()) {
      return false;
    }
    try (Store store = Store.openForWriting(library, natives, clock)) {
      IncludedFolders.set(store.reader(), store.writer(), known.get().pattern(), included);
      store.writer().commit();
    }
    return true;
  }

  /// Returns the files that are left out because of their names.
  LibraryStatus.OtherFiles otherFiles() {
    OtherFiles sum =
        OtherFiles.sum(
            catalogue.roots().stream()
                .flatMap(root -> catalogue.folderCounts(root.id()).values().stream())
                .map(counts -> new OtherFiles(counts.others(), counts.otherNames()))
                .toList());
    return new LibraryStatus.OtherFiles(sum.count(), sum.examples());
  }

  /// Accepts the pending confirmation of a folder; the next `index` acts on it. Does nothing if
  /// there is none.
  ///
  /// @param folder one of the library's folders
  /// @throws AkinException `FolderUnknown` if it is not one of the library's folders
  public void accept(Path folder) {
    change(folder, (writer, root) -> writer.roots().acceptConfirmation(root.id()));
  }

  /// Removes a folder and its photos from the library; the photos on disk are not changed.
  ///
  /// @throws AkinException `FolderUnknown` if it is not one of the library's folders
  public void remove(Path folder) {
    change(folder, (writer, root) -> writer.roots().remove(root.id()));
  }

  private void change(Path folder, BiConsumer<CatalogueWriter, Root> change) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path real = RealPath.of(folder);
    try (Store store = Store.openForWriting(library, natives, clock)) {
      Root root =
          store.reader().roots().stream()
              .filter(
                  known -> known.path().equals(absolute) || RealPath.of(known.path()).equals(real))
              .findFirst()
              .orElseThrow(() -> new AkinException(new Problem.FolderUnknown(absolute)));
      CatalogueWriter writer = store.writer();
      change.accept(writer, root);
      writer.commit();
    }
  }

  /// Returns the exclusions relative to a folder.
  ///
  /// @param folder the folder under the name that the user gave
  /// @param real the same folder without links
  private static List<Path> relative(Path folder, Path real, List<Path> exclusions) {
    return exclusions.stream()
        .map(
            given -> {
              Path exclusion = folder.resolve(given).normalize();
              if (exclusion.startsWith(folder) && !exclusion.equals(folder)) {
                return folder.relativize(exclusion);
              }
              Path realExclusion = RealPath.of(exclusion);
              if (realExclusion.startsWith(real) && !realExclusion.equals(real)) {
                return real.relativize(realExclusion);
              }
              throw new AkinException(new Problem.FolderNotInside(exclusion, folder));
            })
        .toList();
  }
}
