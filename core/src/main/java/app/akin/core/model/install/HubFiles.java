package app.akin.core.model.install;

import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The metadata of a model's files on the hub: sizes and hashes at the pinned revision.
///
/// @param model the model
/// @param downloads requests the metadata
/// @param active returns whether to continue
record HubFiles(ModelDescriptor model, Downloads downloads, BooleanSupplier active) {
  private static final int MAX_POINTER_BYTES = 1024;

  /// Returns the host of the hub.
  String host() {
    return address(model.files().getFirst()).getHost();
  }

  /// Returns the address of a file.
  URI address(FileEntry file) {
    return downloads.hubUrl(model.repository(), model.revision(), file.name());
  }

  /// Returns the metadata of a file that the hub need not have; empty if it has none.
  ///
  /// @throws AkinException of a `Net` kind, `Stopped`
  Optional<RemoteFile> findFile(FileEntry file) {
    try {
      return Optional.of(file(file));
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.NetNotFound)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// Returns the metadata of a file.
  ///
  /// @throws AkinException of a `Net` kind, `Stopped`
  RemoteFile file(FileEntry file) {
    URI address = address(file);
    RemoteFile inspected = downloads.inspect(Consent.MODEL, address, _ -> active.getAsBoolean());
    boolean verifiable = inspected.isSecureHash() || !file.sha256().isEmpty();
    RemoteFile found = verifiable ? inspected : readPointer(file, inspected).orElse(inspected);
    boolean hasHash = found.isSecureHash() || !file.sha256().isEmpty();
    if (!hasHash) {
      throw new AkinException(
          new Problem.NetAnswer(address.getHost(), "the response has no hash of the file"));
    }
    if (!found.commit().isEmpty() && !found.commit().equals(model.revision())) {
      throw new AkinException(
          new Problem.NetAnswer(address.getHost(), "the response is for another revision"));
    }
    return found;
  }

  /// Reads the file's metadata from its Git LFS pointer: a mirror of the hub may omit the hash.
  private Optional<RemoteFile> readPointer(FileEntry file, RemoteFile inspected) {
    URI raw = downloads.rawUrl(model.repository(), model.revision(), file.name());
    try {
      return downloads
          .fetchSmall(Consent.MODEL, raw, MAX_POINTER_BYTES, _ -> active.getAsBoolean())
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .flatMap(text -> RemoteFile.ofPointer(text, inspected.commit()))
          .filter(fromPointer -> fromPointer.bytes() == inspected.bytes());
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.NetNotFound)) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
