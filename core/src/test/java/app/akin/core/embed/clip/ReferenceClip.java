package app.akin.core.embed.clip;

import app.akin.core.kit.SafetensorsKit;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.nio.file.Path;
import java.util.Map;

/// CLIP's forward pass as in the papers, in double precision with simple loops: the oracle for
/// compiled towers. Shares no code with the compiler.
final class ReferenceClip {
  private final Map<String, float[]> tensors;
  private final SyntheticCheckpoint kit;

  ReferenceClip(SyntheticCheckpoint kit, Path folder) {
    this.kit = kit;
    this.tensors = SafetensorsKit.read(folder);
  }

  /// Returns the raw feature of an image of `3 * size * size` values, channel by channel.
  double[] image(float[] pixels) {
    SyntheticCheckpoint.Shape shape = kit.shape();
    int hidden = shape.vision().hidden();
    int patch = shape.patch();
    int size = shape.image();
    int side = size / patch;
    double[][] x = new double[side * side + 1][hidden];
    float[] whole = tensor("vision_model.embeddings.class_embedding");
    float[] positions = tensor("vision_model.embeddings.position_embedding.weight");
    float[] weight = tensor("vision_model.embeddings.patch_embedding.weight");
    for (int token = 0; token < x.length; token++) {
      for (int h = 0; h < hidden; h++) {
        double sum = positions[token * hidden + h];
        if (token == 0) {
          sum += whole[h];
        } else {
          int top = (token - 1) / side * patch;
          int left = (token - 1) % side * patch;
          for (int c = 0; c < 3; c++) {
            for (int row = 0; row < patch; row++) {
              for (int column = 0; column < patch; column++) {
                sum +=
                    (double) weight[((h * 3 + c) * patch + row) * patch + column]
                        * pixels[(c * size + top + row) * size + left + column];
              }
            }
          }
        }
        x[token][h] = sum;
      }
    }
    x = norm(x, "vision_model.pre_layrnorm");
    x = layers(x, "vision_model", shape.vision(), false);
    double[][] first = norm(new double[][] {x[0]}, "vision_model.post_layernorm");
    return linear(first, "visual_projection", shape.dimension(), false)[0];
  }

  /// Returns the raw feature of a text, read at the first `endOfText`.
  double[] text(long[] ids, long endOfText) {
    SyntheticCheckpoint.Shape shape = kit.shape();
    int hidden = shape.text().hidden();
    float[] tokens = tensor("text_model.embeddings.token_embedding.weight");
    float[] positions = tensor("text_model.embeddings.position_embedding.weight");
    double[][] x = new double[ids.length][hidden];
    int end = -1;
    for (int t = 0; t < ids.length; t++) {
      if (end < 0 && ids[t] == endOfText) {
        end = t;
      }
      for (int h = 0; h < hidden; h++) {
        x[t][h] = (double) tokens[(int) ids[t] * hidden + h] + positions[t * hidden + h];
      }
    }
    x = layers(x, "text_model", shape.text(), true);
    double[][] last = norm(new double[][] {x[end]}, "text_model.final_layer_norm");
    return linear(last, "text_projection", shape.dimension(), false)[0];
  }

  private double[][] layers(
      double[][] x, String prefix, SyntheticCheckpoint.Tower tower, boolean causal) {
    double[][] y = x;
    for (int i = 0; i < tower.layers(); i++) {
      String layer = prefix + ".encoder.layers." + i + ".";
      double[][] attended = attention(norm(y, layer + "layer_norm1"), layer, tower, causal);
      y = sum(y, attended);
      double[][] wide =
          linear(norm(y, layer + "layer_norm2"), layer + "mlp.fc1", tower.feedForward(), true);
      for (double[] row : wide) {
        for (int j = 0; j < row.length; j++) {
          row[j] = activate(row[j]);
        }
      }
      y = sum(y, linear(wide, layer + "mlp.fc2", tower.hidden(), true));
    }
    return y;
  }

  private double[][] attention(
      double[][] x, String layer, SyntheticCheckpoint.Tower tower, boolean causal) {
    int hidden = tower.hidden();
    int width = hidden / tower.heads();
    double[][] q = linear(x, layer + "self_attn.q_proj", hidden, true);
    double[][] k = linear(x, layer + "self_attn.k_proj", hidden, true);
    double[][] v = linear(x, layer + "self_attn.v_proj", hidden, true);
    double[][] mixed = new double[x.length][hidden];
    for (int from = 0; from < hidden; from += width) {
      for (int t = 0; t < x.length; t++) {
        int seen = causal ? t + 1 : x.length;
        double[] scores = new double[seen];
        double total = 0;
        for (int s = 0; s < seen; s++) {
          double dot = 0;
          for (int j = from; j < from + width; j++) {
            dot += q[t][j] * k[s][j];
          }
          scores[s] = Math.exp(dot / Math.sqrt(width));
          total += scores[s];
        }
        for (int s = 0; s < seen; s++) {
          for (int j = from; j < from + width; j++) {
            mixed[t][j] += scores[s] / total * v[s][j];
          }
        }
      }
    }
    return linear(mixed, layer + "self_attn.out_proj", hidden, true);
  }

  private double activate(double x) {
    return switch (kit.activation()) {
      case "quick_gelu" -> x / (1 + Math.exp(-1.702 * x));
      case "gelu" -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
      case "gelu_new", "gelu_pytorch_tanh" ->
          0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      default -> throw new IllegalArgumentException(kit.activation());
    };
  }

  /// Returns the error function, by its series with positive terms.
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return Math.abs(x) > 6 ? Math.signum(x) : 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private double[][] norm(double[][] x, String name) {
    float[] weight = tensor(name + ".weight");
    float[] bias = tensor(name + ".bias");
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      int width = x[t].length;
      double mean = 0;
      for (double value : x[t]) {
        mean += value / width;
      }
      double variance = 0;
      for (double value : x[t]) {
        variance += (value - mean) * (value - mean) / width;
      }
      y[t] = new double[width];
      for (int h = 0; h < width; h++) {
        y[t][h] = (x[t][h] - mean) / Math.sqrt(variance + 1e-5) * weight[h] + bias[h];
      }
    }
    return y;
  }

  private double[][] linear(double[][] x, String name, int out, boolean withBias) {
    float[] weight = tensor(name + ".weight");
    double[][] y = new double[x.length][out];
    for (int t = 0; t < x.length; t++) {
      int in = x[t].length;
      for (int o = 0; o < out; o++) {
        double sum = withBias ? tensor(name + ".bias")[o] : 0;
        for (int i = 0; i < in; i++) {
          sum += weight[o * in + i] * x[t][i];
        }
        y[t][o] = sum;
      }
    }
    return y;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] y = new double[a.length][a[0].length];
    for (int t = 0; t < a.length; t++) {
      for (int h = 0; h < a[t].length; h++) {
        y[t][h] = a[t][h] + b[t][h];
      }
    }
    return y;
  }

  private float[] tensor(String name) {
    float[] tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name);
    }
    return tensor;
  }
}
