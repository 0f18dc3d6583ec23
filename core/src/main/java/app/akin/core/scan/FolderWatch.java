package app.akin.core.scan;

import app.akin.core.photo.OperatingSystem;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches a folder and its subfolders for changes, on a thread of its own, from the moment it is
/// opened. Events are only hints: the system may drop them, and there are none for network drives
/// or linked folders. Thread-safe.
public final class FolderWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

  /// Receives changes on the watch's thread.
  public interface Listener {
    /// Called when a path was created, changed or deleted.
    void changed(Path path);

    /// Called when events were lost: anything below the folder may have changed.
    void eventsLost(Path folder);
  }

  private final DirectoryWatcher watcher;

  private FolderWatch(DirectoryWatcher watcher) {
    this.watcher = watcher;
  }

  /// Starts to watch a folder. Returns empty if the system cannot watch it, for example because the
  /// limit of watched folders is reached. Visits every subfolder, which takes time.
  ///
  /// @param folder absolute path
  public static Optional<FolderWatch> open(Path folder, Listener listener) {
    try {
      DirectoryWatcher watcher =
          DirectoryWatcher.builder()
              .path(folder)
              .listener(new ForwardingListener(folder, listener))
              .fileHasher(hasher())
              .build();
      Thread.ofPlatform()
          .name("akin-folder-watch")
          .daemon()
          .start(
              () -> {
                try {
                  watcher.watch();
                } catch (ClosedWatchServiceException e) {
                  log.debug("no longer watching {}", folder);
                }
              });
      return Optional.of(new FolderWatch(watcher));
    } catch (IOException | UncheckedIOException e) {
      log.warn("cannot watch {}: {}", folder, e.toString());
      return Optional.empty();
    }
  }

  /// macOS reports changed folders, so the watcher must know their files; elsewhere this would only
  /// waste memory.
  @SuppressWarnings("NullAway") // The builder documents null as "without".
  private static FileHasher hasher() {
    return OperatingSystem.current() == OperatingSystem.MACOS
        ? FileHasher.LAST_MODIFIED_TIME
        : null;
  }

  @Override
  public void close() {
    try {
      watcher.close();
    } catch (IOException e) {
      log.debug("cannot close a watch", e);
    }
  }

  private record ForwardingListener(Path folder, Listener listener)
      implements DirectoryChangeListener {
    @Override
    public void onEvent(DirectoryChangeEvent event) {
      switch (event.eventType()) {
        case CREATE, MODIFY, DELETE -> listener.changed(event.path());
        case OVERFLOW -> listener.eventsLost(folder);
      }
    }

    @Override
    public void onException(Exception e) {
      log.info("error while watching {}", folder, e);
      listener.eventsLost(folder);
    }
  }
}
