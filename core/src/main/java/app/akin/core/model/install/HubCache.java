package app.akin.core.model.install;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the local cache of the Hugging Face tools. A snapshot's files are links to blobs that are
/// named by their hashes. The cache is never written.
///
/// @param path the cache's `hub` folder
record HubCache(Path path) {
  /// A complete cached snapshot of a model.
  ///
  /// @param revision the commit of the files
  /// @param folder the snapshot's folder, which holds links with the files' names
  /// @param files the blob's path for each file name
  record Snapshot(String revision, Path folder, Map<String, Path> files) {}

  /// Locates the cache as the hub's tools do.
  ///
  /// `HF_HUB_CACHE` and its older name `HUGGINGFACE_HUB_CACHE` take precedence over `HF_HOME`,
  /// `XDG_CACHE_HOME` and the home folder. Source: `huggingface_hub.constants`.
  static HubCache of(Map<String, String> environment, Path home) {
    return value(environment, "HF_HUB_CACHE")
        .or(() -> value(environment, "HUGGINGFACE_HUB_CACHE"))
        .map(cache -> new HubCache(expandHome(cache, home)))
        .orElseGet(
            () ->
                new HubCache(
                    value(environment, "HF_HOME")
                        .map(base -> expandHome(base, home))
                        .orElseGet(
                            () ->
                                value(environment, "XDG_CACHE_HOME")
                                    .map(base -> expandHome(base, home))
                                    .orElseGet(() -> home.resolve(".cache"))
                                    .resolve("huggingface"))
                        .resolve("hub")));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static Path expandHome(String text, Path home) {
    return text.equals("~")
        ? home
        : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
  }

  /// Returns the snapshots that hold all of a model's files undamaged.
  ///
  /// The pinned revision comes first. Other revisions may hold different weights. The stream is
  /// lazy; verifying a snapshot reads all of its files.
  Stream<Snapshot> snapshots(ModelDescriptor model) {
    Path all =
        path.resolve("models--" + model.repository().replace("/", "--")).resolve("snapshots");
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(all)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(all, Files::isDirectory)) {
        found.forEach(folders::add);
      } catch (IOException | DirectoryIteratorException e) {
        return Stream.empty();
      }
    }
    folders.sort(
        Comparator.comparing((Path folder) -> !folder.endsWith(model.revision()))
            .thenComparing(Comparator.naturalOrder()));
    return folders.stream().flatMap(folder -> readSnapshot(folder, model).stream());
  }

  private static Optional<Snapshot> readSnapshot(Path folder, ModelDescriptor model) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (FileEntry file : files(folder, model)) {
      if (file.optional() && Files.notExists(folder.resolve(file.name()))) {
        continue;
      }
      try {
        Path blob = folder.resolve(file.name()).toRealPath();
        RemoteFile expected =
            new RemoteFile(Files.size(blob), String.valueOf(blob.getFileName()), "");
        boolean intact =
            file.sha256().isEmpty()
                ? expected.isSecureHash() && expected.matches(blob)
                : file.sha256().equals(RemoteFile.sha256(blob));
        if (!intact) {
          return Optional.empty();
        }
        found.put(file.name(), blob);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Snapshot(String.valueOf(folder.getFileName()), folder, found));
  }

  /// Returns the files of a model in a snapshot, with the shards that its index names.
  private static List<FileEntry> files(Path folder, ModelDescriptor model) {
    if (!model.isSharded() || Files.notExists(folder.resolve(ModelDescriptor.INDEX))) {
      return model.files();
    }
    try {
      return model.filesWithShards(Checkpoint.shardNames(folder));
    } catch (AkinException e) {
      // The snapshot then lacks a listed file.
      return model.files();
    }
  }
}
