package app.akin.core.model.install;

import app.akin.core.net.FetchListener;
import app.akin.core.net.RemoteFile;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The metadata of an installed model, stored as a small JSON file in its folder. The file is
/// written last, so a folder without it is not a complete model.
///
/// @param repository the source repository; empty for an imported model
/// @param revision the commit; empty for an imported model
/// @param verification what the files were verified against
/// @param files the model's files
public record ModelRecord(
    String repository, String revision, Verification verification, List<Entry> files) {
  static final String FILE = "akin-model.json";

  /// A file of the model.
  ///
  /// @param name its base name
  /// @param bytes its size
  /// @param sha256 its SHA-256 in hexadecimal digits
  public record Entry(String name, long bytes, String sha256) {}

  /// Creates a record of the files of a folder. Reads all of them.
  ///
  /// @param listener receives the number of bytes read of all files
  /// @throws app.akin.core.photo.AkinException `Stopped` if the listener cancelled
  static ModelRecord of(
      Path folder,
      Collection<String> names,
      String repository,
      String revision,
      Verification verification,
      FetchListener listener)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    long done = 0;
    for (String name : names) {
      Path file = folder.resolve(name);
      long before = done;
      String hash = RemoteFile.sha256(file, bytes -> listener.onProgress(before + bytes));
      long bytes = Files.size(file);
      entries.add(new Entry(name, bytes, hash));
      done += bytes;
    }
    return new ModelRecord(repository, revision, verification, entries);
  }

  /// Reads the record of a folder; empty if it is missing or unreadable.
  static Optional<ModelRecord> read(Path folder) {
    try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
      JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
      List<Entry> entries = new ArrayList<>();
      for (JsonElement element : json.getAsJsonArray("files")) {
        JsonObject file = element.getAsJsonObject();
        entries.add(
            new Entry(
                file.get("name").getAsString(),
                file.get("bytes").getAsLong(),
                file.get("sha256").getAsString()));
      }
      return Optional.of(
          new ModelRecord(
              json.get("repository").getAsString(),
              json.get("revision").getAsString(),
              Verification.valueOf(json.get("verification").getAsString()),
              List.copyOf(entries)));
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException e) {
      return Optional.empty();
    }
  }

  void write(Path folder) throws IOException {
    JsonArray array = new JsonArray();
    for (Entry entry : files) {
      JsonObject file = new JsonObject();
      file.addProperty("name", entry.name());
      file.addProperty("bytes", entry.bytes());
      file.addProperty("sha256", entry.sha256());
      array.add(file);
    }
    JsonObject json = new JsonObject();
    json.addProperty("repository", repository);
    json.addProperty("revision", revision);
    json.addProperty("verification", verification.name());
    json.add("files", array);
    Files.writeString(folder.resolve(FILE), json.toString());
  }

  /// Returns the total size of the files.
  public long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  /// Returns the first file that is missing or has a wrong size. Reads no contents.
  public Optional<String> findMismatch(Path folder) {
    return files.stream()
        .filter(entry -> !hasSize(folder.resolve(entry.name()), entry.bytes()))
        .map(Entry::name)
        .findFirst();
  }

  /// Returns the first file that is missing or whose size or hash differs. Reads all files.
  public Optional<String> findDamage(Path folder) {
    return findMismatch(folder)
        .or(
            () ->
                files.stream()
                    .filter(entry -> !entry.sha256().equals(hash(folder.resolve(entry.name()))))
                    .map(Entry::name)
                    .findFirst());
  }

  private static String hash(Path file) {
    try {
      return RemoteFile.sha256(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean hasSize(Path file, long bytes) {
    try {
      return Files.size(file) == bytes;
    } catch (IOException e) {
      return false;
    }
  }
}
