package app.akin.core.synthetic;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes CLIP checkpoints with random weights in the official Hugging Face layout: configuration,
/// weights, tokenizer, preprocessor. Equal parameters and seed give equal bytes.
///
/// Weights have the standard deviation `1 / sqrt(inputs)`, so that every part of the model matters:
/// features differ between images, and any mistake is visible.
///
/// @param shape the dimensions of the model
/// @param seed seed of the weights
/// @param type number format of all tensors
/// @param shards 1 for a single file, otherwise the number of shards with an index
/// @param activation value of `hidden_act`
/// @param sizesAsObjects whether `preprocessor_config.json` contains `{"shortest_edge": 224}` and
///   `{"height": 224, "width": 224}` instead of plain numbers
public record SyntheticCheckpoint(
    Shape shape, long seed, Type type, int shards, String activation, boolean sizesAsObjects) {

  /// Number formats of weights.
  public enum Type {
    /// Half floats.
    F16(2),
    /// bfloat16.
    BF16(2),
    /// 32-bit floats.
    F32(4);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /// Returns the size of a number in bytes.
    public int bytes() {
      return bytes;
    }
  }

  /// The dimensions of a tower.
  public record Tower(int hidden, int layers, int heads, int feedForward) {}

  /// The dimensions of a model.
  ///
  /// @param patch side of a patch in pixels
  /// @param image side of the image in pixels
  /// @param dimension dimension of the features
  /// @param vocabulary number of tokens, at least [SyntheticTokenizer#SMALLEST]
  /// @param maxTokens maximum tokens of a text
  public record Shape(
      Tower vision,
      Tower text,
      int patch,
      int image,
      int dimension,
      int vocabulary,
      int maxTokens) {
    /// Returns the shape with another image tower.
    public Shape withVision(Tower tower, int patchSide, int imageSide) {
      return new Shape(tower, text, patchSide, imageSide, dimension, vocabulary, maxTokens);
    }

    /// Returns the id of the start token.
    public int startOfText() {
      return vocabulary - 2;
    }

    /// Returns the id of the end token.
    public int endOfText() {
      return vocabulary - 1;
    }
  }

  /// Returns a model with 100,000 weights, for fast tests.
  public static SyntheticCheckpoint tiny() {
    return of(new Shape(new Tower(64, 2, 2, 128), new Tower(48, 2, 2, 96), 16, 64, 32, 800, 77));
  }

  /// Returns the shape of BGE-VL-base: ViT-B/16 at 224 pixels, 150 million weights.
  public static SyntheticCheckpoint base() {
    return of(
        new Shape(
            new Tower(768, 12, 12, 3072), new Tower(512, 12, 8, 2048), 16, 224, 512, 49408, 77));
  }

  /// Returns the shape of BGE-VL-large: ViT-L/14 at 224 pixels, 428 million weights.
  public static SyntheticCheckpoint large() {
    return of(
        new Shape(
            new Tower(1024, 24, 16, 4096), new Tower(768, 12, 12, 3072), 14, 224, 768, 49408, 77));
  }

  /// Returns a model with seed 1, half floats in one file, `quick_gelu` and plain sizes.
  public static SyntheticCheckpoint of(Shape shape) {
    return new SyntheticCheckpoint(shape, 1, Type.F16, 1, "quick_gelu", false);
  }

  /// Returns the checkpoint with another seed.
  public SyntheticCheckpoint withSeed(long other) {
    return new SyntheticCheckpoint(shape, other, type, shards, activation, sizesAsObjects);
  }

  /// Returns the checkpoint with another number format.
  public SyntheticCheckpoint withType(Type other) {
    return new SyntheticCheckpoint(shape, seed, other, shards, activation, sizesAsObjects);
  }

  /// Returns the checkpoint with another number of shards.
  public SyntheticCheckpoint withShards(int count) {
    return new SyntheticCheckpoint(shape, seed, type, count, activation, sizesAsObjects);
  }

  /// Returns the checkpoint with another activation function.
  public SyntheticCheckpoint withActivation(String name) {
    return new SyntheticCheckpoint(shape, seed, type, shards, name, sizesAsObjects);
  }

  /// Returns the checkpoint with sizes as objects.
  public SyntheticCheckpoint withSizesAsObjects() {
    return new SyntheticCheckpoint(shape, seed, type, shards, activation, true);
  }

  /// Writes the files into a folder, created if missing.
  public void write(Path folder) {
    write(folder, true);
  }

  /// Writes the files into a folder, created if missing, with zeros for all weights. Takes a second
  /// per gigabyte; for tests of what does not depend on weights.
  public void writeWithoutWeights(Path folder) {
    write(folder, false);
  }

  /// @param random whether weights are random, otherwise zero
  private void write(Path folder, boolean random) {
    try {
      Files.createDirectories(folder);
      new SyntheticWeights(shape, seed, type, shards).write(folder, random);
      writeJson(folder.resolve("config.json"), config());
      writeJson(folder.resolve("preprocessor_config.json"), preprocessor());
      writeJson(folder.resolve("tokenizer.json"), SyntheticTokenizer.clip(shape.vocabulary()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject config() {
    JsonObject text = tower(shape.text(), "clip_text_model");
    text.addProperty("vocab_size", shape.vocabulary());
    text.addProperty("max_position_embeddings", shape.maxTokens());
    // As in the official checkpoints, where these differ from the tokenizer's ids.
    text.addProperty("bos_token_id", 0);
    text.addProperty("eos_token_id", 2);
    text.addProperty("pad_token_id", 1);
    JsonObject vision = tower(shape.vision(), "clip_vision_model");
    vision.addProperty("patch_size", shape.patch());
    vision.addProperty("image_size", shape.image());
    vision.addProperty("num_channels", 3);
    JsonObject config = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add("CLIPModel");
    config.add("architectures", architectures);
    config.addProperty("model_type", "clip");
    config.addProperty("projection_dim", shape.dimension());
    config.addProperty("logit_scale_init_value", 2.6592);
    config.add("text_config", text);
    config.add("vision_config", vision);
    return config;
  }

  private JsonObject tower(Tower tower, String modelType) {
    JsonObject config = new JsonObject();
    config.addProperty("model_type", modelType);
    config.addProperty("hidden_size", tower.hidden());
    config.addProperty("intermediate_size", tower.feedForward());
    config.addProperty("num_hidden_layers", tower.layers());
    config.addProperty("num_attention_heads", tower.heads());
    config.addProperty("hidden_act", activation);
    config.addProperty("layer_norm_eps", 1e-5);
    config.addProperty("projection_dim", shape.dimension());
    return config;
  }

  private JsonObject preprocessor() {
    JsonObject config = new JsonObject();
    config.addProperty("do_resize", true);
    config.addProperty("do_center_crop", true);
    config.addProperty("do_normalize", true);
    config.addProperty("resample", 3);
    config.add("size", size("shortest_edge"));
    config.add("crop_size", size("height", "width"));
    config.add("image_mean", numbers(0.48145466, 0.4578275, 0.40821073));
    config.add("image_std", numbers(0.26862954, 0.26130258, 0.27577711));
    return config;
  }

  private JsonElement size(String... keys) {
    if (!sizesAsObjects) {
      return new JsonPrimitive(shape.image());
    }
    JsonObject size = new JsonObject();
    for (String key : keys) {
      size.addProperty(key, shape.image());
    }
    return size;
  }

  private static JsonArray numbers(double... values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  static void writeJson(Path file, JsonObject json) throws IOException {
    Files.writeString(file, json.toString());
  }
}
