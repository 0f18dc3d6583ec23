package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.IndexingRun;
import app.akin.desktop.indexing.PublishingModel;
import app.akin.desktop.indexing.TextReadingModel;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Workers;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models of what is read from photos in the background: runs of indexing, and the reading of
/// text and the publishing that wait for them. JavaFX thread only, except [#stop].
final class IngestModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IngestModels.class);

  final IndexingModel indexing;
  final TextReadingModel textReading;
  final PublishingModel publishing;

  private final Notices notices;

  /// The run that was started last.
  private final AtomicReference<@Nullable IndexingRun> run = new AtomicReference<>();

  /// @param gentle whether runs are slow
  /// @param readsText whether text is read
  /// @param onText called after text was read
  IngestModels(
      PhotoLibrary library,
      ModelSelection selection,
      boolean gentle,
      ObservableValue<Boolean> readsText,
      Runnable onText,
      Workers workers,
      Notices notices) {
    this.notices = notices;
    indexing =
        new IndexingModel(
            new IndexingModel.Actions(
                request -> {
                  IndexingRun started = IndexingRun.of(library.ingest().start(request));
                  run.set(started);
                  return started;
                },
                library::failures),
            selection,
            gentle,
            workers.longRunning());
    textReading =
        new TextReadingModel(
            new TextReadingModel.Actions(library.texts()::counts, library.texts()::read, onText),
            readsText,
            indexing,
            workers.longRunning());
    publishing =
        new PublishingModel(
            stopped -> {
              if (library.share().isPublishing()) {
                library.share().publish(_ -> {}, stopped);
              }
            },
            indexing,
            workers.longRunning(),
            this::showPublishingProblem);
  }

  /// Shows a problem with the shared library; without its server, the next run publishes.
  private void showPublishingProblem(Throwable thrown) {
    if (thrown instanceof AkinException known
        && known.problem() instanceof Problem.ShareUnreachable) {
      log.info("The shared library is not reachable", thrown);
    } else {
      notices.showError(thrown);
    }
  }

  /// Starts to read text and to publish. Called once.
  void begin() {
    textReading.begin();
    publishing.begin();
  }

  /// Stops indexing, publishing and the reading of text, and waits for the ends of indexing and
  /// reading. Must not be called on the JavaFX thread.
  void stop() {
    publishing.stop();
    end(textReading::stop);
    IndexingRun last = run.get();
    if (last != null) {
      last.stop();
      end(last::await);
    }
  }

  /// Waits for the end of work.
  @FunctionalInterface
  private interface Wait {
    void end() throws InterruptedException;
  }

  private static void end(Wait wait) {
    try {
      wait.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.info("The last run failed", e);
    }
  }

  /// Ends the reading of text and publishing, and requests the end of indexing.
  @Override
  public void close() {
    textReading.close();
    publishing.close();
    indexing.stop();
  }
}
