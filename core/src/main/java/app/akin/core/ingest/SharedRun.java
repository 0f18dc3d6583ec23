package app.akin.core.ingest;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// What a run knows of other computers that index the same photos. Thread-safe.
public interface SharedRun extends AutoCloseable {
  /// Without other computers.
  SharedRun NONE =
      new SharedRun() {
        @Override
        public Optional<String> owner(long rootId) {
          return Optional.empty();
        }

        @Override
        public Map<ContentKey, Embedding> vectors(String fingerprint, Collection<ContentKey> keys) {
          return Map.of();
        }

        @Override
        public void close() {}
      };

  /// Returns the name of the library on another computer that indexes a root at present; empty if
  /// this library may index it, which no other does then until the run ends.
  Optional<String> owner(long rootId);

  /// Returns the vectors that a model has computed of contents elsewhere.
  ///
  /// @param fingerprint the fingerprint of the model
  Map<ContentKey, Embedding> vectors(String fingerprint, Collection<ContentKey> keys);

  /// Ends the run.
  @Override
  void close();
}
