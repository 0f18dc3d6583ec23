package app.akin.core.model.install;

import app.akin.core.embed.RankingSettings;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.resources.Resource;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The models that are listed for download, the recommended one first. Immutable.
///
/// @param models the models in display order
public record ModelList(List<ModelDescriptor> models) {
  /// Copies the list.
  public ModelList {
    models = List.copyOf(models);
  }

  /// Reads the list that is shipped with Akin.
  public static ModelList shipped() {
    try (Reader reader = new InputStreamReader(Resource.MODELS.open(), StandardCharsets.UTF_8)) {
      return new ModelList(
          StreamSupport.stream(JsonParser.parseReader(reader).getAsJsonArray().spliterator(), false)
              .map(JsonElement::getAsJsonObject)
              .map(ModelList::descriptor)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the model with a name, or with a title, ignoring case.
  public Optional<ModelDescriptor> find(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name) || model.title().equalsIgnoreCase(name))
        .findFirst();
  }

  private static ModelDescriptor descriptor(JsonObject model) {
    return new ModelDescriptor(
        model.get("name").getAsString(),
        model.get("title").getAsString(),
        model.get("repository").getAsString(),
        model.get("revision").getAsString(),
        objects(model.getAsJsonArray("files")).stream()
            .map(
                file ->
                    new FileEntry(
                        file.get("name").getAsString(),
                        file.get("bytes").getAsLong(),
                        file.get("sha256").getAsString(),
                        file.has("optional")))
            .toList(),
        model.get("family").getAsString(),
        model.get("dimension").getAsInt(),
        model.get("licence").getAsString(),
        StreamSupport.stream(model.getAsJsonArray("languages").spliterator(), false)
            .map(JsonElement::getAsString)
            .toList(),
        model.get("memory").getAsLong(),
        model.get("tensors").getAsLong(),
        model.get("elements").getAsLong(),
        model.has("ranking")
            ? RankingSettings.parse(Resource.MODELS.fileName(), model.get("ranking").toString())
            : RankingSettings.SUM);
  }

  private static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }
}
