package app.akin.desktop.models;

import app.akin.core.model.precision.PrecisionTable;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The models page's state: download, import, use, check and remove; one download or import and one
/// check at a time. JavaFX thread only.
public final class ModelsModel {
  /// A confirmation that the user must give.
  ///
  /// @param kind the action
  /// @param name the model
  public record Confirmation(Kind kind, String name) {
    /// The actions.
    public enum Kind {
      /// Download under the license of the model.
      FETCH,
      /// Removal.
      REMOVE,
      /// Indexing that takes more than a day.
      USE
    }
  }

  private final ModelService service;
  private final Consumer<String> used;
  private final Tasks background;
  private final Tasks longRunning;
  private final ObservableList<ModelEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<ModelService.Fetch>> fetch =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Confirmation>> confirmation =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Timing>> timing =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<PrecisionTable>> table =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyDoubleWrapper checking = new ReadOnlyDoubleWrapper(-1);
  private final AtomicReference<ModelService.@Nullable Fetch> latest = new AtomicReference<>();
  private AtomicBoolean fetching = new AtomicBoolean();
  private AtomicBoolean check = new AtomicBoolean();
  private AtomicBoolean trial = new AtomicBoolean();

  /// @param used called when the library switches to a model
  /// @param background reads the models
  /// @param longRunning downloads and checks; platform threads
  public ModelsModel(
      ModelService service, Consumer<String> used, Tasks background, Tasks longRunning) {
    this.service = service;
    this.used = used;
    this.background = background;
    this.longRunning = longRunning;
  }

  /// Returns the models that can be used.
  public ObservableList<ModelEntry> entries() {
    return entries;
  }

  /// Returns the running download or import.
  public ReadOnlyObjectProperty<Optional<ModelService.Fetch>> fetchProperty() {
    return fetch.getReadOnlyProperty();
  }

  /// A measurement of a model's time.
  ///
  /// @param name the model
  /// @param part completed fraction from 0 to 1
  public record Timing(String name, double part) {}

  /// Returns the running measurement of a model's time.
  public ReadOnlyObjectProperty<Optional<Timing>> timingProperty() {
    return timing.getReadOnlyProperty();
  }

  /// Returns the pending confirmation.
  public ReadOnlyObjectProperty<Optional<Confirmation>> confirmationProperty() {
    return confirmation.getReadOnlyProperty();
  }

  /// Returns the result of the last check.
  public ReadOnlyObjectProperty<Optional<PrecisionTable>> tableProperty() {
    return table.getReadOnlyProperty();
  }

  /// Returns the speed of a model in photos per second as measured by the last check; empty if it
  /// was not measured.
  OptionalDouble measuredSpeed(ModelEntry entry) {
    return table
        .get()
        .filter(found -> entry.role() == ModelEntry.Role.ANSWERS)
        .map(found -> OptionalDouble.of(found.chosenRow().imagesPerSecond()))
        .orElse(OptionalDouble.empty());
  }

  /// Returns the completed fraction of the check from 0 to 1; negative if none is running.
  public ReadOnlyDoubleProperty checkingProperty() {
    return checking.getReadOnlyProperty();
  }

  /// Returns the model to offer: the first available or downloading one, as long as only the
  /// built-in model is in use.
  public Optional<ModelEntry> offered() {
    boolean moved =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.role() != ModelEntry.Role.RESTS
                        && !(entry.installState() instanceof InstallState.BuiltIn));
    return moved
        ? Optional.empty()
        : entries.stream()
            .filter(entry -> entry.installState() instanceof InstallState.Available)
            .filter(entry -> !entry.prompts())
            .findFirst();
  }

  /// Returns whether the library is switching to another model.
  public boolean isMoving() {
    return entries.stream().anyMatch(entry -> entry.role() == ModelEntry.Role.COMES);
  }

  /// Reloads the models.
  public void refresh() {
    background.run(
        service::list,
        list -> {
          if (!entries.equals(list)) {
            entries.setAll(list);
          }
        });
  }

  /// Requests the download of a model, to be confirmed; an interrupted download is resumed without
  /// confirmation.
  public void get(String name) {
    boolean begun =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.name().equals(name)
                        && entry.installState() instanceof InstallState.Available(long bytes)
                        && bytes > 0);
    if (begun) {
      fetch(name);
    } else {
      confirmation.set(Optional.of(new Confirmation(Confirmation.Kind.FETCH, name)));
    }
  }

  /// Requests the removal of a model, to be confirmed.
  public void requestConfirmation(String name) {
    confirmation.set(Optional.of(new Confirmation(Confirmation.Kind.REMOVE, name)));
  }

  /// Confirms the pending action.
  public void confirm() {
    Optional<Confirmation> question = confirmation.get();
    decline();
    question.ifPresent(
        agreed -> {
          switch (agreed.kind()) {
            case FETCH -> fetch(agreed.name());
            case USE -> switchTo(agreed.name());
            case REMOVE ->
                longRunning.run(
                    () -> {
                      service.remove(agreed.name());
                      return service.list();
                    },
                    entries::setAll);
          }
        });
  }

  /// Cancels the pending action.
  public void decline() {
    confirmation.set(Optional.empty());
  }

  /// Stops the download, which a later one resumes, or the import.
  public void cancelFetch() {
    fetching.set(false);
  }

  /// Imports a model and switches to it, unless it embeds prompts.
  public void importFrom(Path source) {
    if (fetch.get().isPresent()) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    fetching = on;
    fetch.set(Optional.of(new ModelService.Fetch("", false, 0, 0, 0)));
    longRunning.run(
        () -> service.importFrom(source, progress -> reportProgress(progress, on)),
        name -> fetched(name.orElse(""), name.isPresent()),
        thrown -> {
          longRunning.report(thrown);
          fetched("", false);
        });
  }

  /// Switches the library to a model. The time of a model that embeds prompts is measured first;
  /// more than a day must be confirmed.
  public void use(String name) {
    Optional<ModelEntry> entry = find(name).filter(found -> found.prompts() && found.missing() > 0);
    if (entry.isEmpty()) {
      switchTo(name);
    } else if (entry.get().photoTime().isEmpty()) {
      time(name);
    } else {
      decide(entry.get());
    }
  }

  /// Stops the measurement of a model's time; the library keeps its model.
  public void cancelTiming() {
    trial.set(false);
  }

  private void time(String name) {
    if (timing.get().isPresent()) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    trial = on;
    timing.set(Optional.of(new Timing(name, 0)));
    longRunning.run(
        () -> {
          service.timePhotos(
              name,
              part -> {
                longRunning.publish(() -> publishTiming(on, new Timing(name, part)));
                return on.get();
              });
          return service.list();
        },
        list -> {
          boolean stopped = !on.getAndSet(false);
          timing.set(Optional.empty());
          entries.setAll(list);
          if (!stopped) {
            find(name).ifPresent(this::decide);
          }
        },
        thrown -> {
          on.set(false);
          timing.set(Optional.empty());
          longRunning.report(thrown);
        });
  }

  private void publishTiming(AtomicBoolean on, Timing now) {
    if (on.get()) {
      timing.set(Optional.of(now));
    }
  }

  /// Switches to a model that needs at most a day; otherwise, or if the time is unknown, asks.
  private void decide(ModelEntry entry) {
    if (entry.photoTime().filter(time -> !time.exceedsDay(entry.missing())).isPresent()) {
      switchTo(entry.name());
    } else {
      confirmation.set(Optional.of(new Confirmation(Confirmation.Kind.USE, entry.name())));
    }
  }

  private Optional<ModelEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private void switchTo(String name) {
    longRunning.run(
        () -> {
          service.use(name);
          return service.list();
        },
        list -> {
          table.set(Optional.empty());
          entries.setAll(list);
          used.accept(name);
        });
  }

  /// Tests the precisions of the active model.
  public void check() {
    if (checking.get() >= 0) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    check = on;
    checking.set(0);
    longRunning.run(
        () ->
            service.check(
                part -> {
                  longRunning.publish(() -> checking.set(on.get() ? part : -1));
                  return on.get();
                }),
        found -> {
          endCheck(on);
          found.ifPresent(rows -> table.set(Optional.of(rows)));
        },
        thrown -> {
          endCheck(on);
          longRunning.report(thrown);
        });
  }

  private void endCheck(AtomicBoolean on) {
    on.set(false);
    checking.set(-1);
  }

  /// Stops the check without changing anything.
  public void cancelCheck() {
    check.set(false);
  }

  private void fetch(String name) {
    if (fetch.get().isPresent()) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    fetching = on;
    long total =
        entries.stream()
            .filter(entry -> entry.name().equals(name))
            .mapToLong(ModelEntry::download)
            .sum();
    fetch.set(Optional.of(new ModelService.Fetch(name, false, 0, total, 0)));
    longRunning.run(
        () -> service.fetch(name, progress -> reportProgress(progress, on)),
        whole -> fetched(name, whole),
        thrown -> {
          longRunning.report(thrown);
          fetched(name, false);
        });
  }

  /// Publishes the latest progress, coalescing intermediate updates.
  private boolean reportProgress(ModelService.Fetch progress, AtomicBoolean on) {
    if (latest.getAndSet(progress) == null) {
      longRunning.publish(
          () -> {
            ModelService.Fetch newest = latest.getAndSet(null);
            if (fetch.get().isPresent() && newest != null) {
              fetch.set(Optional.of(newest));
            }
          });
    }
    return on.get();
  }

  /// Uses an installed model, unless it embeds prompts: it may take days for a library, and is
  /// useful without that.
  private void fetched(String name, boolean here) {
    fetch.set(Optional.empty());
    if (!here) {
      refresh();
      return;
    }
    longRunning.run(
        service::list,
        list -> {
          entries.setAll(list);
          if (find(name).filter(ModelEntry::prompts).isEmpty()) {
            switchTo(name);
          }
        });
  }

  /// Returns the title of a model, or its name if it is unknown.
  String title(String name) {
    return find(name).map(ModelEntry::title).orElse(name);
  }
}
