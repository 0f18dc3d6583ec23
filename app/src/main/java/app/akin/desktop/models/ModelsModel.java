package app.akin.desktop.models;

import app.akin.core.model.PrecisionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The models, and getting, using, checking and removing them; one fetch and one check at a time.
/// JavaFX thread only.
public final class ModelsModel {
  /// Who is told.
  ///
  /// @param used a model is to be used from now on: the library moves over to it
  /// @param failed something went wrong
  public record Actions(Consumer<String> used, Consumer<Throwable> failed) {}

  /// What the person is asked before it is done.
  ///
  /// @param kind what
  /// @param name with which model
  public record Question(Kind kind, String name) {
    /// What may be done.
    public enum Kind {
      /// Fetching under the model's licence.
      FETCH,
      /// Taking it off this computer.
      REMOVE
    }
  }

  private final Shelf shelf;
  private final Actions ways;
  private final Executor quick;
  private final Executor slow;
  private final Executor ui;
  private final ObservableList<CatalogueEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Shelf.Fetch>> fetch =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Question>> asked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<PrecisionTable>> table =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyDoubleWrapper checking = new ReadOnlyDoubleWrapper(-1);
  private final AtomicReference<Shelf.@Nullable Fetch> latest = new AtomicReference<>();
  private AtomicBoolean fetching = new AtomicBoolean();
  private AtomicBoolean check = new AtomicBoolean();

  /// @param quick reads the shelf
  /// @param slow fetches and checks, for minutes; platform threads
  /// @param ui runs on the JavaFX thread
  public ModelsModel(Shelf shelf, Actions ways, Executor quick, Executor slow, Executor ui) {
    this.shelf = shelf;
    this.ways = ways;
    this.quick = quick;
    this.slow = slow;
    this.ui = ui;
  }

  /// All models that are known.
  public ObservableList<CatalogueEntry> entries() {
    return entries;
  }

  /// The fetch that is under way.
  public ReadOnlyObjectProperty<Optional<Shelf.Fetch>> fetchProperty() {
    return fetch.getReadOnlyProperty();
  }

  /// What the person is asked.
  public ReadOnlyObjectProperty<Optional<Question>> askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /// What the last check found.
  public ReadOnlyObjectProperty<Optional<PrecisionTable>> tableProperty() {
    return table.getReadOnlyProperty();
  }

  /// How much of a check is done, 0 to 1; below 0 where none is under way.
  public ReadOnlyDoubleProperty checkingProperty() {
    return checking.getReadOnlyProperty();
  }

  /// The model to get first: the first that can be fetched or is being fetched, while none but the
  /// one that ships inside is at work.
  public Optional<CatalogueEntry> offered() {
    boolean moved =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.role() != CatalogueEntry.Role.RESTS
                        && !(entry.holding() instanceof Holding.BuiltIn));
    return moved
        ? Optional.empty()
        : entries.stream().filter(entry -> entry.holding() instanceof Holding.Absent).findFirst();
  }

  /// Whether the library moves over to another model.
  public boolean isMoving() {
    return entries.stream().anyMatch(entry -> entry.role() == CatalogueEntry.Role.COMES);
  }

  /// Reads the shelf anew.
  public void refresh() {
    attempt(
        quick,
        shelf::list,
        list -> {
          if (!entries.equals(list)) {
            entries.setAll(list);
          }
        });
  }

  /// Asks whether to fetch a model under its licence; one of which a part is here was asked about
  /// before.
  public void get(String name) {
    boolean begun =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.name().equals(name)
                        && entry.holding() instanceof Holding.Absent(long bytes)
                        && bytes > 0);
    if (begun) {
      fetch(name);
    } else {
      asked.set(Optional.of(new Question(Question.Kind.FETCH, name)));
    }
  }

  /// Asks whether a model shall go.
  public void ask(String name) {
    asked.set(Optional.of(new Question(Question.Kind.REMOVE, name)));
  }

  /// Says yes to what is asked.
  public void agree() {
    Optional<Question> question = asked.get();
    decline();
    question.ifPresent(
        agreed -> {
          switch (agreed.kind()) {
            case FETCH -> fetch(agreed.name());
            case REMOVE ->
                attempt(
                    slow,
                    () -> {
                      shelf.remove(agreed.name());
                      return shelf.list();
                    },
                    entries::setAll);
          }
        });
  }

  /// Says no to what is asked.
  public void decline() {
    asked.set(Optional.empty());
  }

  /// Stops the fetch; what is here is kept for the next.
  public void cancelFetch() {
    fetching.set(false);
  }

  /// Takes a model over from a folder or a ZIP file, and uses it.
  public void take(Path source) {
    attempt(slow, () -> shelf.take(source), this::use);
  }

  /// Makes the library move over to a model.
  public void use(String name) {
    attempt(
        slow,
        () -> {
          shelf.use(name);
          return shelf.list();
        },
        list -> {
          entries.setAll(list);
          ways.used().accept(name);
        });
  }

  /// Tries what the library's model runs best in.
  public void check() {
    if (checking.get() >= 0) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    check = on;
    checking.set(0);
    slow.execute(
        () -> {
          Optional<PrecisionTable> found = Optional.empty();
          Throwable thrown = null;
          try {
            found =
                shelf.check(
                    part -> {
                      ui.execute(() -> checking.set(on.get() ? part : -1));
                      return on.get();
                    });
          } catch (RuntimeException e) {
            thrown = e;
          }
          Optional<PrecisionTable> outcome = found;
          Throwable failure = thrown;
          ui.execute(
              () -> {
                on.set(false);
                checking.set(-1);
                outcome.ifPresent(rows -> table.set(Optional.of(rows)));
                if (failure != null) {
                  ways.failed().accept(failure);
                }
              });
        });
  }

  /// Stops the check; nothing is changed.
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
            .mapToLong(CatalogueEntry::download)
            .sum();
    fetch.set(Optional.of(new Shelf.Fetch(name, 0, total, 0)));
    slow.execute(
        () -> {
          boolean whole = false;
          Throwable thrown = null;
          try {
            whole = shelf.fetch(name, told -> tell(told, on));
          } catch (RuntimeException e) {
            thrown = e;
          }
          boolean here = whole;
          Throwable failure = thrown;
          ui.execute(() -> fetched(name, here, failure));
        });
  }

  /// Hands the latest figures over, once, however many come meanwhile.
  private boolean tell(Shelf.Fetch told, AtomicBoolean on) {
    if (latest.getAndSet(told) == null) {
      ui.execute(
          () -> {
            Shelf.Fetch newest = latest.getAndSet(null);
            if (fetch.get().isPresent() && newest != null) {
              fetch.set(Optional.of(newest));
            }
          });
    }
    return on.get();
  }

  private void fetched(String name, boolean here, @Nullable Throwable failure) {
    fetch.set(Optional.empty());
    if (failure != null) {
      ways.failed().accept(failure);
    }
    if (here) {
      use(name);
    } else {
      refresh();
    }
  }

  private <T> void attempt(Executor where, Supplier<T> job, Consumer<T> then) {
    where.execute(
        () -> {
          try {
            T result = job.get();
            ui.execute(() -> then.accept(result));
          } catch (RuntimeException e) {
            ui.execute(() -> ways.failed().accept(e));
          }
        });
  }

  /// A model's own name, or the name itself where the model is not known.
  String title(String name) {
    List<CatalogueEntry> named =
        entries.stream().filter(entry -> entry.name().equals(name)).toList();
    return named.isEmpty() ? name : named.getFirst().title();
  }
}
