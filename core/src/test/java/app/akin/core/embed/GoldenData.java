package app.akin.core.embed;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Raster;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The golden fixtures: synthetic images, tiny checkpoints, and their results in the reference
/// implementation. `core/src/test/golden/README.md` describes their origin.
final class GoldenData {
  /// The models with expected results; [#STARTER] is bundled in resources.
  static final List<String> CHECKPOINTS =
      List.of("clip-p16-f16", "clip-p14-f32", "clip-p16-bf16-shards");

  /// The built-in model.
  static final String STARTER = "starter";

  /// Channel means of CLIP models.
  static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

  /// Channel standard deviations of CLIP models.
  static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

  private GoldenData() {}

  /// Expected pixels of an image.
  ///
  /// @param rgb SHA-256 of the upright pixels, top row first, red first
  /// @param samples some pixels: x, y, red, green, blue
  record Image(String file, int width, int height, String rgb, List<List<Integer>> samples) {}

  /// Expected input and feature of an image for one model.
  ///
  /// @param crop SHA-256 of the pixels after resize and crop, top row first, red first
  /// @param values SHA-256 of the model's input, float32 little-endian, channels first
  /// @param samples some pixels of the crop: x, y, red, green, blue
  /// @param raw the raw feature, if stored
  record Crop(
      String file,
      String crop,
      String values,
      List<List<Integer>> samples,
      @Nullable List<Float> raw) {}

  /// Expected ids and feature of a text for one model.
  ///
  /// @param ids token ids, including special tokens, truncated to the model's maximum
  /// @param raw the raw feature, if stored
  record Text(String text, List<Long> ids, @Nullable List<Float> raw) {}

  /// A composed query.
  ///
  /// @param unit the normalised sum of the raw features
  record Composed(String file, String text, List<Float> unit) {}

  /// The results of the reference implementation for one model.
  ///
  /// @param tokens maximum tokens
  /// @param side side of the crop in pixels
  /// @param mean subtracted from each channel, which ranges from 0 to 1
  /// @param std divisor after the subtraction
  record Reference(
      int dimension,
      int tokens,
      int side,
      List<Double> mean,
      List<Double> std,
      List<Crop> images,
      List<Text> texts,
      List<Composed> composed) {}

  /// Returns the images.
  static List<Image> images() {
    return List.of(read("images.json", Image[].class));
  }

  /// Returns the pixels of an image as read by Akin.
  static Raster raster(String name) {
    return decoded(folder().resolve("images").resolve(name));
  }

  /// Returns the pixels of a photo, read as a query image.
  static Raster decoded(Path photo) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(photo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (new PhotoDecoder(100_000_000, 512, BuildCache.NATIVES)
        .decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Decoded decoded -> decoded.raster();
      case DecodeResult.Failed refused ->
          throw new AssertionError(photo.getFileName() + " " + refused);
    };
  }

  /// Opens a model; the caller closes it.
  ///
  /// @param compiled folder of compiled archives; new for each test class, so that no archive of an
  ///   older compiler is used
  static EmbeddingModel open(ModelFiles files, Path compiled) {
    return EmbeddingModel.open(files, TestModels.settings(compiled, Device.CPU));
  }

  /// Returns the reference results of a model.
  static Reference reference(String model) {
    return read(model + ".json", Reference.class);
  }

  /// Returns the folder of a checkpoint in the official layout.
  static Path checkpoint(String model) {
    return folder().resolve(model);
  }

  /// Returns the pixels of the crop, top row first, red first, from a model's input.
  ///
  /// @param values the normalised input, channels first
  /// @param mean channel means
  /// @param std channel standard deviations
  static byte[] crop(float[] values, List<Double> mean, List<Double> std) {
    int pixels = values.length / 3;
    byte[] bytes = new byte[values.length];
    for (int channel = 0; channel < 3; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        double level = values[channel * pixels + pixel] * std.get(channel) + mean.get(channel);
        bytes[3 * pixel + channel] = (byte) Math.round(level * 255);
      }
    }
    return bytes;
  }

  /// Returns some pixels in the format of the fixtures: x, y, red, green, blue.
  static List<List<Integer>> samples(byte[] rgb, int width, List<List<Integer>> places) {
    List<List<Integer>> found = new ArrayList<>();
    for (List<Integer> place : places) {
      int at = 3 * (place.get(1) * width + place.get(0));
      found.add(
          List.of(place.get(0), place.get(1), rgb[at] & 255, rgb[at + 1] & 255, rgb[at + 2] & 255));
    }
    return found;
  }

  /// Returns the lower-case SHA-256.
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(String name, Class<T> type) {
    try (var reader = Files.newBufferedReader(folder().resolve(name))) {
      return new Gson().fromJson(reader, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    URL images = Objects.requireNonNull(GoldenData.class.getResource("/golden/images.json"));
    try {
      return Objects.requireNonNull(Path.of(images.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
