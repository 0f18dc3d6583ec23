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

/// The golden fixtures: made pictures, tiny checkpoints, and what the reference implementation
/// makes of them. `core/src/test/golden/README.md` says how they came to be.
final class Golden {
  /// The models with a file of expectations; [#STARTER] has no folder here, it ships in resources.
  static final List<String> CHECKPOINTS =
      List.of("clip-p16-f16", "clip-p14-f32", "clip-p16-bf16-shards");

  /// The model every Akin has.
  static final String STARTER = "starter";

  /// What CLIP models subtract from each channel.
  static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

  /// What CLIP models divide each channel by.
  static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

  private Golden() {}

  /// A picture as every reader must see it.
  ///
  /// @param rgb SHA-256 of the upright bytes, rows from the top, red first
  /// @param samples some pixels: x, y, red, green, blue
  record Picture(String file, int width, int height, String rgb, List<List<Integer>> samples) {}

  /// A picture as one model sees it.
  ///
  /// @param crop SHA-256 of the bytes after resize and crop, rows from the top, red first
  /// @param values SHA-256 of the model's input, float32 little-endian, channels first
  /// @param samples some pixels of the crop: x, y, red, green, blue
  /// @param raw the raw feature, where it was kept
  record Crop(
      String file,
      String crop,
      String values,
      List<List<Integer>> samples,
      @Nullable List<Float> raw) {}

  /// A text as one model sees it.
  ///
  /// @param ids token ids, special tokens included, cut at the model's length
  /// @param raw the raw feature, where it was kept
  record Text(String text, List<Long> ids, @Nullable List<Float> raw) {}

  /// A picture and a text as one query.
  ///
  /// @param unit the normalised sum of their raw features
  record Composed(String file, String text, List<Float> unit) {}

  /// What the reference makes of every picture and text with one model.
  ///
  /// @param tokens the longest text
  /// @param side of the crop, in pixels
  /// @param mean subtracted from each channel, which runs from 0 to 1
  /// @param std divided by after that
  record Reference(
      int dimension,
      int tokens,
      int side,
      List<Double> mean,
      List<Double> std,
      List<Crop> images,
      List<Text> texts,
      List<Composed> composed) {}

  /// The pictures.
  static List<Picture> pictures() {
    return List.of(read("images.json", Picture[].class));
  }

  /// A picture's pixels as Akin reads them.
  static Raster raster(String name) {
    return decoded(folder().resolve("images").resolve(name));
  }

  /// The pixels of a photo, as a query's picture is read.
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

  /// A model; the caller closes it.
  ///
  /// @param compiled where archives are kept: new for each test class, so that no archive of an
  ///   older compiler answers
  static EmbeddingModel open(ModelFiles files, Path compiled) {
    return EmbeddingModel.open(files, Made.settings(compiled, Device.CPU));
  }

  /// What the reference says about a model.
  static Reference reference(String model) {
    return read(model + ".json", Reference.class);
  }

  /// The folder of a checkpoint in the official layout.
  static Path checkpoint(String model) {
    return folder().resolve(model);
  }

  /// The crop's bytes, rows from the top, red first, out of a model's input.
  ///
  /// @param values channels first, normalised
  /// @param mean of each channel
  /// @param std of each channel
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

  /// The pixels at some places, as the fixtures note them: x, y, red, green, blue.
  static List<List<Integer>> samples(byte[] rgb, int width, List<List<Integer>> places) {
    List<List<Integer>> found = new ArrayList<>();
    for (List<Integer> place : places) {
      int at = 3 * (place.get(1) * width + place.get(0));
      found.add(
          List.of(place.get(0), place.get(1), rgb[at] & 255, rgb[at + 1] & 255, rgb[at + 2] & 255));
    }
    return found;
  }

  /// The lower-case SHA-256.
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
    URL images = Objects.requireNonNull(Golden.class.getResource("/golden/images.json"));
    try {
      return Objects.requireNonNull(Path.of(images.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
