package app.akin.core.kit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.util.ArrayList;
import java.util.List;

/// CLIP's image tower as separate NDArray calls with random weights, the baseline for the speed of
/// compiled towers. Its features are meaningless. Not thread-safe.
final class EagerTower implements AutoCloseable {
  private final SyntheticCheckpoint.Shape shape;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final List<Layer> layers = new ArrayList<>();
  private final Affine norm;
  private final NDArray patches;
  private final NDArray whole;
  private final NDArray positions;
  private final NDArray projection;

  private record Affine(NDArray weight, NDArray bias) {}

  private record Layer(
      Affine attentionNorm,
      Affine joined,
      Affine output,
      Affine feedForwardNorm,
      Affine widen,
      Affine narrow) {}

  EagerTower(SyntheticCheckpoint.Shape shape) {
    this.shape = shape;
    long hidden = shape.vision().hidden();
    long wide = shape.vision().feedForward();
    for (int i = 0; i < shape.vision().layers(); i++) {
      layers.add(
          new Layer(
              affine(hidden),
              affine(3 * hidden, hidden),
              affine(hidden, hidden),
              affine(hidden),
              affine(wide, hidden),
              affine(hidden, wide)));
    }
    norm = affine(hidden);
    patches = random(hidden, 3, shape.patch(), shape.patch());
    whole = random(1, 1, hidden);
    positions = random(1, tokens() + 1, hidden);
    projection = random(shape.dimension(), hidden);
  }

  private long tokens() {
    long side = shape.image() / shape.patch();
    return side * side;
  }

  /// Runs random images through the tower and reads the features.
  void run(int batch) {
    try (NDManager scope = manager.newSubManager()) {
      int size = shape.image();
      NDArray pixels = scope.randomNormal(0, 1, new Shape(batch, 3, size, size), DataType.FLOAT32);
      long hidden = shape.vision().hidden();
      Shape stride = new Shape(shape.patch(), shape.patch());
      NDArray x =
          pixels
              .getNDArrayInternal()
              .convolution(pixels, patches, null, stride, new Shape(0, 0), new Shape(1, 1), 1)
              .singletonOrThrow()
              .reshape(batch, hidden, tokens())
              .transpose(0, 2, 1);
      // A result belongs to the manager of the first operand, so views of the weights are attached
      // to the manager of the call; otherwise all intermediate results would live as long as the
      // tower.
      NDArray first = within(scope, whole.broadcast(batch, 1, hidden));
      x = norm(first.concat(x, 1).add(positions), norm);
      for (Layer layer : layers) {
        x = x.add(attend(norm(x, layer.attentionNorm), layer, batch));
        NDArray h = linear(norm(x, layer.feedForwardNorm), layer.widen);
        h = h.mul(h.mul(1.702f).getNDArrayInternal().sigmoid());
        x = x.add(linear(h, layer.narrow));
      }
      norm(x.get(":,0"), norm).matMul(within(scope, projection.transpose())).toFloatArray();
    }
  }

  private static NDArray within(NDManager scope, NDArray view) {
    view.attach(scope);
    return view;
  }

  private NDArray attend(NDArray h, Layer layer, int batch) {
    long heads = shape.vision().heads();
    long width = shape.vision().hidden() / heads;
    NDArray joined =
        linear(h, layer.joined)
            .reshape(batch, tokens() + 1, 3, heads, width)
            .transpose(2, 0, 3, 1, 4);
    NDArray scores =
        joined
            .get(0)
            .mul((float) (1 / Math.sqrt((double) width)))
            .matMul(joined.get(1).transpose(0, 1, 3, 2));
    NDArray mixed =
        scores
            .softmax(-1)
            .matMul(joined.get(2))
            .transpose(0, 2, 1, 3)
            .reshape(batch, tokens() + 1, heads * width);
    return linear(mixed, layer.output);
  }

  private static NDArray linear(NDArray x, Affine affine) {
    return single(x.getNDArrayInternal().linear(x, affine.weight, affine.bias));
  }

  private static NDArray norm(NDArray x, Affine affine) {
    Shape width = affine.bias.getShape();
    return single(x.getNDArrayInternal().layerNorm(x, width, affine.weight, affine.bias, 1e-5f));
  }

  private static NDArray single(NDList list) {
    return list.singletonOrThrow();
  }

  private Affine affine(long... sizes) {
    return new Affine(random(sizes), random(sizes[0]));
  }

  private NDArray random(long... sizes) {
    return manager.randomNormal(0, 0.02f, new Shape(sizes), DataType.FLOAT32);
  }

  @Override
  public void close() {
    manager.close();
  }
}
