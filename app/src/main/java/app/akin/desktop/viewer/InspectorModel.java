package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.search.Hit;
import app.akin.desktop.grid.Items;
import app.akin.desktop.grid.PhotoGridModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// What the inspector speaks of: the one photo that is selected or has the focus, or how many are
/// selected. It follows a grid. JavaFX thread only.
public final class InspectorModel implements AutoCloseable {
  /// What there is to say.
  public sealed interface Subject {
    /// Nothing is selected.
    record Nothing() implements Subject {}

    /// Several photos are.
    ///
    /// @param count how many
    record Several(int count) implements Subject {}

    /// One photo is.
    ///
    /// @param content which
    /// @param hit what a search says about it
    /// @param details what is known of it; null until it was looked up
    record One(ContentId content, Optional<Hit> hit, @Nullable PhotoDetails details)
        implements Subject {}
  }

  private final PhotoGridModel grid;
  private final PhotoSource source;
  private final Executor background;
  private final Executor ui;
  private final Consumer<Throwable> unforeseen;
  private final ReadOnlyObjectWrapper<Subject> subject =
      new ReadOnlyObjectWrapper<>(new Subject.Nothing());
  private final Subscription subscriptions;

  /// @param grid whose selection it speaks of
  /// @param source where facts come from
  /// @param background where they are looked up
  /// @param ui the JavaFX thread
  /// @param unforeseen told what went wrong, on the JavaFX thread
  public InspectorModel(
      PhotoGridModel grid,
      PhotoSource source,
      Executor background,
      Executor ui,
      Consumer<Throwable> unforeseen) {
    this.grid = grid;
    this.source = source;
    this.background = background;
    this.ui = ui;
    this.unforeseen = unforeseen;
    subscriptions =
        Subscription.combine(
            grid.focusProperty().subscribe(_ -> look()),
            grid.selection().changesProperty().subscribe(_ -> look()),
            grid.itemsProperty().subscribe(_ -> look()));
  }

  /// What there is to say now.
  public ReadOnlyObjectProperty<Subject> subjectProperty() {
    return subject.getReadOnlyProperty();
  }

  private void look() {
    List<ContentId> chosen = grid.chosen();
    if (chosen.isEmpty()) {
      subject.set(new Subject.Nothing());
      return;
    }
    if (chosen.size() > 1) {
      subject.set(new Subject.Several(chosen.size()));
      return;
    }
    ContentId content = chosen.getFirst();
    Items items = grid.itemsProperty().get();
    int index = items.indexOf(content);
    Optional<Hit> hit = index < 0 ? Optional.empty() : items.hit(index);
    PhotoDetails known =
        subject.get() instanceof Subject.One one && one.content().equals(content)
            ? one.details()
            : null;
    Subject.One next = new Subject.One(content, hit, known);
    if (!next.equals(subject.get())) {
      subject.set(next);
      if (known == null) {
        lookUp(content);
      }
    }
  }

  private void lookUp(ContentId content) {
    background.execute(
        () -> {
          try {
            Optional<PhotoDetails> found = source.details(content);
            ui.execute(
                () -> {
                  if (subject.get() instanceof Subject.One(var shown, var hit, _)
                      && shown.equals(content)
                      && found.isPresent()) {
                    subject.set(new Subject.One(content, hit, found.get()));
                  }
                });
          } catch (AkinException e) {
            ui.execute(() -> unforeseen.accept(e));
          }
        });
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
