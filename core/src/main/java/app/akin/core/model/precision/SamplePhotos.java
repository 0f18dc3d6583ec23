package app.akin.core.model.precision;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.ContentId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sample of the user's photos for a check. They are read one by one; unreadable ones are
/// skipped.
///
/// @param paths the paths of the photos, at most [#MAX_COUNT], as diverse as possible
/// @param decoder decodes the photos
public record SamplePhotos(List<Path> paths, PhotoDecoder decoder) {
  /// The maximum sample size.
  static final int MAX_COUNT = 64;

  /// Larger files are skipped to keep the check short.
  private static final long MAX_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(SamplePhotos.class);

  /// Copies the list.
  public SamplePhotos {
    paths = List.copyOf(paths);
  }

  /// Samples at most [#MAX_COUNT] of the given photos, evenly spaced.
  public static SamplePhotos of(List<Path> photos, PhotoDecoder decoder) {
    return new SamplePhotos(sample(photos), decoder);
  }

  /// Samples at most [#MAX_COUNT] photos of a library, evenly spaced in the order of indexing.
  public static SamplePhotos of(CatalogueReader catalogue, PhotoDecoder decoder) {
    List<Long> all = Arrays.stream(catalogue.matching(PhotoFilter.ALL)).boxed().toList();
    List<ContentId> sample = sample(all).stream().map(ContentId::new).toList();
    Map<ContentId, PhotoRow> rows = catalogue.photos(sample);
    return new SamplePhotos(
        sample.stream()
            .flatMap(id -> Stream.ofNullable(rows.get(id)))
            .map(row -> row.paths().getFirst())
            .toList(),
        decoder);
  }

  private static <T> List<T> sample(List<T> all) {
    int count = Math.min(MAX_COUNT, all.size());
    List<T> sample = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sample.add(all.get((int) ((long) i * all.size() / count)));
    }
    return sample;
  }

  /// Returns the input of a model's image tower for the first readable photos.
  ///
  /// @param limit maximum number of photos
  List<PreparedImage> prepare(EmbeddingModel model, int limit) {
    DecodePurpose indexing = new DecodePurpose.Indexing(model.imageSide());
    List<PreparedImage> inputs = new ArrayList<>();
    for (Path path : paths) {
      if (inputs.size() == limit) {
        break;
      }
      try {
        if (Files.size(path) <= MAX_BYTES
            && decoder.decode(Files.readAllBytes(path), indexing)
                instanceof DecodeResult.Decoded decoded) {
          inputs.add(model.prepare(decoded.raster()));
        }
      } catch (IOException | RuntimeException e) {
        LOG.debug("skipped {}", path, e);
      }
    }
    return inputs;
  }
}
