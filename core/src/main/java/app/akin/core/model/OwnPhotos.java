package app.akin.core.model;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Purpose;
import app.akin.core.embed.EmbeddingModel;
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

/// Some of the user's photos, as a check wants them: read one by one, and passed over where they
/// cannot be.
///
/// @param paths where they are, at most [#MOST] and as unlike each other as may be
/// @param decoder reads them
public record OwnPhotos(List<Path> paths, PhotoDecoder decoder) {
  /// How many are enough.
  static final int MOST = 64;

  /// A photo larger than this is passed over: a check is to be short.
  private static final long MAX_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(OwnPhotos.class);

  /// Takes a copy.
  public OwnPhotos {
    paths = List.copyOf(paths);
  }

  /// At most [#MOST] of some photos, evenly spread over them.
  public static OwnPhotos of(List<Path> photos, PhotoDecoder decoder) {
    return new OwnPhotos(spread(photos), decoder);
  }

  /// At most [#MOST] of a library's photos, evenly spread over the order in which they came in.
  public static OwnPhotos of(CatalogueReader catalogue, PhotoDecoder decoder) {
    List<Long> all = Arrays.stream(catalogue.matching(PhotoFilter.ALL)).boxed().toList();
    List<ContentId> some = spread(all).stream().map(ContentId::new).toList();
    Map<ContentId, PhotoRow> rows = catalogue.photos(some);
    return new OwnPhotos(
        some.stream()
            .flatMap(id -> Stream.ofNullable(rows.get(id)))
            .map(row -> row.paths().getFirst())
            .toList(),
        decoder);
  }

  private static <T> List<T> spread(List<T> all) {
    int count = Math.min(MOST, all.size());
    List<T> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  /// What a model's image tower takes of each photo that can be read.
  List<float[]> prepared(EmbeddingModel model) {
    Purpose indexing = new Purpose.Indexing(model.pictureSide());
    List<float[]> prepared = new ArrayList<>();
    for (Path path : paths) {
      try {
        if (Files.size(path) <= MAX_BYTES
            && decoder.decode(Files.readAllBytes(path), indexing)
                instanceof Decoding.Decoded decoded) {
          prepared.add(model.prepare(decoded.raster()));
        }
      } catch (IOException | RuntimeException e) {
        LOG.debug("passed over {}", path, e);
      }
    }
    return prepared;
  }
}
