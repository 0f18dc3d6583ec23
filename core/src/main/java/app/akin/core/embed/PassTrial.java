package app.akin.core.embed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import app.akin.core.embed.decoder.DecoderConfig;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.DecoderProgram;
import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.decoder.SequenceLayout;
import app.akin.core.embed.image.PreparedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Estimates the time of a photo within a limit. One layer of the decoder is timed at the length of
/// a photo, and the image part where it fits into the limit; the rest is worked out. A pass that
/// fits is timed whole, as on a GPU, which computes layers in the background. Used once, by one
/// platform thread.
final class PassTrial {
  private static final int PROBE_TOKENS = 64;
  private static final double NANOS_PER_SECOND = 1e9;

  /// A step is run only if twice its expected time is left: it cannot be stopped.
  private static final double MARGIN = 2;

  private final DecoderModel model;
  private final DecoderTower tower;
  private final boolean cached;
  private final LongSupplier nanoClock;
  private final BooleanSupplier stopped;
  private final long end;

  /// @param cached whether the page cache can hold all weights
  /// @param nanoClock returns the time in nanoseconds, like [System#nanoTime]
  /// @param stopped read between steps
  PassTrial(
      DecoderModel model,
      DecoderTower tower,
      boolean cached,
      Duration limit,
      LongSupplier nanoClock,
      BooleanSupplier stopped) {
    this.model = model;
    this.tower = tower;
    this.cached = cached;
    this.nanoClock = nanoClock;
    this.stopped = stopped;
    end = nanoClock.getAsLong() + limit.toNanos();
  }

  /// The times of layers in seconds.
  ///
  /// @param first the first run of a layer, which may read its weights from the disk
  /// @param again the second run
  /// @param last the last layer
  private record Layers(double first, double again, double last) {
    Layers times(double factor) {
      return new Layers(first * factor, again * factor, last * factor);
    }
  }

  /// Runs the trial.
  ///
  /// @param batch photos of one length that run together
  /// @return the seconds of one photo; empty if it was stopped or there was no time
  OptionalDouble run(List<Sequence> batch) {
    int tokens = batch.getFirst().tokens();
    Layers probe = layers(batch.size(), Math.min(tokens, PROBE_TOKENS));
    if (stopped.getAsBoolean() || remaining() <= 0) {
      return OptionalDouble.empty();
    }
    int count = affordable(probe.again(), tokens);
    Layers layers = layers(batch.size(), count).times((double) tokens / count);
    if (stopped.getAsBoolean()) {
      return OptionalDouble.empty();
    }
    DecoderConfig config = model.decoder();
    double layer = cached ? layers.again() : layers.first();
    double expected = layer * imageShare(batch.getFirst(), tokens);
    double decoder = (config.layers() - 1) * layer + layers.last();
    double pass;
    if (MARGIN * (expected + decoder) < remaining()) {
      pass = seconds(() -> tower.embed(batch, () -> false));
    } else if (MARGIN * expected < remaining()) {
      pass = imageSeconds(batch) + decoder;
    } else {
      pass = expected + decoder;
    }
    return OptionalDouble.of(pass / batch.size());
  }

  /// Returns the number of tokens that a layer can be timed with, for which the time is assumed to
  /// be proportional to that of the probe.
  private int affordable(double probe, int tokens) {
    int probed = Math.min(tokens, PROBE_TOKENS);
    // Both runs of a layer, and half of the time for the image.
    double most = probed * remaining() / (2 * MARGIN * Math.max(probe, 1e-9));
    return (int) Math.clamp(most, probed, tokens);
  }

  /// Returns the work of the image part of a batch as a multiple of that of a layer.
  private double imageShare(Sequence photo, int tokens) {
    return photo.image().map(model::imageOperations).orElse(0.0)
        / model.decoder().layerOperations(tokens);
  }

  /// Times a layer with prompts of text.
  ///
  /// @param count the number of tokens of a prompt
  private Layers layers(int prompts, int count) {
    long[] ids = new long[count];
    if (model.imageId() == 0) {
      Arrays.fill(ids, 1);
    }
    List<Sequence> texts =
        Collections.nCopies(prompts, new Sequence(ids, Optional.<PreparedImage>empty()));
    try (NDManager manager = tower.newManager()) {
      NDArray lengths = lengths(manager, texts);
      NDList state = tower.run(manager, DecoderProgram.BEGIN, inputs(manager, texts));
      NDList last = new NDList(state.get(0), lengths, state.get(1), state.get(2));
      NDList layer = new NDList(manager.create(0L));
      layer.addAll(last);
      // A decoder of one layer has only the last.
      String method = model.decoder().layers() > 1 ? DecoderProgram.LAYER : DecoderProgram.LAST;
      NDList arguments = model.decoder().layers() > 1 ? layer : last;
      return new Layers(
          seconds(() -> tower.run(manager, method, arguments).close()),
          seconds(() -> tower.run(manager, method, arguments).close()),
          seconds(() -> tower.run(manager, DecoderProgram.LAST, last).close()));
    }
  }

  private double imageSeconds(List<Sequence> batch) {
    try (NDManager manager = tower.newManager()) {
      NDList inputs = inputs(manager, batch);
      return seconds(() -> tower.run(manager, DecoderProgram.BEGIN, inputs).close());
    }
  }

  private NDList inputs(NDManager manager, List<Sequence> batch) {
    NDList inputs = new NDList();
    for (InputTensor input : model.inputs(batch)) {
      inputs.add(DecoderTower.tensor(manager, input));
    }
    return inputs;
  }

  private NDArray lengths(NDManager manager, List<Sequence> batch) {
    return DecoderTower.tensor(manager, new SequenceLayout(batch, model.imageId()).lengths());
  }

  private double seconds(Runnable work) {
    long start = nanoClock.getAsLong();
    work.run();
    return (nanoClock.getAsLong() - start) / NANOS_PER_SECOND;
  }

  private double remaining() {
    return (end - nanoClock.getAsLong()) / NANOS_PER_SECOND;
  }
}
