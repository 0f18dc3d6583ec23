package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.PhotoId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.StackInput;
import app.akin.core.store.StackState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the photos of a library into stacks. For one thread.
///
/// A photo belongs to the photo before it in [Shot#ORDER] that is most similar to it and does not
/// itself belong to another. So every photo of a stack was compared with the one that stands for
/// it, and the result does not depend on the order in which photos were added. What was decided by
/// the user comes first.
///
/// A pass looks again only at photos that are new or changed, and at those whose leader is
/// affected. It keeps about 300 bytes for each photo of the library.
public final class StackPass {
  /// The setting that holds what the last pass was made with. If it differs, all photos are
  /// compared again.
  static final String BASIS = "stacks.basis";

  /// The setting that holds the centre of the sketches.
  private static final String CENTRE = "stacks.centre";

  /// The revision of the rules. A higher one makes the next pass compare all photos again.
  private static final int REVISION = 1;

  private static final int SAMPLE = 512;
  private static final int BATCH = 500;

  private static final Logger log = LoggerFactory.getLogger(StackPass.class);

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final long modelId;
  private final int signatures;

  /// The result of a pass.
  ///
  /// @param photos number of photos that were compared
  /// @param moved number of photos that were moved from one stack to another
  public record Result(int photos, int moved) {}

  /// @param modelId the model whose embeddings are used
  /// @param signatures the revision of the signatures
  public StackPass(CatalogueReader reader, CatalogueWriter writer, long modelId, int signatures) {
    this.reader = reader;
    this.writer = writer;
    this.modelId = modelId;
    this.signatures = signatures;
  }

  /// Returns a pass that continues the last one, after a decision of the user; empty if there was
  /// none.
  public static Optional<StackPass> continued(CatalogueReader reader, CatalogueWriter writer) {
    return reader
        .setting(BASIS)
        .map(basis -> basis.split(" ", 4))
        .map(
            words ->
                new StackPass(
                    reader, writer, Long.parseLong(words[2]), Integer.parseInt(words[1])));
  }

  /// Returns whether the last pass could not use the embeddings, because the model does not tell
  /// equal photos from others.
  public static boolean isModelWeak(CatalogueReader reader) {
    return reader.setting(BASIS).map(basis -> basis.endsWith("weak=true]")).orElse(false);
  }

  /// Compares what has changed, stores the stacks and commits.
  ///
  /// @param stopped checked between photos; a stopped pass stores nothing and starts again
  public Result run(BooleanSupplier stopped) {
    List<StackInput> inputs = reader.stacks().inputs(modelId, signatures);
    inputs.sort(Shot.ORDER);
    List<float[]> sample = sample(inputs);
    Calibration calibration = Calibration.of(sample);
    String basis = REVISION + " " + signatures + " " + modelId + " " + calibration;
    float[] centre = centre(sample);
    boolean isCurrent = reader.setting(BASIS).filter(basis::equals).isPresent();
    if (isCurrent) {
      float[] stored = decode(reader.setting(CENTRE).orElse(""));
      isCurrent = stored.length == centre.length || centre.length == 0;
      centre = isCurrent ? stored : centre;
    }
    Decisions decisions = new Decisions(reader.stacks().decisions());
    Stacker stacker =
        new Stacker(
            inputs, marks(inputs, decisions), new Images(reader, modelId), decisions, calibration);
    if (isCurrent) {
      stacker.restore();
    }
    sketch(stacker, inputs, centre);
    int compared = stacker.run(stopped);
    if (stopped.getAsBoolean()) {
      return new Result(compared, 0);
    }
    int moved = store(stacker, inputs, decisions);
    if (!isCurrent) {
      writer.putSetting(BASIS, basis);
      writer.putSetting(CENTRE, encode(centre));
    }
    writer.commit();
    log.debug("{} of {} photos were compared for stacks", compared, inputs.size());
    return new Result(compared, moved);
  }

  /// Returns the unit vectors of the embedded photos with the smallest keys: a random sample that
  /// depends on nothing but the photos.
  private List<float[]> sample(List<StackInput> inputs) {
    List<StackInput> smallest =
        inputs.stream()
            .filter(input -> input.embedding() > 0)
            .sorted(
                Comparator.comparing(
                    StackInput::key,
                    Comparator.comparingLong(ContentKey::high).thenComparingLong(ContentKey::low)))
            .limit(SAMPLE)
            .toList();
    Map<ContentId, Embedding> embeddings =
        reader.vectors().embeddings(smallest.stream().map(StackInput::content).toList(), modelId);
    List<float[]> units = new ArrayList<>();
    for (StackInput input : smallest) {
      Embedding embedding = embeddings.get(input.content());
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

  private static long[] marks(List<StackInput> inputs, Decisions decisions) {
    long[] marks = new long[inputs.size()];
    for (int row = 0; row < marks.length; row++) {
      StackInput input = inputs.get(row);
      marks[row] =
          Arrays.hashCode(
                      new Object[] {
                        input.content().value(),
                        input.date(),
                        input.camera(),
                        input.rating(),
                        input.width(),
                        input.height(),
                        input.bytes(),
                        input.name()
                      })
                  * 0x9E3779B97F4A7C15L
              + Arrays.hashCode(
                  new Object[] {
                    input.hash(),
                    input.sharpness(),
                    input.embedding(),
                    decisions.mark(input.photo().value())
                  });
    }
    return marks;
  }

  /// Computes the missing sketches.
  private void sketch(Stacker stacker, List<StackInput> inputs, float[] centre) {
    Sketch sketch = new Sketch(centre);
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < inputs.size(); row++) {
      if (inputs.get(row).embedding() > 0 && stacker.needsSketch(row)) {
        rows.add(row);
      }
      if (rows.size() == BATCH || row == inputs.size() - 1) {
        Map<ContentId, Embedding> embeddings =
            reader
                .vectors()
                .embeddings(
                    rows.stream().map(each -> inputs.get(each).content()).toList(), modelId);
        for (int each : rows) {
          Embedding embedding = embeddings.get(inputs.get(each).content());
          if (embedding != null && embedding.dimension() == centre.length) {
            stacker.setSketch(each, sketch.of(embedding.unit()));
          }
        }
        rows.clear();
      }
    }
  }

  /// Stores what has changed, and returns the number of photos that were moved between stacks.
  private int store(Stacker stacker, List<StackInput> inputs, Decisions decisions) {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int row = 0; row < inputs.size(); row++) {
      groups.computeIfAbsent(stacker.leader(row), _ -> new ArrayList<>()).add(row);
    }
    groups.values().removeIf(rows -> rows.size() < 2);
    Map<Integer, Long> stacks = ids(groups, inputs);
    writer.stacks().removeStatesWithoutFile();
    Map<PhotoId, StackState> changed = new LinkedHashMap<>();
    int moved = 0;
    for (int row = 0; row < inputs.size(); row++) {
      StackInput input = inputs.get(row);
      StackState before = input.state();
      int leader = stacker.leader(row);
      long stack = stacks.getOrDefault(leader, 0L);
      // What the user or a changed photo has caused is no surprise.
      long movedFrom = 0;
      if (before != null && before.mark() == stacker.mark(row)) {
        movedFrom = before.movedFrom();
        if (before.stack() != 0 && stack != 0 && before.stack() != stack) {
          movedFrom = before.stack();
          moved++;
        }
      }
      StackState state =
          new StackState(
              stacker.mark(row),
              stacker.sketch(row),
              inputs.get(leader).photo().value(),
              stacker.reason(row),
              stack,
              stack == 0 ? 0 : movedFrom);
      if (!state.equals(before)) {
        changed.put(input.photo(), state);
      }
    }
    writer.stacks().putStates(changed);
    groups.forEach(
        (leader, rows) ->
            writer
                .stacks()
                .setCover(stacks.getOrDefault(leader, 0L), cover(rows, inputs, decisions)));
    writer.stacks().removeEmptyStacks();
    return moved;
  }

  /// Returns the photo of the user's last decision, otherwise the best one.
  private static PhotoId cover(List<Integer> rows, List<StackInput> inputs, Decisions decisions) {
    return rows.stream()
        .map(inputs::get)
        .min(
            Comparator.comparingLong((StackInput input) -> -decisions.cover(input.photo().value()))
                .thenComparing(Shot.COVERS))
        .orElseThrow()
        .photo();
  }

  /// Returns the ID of each group: that of the stack from which most of its photos are, or a new
  /// one.
  private Map<Integer, Long> ids(Map<Integer, List<Integer>> groups, List<StackInput> inputs) {
    record Claim(int leader, long stack, int photos) {}
    List<Claim> claims = new ArrayList<>();
    groups.forEach(
        (leader, rows) -> {
          Map<Long, Integer> counts = new HashMap<>();
          for (int row : rows) {
            StackState before = inputs.get(row).state();
            if (before != null && before.stack() != 0) {
              counts.merge(before.stack(), 1, Integer::sum);
            }
          }
          counts.forEach((stack, photos) -> claims.add(new Claim(leader, stack, photos)));
        });
    claims.sort(
        Comparator.comparingInt((Claim claim) -> -claim.photos())
            .thenComparingLong(Claim::stack)
            .thenComparingInt(Claim::leader));
    Map<Integer, Long> ids = new HashMap<>();
    Set<Long> taken = new HashSet<>();
    for (Claim claim : claims) {
      if (!ids.containsKey(claim.leader()) && taken.add(claim.stack())) {
        ids.put(claim.leader(), claim.stack());
      }
    }
    groups.forEach(
        (leader, _) ->
            ids.computeIfAbsent(leader, _ -> writer.stacks().addStack(inputs.get(leader).photo())));
    return ids;
  }
}
