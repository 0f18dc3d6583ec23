package app.akin.core.library;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Marks;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.scan.RootPresence;
import app.akin.core.scan.Volumes;
import app.akin.core.search.SearchRequest;
import app.akin.core.sidecar.Destination;
import app.akin.core.sidecar.MarkedFile;
import app.akin.core.sidecar.SidecarExport;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.SidecarValues;
import app.akin.core.sidecar.UndoReport;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// Exports what the user set for photos to XMP sidecars: ratings, flags, keywords and captions.
/// Values that only files state are not exported. Photos are never opened for writing. Thread-safe.
///
/// Every method throws [AkinException] if the library cannot be read.
public final class Sidecars {
  /// Number of photos that are read at a time.
  private static final int BATCH = 500;

  private final CatalogueReader catalogue;
  private final PhotoFacets facets;
  private final Volumes volumes;
  private final SidecarExport export;

  Sidecars(Path library, CatalogueReader catalogue, PhotoFacets facets, Volumes volumes) {
    this.catalogue = catalogue;
    this.facets = facets;
    this.volumes = volumes;
    this.export = new SidecarExport(library);
  }

  /// Returns what an export would do. Reads folders and sidecars, and writes nothing.
  ///
  /// @param filter only photos of this filter
  /// @param folder the folder of the mirror; null to write beside the photos
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if it was stopped
  /// @throws AkinException `SidecarFolderOverlaps` if the mirror is in a folder of photos
  public Optional<SidecarPlan> plan(
      SearchRequest.Filter filter, @Nullable Path folder, DoublePredicate progress) {
    return plan(
        filter.equals(SearchRequest.Filter.NONE) ? null : facets.ids(filter), folder, progress);
  }

  /// Returns what an export of some photos would do. Reads folders and sidecars, and writes
  /// nothing.
  ///
  /// @param photos the primary contents of the photos; null for all
  /// @param folder the folder of the mirror; null to write beside the photos
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if it was stopped
  /// @throws AkinException `SidecarFolderOverlaps` if the mirror is in a folder of photos
  public Optional<SidecarPlan> plan(
      @Nullable BitSet photos, @Nullable Path folder, DoublePredicate progress) {
    Map<Root, String> names = rootNames(catalogue.roots());
    Destination destination =
        folder == null ? new Destination.Beside() : mirror(RealPath.of(folder), names);
    return export.plan(files(photos, names), destination, progress);
  }

  /// Writes a plan. A stopped or killed export keeps the sidecars that are complete.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @throws AkinException `LibraryBusy` if another export runs, `DiskFull` or `LibraryUnwritable`
  ///   if its journal cannot be written
  public SidecarReport write(SidecarPlan plan, DoublePredicate progress) {
    return export.write(plan, progress);
  }

  /// Returns the number of exports that can be undone.
  public int undoable() {
    return export.undoable();
  }

  /// Undoes the last export that is not undone: restores changed sidecars and deletes created ones,
  /// except those that another program has changed since.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @throws AkinException `NoSidecarExport` if there is none, `LibraryBusy` if another export runs
  public UndoReport undo(DoublePredicate progress) {
    return export.undo(progress);
  }

  private static Destination mirror(Path folder, Map<Root, String> names) {
    for (Root root : names.keySet()) {
      Path path = RealPath.of(root.path());
      for (String name : names.values()) {
        Path target = folder.resolve(name);
        if (folder.startsWith(path) || target.startsWith(path) || path.startsWith(target)) {
          throw new AkinException(new Problem.SidecarFolderOverlaps(folder, root.path()));
        }
      }
    }
    return new Destination.Mirror(folder);
  }

  /// Returns a folder name for each root, in the order in which they were added: the second root of
  /// a name gets a number.
  private static Map<Root, String> rootNames(List<Root> roots) {
    Map<Root, String> names = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    roots.stream()
        .sorted(Comparator.comparingLong(Root::id))
        .forEach(
            root -> {
              Path last = root.path().getFileName();
              String name = last == null ? "root" : last.toString();
              String unique = name;
              for (int i = 2; !used.add(unique); i++) {
                unique = name + " (" + i + ")";
              }
              names.put(root, unique);
            });
    return names;
  }

  private List<MarkedFile> files(@Nullable BitSet photos, Map<Root, String> names) {
    Map<Path, Map<Path, SidecarValues>> folders = marked(photos);
    Map<Long, Boolean> available = new HashMap<>();
    List<MarkedFile> files = new ArrayList<>();
    folders.forEach(
        (folder, values) -> {
          Root root = root(folder, names.keySet());
          if (root == null) {
            return;
          }
          boolean isAvailable =
              available.computeIfAbsent(
                  root.id(),
                  _ ->
                      RootPresence.of(
                              root.path(),
                              root.volumeUid(),
                              () -> catalogue.fileCount(root.id()),
                              volumes)
                          .isAvailable());
          String name = String.valueOf(names.get(root));
          Map<Path, SidecarValues> all = new TreeMap<>();
          catalogue
              .files(root.id(), PathText.relative(root.path(), folder), 0)
              .keySet()
              .forEach(file -> all.put(PathText.resolve(folder, file), SidecarValues.NONE));
          all.putAll(values);
          all.forEach(
              (file, value) ->
                  files.add(new MarkedFile(file, root.path(), name, isAvailable, value)));
        });
    return files;
  }

  /// Returns the innermost root of a folder.
  private static @Nullable Root root(Path folder, Set<Root> roots) {
    return roots.stream()
        .filter(root -> folder.startsWith(root.path()))
        .max(Comparator.comparingInt(root -> root.path().getNameCount()))
        .orElse(null);
  }

  /// Returns the values of marked files by their folders.
  private Map<Path, Map<Path, SidecarValues>> marked(@Nullable BitSet photos) {
    BitSet contents = catalogue.marks().markedContents();
    if (photos != null) {
      contents.and(photos);
    }
    Map<Path, Map<Path, SidecarValues>> folders = new TreeMap<>();
    List<ContentId> batch = new ArrayList<>(BATCH);
    contents.stream()
        .forEach(
            content -> {
              batch.add(new ContentId(content));
              if (batch.size() == BATCH) {
                addMarked(batch, folders);
                batch.clear();
              }
            });
    addMarked(batch, folders);
    return folders;
  }

  private void addMarked(List<ContentId> batch, Map<Path, Map<Path, SidecarValues>> folders) {
    Map<ContentId, PhotoRow> rows = catalogue.photos(batch);
    Map<PhotoId, Marks> marks =
        catalogue.marks().marks(rows.values().stream().map(PhotoRow::photo).toList());
    for (PhotoRow row : rows.values()) {
      SidecarValues values =
          values(marks.getOrDefault(row.photo(), Marks.NONE), row.facts().metadata().keywords());
      for (Path file : row.paths()) {
        Path folder = file.getParent();
        if (folder != null && !values.isEmpty()) {
          folders.computeIfAbsent(folder, _ -> new TreeMap<>()).put(file, values);
        }
      }
    }
  }

  /// Returns the values that the user set.
  ///
  /// @param keywords all keywords of the photo, because a list in a sidecar replaces that of a file
  private static SidecarValues values(Marks marks, List<String> keywords) {
    boolean hasKeywords = !marks.addedKeywords().isEmpty() || !marks.removedKeywords().isEmpty();
    return new SidecarValues(
        marks.rating(), marks.flag(), hasKeywords ? keywords : null, marks.caption());
  }
}
