package app.akin.core.export;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.export.ExportResult.Reason;
import app.akin.core.export.ExportResult.Skipped;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies photos into a folder. Files of the folder are never replaced.
final class CopyExport {
  private static final int QUALITY = 92;

  private final PhotoDecoder decoder;
  private final Path folder;
  private final int longSide;

  /// A file in the folder could not be created or written, as opposed to a photo that could not be
  /// read.
  private static final class WriteException extends IOException {
    private static final long serialVersionUID = 1;

    WriteException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /// @param longSide maximum long side in pixels; 0 for the original files
  CopyExport(PhotoDecoder decoder, Path folder, int longSide) {
    this.decoder = decoder;
    this.folder = folder;
    this.longSide = longSide;
  }

  /// Copies photos.
  ///
  /// @param photos the photos; empty for one that has no files any more
  /// @throws app.akin.core.photo.AkinException `ExportDiskFull`, `ExportUnwritable`
  ExportResult run(List<Optional<PhotoRow>> photos, ExportProgress progress) {
    List<Skipped> skipped = new ArrayList<>();
    int written = 0;
    try {
      Files.createDirectories(folder);
      TargetNames names = TargetNames.of(folder);
      for (int i = 0; i < photos.size(); i++) {
        Skipped reason = copy(photos.get(i).orElse(null), names);
        if (reason == null) {
          written++;
        } else {
          skipped.add(reason);
        }
        if (!progress.done(i + 1, photos.size()) && i + 1 < photos.size()) {
          return new ExportResult(written, skipped, true);
        }
      }
    } catch (IOException e) {
      throw TargetFile.translate(e, folder.resolve("photos"));
    }
    return new ExportResult(written, skipped, false);
  }

  /// Copies a photo; returns why it was not copied, or null.
  private @Nullable Skipped copy(@Nullable PhotoRow photo, TargetNames names) throws IOException {
    if (photo == null) {
      return new Skipped("", Reason.MISSING);
    }
    Path source = photo.paths().stream().filter(Files::isRegularFile).findFirst().orElse(null);
    if (source == null) {
      return new Skipped(photo.paths().getFirst().toString(), Reason.OFFLINE);
    }
    Path part = null;
    try {
      part = part();
      if (longSide == 0) {
        copyOriginal(source, part);
      } else if (!writeSmaller(source, photo, part)) {
        return new Skipped(source.toString(), Reason.UNREADABLE);
      }
      publish(part, String.valueOf(source.getFileName()), names);
      return null;
    } catch (WriteException e) {
      throw e;
    } catch (IOException e) {
      return new Skipped(source.toString(), Reason.UNREADABLE);
    } finally {
      TargetFile.delete(part);
    }
  }

  private Path part() throws WriteException {
    try {
      return TargetFile.createPart(folder);
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }

  /// Copies a file. A failure to read is distinguished from a failure to write by reading first.
  private static void copyOriginal(Path source, Path part) throws IOException {
    try (var in = Files.newInputStream(source)) {
      byte[] buffer = new byte[1 << 16];
      try (var out = Files.newOutputStream(part)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          try {
            out.write(buffer, 0, read);
          } catch (IOException e) {
            throw new WriteException(e);
          }
        }
      }
    }
    setTime(part, Files.getLastModifiedTime(source));
  }

  /// Returns false if the photo cannot be decoded.
  private boolean writeSmaller(Path source, PhotoRow photo, Path part) throws IOException {
    DecodeResult result =
        decoder.decode(Files.readAllBytes(source), new DecodePurpose.Viewing(longSide));
    switch (result) {
      case DecodeResult.Failed _ -> {
        return false;
      }
      case DecodeResult.Decoded decoded -> {
        byte[] jpeg = decoder.jpeg(decoded.raster(), QUALITY);
        try {
          Files.write(part, jpeg);
        } catch (IOException e) {
          throw new WriteException(e);
        }
        // The copy has no metadata: programs order it by the time of its file.
        setTime(
            part,
            photo.date().isFileTime()
                ? Files.getLastModifiedTime(source)
                : FileTime.from(photo.date().start().toInstant(ZoneOffset.UTC)));
        return true;
      }
    }
  }

  private static void setTime(Path part, FileTime time) throws WriteException {
    try {
      Files.setLastModifiedTime(part, time);
      TargetFile.force(part);
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }

  /// Gives the complete file its name.
  private void publish(Path part, String original, TargetNames names) throws WriteException {
    String wanted = original;
    if (longSide > 0) {
      int dot = original.lastIndexOf('.');
      wanted = (dot <= 0 ? original : original.substring(0, dot)) + ".jpg";
    }
    try {
      while (true) {
        if (create(part, names.next(wanted), names)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }

  /// Returns false if another program has created a file of this name meanwhile.
  private boolean create(Path part, String name, TargetNames names) throws IOException {
    try {
      return TargetFile.create(part, folder.resolve(name));
    } catch (IOException | InvalidPathException e) {
      String portable = TargetNames.portable(name);
      if (portable.equals(name)) {
        throw e;
      }
      // A file system such as exFAT does not allow all names.
      return TargetFile.create(part, folder.resolve(names.next(portable)));
    }
  }
}
