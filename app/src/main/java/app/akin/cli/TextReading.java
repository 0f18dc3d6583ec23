package app.akin.cli;

import app.akin.core.ingest.TextJob;
import app.akin.core.ingest.TextStatus;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.TextCounts;
import app.akin.i18n.Messages;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Reads the text in the photos of a library after they were indexed. For one thread.
final class TextReading {
  private final PhotoLibrary library;
  private final boolean gentle;
  private final Context context;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicReference<Optional<TextJob>> job = new AtomicReference<>(Optional.empty());

  /// @param gentle whether it uses few resources
  /// @param shutdown stops the reading
  TextReading(PhotoLibrary library, boolean gentle, Context context, ShutdownHook shutdown) {
    this.library = library;
    this.gentle = gentle;
    this.context = context;
    shutdown.onShutdown(
        () -> {
          stopped.set(true);
          job.get().ifPresent(TextJob::stop);
        });
  }

  /// Reads what was not read yet and shows the progress.
  ///
  /// @return how many photos were read at the end; empty if all were read before
  Optional<TextCounts> run() throws InterruptedException {
    if (library.texts().counts().unread() == 0) {
      return Optional.empty();
    }
    TextJob started = start();
    try (Progress _ = Progress.showText(started::status, context.terminal(), context.messages())) {
      return Optional.of(started.await().counts());
    }
  }

  /// Returns whether the user has stopped it.
  boolean isStopped() {
    return stopped.get();
  }

  /// Reads in the background, unless that goes on already.
  void runInBackground() {
    Optional<TextJob> last = job.get();
    if (last.isPresent() && !last.get().isDone()) {
      return;
    }
    last.ifPresent(this::reportFailure);
    start();
  }

  private TextJob start() {
    TextJob started = library.texts().read(gentle);
    job.set(Optional.of(started));
    return started;
  }

  private void reportFailure(TextJob ended) {
    try {
      TextStatus _ = ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AkinException e) {
      context.terminal().errors().println(context.messages().of(e));
    }
  }

  /// Stops the reading and waits for its end.
  void stop() {
    job.get().ifPresent(TextJob::stop);
    job.get().ifPresent(this::reportFailure);
  }

  /// Returns how many photos were read.
  static String sentence(TextCounts counts, Messages messages) {
    return messages.of("index.text", counts.read(), counts.photos(), counts.withText());
  }
}
