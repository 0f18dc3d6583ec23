package app.akin.core.sidecar;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// The journal of one export: what a sidecar was before, written to the disk before the sidecar is
/// replaced. One JSON object a line; a line that a crash cut off counts as absent, because its
/// sidecar was not touched. For one thread.
final class ExportJournal implements AutoCloseable {
  /// One export has one file: `.jsonl`, and `.partial` once an undo could not reach all sidecars.
  private static final String EXTENSION = ".jsonl";

  private static final String PARTIAL = ".partial";

  /// A line.
  sealed interface Line {}

  /// A sidecar that is about to be created or changed.
  ///
  /// @param before the hash of its bytes; empty if it does not exist
  /// @param after the hash of its new bytes
  /// @param backUp whether the export makes its backup
  /// @param bytes its bytes; empty if it does not exist
  // Instances are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Write(Path target, String before, String after, boolean backUp, byte[] bytes)
      implements Line {}

  /// A folder that is about to be created.
  record NewFolder(Path folder) implements Line {}

  private final Path folder;
  private final Path file;
  private final FileChannel channel;

  private ExportJournal(Path folder, Path file, FileChannel channel) {
    this.folder = folder;
    this.file = file;
    this.channel = channel;
  }

  /// Creates the journal of a new export.
  ///
  /// @param folder the folder of all journals
  /// @throws AkinException `DiskFull` or `LibraryUnwritable`
  static ExportJournal create(Path folder) {
    try {
      long last = all(folder).stream().mapToLong(ExportJournal::number).max().orElse(0);
      Path file = folder.resolve("%08d%s".formatted(last + 1, EXTENSION));
      return new ExportJournal(
          folder,
          file,
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Adds lines; they are on the disk when this method returns.
  ///
  /// @throws AkinException `DiskFull` or `LibraryUnwritable`
  void append(List<Line> lines) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Line line : lines) {
      text.writeBytes((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(text.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Closes the journal, and deletes it if it has no lines.
  @Override
  public void close() {
    try {
      boolean isEmpty;
      try (channel) {
        isEmpty = channel.size() == 0;
      }
      if (isEmpty) {
        FileOperations.delete(file);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Returns all journals, those to undo first at the beginning: the latest export, and partly
  /// undone ones at the end.
  static List<Path> all(Path folder) throws IOException {
    List<Path> journals = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, "*{" + EXTENSION + "," + PARTIAL + "}")) {
        files.forEach(journals::add);
      }
    }
    journals.sort(
        Comparator.comparing((Path journal) -> journal.toString().endsWith(PARTIAL))
            .thenComparing(Comparator.comparingLong(ExportJournal::number).reversed()));
    return journals;
  }

  /// Deletes the journals of exports that were killed before they wrote anything.
  static void deleteEmpty(Path folder) throws IOException {
    for (Path journal : all(folder)) {
      if (Files.size(journal) == 0) {
        FileOperations.delete(journal);
      }
    }
  }

  /// Marks a journal as undone but for sidecars that were not reachable.
  static void keepPartial(Path journal) throws IOException {
    String name = String.valueOf(journal.getFileName());
    if (name.endsWith(EXTENSION)) {
      FileOperations.move(
          journal,
          journal.resolveSibling(name.substring(0, name.length() - EXTENSION.length()) + PARTIAL));
    }
  }

  private static long number(Path journal) {
    String name = String.valueOf(journal.getFileName());
    try {
      return Long.parseLong(name.substring(0, name.indexOf('.')));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// Reads the lines of a journal in their order. An unreadable line, such as a last one that was
  /// cut off, is omitted.
  static void read(Path journal, Consumer<Line> consumer) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(journal)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        parse(line).ifPresent(consumer);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static JsonObject json(Line line) {
    JsonObject json = new JsonObject();
    switch (line) {
      case NewFolder(Path created) -> json.addProperty("folder", PathText.of(created));
      case Write write -> {
        json.addProperty("target", PathText.of(write.target()));
        json.addProperty("before", write.before());
        json.addProperty("after", write.after());
        json.addProperty("backup", write.backUp());
        if (!write.before().isEmpty()) {
          json.addProperty("bytes", compressed(write.bytes()));
        }
      }
    }
    return json;
  }

  private static Optional<Line> parse(String line) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      if (json.has("folder")) {
        return Optional.of(new NewFolder(PathText.path(json.get("folder").getAsString())));
      }
      return Optional.of(
          new Write(
              PathText.path(json.get("target").getAsString()),
              json.get("before").getAsString(),
              json.get("after").getAsString(),
              json.get("backup").getAsBoolean(),
              json.has("bytes") ? expanded(json.get("bytes").getAsString()) : new byte[0]));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static String compressed(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(compressed.toByteArray());
  }

  private static byte[] expanded(String text) {
    byte[] compressed = Base64.getDecoder().decode(text);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return in.readNBytes(SidecarText.MAX_BYTES);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Returns the problem that the journal cannot be written.
  static AkinException unwritable(Path folder, IOException error) {
    return SidecarFile.obstacle(error) == Obstacle.DISK_FULL
        ? new AkinException(error, new Problem.DiskFull(folder))
        : new AkinException(
            error, new Problem.LibraryUnwritable(folder, String.valueOf(error.getMessage())));
  }
}
