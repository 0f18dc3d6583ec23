package app.akin.core.evaluation;

import app.akin.core.evaluation.metric.Interval;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.FileOperations;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures the models of a library and keeps the latest result of each in a file of the library's
/// folder. Thread-safe.
public final class RecallHistory {
  private static final Logger log = LoggerFactory.getLogger(RecallHistory.class);
  private static final String FILE = "evaluation.json";

  private static final String MODEL = "model";
  private static final String MEASURED = "measured";
  private static final String PHOTOS = "photos";
  private static final String ROWS = "rows";
  private static final String KIND = "kind";
  private static final String FOUND = "found";
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String QUERIES = "queries";

  private final Path file;
  private final Clock clock;

  /// @param folder the folder of the library
  public RecallHistory(Path folder, Clock clock) {
    file = folder.resolve(FILE);
    this.clock = clock;
  }

  /// Returns the latest result of each model. Results that can't be read are left out.
  public synchronized List<ModelRecall> read() {
    List<ModelRecall> results = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return results;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      for (JsonElement element : JsonParser.parseReader(reader).getAsJsonArray()) {
        results.add(recall(element.getAsJsonObject()));
      }
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException
        | DateTimeException e) {
      log.warn("The measured results cannot be read from {}", file, e);
    }
    return results;
  }

  /// Measures every model that has embedded photos, and keeps each result as soon as it is known.
  /// Takes seconds to minutes on the caller's platform thread.
  ///
  /// @param selection device and precision
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return whether all were measured; false if stopped
  /// @throws app.akin.core.photo.AkinException as a search
  public boolean measure(PhotoLibrary library, ModelSelection selection, DoublePredicate progress) {
    List<String> models = LibraryEvaluation.models(library);
    for (int i = 0; i < models.size(); i++) {
      int done = i;
      Optional<LibraryEvaluation.Result> result =
          LibraryEvaluation.measure(
              library,
              new ModelSelection(models.get(i), selection.device(), selection.precision()),
              part -> progress.test((done + part) / models.size()));
      if (result.isEmpty()) {
        return false;
      }
      keep(
          new ModelRecall(
              models.get(i), clock.instant(), result.get().photos(), result.get().rows()));
    }
    return true;
  }

  /// Deletes the result of a model.
  public synchronized void remove(String model) {
    Map<String, ModelRecall> results = byModel();
    if (results.remove(model) != null) {
      write(results);
    }
  }

  private synchronized void keep(ModelRecall recall) {
    Map<String, ModelRecall> results = byModel();
    results.put(recall.model(), recall);
    write(results);
  }

  private Map<String, ModelRecall> byModel() {
    Map<String, ModelRecall> results = new LinkedHashMap<>();
    read().forEach(recall -> results.put(recall.model(), recall));
    return results;
  }

  private void write(Map<String, ModelRecall> results) {
    JsonArray array = new JsonArray();
    results.values().forEach(recall -> array.add(json(recall)));
    try {
      FileOperations.write(
          file, out -> out.write(array.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      log.warn("The measured results cannot be written to {}", file, e);
    }
  }

  private static JsonObject json(ModelRecall recall) {
    JsonArray rows = new JsonArray();
    for (ModelRecall.Row row : recall.rows()) {
      JsonObject object = new JsonObject();
      object.addProperty(KIND, row.kind().category());
      object.addProperty(FOUND, row.found());
      object.addProperty(LOW, row.interval().low());
      object.addProperty(HIGH, row.interval().high());
      object.addProperty(QUERIES, row.queries());
      rows.add(object);
    }
    JsonObject object = new JsonObject();
    object.addProperty(MODEL, recall.model());
    object.addProperty(MEASURED, recall.measured().toString());
    object.addProperty(PHOTOS, recall.photos());
    object.add(ROWS, rows);
    return object;
  }

  private static ModelRecall recall(JsonObject object) {
    List<ModelRecall.Row> rows = new ArrayList<>();
    for (JsonElement element : member(object, ROWS).getAsJsonArray()) {
      JsonObject row = element.getAsJsonObject();
      rows.add(
          new ModelRecall.Row(
              LibraryEvaluation.Kind.of(member(row, KIND).getAsString()),
              share(row, FOUND),
              new Interval(share(row, LOW), share(row, HIGH)),
              member(row, QUERIES).getAsInt()));
    }
    return new ModelRecall(
        member(object, MODEL).getAsString(),
        Instant.parse(member(object, MEASURED).getAsString()),
        member(object, PHOTOS).getAsInt(),
        rows);
  }

  private static double share(JsonObject row, String name) {
    double share = member(row, name).getAsDouble();
    if (share >= 0 && share <= 1) {
      return share;
    }
    throw new JsonParseException(name + " is " + share);
  }

  private static JsonElement member(JsonObject object, String name) {
    JsonElement member = object.get(name);
    if (member == null) {
      throw new JsonParseException(name + " is missing");
    }
    return member;
  }
}
