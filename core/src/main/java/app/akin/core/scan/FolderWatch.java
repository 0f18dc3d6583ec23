package app.akin.core.scan;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what changes in a folder and below it, from the moment it is opened, on a thread of its
/// own. What it hears is a hint: the system may drop events, and those of network drives and behind
/// links never come. Thread-safe.
public final class FolderWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

  /// Is told of changes, on the watch's thread.
  public interface Listener {
    /// Something at a path was made, changed or deleted.
    void changed(Path path);

    /// Events were lost: anything below the folder may have changed.
    void eventsLost(Path folder);
  }

  private final DirectoryWatcher watcher;

  private FolderWatch(DirectoryWatcher watcher) {
    this.watcher = watcher;
  }

  /// Begins to watch; empty where the system cannot, for one because so many folders are watched
  /// already. Takes as long as a look at every folder below.
  ///
  /// @param folder an absolute folder
  /// @param system the value of `os.name`
  public static Optional<FolderWatch> open(Path folder, String system, Listener listener) {
    try {
      DirectoryWatcher watcher =
          DirectoryWatcher.builder()
              .path(folder)
              .listener(new ForwardingListener(folder, listener))
              .fileHasher(hasher(system))
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

  /// macOS tells of folders, so that the watcher must know what was in them; elsewhere a memory of
  /// every file would only take room.
  @SuppressWarnings("NullAway") // The builder documents null as "without".
  private static FileHasher hasher(String system) {
    return system.toLowerCase(Locale.ROOT).contains("mac") ? FileHasher.LAST_MODIFIED_TIME : null;
  }

  @Override
  public void close() {
    try {
      watcher.close();
    } catch (IOException e) {
      log.debug("closing a watch", e);
    }
  }

  private record ForwardingListener(Path folder, Listener listener) implements DirectoryChangeListener {
    @Override
    public void onEvent(DirectoryChangeEvent event) {
      switch (event.eventType()) {
        case CREATE, MODIFY, DELETE -> listener.changed(event.path());
        case OVERFLOW -> listener.eventsLost(folder);
      }
    }

    @Override
    public void onException(Exception e) {
      log.info("while watching {}", folder, e);
      listener.eventsLost(folder);
    }
  }
}
