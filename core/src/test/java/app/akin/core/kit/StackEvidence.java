package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.kit.StackScenes.Item;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Puts labelled images into stacks and counts which pairs were put together.
public final class StackEvidence {
  private static final Instant START = Instant.parse("2024-01-01T08:00:00Z");

  /// The counts of a kind.
  ///
  /// @param pairs number of pairs of this kind
  /// @param together number of these that are in one stack
  public record Count(int pairs, int together) {
    Count plus(boolean isTogether) {
      return new Count(pairs + 1, together + (isTogether ? 1 : 0));
    }

    /// Returns the share of the pairs that are in one stack.
    public double share() {
      return pairs == 0 ? 0 : (double) together / pairs;
    }
  }

  /// What was counted.
  ///
  /// @param variants by kind, the pairs of a variant and the image that it varies
  /// @param negatives by kind, the pairs of images that only look alike
  /// @param others pairs of images of different sets that are in one stack
  /// @param weak whether the model cannot tell equal images from others
  public record Counts(
      Map<String, Count> variants, Map<String, Count> negatives, int others, boolean weak) {
    /// Returns the counts of all hard negatives.
    public Count allNegatives() {
      return negatives.values().stream()
          .reduce(
              new Count(0, 0),
              (one, other) ->
                  new Count(one.pairs() + other.pairs(), one.together() + other.together()));
    }

    /// Returns the share of the pairs in one stack that belong together.
    public double precision() {
      int right = variants.values().stream().mapToInt(Count::together).sum();
      int wrong = allNegatives().together() + others;
      return (double) right / Math.max(1, right + wrong);
    }
  }

  private StackEvidence() {}

  /// Indexes images with a model and puts them into stacks.
  ///
  /// @param folder empty folder for the library
  public static Counts count(List<Item> items, EmbeddingModel model, Path folder) {
    PhotoDecoder decoder = new PhotoDecoder(500_000_000, 512, BuildCache.NATIVES);
    List<ContentId> contents = new ArrayList<>();
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, Clock.systemUTC());
        ImageTower tower = model.imageTower()) {
      CatalogueWriter writer = store.writer();
      CatalogueReader reader = store.reader();
      long root = writer.roots().add(folder.resolveSibling("photos").toAbsolutePath(), List.of());
      long modelId = writer.vectors().putModel(model.fingerprint(), "model", model.dimension());
      for (int i = 0; i < items.size(); i++) {
        Item item = items.get(i);
        byte[] jpeg = ImageKit.jpeg(item.image(), item.quality());
        if (!(decoder.decode(jpeg, new DecodePurpose.Indexing(model.imageSide()))
            instanceof DecodeResult.Decoded decoded)) {
          throw new AssertionError("not decoded: " + item.kind());
        }
        PhotoFacts facts =
            new PhotoFacts(
                "JPEG", item.image().getWidth(), item.image().getHeight(), 1, metadata(item));
        String name =
            String.format(Locale.ROOT, item.copy() ? "IMG-20240101-WA%04d.jpg" : "DSC_%04d.JPG", i);
        ContentId content = writer.putContent(decoder.key(jpeg), jpeg.length, facts);
        writer.putFile(root, String.valueOf(i), name, jpeg.length, 7, content);
        writer.putOwnFacts(root, String.valueOf(i), name, facts.metadata(), 1);
        writer.putThumbnail(decoder.key(jpeg), decoded.thumbnail());
        Embedding embedding = tower.embed(List.of(model.prepare(decoded.raster()))).getFirst();
        writer
            .vectors()
            .putEmbedding(
                content,
                decoder.key(jpeg),
                modelId,
                Precision.FP32,
                EmbeddingSource.ORIGINAL,
                embedding);
        contents.add(content);
      }
      writer.commit();
      new StackPass(
              reader,
              writer,
              modelId,
              PhotoDecoder.SIGNATURE_REVISION,
              content -> reader.thumbnail(content).flatMap(decoder::signature),
              content -> reader.thumbnail(content).flatMap(decoder::roughSignature))
          .run(_ -> true);
      return counts(items, contents, reader);
    }
  }

  private static Metadata metadata(Item item) {
    if (item.time() == StackScenes.NO_TIME) {
      return Metadata.NONE;
    }
    LocalDateTime taken = LocalDateTime.ofInstant(START.plusMillis(item.time()), ZoneOffset.UTC);
    Metadata dated = Metadata.ofDates(List.of(PhotoDate.of(taken, null, DateSource.EXIF)));
    return new Metadata(
        dated.dates(),
        "NIKON Z 6",
        null,
        dated.exposure(),
        null,
        dated.placeName(),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static Counts counts(List<Item> items, List<ContentId> contents, CatalogueReader reader) {
    Map<ContentId, Long> stacks = reader.stacks().stacks(contents);
    Map<Integer, Integer> bases = new HashMap<>();
    Map<String, Count> variants = new TreeMap<>();
    Map<String, Count> negatives = new TreeMap<>();
    int others = 0;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      bases.putIfAbsent(item.set(), i);
      for (int j = 0; j < i; j++) {
        Long stack = stacks.get(contents.get(i));
        boolean together = stack != null && stack.equals(stacks.get(contents.get(j)));
        if (item.set() != items.get(j).set()) {
          others += together ? 1 : 0;
        } else if (!item.same()) {
          negatives.merge(
              item.kind(), new Count(1, together ? 1 : 0), (count, _) -> count.plus(together));
        } else if (bases.getOrDefault(item.set(), i) == j) {
          variants.merge(
              item.kind(), new Count(1, together ? 1 : 0), (count, _) -> count.plus(together));
        }
      }
    }
    return new Counts(variants, negatives, others, StackPass.isModelWeak(reader));
  }
}
