package app.akin.core.embed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.DecoderProgram;
import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.decoder.SequenceLayout;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Runs a decoder that embeds prompts, one layer after another, so that little more than the
/// weights of one layer is in memory and a pass can be stopped. For one thread at a time, which
/// must be a platform thread. The caller that requested it closes it.
public final class DecoderTower implements AutoCloseable {
  private final DecoderModel model;
  private final SharedArchive.Lease<NDList, NDList> lease;
  private final RawFeatures features;

  private DecoderTower(
      DecoderModel model, SharedArchive.Lease<NDList, NDList> lease, RawFeatures features) {
    this.model = model;
    this.lease = lease;
    this.features = features;
  }

  /// Opens a tower on a shared archive, which is loaded now if it is not loaded yet.
  ///
  /// @param threads the number of CPU threads the tower uses
  static DecoderTower open(DecoderModel model, SharedArchive archive, int threads) {
    model.checkFiles();
    SharedArchive.Lease<NDList, NDList> lease =
        archive.lease(threads, file -> new NoopTranslator(null));
    return new DecoderTower(model, lease, new RawFeatures(lease.file(), model.decoder().hidden()));
  }

  /// Returns the embeddings of sequences, in their order, run together.
  ///
  /// @param stopped read between layers; if it returns true, the pass ends
  /// @return the embeddings; an empty list if the pass was stopped
  /// @throws AkinException `ModelWeights` if a weight file has changed, `ModelArchive` or
  ///   `ModelWidth` if the archive fails
  public List<Embedding> embed(List<Sequence> batch, BooleanSupplier stopped) {
    if (batch.isEmpty()) {
      return List.of();
    }
    model.checkFiles();
    try (NDManager manager = lease.newManager()) {
      NDArray lengths = tensor(manager, new SequenceLayout(batch, model.imageId()).lengths());
      NDList inputs = new NDList();
      model.inputs(batch).forEach(input -> inputs.add(tensor(manager, input)));
      NDList state = run(manager, DecoderProgram.BEGIN, inputs);
      inputs.close();
      NDArray cosines = state.get(1);
      NDArray sines = state.get(2);
      NDArray x = state.get(0);
      int last = model.decoder().layers() - 1;
      for (int layer = 0; layer <= last; layer++) {
        if (stopped.getAsBoolean()) {
          return List.of();
        }
        // A pass takes minutes, and reading beyond the end of a mapped file ends the process.
        model.checkFiles();
        NDList step = new NDList();
        if (layer < last) {
          step.add(manager.create((long) layer));
        }
        step.addAll(List.of(x, lengths, cosines, sines));
        NDArray next =
            run(manager, layer < last ? DecoderProgram.LAYER : DecoderProgram.LAST, step)
                .singletonOrThrow();
        x.close();
        x = next;
      }
      NDList output = run(manager, DecoderProgram.END, new NDList(x));
      return features.read(output, batch.size());
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  /// Returns a new manager of tensors on the device; the caller closes it.
  NDManager newManager() {
    model.checkFiles();
    return lease.newManager();
  }

  /// Runs a method of the archive's module. DJL finds its name in the name of an argument.
  NDList run(NDManager manager, String method, NDList arguments) {
    NDArray name = manager.create(0L);
    name.setName("module_method:" + method);
    NDList all = new NDList(name);
    all.addAll(arguments);
    NDList result = lease.run(all);
    result.attach(manager);
    return result;
  }

  static NDArray tensor(NDManager manager, InputTensor input) {
    Shape shape = new Shape(input.shape());
    return switch (input) {
      case InputTensor.Longs longs -> manager.create(longs.values(), shape);
      case InputTensor.Floats floats -> {
        List<float[]> parts = new ArrayList<>(floats.parts());
        int count = parts.stream().mapToInt(part -> part.length).sum();
        ByteBuffer buffer =
            ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer values = buffer.asFloatBuffer();
        parts.forEach(values::put);
        yield manager.create(buffer, shape, DataType.FLOAT32);
      }
    };
  }
}
