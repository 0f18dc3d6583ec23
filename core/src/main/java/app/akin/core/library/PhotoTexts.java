package app.akin.core.library;

import app.akin.core.ingest.TextJob;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextCounts;
import app.akin.core.store.CatalogueReader;
import app.akin.core.text.FileTextReader;
import app.akin.core.text.TextReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The text in the photos of a library. Thread-safe.
public final class PhotoTexts {
  private final AppPaths paths;
  private final CatalogueReader catalogue;
  private final Map<String, String> environment;
  private final Clock clock;

  PhotoTexts(
      AppPaths paths, CatalogueReader catalogue, Map<String, String> environment, Clock clock) {
    this.paths = paths;
    this.catalogue = catalogue;
    this.environment = environment;
    this.clock = clock;
  }

  /// Returns how many photos were read.
  public TextCounts counts() {
    return catalogue.texts().counts(TextReader.REVISION);
  }

  /// Returns the text of photos; those without text, or that were not read yet, are omitted.
  ///
  /// @param contents their primary contents
  public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
    return catalogue.texts().texts(contents);
  }

  /// Starts to read the text in the photos that were not read yet. One job at a time.
  ///
  /// @param gentle see [TextJob#setGentle]
  public TextJob read(boolean gentle) {
    return TextJob.start(
        new TextJob.Library(paths.library(), paths.natives(), catalogue, clock),
        // One thread: threads that wait for each other slow down a busy machine.
        () -> new Source(ShippedText.openReader(paths, environment, 1)),
        TextReader.REVISION,
        gentle);
  }

  private record Source(FileTextReader reader) implements TextJob.Source {
    @Override
    public Optional<ImageText> read(Path file, ContentKey content, BooleanSupplier stopped) {
      return reader.read(file, content, stopped);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
