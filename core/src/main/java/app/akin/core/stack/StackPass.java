package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.StackHashes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the photos of a library into stacks. For one thread.
///
/// A photo belongs to the photo before it in [Shot#ORDER] that is most similar to it and does not
/// itself belong to another. So every photo of a stack was compared with the one that stands for
/// it, and the result does not depend on the order in which photos were added. What was decided by
/// the user comes first.
///
/// An update looks only at photos that are new or changed, and at those that they affect. It stores
/// and commits them in batches, each of which leaves the stacks of all photos compared so far. It
/// keeps 17 bytes for each photo of the library in memory.
public final class StackPass {
  /// The setting that holds what the photos were compared with. If it differs, all photos are
  /// compared again.
  static final String BASIS = "stacks.basis";

  /// The setting that holds the model and its calibration.
  static final String CALIBRATION = "stacks.calibration";

  /// The setting that holds the centre of the sketches.
  private static final String CENTRE = "stacks.centre";

  /// The setting that holds the number of the last embedding that was compared.
  private static final String EMBEDDING = "stacks.embedding";

  /// The setting that exists until all photos were compared once.
  private static final String UNFINISHED = "stacks.unfinished";

  /// The setting that holds when the library was salvaged, after which photos may be missing.
  private static final String SALVAGED = "salvaged";

  /// The revision of the rules. A higher one makes the next update compare all photos again.
  private static final int REVISION = 3;

  private static final int SAMPLE = 512;

  /// Photos that are compared between two commits.
  private static final int BATCH = 200;

  private static final Logger log = LoggerFactory.getLogger(StackPass.class);

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final long modelId;
  private final int signatures;
  private final Function<ContentId, Optional<ImageSignature>> thumbnails;
  private final Function<ContentId, Optional<ImageSignature>> rough;

  /// The result of an update.
  ///
  /// @param photos number of photos that are new or changed
  /// @param compared number of photos that were compared, with those that others affect
  /// @param moved number of photos that were moved from one stack to another
  /// @param complete whether all photos were compared; false if it was stopped
  public record Result(int photos, int compared, int moved, boolean complete) {}

  /// @param modelId the model whose embeddings are used; 0 for none
  /// @param signatures the revision of the signatures
  /// @param thumbnails computes the signature of the thumbnail of a content; empty if it has none
  /// @param rough computes it faster, for comparisons
  public StackPass(
      CatalogueReader reader,
      CatalogueWriter writer,
      long modelId,
      int signatures,
      Function<ContentId, Optional<ImageSignature>> thumbnails,
      Function<ContentId, Optional<ImageSignature>> rough) {
    this.reader = reader;
    this.writer = writer;
    this.modelId = modelId;
    this.signatures = signatures;
    this.thumbnails = thumbnails;
    this.rough = rough;
  }

  /// Returns the row ID of the model of the last update; 0 if there was none.
  public static long model(CatalogueReader reader) {
    return reader.setting(BASIS).map(basis -> Long.parseLong(basis.split(" ", -1)[2])).orElse(0L);
  }

  /// Returns whether the last update could not use the embeddings, because the model does not tell
  /// equal photos from others.
  public static boolean isModelWeak(CatalogueReader reader) {
    return reader.setting(CALIBRATION).flatMap(Calibration::parse).stream()
        .anyMatch(Calibration::weak);
  }

  /// Compares what has changed since the last update.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue; a
  ///   stopped update keeps its complete batches, and the next one continues
  public Result run(DoublePredicate progress) {
    boolean begins = begin();
    StackHashes hashes = reader.stacks().inputs().hashes();
    boolean finished = reader.setting(UNFINISHED).isEmpty();
    Update update = new Update(hashes, finished);
    List<List<PhotoId>> batches = new ArrayList<>();
    addBatches(batches, reader.stacks().inputs().due());
    int due = batches.size();
    if (!finished) {
      addBatches(
          batches,
          reader.stacks().inputs().photos().stream()
              .filter(photo -> !hashes.isCompared(photo))
              .toList());
    }
    int before = batches.size();
    SortedMap<Long, PhotoId> embedded =
        reader
            .stacks()
            .inputs()
            .embeddedAfter(reader.setting(EMBEDDING).map(Long::parseLong).orElse(0L), modelId);
    List<Long> sequences = List.copyOf(embedded.keySet());
    addBatches(batches, List.copyOf(embedded.values()));
    for (int i = 0; i < batches.size(); i++) {
      if (!progress.test((double) i / batches.size())) {
        return update.result(false);
      }
      update.compare(batches.get(i), i < due);
      if (i >= before) {
        int last = Math.min(sequences.size(), (i - before + 1) * BATCH) - 1;
        writer.putSetting(EMBEDDING, String.valueOf(sequences.get(last)));
      }
      writer.commit();
    }
    if (!finished) {
      writer.removeSetting(UNFINISHED);
      writer.commit();
    }
    log.debug("{} photos were compared for stacks, all {}", update.compared, begins);
    return update.result(true);
  }

  /// Compares the photos about which the user has decided; nothing before the first update.
  public void applyDecisions() {
    if (reader.setting(BASIS).isEmpty()) {
      return;
    }
    Update update =
        new Update(reader.stacks().inputs().hashes(), reader.setting(UNFINISHED).isEmpty());
    update.compare(reader.stacks().inputs().due(), true);
    writer.commit();
  }

  private static void addBatches(List<List<PhotoId>> batches, List<PhotoId> photos) {
    for (int from = 0; from < photos.size(); from += BATCH) {
      batches.add(photos.subList(from, Math.min(photos.size(), from + BATCH)));
    }
  }

  /// Has all photos compared again if the basis has changed; returns whether it has.
  ///
  /// The calibration of the last update stays while that of the current photos is near it.
  private boolean begin() {
    List<float[]> sample = sample();
    Calibration calibration = Calibration.of(sample);
    Calibration stored = reader.setting(CALIBRATION).flatMap(Calibration::parse).orElse(null);
    String basis =
        String.join(
            " ",
            String.valueOf(REVISION),
            String.valueOf(signatures),
            String.valueOf(modelId),
            reader.setting(SALVAGED).orElse(""));
    String before = reader.setting(BASIS).orElse("");
    long last = reader.stacks().inputs().lastEmbedding();
    boolean continues = reader.setting(EMBEDDING).map(Long::parseLong).orElse(0L) <= last;
    if (before.equals(basis) && continues && stored != null && stored.isNear(calibration)) {
      return false;
    }
    StackHashes hashes = reader.stacks().inputs().hashes();
    // Without a basis, the hashes are those of the photos that were just indexed.
    hashes.reset(!before.isEmpty() && !before.startsWith(REVISION + " " + signatures + " "));
    writer.stacks().putHashes(hashes);
    writer.putSetting(BASIS, basis);
    writer.putSetting(CALIBRATION, calibration.toText());
    writer.putSetting(CENTRE, encode(centre(sample)));
    writer.putSetting(EMBEDDING, String.valueOf(last));
    writer.putSetting(UNFINISHED, "1");
    writer.commit();
    return true;
  }

  /// Returns the unit vectors of the embedded photos with the smallest keys.
  private List<float[]> sample() {
    List<ContentId> smallest = reader.stacks().inputs().sample(modelId, SAMPLE);
    Map<ContentId, Embedding> embeddings = reader.vectors().embeddings(smallest, modelId);
    List<float[]> units = new ArrayList<>();
    for (ContentId content : smallest) {
      Embedding embedding = embeddings.get(content);
      if (embedding != null) {
        units.add(embedding.unit());
      }
    }
    return units;
  }

  private static float[] centre(List<float[]> sample) {
    float[] centre = new float[sample.isEmpty() ? 0 : sample.getFirst().length];
    for (float[] unit : sample) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += unit[i] / sample.size();
      }
    }
    return centre;
  }

  private static String encode(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
    buffer.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(buffer.array());
  }

  private static float[] decode(String text) {
    ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    float[] values = new float[buffer.remaining() / Float.BYTES];
    buffer.asFloatBuffer().get(values);
    return values;
  }

  /// The comparison of batches of photos, one after the other.
  private final class Update {
    private final StackHashes hashes;
    private final boolean finished;
    private final Decisions decisions = new Decisions(reader.stacks().inputs().decisions());
    private final Calibration calibration =
        reader.setting(CALIBRATION).flatMap(Calibration::parse).orElse(Calibration.WEAK);
    private final Images images = new Images(reader, modelId, rough);
    private final int dimension;
    private final Sketch sketch;
    private int photos;
    private int compared;
    private int moved;

    /// @param finished whether all photos were compared before
    Update(StackHashes hashes, boolean finished) {
      this.hashes = hashes;
      this.finished = finished;
      float[] centre = decode(reader.setting(CENTRE).orElse(""));
      this.dimension = centre.length;
      this.sketch = new Sketch(centre);
    }

    Result result(boolean complete) {
      return new Result(photos, compared, moved, complete);
    }

    /// Compares photos and stores their stacks, without a commit.
    ///
    /// @param haveChanged whether the images of known photos may have changed
    void compare(List<PhotoId> batch, boolean haveChanged) {
      Map<PhotoId, ContentId> contents = reader.stacks().contents(batch);
      Set<PhotoId> removed = new HashSet<>(batch);
      removed.removeAll(contents.keySet());
      images.readUnits(contents.values());
      contents.forEach(
          (photo, content) -> {
            hash(photo, content, haveChanged);
            float[] unit = images.unit(content);
            hashes.sketch(
                photo, unit.length == 0 || unit.length != dimension ? 0 : sketch.of(unit));
            hashes.compared(photo, true, false);
          });
      removed.forEach(hashes::remove);
      Stacker stacker =
          new Stacker(reader.stacks().inputs(), hashes, images, decisions, calibration);
      stacker.prepare(contents.keySet());
      stacker.run(contents.keySet(), removed);
      moved += new StackWrite(reader, writer, decisions, finished).store(stacker, removed);
      photos += batch.size();
      compared += stacker.found().size();
      writer.stacks().putHashes(hashes);
      writer.stacks().removeDue(batch);
    }

    private void hash(PhotoId photo, ContentId content, boolean hasChanged) {
      if (hashes.isHashed(photo) && !hasChanged) {
        return;
      }
      thumbnails
          .apply(content)
          .ifPresentOrElse(signature -> hashes.hash(photo, signature), () -> hashes.plain(photo));
    }
  }
}
