package app.akin.core.model.precision;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.clip.ClipModel;
import app.akin.core.embed.clip.Kernels;
import app.akin.core.kit.ArchiveRunner;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import app.akin.core.synthetic.SyntheticCheckpoint;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
