package app.akin.core.model;

import app.akin.core.model.ModelDescriptor.FileEntry;
import app.akin.core.net.RemoteFile;
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

/// The cache that the hub's own tools keep on this computer: a snapshot's files are links to blobs
/// that are named by their hashes. It is read only.
///
/// @param path its folder `hub`
record HubCache(Path path) {
  /// A model's files in it.
  ///
  /// @param revision the commit they are of
  /// @param folder where they are, under their own names
  /// @param files where each really is
  record Snapshot(String revision, Path folder, Map<String, Path> files) {}

  /// Where the hub's tools keep it: `HF_HUB_CACHE` and its older name, `HF_HOME`, the place for
  /// caches, or the home folder. Source: `huggingface_hub.constants`.
  static HubCache of(Map<String, String> environment, Path home) {
    return value(environment, "HF_HUB_CACHE")
        .or(() -> value(environment, "HUGGINGFACE_HUB_CACHE"))
        .map(cache -> new HubCache(expanded(cache, home)))
        .orElseGet(
            () ->
                new HubCache(
                    value(environment, "HF_HOME")
                        .map(base -> expanded(base, home))
                        .orElseGet(
                            () ->
                                value(environment, "XDG_CACHE_HOME")
                                    .map(base -> expanded(base, home))
                                    .orElseGet(() -> home.resolve(".cache"))
                                    .resolve("huggingface"))
                        .resolve("hub")));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static Path expanded(String text, Path home) {
    return text.equals("~")
        ? home
        : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
  }

  /// The snapshots that hold all of a model's files, whole: the pinned revision first, then others,
  /// which may hold other weights. Each is looked at when it is asked for, which reads all of its
  /// files.
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
    return folders.stream().flatMap(folder -> whole(folder, model).stream());
  }

  private static Optional<Snapshot> whole(Path folder, ModelDescriptor model) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (FileEntry file : model.files()) {
      try {
        Path blob = folder.resolve(file.name()).toRealPath();
        RemoteFile stated =
            new RemoteFile(Files.size(blob), String.valueOf(blob.getFileName()), "");
        boolean right =
            file.sha256().isEmpty()
                ? stated.isProof() && stated.fits(blob)
                : file.sha256().equals(RemoteFile.sha256(blob));
        if (!right) {
          return Optional.empty();
        }
        found.put(file.name(), blob);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Snapshot(String.valueOf(folder.getFileName()), folder, found));
  }

  /// Puts a file of the cache into a folder without a second copy where the system allows it.
  static void place(Path blob, Path target) throws IOException {
    Files.deleteIfExists(target);
    try {
      // Not a symbolic link: the cache may be cleared, and the model is to stay.
      Files.createLink(target, blob);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(blob, target);
    }
  }
}
