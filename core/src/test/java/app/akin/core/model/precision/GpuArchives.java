package app.akin.core.model.precision;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.PromptModel;
import app.akin.core.embed.clip.ClipModel;
import app.akin.core.embed.clip.Kernels;
import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.decoder.SequenceLayout;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.llava.LlavaModel;
import app.akin.core.embed.qwen.QwenModel;
import app.akin.core.kit.ArchiveRunner;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import app.akin.core.synthetic.SyntheticCheckpoint;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes the folder that `.ci/gpu run` reads: the archives that Akin compiles for GPUs, images,
/// expected features, and `recipe.json`, which lists them with the bounds of [PrecisionCheck].
///
/// Complete models have weights and the features of the CPU. The archives of large models have no
/// weights, so that the folder stays small; the script generates them from the seed of the recipe.
final class GpuArchives {
  private static final long SEED = 20261;

  /// Images are stored as bytes `round(value * SCALE + ZERO)`, which includes the whole range of
  /// CLIP's normalized pixels.
  private static final float SCALE = 50;

  private static final float ZERO = 128;

  /// Number of photos of a model that embeds prompts: more than the neighbours that are compared.
  private static final int PROMPT_PHOTOS = 12;

  private static final int PROMPT_BATCH = 4;

  /// Where PyTorch stores the weights of an archive.
  private static final String WEIGHTS = "/data/";

  private final Path folder;
  private final Path temporary;
  private final JsonArray models = new JsonArray();

  /// @param folder the folder to write
  /// @param temporary an empty folder for checkpoints
  GpuArchives(Path folder, Path temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /// Adds a model with its weights and the features that the CPU computes in fp32.
  void addComplete(String name, SyntheticCheckpoint checkpoint) throws IOException {
    Path source = temporary.resolve(name);
    checkpoint.write(source);
    JsonObject model = model(name, checkpoint, source);
    ClipModel compiled = ClipModel.read(source, temporary.resolve("compiled"));
    for (Precision precision : Kernels.gpuPrecisions()) {
      Files.copy(
          compiled.imageArchive(precision, Kernels.ofGpu()), archive(name, precision.word()));
    }
    Path text = compiled.textArchive(checkpoint.shape().endOfText());
    Files.copy(text, archive(name, "text"));
    int side = checkpoint.shape().image();
    try (ArchiveRunner tower = ArchiveRunner.open(archive(name, Precision.FP32.word()))) {
      float[] pixels = pixels(Files.readAllBytes(images(side)));
      model.add("features", rows(tower.run(pixels, PrecisionCheck.SYNTHETIC_COUNT, 3, side, side)));
    }
    JsonArray texts = new JsonArray();
    try (ArchiveRunner tower = ArchiveRunner.open(archive(name, "text"))) {
      for (int length : new int[] {2, 5, checkpoint.shape().maxTokens()}) {
        long[] ids = tokens(checkpoint.shape(), length);
        JsonArray tokens = new JsonArray();
        for (long id : ids) {
          tokens.add(id);
        }
        JsonObject example = new JsonObject();
        example.add("tokens", tokens);
        example.add("features", rows(tower.run(ids, 1, length)));
        texts.add(example);
      }
    }
    model.add("texts", texts);
    models.add(model);
  }

  /// Adds a model without weights.
  void addWithoutWeights(String name, SyntheticCheckpoint checkpoint) throws IOException {
    Path source = temporary.resolve(name);
    checkpoint.writeWithoutWeights(source);
    JsonObject model = model(name, checkpoint, source);
    ClipModel compiled = ClipModel.read(source, temporary.resolve("compiled"));
    for (Precision precision : Kernels.gpuPrecisions()) {
      Path whole = compiled.imageArchive(precision, Kernels.ofGpu());
      copyWithoutWeights(whole, archive(name, precision.word()));
      Files.delete(whole);
    }
    models.add(model);
  }

  /// Adds a model that embeds prompts: its files, the inputs of photos, and the features that the
  /// CPU computes in fp32.
  ///
  /// @param checkpoint a folder in the official layout
  void addPrompts(String name, Path checkpoint) throws IOException {
    Path copy = CheckpointKit.copy(checkpoint, folder.resolve(name)).toAbsolutePath();
    DecoderFolder files = DecoderFolder.read(copy, temporary.resolve("compiled"));
    String type = files.settings(DecoderFolder.CONFIG).text("model_type");
    DecoderModel compiled =
        type.equals(LlavaModel.TYPE) ? LlavaModel.read(files) : QwenModel.read(files);
    JsonArray archives = new JsonArray();
    archives.add(promptArchive(compiled, copy, Precision.FP32, Placement.CPU));
    for (Precision precision : Kernels.gpuPrecisions()) {
      archives.add(promptArchive(compiled, copy, precision, Placement.CUDA_STREAMED));
      archives.add(promptArchive(compiled, copy, precision, Placement.CUDA_RESIDENT));
    }
    JsonObject model = new JsonObject();
    model.addProperty("name", name);
    model.addProperty("folder", copy.toString());
    model.addProperty("layers", compiled.decoder().layers());
    model.add("archives", archives);
    EmbedSettings settings =
        new EmbedSettings(
            temporary.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    JsonArray batches = new JsonArray();
    List<float[]> features = new ArrayList<>();
    try (PromptModel prompts = PromptModel.open(copy, settings);
        ImageTower tower = prompts.imageTower()) {
      PromptParts photo = PromptParts.candidate(Optional.empty(), true);
      List<PreparedImage> images =
          SyntheticImages.first(PROMPT_PHOTOS).stream()
              .map(GpuArchives::reduced)
              .map(prompts::prepare)
              .toList();
      for (int start = 0; start < images.size(); start += PROMPT_BATCH) {
        List<PreparedImage> part = images.subList(start, start + PROMPT_BATCH);
        List<Sequence> batch =
            part.stream().map(image -> prompts.sequence(photo, Optional.of(image))).toList();
        JsonArray inputs = new JsonArray();
        for (InputTensor input : compiled.inputs(batch)) {
          inputs.add(tensor(copy, "batch%d-%d.bin".formatted(start, inputs.size()), input));
        }
        JsonObject written = new JsonObject();
        written.add("inputs", inputs);
        InputTensor lengths = new SequenceLayout(batch, compiled.imageId()).lengths();
        written.add("lengths", tensor(copy, "batch%d-lengths.bin".formatted(start), lengths));
        batches.add(written);
        tower.embed(part).forEach(embedding -> features.add(embedding.unit()));
      }
    }
    model.add("batches", batches);
    model.add("features", rows(features.toArray(float[][]::new)));
    models.add(model);
  }

  /// Returns every second pixel of an image, so that the folder stays small.
  private static Raster reduced(Raster image) {
    int width = image.width() / 2;
    int height = image.height() / 2;
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (2 * y * image.width() + 2 * x);
        System.arraycopy(image.rgb(), from, pixels, 3 * (y * width + x), 3);
      }
    }
    return new Raster(width, height, pixels);
  }

  private static JsonObject promptArchive(
      DecoderModel model, Path folder, Precision precision, Placement placement)
      throws IOException {
    String place = placement.name().toLowerCase(Locale.ROOT);
    String file = precision.word() + "-" + place + ".pt";
    Files.copy(model.archive(precision, placement), folder.resolve(file));
    JsonObject archive = new JsonObject();
    archive.addProperty("file", file);
    archive.addProperty("precision", precision.word());
    archive.addProperty("placement", place);
    return archive;
  }

  /// Writes a tensor in little-endian order and returns its description.
  private static JsonObject tensor(Path folder, String file, InputTensor tensor)
      throws IOException {
    byte[] bytes =
        switch (tensor) {
          case InputTensor.Longs longs -> {
            byte[] all = new byte[Long.BYTES * longs.values().length];
            littleEndian(all).asLongBuffer().put(longs.values());
            yield all;
          }
          case InputTensor.Floats floats -> {
            int count = floats.parts().stream().mapToInt(part -> part.length).sum();
            byte[] all = new byte[Float.BYTES * count];
            FloatBuffer values = littleEndian(all).asFloatBuffer();
            floats.parts().forEach(values::put);
            yield all;
          }
        };
    Files.write(folder.resolve(file), bytes);
    JsonArray shape = new JsonArray();
    tensor.shape().forEach(shape::add);
    JsonObject described = new JsonObject();
    described.addProperty("file", file);
    described.addProperty("type", tensor instanceof InputTensor.Longs ? "int64" : "float32");
    described.add("shape", shape);
    return described;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Writes `recipe.json`.
  void writeRecipe() throws IOException {
    JsonObject bounds = new JsonObject();
    bounds.addProperty("centred_cosine", PrecisionCheck.MIN_COSINE);
    bounds.addProperty("neighbours", PrecisionCheck.MIN_NEIGHBOURS);
    bounds.addProperty("neighbour_count", Fidelity.NEIGHBOUR_COUNT);
    bounds.addProperty("slow_factor", PrecisionCheck.SLOW_FACTOR);
    JsonObject images = new JsonObject();
    images.addProperty("scale", SCALE);
    images.addProperty("zero", ZERO);
    images.addProperty("count", PrecisionCheck.SYNTHETIC_COUNT);
    JsonObject recipe = new JsonObject();
    recipe.addProperty("seed", SEED);
    recipe.add("bounds", bounds);
    recipe.add("images", images);
    recipe.add("models", models);
    Files.writeString(folder.resolve("recipe.json"), recipe + "\n");
  }

  /// Returns the file of an archive.
  ///
  /// @param part a precision of the image tower, or `text`
  Path archive(String model, String part) {
    return folder.resolve(model).resolve(part + ".pt");
  }

  /// Returns the file of the images of a side.
  Path images(int side) {
    return folder.resolve("images-" + side + ".bin");
  }

  /// Returns the pixels that the bytes of an image file represent.
  static float[] pixels(byte[] bytes) {
    float[] pixels = new float[bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (Byte.toUnsignedInt(bytes[i]) - ZERO) / SCALE;
    }
    return pixels;
  }

  private JsonObject model(String name, SyntheticCheckpoint checkpoint, Path source)
      throws IOException {
    Files.createDirectories(folder.resolve(name));
    int side = checkpoint.shape().image();
    if (!Files.exists(images(side))) {
      Files.write(images(side), images(source));
    }
    JsonArray precisions = new JsonArray();
    Kernels.gpuPrecisions().forEach(precision -> precisions.add(precision.word()));
    JsonObject model = new JsonObject();
    model.addProperty("name", name);
    model.addProperty("side", side);
    model.addProperty("dimension", checkpoint.shape().dimension());
    model.add("precisions", precisions);
    return model;
  }

  /// Returns the synthetic images of [PrecisionCheck], prepared for a checkpoint.
  private byte[] images(Path source) {
    EmbedSettings settings =
        new EmbedSettings(
            temporary.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EmbeddingModel model = EmbeddingModel.open(ModelFiles.folder(source), settings)) {
      for (Raster image : SyntheticImages.first(PrecisionCheck.SYNTHETIC_COUNT)) {
        for (float value : model.prepare(image).values()) {
          bytes.write(Math.clamp(Math.round(value * SCALE + ZERO), 0, 255));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static long[] tokens(SyntheticCheckpoint.Shape shape, int length) {
    SplittableRandom random = new SplittableRandom(SEED + length);
    long[] ids = random.longs(length, 0, shape.startOfText()).toArray();
    ids[0] = shape.startOfText();
    ids[length - 1] = shape.endOfText();
    return ids;
  }

  private static JsonArray rows(float[][] features) {
    JsonArray rows = new JsonArray();
    for (float[] feature : features) {
      JsonArray row = new JsonArray();
      for (float value : feature) {
        row.add(value);
      }
      rows.add(row);
    }
    return rows;
  }

  private static void copyWithoutWeights(Path archive, Path copy) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().contains(WEIGHTS)) {
          ZipEntry copied = new ZipEntry(entry.getName());
          copied.setTime(entry.getTime());
          out.putNextEntry(copied);
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }
}
