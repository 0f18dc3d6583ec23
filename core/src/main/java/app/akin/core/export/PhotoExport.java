package app.akin.core.export;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.export.ExportResult.Reason;
import app.akin.core.export.ExportResult.Skipped;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Exports photos. Files of photos are only read. Thread-safe; all methods read and write files, so
/// they must not be called on the UI thread.
///
/// A file that is written is complete or absent, also after a power failure.
public final class PhotoExport {
  /// Number of photos of which the catalogue is asked at a time.
  private static final int BATCH = 2_000;

  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;

  /// @param catalogue the catalogue of the library; not closed
  /// @param decoder decodes photos for smaller copies; requested on first use
  public PhotoExport(CatalogueReader catalogue, Supplier<PhotoDecoder> decoder) {
    this.catalogue = catalogue;
    this.decoder = decoder;
  }

  /// The forms of an export.
  public enum Form {
    /// Copies in a folder.
    COPIES,
    /// A table.
    CSV,
    /// A list of paths.
    PATHS,
    /// A contact sheet.
    PDF
  }

  /// The forms of a list.
  public enum ListForm {
    /// One path a line.
    PATHS,
    /// A table with path, date, size, camera, rating and keywords.
    CSV
  }

  /// Exports photos in a form.
  ///
  /// @param target the folder of copies, otherwise the file
  /// @param longSide as in [#copies]; other forms ignore it
  /// @param title as in [#contactSheet]; other forms ignore it
  /// @throws AkinException as the method of the form
  public ExportResult run(
      Form form,
      List<ContentId> contents,
      Path target,
      int longSide,
      String title,
      ExportProgress progress) {
    return switch (form) {
      case COPIES -> copies(contents, target, longSide, progress);
      case CSV -> list(contents, target, ListForm.CSV);
      case PATHS -> list(contents, target, ListForm.PATHS);
      case PDF -> contactSheet(contents, target, title, progress);
    };
  }

  /// Copies photos into a folder, which is created if it is missing. Of several files of a photo,
  /// the first available one is copied. Files of the folder are never replaced: a name that is
  /// taken gets a number. A smaller copy is a JPEG file in sRGB without metadata; photos are never
  /// enlarged.
  ///
  /// @param contents the photos, in the order in which they are copied
  /// @param longSide maximum long side in pixels; 0 for the original files
  /// @throws AkinException `ExportEmpty`, `ExportIntoLibrary` for a folder inside a photo folder,
  ///   `ExportDiskFull` or `ExportUnwritable`; the copies that were written before are complete
  public ExportResult copies(
      List<ContentId> contents, Path folder, int longSide, ExportProgress progress) {
    requirePhotos(contents);
    Path target = folder.toAbsolutePath().normalize();
    Path real = RealPath.of(target);
    for (Root root : catalogue.roots()) {
      if (real.startsWith(root.path()) || target.startsWith(root.path())) {
        throw new AkinException(new Problem.ExportIntoLibrary(folder));
      }
    }
    return new CopyExport(decoder.get(), target, longSide).run(rows(contents), progress);
  }

  /// Writes a list of photos into a file, which is created or replaced.
  ///
  /// @throws AkinException `ExportEmpty`, `ExportIntoLibrary` if the file has the name of an image,
  ///   `ExportDiskFull`, `ExportUnwritable`; a file that exists is unchanged then
  public ExportResult list(List<ContentId> contents, Path file, ListForm form) {
    requirePhotos(contents);
    requireNoImage(file);
    List<Optional<PhotoRow>> rows = rows(contents);
    List<PhotoRow> known = rows.stream().flatMap(Optional::stream).toList();
    switch (form) {
      case PATHS -> writePaths(known.stream().map(row -> row.paths().getFirst()).toList(), file);
      case CSV -> TargetFile.replace(file, out -> ListExport.writeCsv(known, out));
    }
    return new ExportResult(known.size(), missing(rows), false);
  }

  /// Writes a list of files into a file, which is created or replaced: one path a line, in UTF-8. A
  /// path with a line break, or that is no valid text, is a `file:` URL.
  ///
  /// @throws AkinException as [#list]
  public static void writePaths(List<Path> files, Path file) {
    requireNoImage(file);
    TargetFile.replace(file, out -> ListExport.writePaths(files, out));
  }

  /// Writes a contact sheet as PDF, which is created or replaced: thumbnails with the names of
  /// their files.
  ///
  /// @param title the heading of each page
  /// @return the result; nothing is written if it was stopped
  /// @throws AkinException as [#list]
  public ExportResult contactSheet(
      List<ContentId> contents, Path file, String title, ExportProgress progress) {
    requirePhotos(contents);
    requireNoImage(file);
    List<Optional<PhotoRow>> rows = rows(contents);
    List<ContactSheet.Entry> entries =
        rows.stream().flatMap(Optional::stream).map(this::entry).toList();
    boolean[] isWritten = new boolean[1];
    try {
      TargetFile.replace(
          file,
          out -> {
            isWritten[0] = new ContactSheet(title).write(entries, out, progress);
            if (!isWritten[0]) {
              throw new StoppedException();
            }
          });
    } catch (AkinException e) {
      if (!(e.getCause() instanceof StoppedException)) {
        throw e;
      }
    }
    return new ExportResult(isWritten[0] ? entries.size() : 0, missing(rows), !isWritten[0]);
  }

  /// Leaves the target as it is.
  private static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private ContactSheet.Entry entry(PhotoRow row) {
    return new ContactSheet.Entry(
        name(row.paths().getFirst()), () -> catalogue.thumbnail(row.content()));
  }

  private static String name(Path path) {
    return PathText.of(Objects.requireNonNull(path.getFileName()));
  }

  private static void requirePhotos(List<ContentId> contents) {
    if (contents.isEmpty()) {
      throw new AkinException(new Problem.ExportEmpty());
    }
  }

  private static void requireNoImage(Path file) {
    if (PhotoDecoder.hasImageExtension(String.valueOf(file.getFileName()))) {
      throw new AkinException(new Problem.ExportIntoLibrary(file));
    }
  }

  private static List<Skipped> missing(List<Optional<PhotoRow>> rows) {
    return rows.stream()
        .filter(Optional::isEmpty)
        .map(_ -> new Skipped("", Reason.MISSING))
        .toList();
  }

  private List<Optional<PhotoRow>> rows(List<ContentId> contents) {
    List<Optional<PhotoRow>> rows = new ArrayList<>(contents.size());
    for (int from = 0; from < contents.size(); from += BATCH) {
      List<ContentId> some = contents.subList(from, Math.min(contents.size(), from + BATCH));
      Map<ContentId, PhotoRow> known = catalogue.photos(some);
      some.forEach(content -> rows.add(Optional.ofNullable(known.get(content))));
    }
    return rows;
  }
}
