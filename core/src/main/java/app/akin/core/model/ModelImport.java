package app.akin.core.model;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Takes over a model that lies in a folder or a ZIP file, without any network.
///
/// @param folders where models are kept
/// @param list tells a known model by its weights
/// @param check looks at it before it is taken in
/// @param room how many bytes may be written into a folder
record ModelImport(
    ModelFolders folders, ModelList list, ModelCheck check, ToLongFunction<Path> room) {
  private static final String READY = "bundle.json";
  private static final String CHECKPOINT = "config.json";
  private static final int BUFFER = 1 << 16;
  private static final List<String> ENDINGS =
      List.of(".json", ".safetensors", ".pt", ".txt", ".md");

  /// Several times the largest model there is: a ZIP file that unpacks to more is not one.
  private static final long MOST_BYTES = 64_000_000_000L;

  /// Where a model's file comes from.
  ///
  /// @param bytes how long it says to be; no more is ever read
  private record Source(long bytes, Opening opening) {
    private interface Opening {
      InputStream open() throws IOException;
    }
  }

  /// Takes a model over.
  ///
  /// @return the name it has from now on
  /// @throws AkinException `MODEL_IMPORT`, `MODEL_NAME_TAKEN`, `DISK_SHORT`, or what is wrong with
  ///   the model
  String take(Path source) {
    try {
      if (Files.isDirectory(source)) {
        return take(source, stem(source), ofFolder(source));
      }
      if (Files.isRegularFile(source)) {
        try (ZipFile zip = new ZipFile(source.toFile())) {
          return take(source, stem(source), ofZip(source, zip));
        }
      }
    } catch (IOException e) {
      throw new AkinException(e, Problem.MODEL_IMPORT, source, String.valueOf(e.getMessage()));
    }
    throw new AkinException(Problem.MODEL_IMPORT, source, "it does not exist");
  }

  /// Whether a source holds a ready model.
  boolean isReady(Path source) {
    if (Files.isDirectory(source)) {
      return Files.exists(source.resolve(READY));
    }
    if (!Files.isRegularFile(source)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(source.toFile())) {
      return zip.stream().anyMatch(entry -> plain(entry.getName()).equals(READY));
    } catch (IOException e) {
      throw new AkinException(e, Problem.MODEL_IMPORT, source, String.valueOf(e.getMessage()));
    }
  }

  private String take(Path source, String stem, Map<String, Source> files) throws IOException {
    if (!files.containsKey(READY) && !files.containsKey(CHECKPOINT)) {
      throw refused(source, "it holds neither a bundle.json nor a config.json");
    }
    if (!ModelFolders.isName(stem)) {
      throw refused(source, "its name cannot be a model's");
    }
    long bytes = 0;
    for (Source file : files.values()) {
      bytes += file.bytes();
      if (file.bytes() < 0 || bytes > MOST_BYTES) {
        throw refused(source, "it unpacks to more than any model has");
      }
    }
    // One place for each import of a name, beside that of a fetch.
    String workplace = stem + ".import";
    Path folder = folders.workplace(workplace);
    ModelFolders.delete(folder);
    folders.makeWorkplace(workplace);
    try {
      folders.requireRoom(room, folder, bytes);
      for (Map.Entry<String, Source> file : files.entrySet()) {
        copy(source, file.getValue(), folder.resolve(file.getKey()));
      }
      check.look(folder);
      String name = name(stem, folder, files.containsKey(READY));
      if (name.equals(Models.STARTER) || folders.find(name).isPresent()) {
        throw new AkinException(Problem.MODEL_NAME_TAKEN, name);
      }
      ModelRecord record =
          ModelRecord.of(folder, List.copyOf(files.keySet()), "", "", Verification.ITSELF);
      Path place = folders.workplace(name);
      ModelFolders.delete(place);
      Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
      folders.install(name, record);
      return name;
    } finally {
      ModelFolders.delete(folder);
    }
  }

  /// Copies no more than was said: there may be no room for it, or no end to it.
  private static void copy(Path source, Source file, Path target) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = file.bytes();
    try (InputStream in = file.opening().open();
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw refused(source, target.getFileName() + " is larger than it says");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  /// A known model keeps its own name, whatever its folder is called.
  private String name(String stem, Path folder, boolean ready) {
    Optional<ModelDescriptor> known =
        ready
            ? Optional.empty()
            : list.models().stream()
                .filter(model -> model.tensors() > 0 && ModelCheck.holds(folder, model))
                .filter(model -> model.title().equalsIgnoreCase(stem) || model.name().equals(stem))
                .findFirst();
    return known.map(ModelDescriptor::name).orElse(stem);
  }

  private static Map<String, Source> ofFolder(Path folder) throws IOException {
    Map<String, Source> files = new LinkedHashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : stream) {
        String name = String.valueOf(file.getFileName());
        if (isPart(name)) {
          files.put(name, new Source(Files.size(file), () -> Files.newInputStream(file)));
        }
      }
    }
    return files;
  }

  /// The files beside the one that makes it a model, by plain names: nothing else of an entry's
  /// path is ever used, so none leads out of the folder; one that tries to spoils the whole.
  private static Map<String, Source> ofZip(Path source, ZipFile zip) {
    List<ZipEntry> entries = new ArrayList<>();
    for (ZipEntry entry : zip.stream().toList()) {
      String name = entry.getName().replace('\\', '/');
      boolean escapes =
          name.startsWith("/")
              || name.matches("^[A-Za-z]:.*")
              || List.of(name.split("/")).contains("..");
      if (escapes) {
        throw refused(source, "an entry leads out of it");
      }
      entries.add(entry);
    }
    String root =
        entries.stream()
            .map(ZipEntry::getName)
            .filter(name -> plain(name).equals(READY) || plain(name).equals(CHECKPOINT))
            .map(name -> name.substring(0, name.length() - plain(name).length()))
            .min(Comparator.comparingInt(String::length))
            .orElse("");
    Map<String, Source> files = new LinkedHashMap<>();
    for (ZipEntry entry : entries) {
      String name = plain(entry.getName());
      if (!entry.isDirectory() && entry.getName().equals(root + name) && isPart(name)) {
        Source file = new Source(entry.getSize(), () -> zip.getInputStream(entry));
        if (files.put(name, file) != null) {
          throw refused(source, "it holds " + name + " twice");
        }
      }
    }
    return files;
  }

  private static boolean isPart(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.equals(ModelRecord.FILE)
        && (name.equals("LICENSE") || ENDINGS.stream().anyMatch(lower::endsWith));
  }

  private static String plain(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }

  private static String stem(Path source) {
    String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".zip")
        ? name.substring(0, name.length() - ".zip".length())
        : name;
  }

  private static AkinException refused(Path source, String detail) {
    return new AkinException(Problem.MODEL_IMPORT, source, detail);
  }
}
