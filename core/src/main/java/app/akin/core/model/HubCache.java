package app.akin.core.model;

import app.akin.core.model.ModelDescriptor.FileEntry;
import app.akin.core.net.Stated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The cache that the hub's own tools keep on this computer: a snapshot's files are links to blobs
/// that are named by their hashes. It is read only.
///
/// @param path its folder `hub`
record HubCache(Path path) {
  /// Where the hub's tools keep it: `HF_HUB_CACHE`, `HF_HOME`, or the home folder.
  static HubCache of(Map<String, String> environment, Path home) {
    String cache = environment.getOrDefault("HF_HUB_CACHE", "");
    if (!cache.isBlank()) {
      return new HubCache(Path.of(cache));
    }
    String base = environment.getOrDefault("HF_HOME", "");
    return new HubCache(
        (base.isBlank() ? home.resolve(".cache/huggingface") : Path.of(base)).resolve("hub"));
  }

  /// A model's files where all of them are there, whole and of the pinned revision. Reads all of
  /// them.
  Optional<Map<String, Path>> find(ModelDescriptor model) {
    Path snapshot =
        path.resolve("models--" + model.repository().replace("/", "--"))
            .resolve("snapshots")
            .resolve(model.revision());
    Map<String, Path> found = new LinkedHashMap<>();
    for (FileEntry file : model.files()) {
      try {
        Path blob = snapshot.resolve(file.name()).toRealPath();
        Stated stated = new Stated(Files.size(blob), String.valueOf(blob.getFileName()), "");
        boolean listed = file.sha256().isEmpty() || file.sha256().equals(Stated.sha256(blob));
        if (!stated.isProof() || !stated.fits(blob) || !listed) {
          return Optional.empty();
        }
        found.put(file.name(), blob);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
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
