package app.akin.core.model.install;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FolderDeletion;
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

/// Imports a model from a folder or a ZIP file, without network access.
///
/// @param builtIn the name of the built-in model, which no import may take
/// @param folders the folders of the installed models
/// @param list identifies a listed model by its weights
/// @param check validates the model before it is installed
/// @param freeSpace returns the usable space of a folder in bytes
public record ModelImport(
    String builtIn,
    ModelFolders folders,
    ModelList list,
    ModelFilesValidator check,
    ToLongFunction<Path> freeSpace) {
  private static final String BUNDLE_FILE = "bundle.json";
  private static final String CONFIG_FILE = "config.json";
  private static final int BUFFER_SIZE = 1 << 16;
  private static final List<String> EXTENSIONS =
      List.of(".json", ".safetensors", ".pt", ".txt", ".md");

  /// The maximum unpacked size of a ZIP file: several times the size of the largest model.
  private static final long MAX_BYTES = 64_000_000_000L;

  /// A file to import.
  ///
  /// @param bytes its declared size; no more bytes are read
  /// @param opener opens the file
  private record Source(long bytes, Opener opener) {
    private interface Opener {
      InputStream open() throws IOException;
    }
  }

  /// Imports a model.
  ///
  /// @return the name of the imported model
  /// @throws AkinException `ModelImport`, `ModelNameTaken`, `DiskShort`, or an error of the model
  public String importModel(Path source) {
    try {
      if (Files.isDirectory(source)) {
        return importModel(source, stem(source), listFolder(source));
      }
      if (Files.isRegularFile(source)) {
        try (ZipFile zip = new ZipFile(source.toFile())) {
          return importModel(source, stem(source), listZip(source, zip));
        }
      }
    } catch (IOException e) {
      throw new AkinException(e, new Problem.ModelImport(source, String.valueOf(e.getMessage())));
    }
    throw new AkinException(new Problem.ModelImport(source, "it does not exist"));
  }

  /// Returns whether a folder or ZIP file holds a ready-made model.
  public boolean isReady(Path source) {
    if (Files.isDirectory(source)) {
      return Files.exists(source.resolve(BUNDLE_FILE));
    }
    if (!Files.isRegularFile(source)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(source.toFile())) {
      return zip.stream().anyMatch(entry -> baseName(entry.getName()).equals(BUNDLE_FILE));
    } catch (IOException e) {
      throw new AkinException(e, new Problem.ModelImport(source, String.valueOf(e.getMessage())));
    }
  }

  private String importModel(Path source, String stem, Map<String, Source> files)
      throws IOException {
    if (!files.containsKey(BUNDLE_FILE) && !files.containsKey(CONFIG_FILE)) {
      throw failure(source, "it contains neither a bundle.json nor a config.json");
    }
    if (!ModelFolders.isValidName(stem)) {
      throw failure(source, "its name is not a valid model name");
    }
    long bytes = 0;
    for (Source file : files.values()) {
      bytes += file.bytes();
      if (file.bytes() < 0 || bytes > MAX_BYTES) {
        throw failure(source, "its unpacked size is too large for a model");
      }
    }
    // A staging folder per name, separate from that of a download.
    String stagingName = stem + ".import";
    Path folder = folders.stagingFolder(stagingName);
    FolderDeletion.delete(folder);
    folders.createStagingFolder(stagingName);
    try {
      folders.requireSpace(freeSpace, folder, bytes);
      for (Map.Entry<String, Source> file : files.entrySet()) {
        copy(source, file.getValue(), folder.resolve(file.getKey()));
      }
      check.check(folder);
      String name = modelName(stem, folder, files.containsKey(BUNDLE_FILE));
      if (name.equals(builtIn) || folders.find(name).isPresent()) {
        throw new AkinException(new Problem.ModelNameTaken(name));
      }
      ModelRecord record =
          ModelRecord.of(folder, files.keySet(), "", "", Verification.ITSELF, _ -> true);
      Path staging = folders.stagingFolder(name);
      FolderDeletion.delete(staging);
      Files.move(folder, staging, StandardCopyOption.ATOMIC_MOVE);
      folders.install(name, record);
      return name;
    } finally {
      FolderDeletion.delete(folder);
    }
  }

  /// Copies at most the declared size: the data may be endless or exceed the disk space.
  private static void copy(Path source, Source file, Path target) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    long left = file.bytes();
    try (InputStream in = file.opener().open();
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw failure(source, target.getFileName() + " is larger than its declared size");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  /// Returns the listed name of a listed model, otherwise the source's name.
  private String modelName(String stem, Path folder, boolean ready) {
    Optional<ModelDescriptor> listed =
        ready
            ? Optional.empty()
            : list.models().stream()
                .filter(
                    model ->
                        model.tensors() > 0 && ModelFilesValidator.matchesWeights(folder, model))
                .filter(model -> model.title().equalsIgnoreCase(stem) || model.name().equals(stem))
                .findFirst();
    return listed.map(ModelDescriptor::name).orElse(stem);
  }

  private static Map<String, Source> listFolder(Path folder) throws IOException {
    Map<String, Source> files = new LinkedHashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : stream) {
        String name = String.valueOf(file.getFileName());
        if (isModelFile(name)) {
          files.put(name, new Source(Files.size(file), () -> Files.newInputStream(file)));
        }
      }
    }
    return files;
  }

  /// Lists the files next to the model's main file by their base names.
  ///
  /// The rest of an entry's path is never used, so no entry can escape the target folder. An
  /// archive with an entry that attempts to is rejected.
  private static Map<String, Source> listZip(Path source, ZipFile zip) {
    List<ZipEntry> entries = new ArrayList<>();
    for (ZipEntry entry : zip.stream().toList()) {
      String name = entry.getName().replace('\\', '/');
      boolean escapes =
          name.startsWith("/")
              || name.matches("^[A-Za-z]:.*")
              || List.of(name.split("/")).contains("..");
      if (escapes) {
        throw failure(source, "it has an entry with an unsafe path");
      }
      entries.add(entry);
    }
    String root =
        entries.stream()
            .map(ZipEntry::getName)
            .filter(
                name -> baseName(name).equals(BUNDLE_FILE) || baseName(name).equals(CONFIG_FILE))
            .map(name -> name.substring(0, name.length() - baseName(name).length()))
            .min(Comparator.comparingInt(String::length))
            .orElse("");
    Map<String, Source> files = new LinkedHashMap<>();
    for (ZipEntry entry : entries) {
      String name = baseName(entry.getName());
      if (!entry.isDirectory() && entry.getName().equals(root + name) && isModelFile(name)) {
        Source file = new Source(entry.getSize(), () -> zip.getInputStream(entry));
        if (files.put(name, file) != null) {
          throw failure(source, "it contains " + name + " twice");
        }
      }
    }
    return files;
  }

  private static boolean isModelFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.equals(ModelRecord.FILE)
        && (name.equals("LICENSE") || EXTENSIONS.stream().anyMatch(lower::endsWith));
  }

  private static String baseName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }

  private static String stem(Path source) {
    String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".zip")
        ? name.substring(0, name.length() - ".zip".length())
        : name;
  }

  private static AkinException failure(Path source, String detail) {
    return new AkinException(new Problem.ModelImport(source, detail));
  }
}
