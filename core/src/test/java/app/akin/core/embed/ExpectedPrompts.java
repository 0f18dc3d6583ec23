package app.akin.core.embed;

import app.akin.core.embed.decoder.PromptParts;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Tiny checkpoints of models that embed prompts, and their results in transformers.
/// `core/src/test/golden/README.md` describes their origin.
public final class ExpectedPrompts {
  private static final int SHOWN = 20;

  /// The files of a checkpoint of LLaVA-NeXT.
  private static final List<String> FILES =
      List.of(
          "config.json",
          "preprocessor_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "model.safetensors.index.json",
          "model-00001-of-00004.safetensors",
          "model-00002-of-00004.safetensors",
          "model-00003-of-00004.safetensors",
          "model-00004-of-00004.safetensors");

  private ExpectedPrompts() {}

  /// Expected input pixels.
  ///
  /// @param sum sum of all values
  /// @param abs sum of all magnitudes
  /// @param first the first four values
  public record Pixels(List<Long> shape, double sum, double abs, List<Float> first) {}

  /// A case of a checkpoint.
  ///
  /// @param role `query` or `candidate`; a model without roles has none
  /// @param ids the ids, or the first and last twenty around their number
  /// @param unit the unit vector
  public record Case(
      String name,
      @Nullable String image,
      @Nullable String text,
      @Nullable String role,
      @Nullable String task,
      double norm,
      List<Float> unit,
      String prompt,
      JsonArray ids,
      @Nullable Pixels pixels,
      @Nullable List<Long> image_grid_thw) {
    /// Returns the parts of its prompt.
    PromptParts parts() {
      PromptParts.Role side =
          "candidate".equals(role) ? PromptParts.Role.CANDIDATE : PromptParts.Role.QUERY;
      return new PromptParts(
          side, Optional.ofNullable(task), Optional.ofNullable(text), image != null);
    }

    /// Returns ids in the form of [#ids]. In a model with grids, the id of the image is repeated.
    JsonArray shown(long[] ids) {
      List<Long> grid = image_grid_thw;
      long[] actual = grid == null ? ids : repeated(ids, grid);
      JsonArray shown = new JsonArray();
      if (actual.length <= 4 * SHOWN) {
        for (long id : actual) {
          shown.add(id);
        }
        return shown;
      }
      for (int i = 0; i < SHOWN; i++) {
        shown.add(actual[i]);
      }
      shown.add("...");
      shown.add(actual.length);
      for (int i = actual.length - SHOWN; i < actual.length; i++) {
        shown.add(actual[i]);
      }
      return shown;
    }

    private static long[] repeated(long[] ids, List<Long> grid) {
      long blocks = grid.get(1) * grid.get(2) / 4;
      return Arrays.stream(ids)
          .flatMap(id -> LongStream.iterate(id, same -> same).limit(id == QWEN_IMAGE ? blocks : 1))
          .toArray();
    }
  }

  private static final long QWEN_IMAGE = 770;

  /// Returns the cases of a checkpoint.
  ///
  /// @param file name of the file of results
  public static List<Case> cases(String file, String checkpoint) {
    JsonObject root = JsonParser.parseString(read(file)).getAsJsonObject();
    List<Case> cases = new ArrayList<>();
    Gson gson = new Gson();
    for (JsonElement element : root.getAsJsonObject(checkpoint).getAsJsonArray("cases")) {
      cases.add(gson.fromJson(element, Case.class));
    }
    return cases;
  }

  /// Returns a prompt by name, whose ids of a real tokenizer a file has.
  static String prompt(String file, String name) {
    return JsonParser.parseString(read(file))
        .getAsJsonObject()
        .getAsJsonArray(name)
        .get(0)
        .getAsString();
  }

  /// Returns a folder or file.
  public static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ExpectedPrompts.class.getResource("/mllm/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes a checkpoint of LLaVA-NeXT into a folder, also from a JAR file.
  public static Path copy(String checkpoint, Path folder) {
    try {
      Files.createDirectories(folder);
      for (String name : FILES) {
        try (InputStream in =
            Objects.requireNonNull(
                ExpectedPrompts.class.getResourceAsStream("/mllm/" + checkpoint + "/" + name))) {
          Files.copy(in, folder.resolve(name));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
