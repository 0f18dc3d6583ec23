package app.akin.core.embed.checkpoint;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The index of shards: `model.safetensors.index.json`.
///
/// @param shards file name of the shard by tensor name
record ShardIndex(Map<String, String> shards) {
  /// Reads the index and checks that every shard is a plain file name, so that it can't refer to
  /// other folders.
  ///
  /// @throws AkinException `ModelWeights` with a detail
  static ShardIndex read(Path file) {
    Map<String, String> shards = null;
    try (JsonReader reader = new JsonReader(Files.newBufferedReader(file))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.nextName().equals("weight_map")) {
          if (shards != null) {
            throw invalid(file, "weight_map is there twice");
          }
          shards = weightMap(file, reader);
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("more than one value");
      }
    } catch (MalformedJsonException | EOFException | IllegalStateException | JsonParseException e) {
      throw new AkinException(e, new Problem.ModelWeights(file, "the index is not valid JSON"));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelWeights(file, "cannot be read: " + e.getMessage()));
    }
    if (shards == null || shards.isEmpty()) {
      throw invalid(file, "the index has no weight_map");
    }
    return new ShardIndex(shards);
  }

  private static Map<String, String> weightMap(Path file, JsonReader reader) throws IOException {
    Map<String, String> shards = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String tensor = reader.nextName();
      String shard = reader.nextString();
      if (shard.isEmpty() || shard.startsWith(".") || shard.matches(".*[/\\\\:\\x00].*")) {
        throw invalid(file, "tensor " + tensor + " is in " + shard + ", which is no file name");
      }
      if (shards.put(tensor, shard) != null) {
        throw invalid(file, "tensor " + tensor + " is there twice");
      }
    }
    reader.endObject();
    return shards;
  }

  private static AkinException invalid(Path file, String detail) {
    return new AkinException(new Problem.ModelWeights(file, detail));
  }
}
