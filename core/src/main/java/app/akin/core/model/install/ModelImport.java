package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.model.install.FolderFill.Source;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Imports a model from a folder or a ZIP file, without network access.
///
/// @param builtIn the name of the built-in model, which no import may take
/// @param folders the folders of the installed models
/// @param list identifies a listed model by its weights
/// @param check validates the model before it is installed
/// @param environment the free space and the memory of this computer
public record ModelImport(
    String builtIn,
    ModelFolders folders,
    ModelList list,
    ModelFilesValidator check,
    NetEnvironment environment) {
  private static final String BUNDLE_FILE = "bundle.json";
  private static final String CONFIG_FILE = "config.json";
  private static final String WEIGHTS = ".safetensors";
  private static final List<String> EXTENSIONS =
      List.of(".json", ".safetensors", ".pt", ".txt", ".md");

  /// The maximum unpacked size of a ZIP file: several times the size of the largest model.
  private static final long MAX_BYTES = 64_000_000_000L;

  /// Imports a model. A stopped import leaves nothing.
  ///
  /// @return the name of the imported model; empty if the import was stopped
  /// @throws AkinException `ModelImport`, `ModelNameTaken`, `DiskShort`, `MemoryShort`, or an error
  ///   of the model
  Optional<String> importModel(Path source, FetchProgress progress) {
    try {
      if (Files.isDirectory(source)) {
        return Optional.of(importFolder(source, progress));
      }
      if (Files.isRegularFile(source)) {
        try (ZipFile zip = new ZipFile(source.toFile())) {
          return Optional.of(importZip(source, zip, progress));
        }
      }
    } catch (IOException e) {
      throw new AkinException(e, new Problem.ModelImport(source, String.valueOf(e.getMessage())));
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.Stopped) {
        return Optional.empty();
      }
      throw e;
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

  /// Imports a folder. Its files are validated where they are, and its weights are linked: they may
  /// have many gigabytes, and no program changes them.
  private String importFolder(Path source, FetchProgress progress) throws IOException {
    Map<String, Path> files = listFolder(source);
    Map<String, Source> sizes = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      sizes.put(file.getKey(), Source.of(file.getValue()));
    }
    String stem = requireModel(source, sizes);
    check.check(source);
    requireFree(modelName(stem, source, files.containsKey(BUNDLE_FILE)));
    return install(
        stem,
        files.keySet(),
        progress,
        folder -> fill(progress).fill(folder, files, file -> file.endsWith(WEIGHTS)));
  }

  private String importZip(Path source, ZipFile zip, FetchProgress progress) throws IOException {
    Map<String, Source> files = listZip(source, zip);
    String stem = requireModel(source, files);
    return install(stem, files.keySet(), progress, folder -> fill(progress).copy(folder, files));
  }

  private FolderFill fill(FetchProgress progress) {
    return new FolderFill(folders, environment.freeSpace(), progress);
  }

  /// Checks that files are those of a model that this computer can hold.
  ///
  /// @return the name that the model has unless it is a listed one
  private String requireModel(Path source, Map<String, Source> files) {
    if (!files.containsKey(BUNDLE_FILE) && !files.containsKey(CONFIG_FILE)) {
      throw failure(source, "it contains neither a bundle.json nor a config.json");
    }
    String stem = stem(source);
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
    list.find(stem).ifPresent(environment::requireMemory);
    return stem;
  }

  private interface Filling {
    void fill(Path folder) throws IOException;
  }

  /// Fills a staging folder, which is separate from that of a download and locked meanwhile, and
  /// installs the model.
  private String install(
      String stem, Collection<String> names, FetchProgress progress, Filling filling)
      throws IOException {
    folders.deleteAbandonedImports();
    try (ImportFolder staging = ImportFolder.create(folders, stem)) {
      Path folder = staging.folder();
      filling.fill(folder);
      check.check(folder);
      String name = modelName(stem, folder, names.contains(BUNDLE_FILE));
      requireFree(name);
      progress.rename(name);
      progress.startPhase(Phase.VERIFYING, 0, ModelFolders.sizeOf(folder));
      ModelRecord record =
          ModelRecord.of(folder, names, "", "", Verification.ITSELF, progress::advance);
      Path target = folders.stagingFolder(name);
      FileOperations.deleteTree(target);
      FileOperations.move(folder, target);
      folders.install(name, record);
      return name;
    }
  }

  private void requireFree(String name) {
    if (name.equals(builtIn) || folders.find(name).isPresent()) {
      throw new AkinException(new Problem.ModelNameTaken(name));
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

  private static Map<String, Path> listFolder(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : stream) {
        String name = String.valueOf(file.getFileName());
        if (isModelFile(name)) {
          files.put(name, file);
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
