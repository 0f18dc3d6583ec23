package app.akin.core.synthetic;

import app.akin.core.synthetic.SyntheticCheckpoint.Shape;
import app.akin.core.synthetic.SyntheticCheckpoint.Tower;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Writes the tensors of a CLIP model with values from a seed, as safetensors files. Equal
/// parameters give equal bytes.
///
/// @param shape the dimensions of the model
/// @param seed seed of the values
/// @param type number format of all tensors
/// @param shards 1 for a single file, otherwise the number of shards with an index
record SyntheticWeights(Shape shape, long seed, SyntheticCheckpoint.Type type, int shards) {
  /// The normal distribution of a tensor's values.
  private record Plan(String name, List<Long> shape, double mean, double spread) {
    long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /// Writes the values of a tensor.
  private interface Filler {
    void fill(OutputStream out, Plan plan) throws IOException;
  }

  /// Writes the weights into one file, or into shards with an index.
  ///
  /// @param random whether weights are random, otherwise zero
  void write(Path folder, boolean random) throws IOException {
    Filler filler = random ? this::fill : this::clear;
    List<Plan> plans = plans();
    if (shards == 1) {
      writeFile(folder.resolve("model.safetensors"), plans, filler);
      return;
    }
    JsonObject map = new JsonObject();
    for (int shard = 0; shard < shards; shard++) {
      String file = "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
      List<Plan> part =
          plans.subList(plans.size() * shard / shards, plans.size() * (shard + 1) / shards);
      writeFile(folder.resolve(file), part, filler);
      part.forEach(plan -> map.addProperty(plan.name(), file));
    }
    JsonObject index = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty(
        "total_size", plans.stream().mapToLong(plan -> plan.elements() * type.bytes()).sum());
    index.add("metadata", metadata);
    index.add("weight_map", map);
    SyntheticCheckpoint.writeJson(folder.resolve("model.safetensors.index.json"), index);
  }

  private void writeFile(Path file, List<Plan> plans, Filler filler) throws IOException {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt");
    header.add("__metadata__", metadata);
    long offset = 0;
    for (Plan plan : plans) {
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", type.name());
      JsonArray sizes = new JsonArray();
      plan.shape().forEach(sizes::add);
      tensor.add("shape", sizes);
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offset += plan.elements() * type.bytes();
      offsets.add(offset);
      tensor.add("data_offsets", offsets);
      header.add(plan.name(), tensor);
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        DataOutputStream data = new DataOutputStream(out)) {
      data.writeLong(Long.reverseBytes(json.length));
      data.write(json);
      for (Plan plan : plans) {
        filler.fill(data, plan);
      }
    }
  }

  private void fill(OutputStream out, Plan plan) throws IOException {
    RandomGenerator random = new SplittableRandom(seed * 31 + plan.name().hashCode());
    for (long i = 0; i < plan.elements(); i++) {
      float value = (float) (plan.mean() + plan.spread() * random.nextGaussian());
      int bits =
          switch (type) {
            case F16 -> Float.floatToFloat16(value);
            case BF16 -> roundToUpperHalf(Float.floatToRawIntBits(value));
            case F32 -> Float.floatToRawIntBits(value);
          };
      for (int b = 0; b < type.bytes(); b++) {
        out.write(bits >> (8 * b));
      }
    }
  }

  private void clear(OutputStream out, Plan plan) throws IOException {
    byte[] zeros = new byte[1 << 16];
    for (long left = plan.elements() * type.bytes(); left > 0; left -= zeros.length) {
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  private static int roundToUpperHalf(int bits) {
    return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }

  private List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    long text = shape.text().hidden();
    long vision = shape.vision().hidden();
    long side = shape.image() / shape.patch();
    plans.add(new Plan("logit_scale", List.of(), 2.6592, 0));
    String embeddings = "text_model.embeddings.";
    matrix(plans, embeddings + "token_embedding.weight", 0.5, shape.vocabulary(), text);
    matrix(plans, embeddings + "position_embedding.weight", 0.5, shape.maxTokens(), text);
    layers(plans, "text_model", shape.text());
    norm(plans, "text_model.final_layer_norm", text);
    embeddings = "vision_model.embeddings.";
    matrix(plans, embeddings + "class_embedding", 0.5, vision);
    double spread = spread(3L * shape.patch() * shape.patch());
    matrix(
        plans,
        embeddings + "patch_embedding.weight",
        spread,
        vision,
        3,
        shape.patch(),
        shape.patch());
    matrix(plans, embeddings + "position_embedding.weight", 0.5, side * side + 1, vision);
    norm(plans, "vision_model.pre_layrnorm", vision);
    layers(plans, "vision_model", shape.vision());
    norm(plans, "vision_model.post_layernorm", vision);
    projection(plans, "text_projection.weight", text);
    projection(plans, "visual_projection.weight", vision);
    return plans;
  }

  private static void layers(List<Plan> plans, String prefix, Tower tower) {
    for (int i = 0; i < tower.layers(); i++) {
      String layer = prefix + ".encoder.layers." + i + ".";
      norm(plans, layer + "layer_norm1", tower.hidden());
      Map<String, long[]> linears = new LinkedHashMap<>();
      for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linears.put("self_attn." + name, new long[] {tower.hidden(), tower.hidden()});
      }
      linears.put("mlp.fc1", new long[] {tower.feedForward(), tower.hidden()});
      linears.put("mlp.fc2", new long[] {tower.hidden(), tower.feedForward()});
      linears.forEach(
          (name, sizes) -> {
            matrix(plans, layer + name + ".weight", spread(sizes[1]), sizes);
            matrix(plans, layer + name + ".bias", 0.1, sizes[0]);
          });
      norm(plans, layer + "layer_norm2", tower.hidden());
    }
  }

  private void projection(List<Plan> plans, String name, long hidden) {
    matrix(plans, name, spread(hidden), shape.dimension(), hidden);
  }

  /// Returns the standard deviation that preserves the variance through a linear map.
  private static double spread(long inputs) {
    return 1 / Math.sqrt((double) inputs);
  }

  private static void norm(List<Plan> plans, String name, long width) {
    plans.add(new Plan(name + ".weight", List.of(width), 1, 0.1));
    plans.add(new Plan(name + ".bias", List.of(width), 0, 0.1));
  }

  private static void matrix(List<Plan> plans, String name, double spread, long... sizes) {
    List<Long> shape = new ArrayList<>();
    for (long size : sizes) {
      shape.add(size);
    }
    plans.add(new Plan(name, shape, 0, spread));
  }
}
