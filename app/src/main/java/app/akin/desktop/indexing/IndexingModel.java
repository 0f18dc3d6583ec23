package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.Retry;
import app.akin.core.library.LibraryStatus;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Taking photos in, as the window steers it: one run at a time, which rests, goes gently, ends and
/// begins anew. What changes the folders goes through [#change], because a run holds the library's
/// lock. JavaFX thread only; [#tick] asks a run where it stands, a few times a second.
public final class IndexingModel {
  /// The ways to the library.
  ///
  /// @param start begins a run; called on the executor
  /// @param failures the files that could not be taken in; called on the executor
  /// @param unforeseen is told what nobody foresaw
  public record Actions(
      Function<IngestRequest, Run> start,
      Supplier<List<LibraryStatus.Failure>> failures,
      Consumer<Throwable> unforeseen) {}

  private final Actions ways;
  private final Executor background;
  private final Executor ui;
  private final ObjectProperty<ModelSelection> wish;
  private final ReadOnlyObjectWrapper<RunState> standing =
      new ReadOnlyObjectWrapper<>(new RunState.Idle());
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(false);
  private final BooleanProperty gentle;
  private final BooleanProperty failuresOpen = new SimpleBooleanProperty(false);
  private final ObservableList<LibraryStatus.Failure> failures =
      FXCollections.observableArrayList();
  private final ReadOnlyLongWrapper arrived = new ReadOnlyLongWrapper(0);
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Run run;
  private boolean changing;
  private boolean again;

  /// Whether the next run looks through all folders, or only tries some files once more.
  private boolean everywhere;

  private Retry retryNext = new Retry.None();
  private long before;
  private long failedBefore;

  /// @param wish the model that embeds
  /// @param gentle whether runs leave the machine to its user, at first
  /// @param background reads and writes the library; at least two threads
  /// @param ui runs on the JavaFX thread
  public IndexingModel(
      Actions ways, ModelSelection wish, boolean gentle, Executor background, Executor ui) {
    this.ways = ways;
    this.wish = new SimpleObjectProperty<>(wish);
    this.gentle = new SimpleBooleanProperty(gentle);
    this.background = background;
    this.ui = ui;
    this.gentle.subscribe(
        slow -> {
          if (run != null) {
            run.gentle(slow);
          }
        });
  }

  /// How it stands.
  public ReadOnlyObjectProperty<RunState> standingProperty() {
    return standing.getReadOnlyProperty();
  }

  /// The model that embeds from the next run on.
  public ObjectProperty<ModelSelection> wishProperty() {
    return wish;
  }

  /// Whether the run rests, or shall.
  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /// Whether runs leave the machine to its user.
  public BooleanProperty gentleProperty() {
    return gentle;
  }

  /// The files that could not be taken in, as of the last look.
  public ObservableList<LibraryStatus.Failure> failures() {
    return failures;
  }

  /// Whether the person looks at the failures.
  public BooleanProperty failuresOpenProperty() {
    return failuresOpen;
  }

  /// How many pictures were taken in since the window opened; whoever shows photos looks again when
  /// it grows.
  public ReadOnlyLongProperty arrivedProperty() {
    return arrived.getReadOnlyProperty();
  }

  /// Whether a run is under way or about to be.
  public boolean isBusy() {
    return switch (standing.get()) {
      case RunState.Starting _, RunState.Running _ -> true;
      case RunState.Idle _, RunState.Ended _, RunState.Failed _ -> false;
    };
  }

  /// Looks through all folders of the library.
  public void start() {
    everywhere = true;
    begin(new Retry.None());
  }

  /// Tries the photos again that failed before.
  public void retry() {
    failuresOpen.set(false);
    everywhere = true;
    begin(new Retry.All());
  }

  /// Tries one photo again that failed before.
  public void retry(Path file) {
    begin(new Retry.Chosen(Set.of(file)));
  }

  /// Ends the run soon; what was taken in is kept.
  public void stop() {
    again = false;
    if (run != null) {
      run.stop();
    }
  }

  /// Lets the run rest, or go on.
  public void togglePause() {
    if (run == null) {
      return;
    }
    paused.set(!paused.get());
    if (paused.get()) {
      run.pause();
    } else {
      run.resume();
    }
  }

  /// Takes away what was said about a run that has ended.
  public void dismiss() {
    if (!isBusy()) {
      standing.set(new RunState.Idle());
    }
  }

  /// Changes the library while no run holds it: a run is stopped first and begins again afterwards.
  ///
  /// @param change called on the executor
  /// @param look whether to look through the folders afterwards in any case
  /// @param done is told how it went: null, or what was thrown
  public void change(Runnable change, boolean look, Consumer<@Nullable Throwable> done) {
    if (standing.get() instanceof RunState.Starting || changing) {
      waiting.add(() -> change(change, look, done));
      return;
    }
    Run under = run;
    boolean wasBusy = isBusy();
    changing = true;
    background.execute(
        () -> {
          Throwable thrown = null;
          try {
            if (under != null) {
              under.stop();
              awaitEnd(under);
            }
            change.run();
          } catch (RuntimeException e) {
            thrown = e;
          }
          Throwable outcome = thrown;
          ui.execute(
              () -> {
                tick();
                changing = false;
                done.accept(outcome);
                again |= wasBusy || (look && outcome == null);
                everywhere |= again;
                goOn();
              });
        });
  }

  /// What waited for the end of a change or of a beginning: other changes first, then a run.
  private void goOn() {
    if (!waiting.isEmpty()) {
      waiting.remove().run();
    } else if (again) {
      begin(new Retry.None());
    }
  }

  private static void awaitEnd(Run under) {
    try {
      under.await();
    } catch (AkinException e) {
      // The run's own problem is shown by the next tick; the change goes on.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Reads the failures anew.
  public void lookAtFailures() {
    background.execute(
        () -> {
          try {
            List<LibraryStatus.Failure> found = ways.failures().get();
            ui.execute(() -> failures.setAll(found));
          } catch (RuntimeException e) {
            ui.execute(() -> ways.unforeseen().accept(e));
          }
        });
  }

  /// Looks where the run stands; for a pulse a few times a second while [#isBusy].
  public void tick() {
    Run now = run;
    if (now == null) {
      return;
    }
    IngestStatus status = now.status();
    arrived.set(before + status.embedded());
    if (now.isOver()) {
      end(now);
      return;
    }
    standing.set(new RunState.Running(status));
    if (status.failed() != failedBefore) {
      failedBefore = status.failed();
      lookAtFailures();
    }
  }

  private void begin(Retry more) {
    Retry retry = both(retryNext, more);
    if (isBusy() || changing) {
      again = true;
      retryNext = retry;
      return;
    }
    IngestRequest request =
        !everywhere && retry instanceof Retry.Chosen(Set<Path> files)
            ? IngestRequest.retry(files, wish.get())
            : new IngestRequest(List.of(), Set.of(), retry, false, wish.get());
    again = false;
    everywhere = false;
    retryNext = new Retry.None();
    standing.set(new RunState.Starting());
    background.execute(
        () -> {
          try {
            Run begun = ways.start().apply(request);
            ui.execute(() -> begun(begun));
          } catch (RuntimeException e) {
            ui.execute(
                () -> {
                  fail(e);
                  if (!waiting.isEmpty()) {
                    waiting.remove().run();
                  }
                });
          }
        });
  }

  private static Retry both(Retry one, Retry other) {
    return switch (one) {
      case Retry.None _ -> other;
      case Retry.All _ -> one;
      case Retry.Chosen(Set<Path> files) ->
          switch (other) {
            case Retry.None _ -> one;
            case Retry.All _ -> other;
            case Retry.Chosen(Set<Path> more) -> {
              Set<Path> all = new HashSet<>(files);
              all.addAll(more);
              yield new Retry.Chosen(all);
            }
          };
    };
  }

  private void begun(Run begun) {
    run = begun;
    before = arrived.get();
    failedBefore = 0;
    paused.set(false);
    begun.gentle(gentle.get());
    tick();
    if (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private void end(Run over) {
    run = null;
    paused.set(false);
    try {
      IngestReport report = over.await();
      standing.set(new RunState.Ended(report));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      standing.set(new RunState.Idle());
    } catch (RuntimeException e) {
      fail(e);
    }
    lookAtFailures();
    if (!changing) {
      goOn();
    }
  }

  private void fail(RuntimeException thrown) {
    switch (thrown) {
      case AkinException known -> standing.set(new RunState.Failed(known));
      default -> {
        standing.set(new RunState.Idle());
        ways.unforeseen().accept(thrown);
      }
    }
  }
}
