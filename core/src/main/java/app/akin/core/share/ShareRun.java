package app.akin.core.share;

import app.akin.core.ingest.SharedRun;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.store.SharedFolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a shared library in a run: keeps the leases of its folders, and provides the vectors
/// that others have computed. Without an answer from the server, the run does everything itself.
final class ShareRun implements SharedRun {
  private static final Logger log = LoggerFactory.getLogger(ShareRun.class);

  private final ShareConnection connection;
  private final Leases leases;
  private final VectorRows vectors;
  private final List<SharedFolder> folders;
  private final Map<String, Optional<SharedModel>> models = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread extension;

  /// Whether the server has failed.
  private boolean isLost;

  /// @param connection is closed with the run
  /// @param folders the folders that this library publishes
  ShareRun(ShareConnection connection, ShareSettings settings, List<SharedFolder> folders) {
    this.connection = connection;
    this.leases = new Leases(connection, settings.desk());
    this.vectors = new VectorRows(connection);
    this.folders = folders.stream().filter(folder -> !folder.isRemoved()).toList();
    this.extension = Thread.ofPlatform().name("akin-share").daemon().start(this::extendUntilTheEnd);
  }

  private void extendUntilTheEnd() {
    try {
      while (!ended.await(Leases.DURATION.toSeconds() / 5, TimeUnit.SECONDS)) {
        folders.forEach(this::take);
      }
    } catch (InterruptedException _) {
      // The process ends.
    }
  }

  /// Takes or extends a lease.
  ///
  /// @return the name of the other library that has it; empty if this one has it now, or if the
  ///   server does not answer
  private synchronized Optional<String> take(SharedFolder folder) {
    if (isLost) {
      return Optional.empty();
    }
    try {
      return leases.take(folder).isPresent() ? Optional.empty() : leases.owner(folder);
    } catch (AkinException e) {
      lose(e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized Optional<String> owner(long rootId) {
    return folders.stream()
        .filter(folder -> folder.rootId() == rootId)
        .flatMap(folder -> take(folder).stream())
        .findFirst();
  }

  @Override
  public synchronized Map<ContentKey, Embedding> vectors(
      String fingerprint, Collection<ContentKey> keys) {
    if (isLost || keys.isEmpty()) {
      return Map.of();
    }
    try {
      Optional<SharedModel> model = models.get(fingerprint);
      if (model == null || model.isEmpty()) {
        model = SharedModel.find(connection, fingerprint);
        models.put(fingerprint, model);
      }
      return model.isEmpty() ? Map.of() : vectors.find(model.get(), keys);
    } catch (AkinException e) {
      lose(e);
      return Map.of();
    }
  }

  private void lose(AkinException cause) {
    log.warn("the run goes on without the shared library", cause);
    isLost = true;
  }

  @Override
  public void close() {
    ended.countDown();
    extension.interrupt();
    synchronized (this) {
      isLost = true;
      connection.close();
    }
  }
}
