package app.akin.desktop;

import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.RunState;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.ResultsModel.Shown;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StateView;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.ConditionView;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// What the window's first place shows: the photos, what a search found, or what there is to say
/// where there are none. It decides and lays out; the parts are others'. JavaFX thread only.
final class PhotosPlace implements AutoCloseable {
  /// What is decided between.
  ///
  /// @param grid the photos
  /// @param offer what stands over the photos where nothing is asked; it may hide itself
  /// @param welcome the first run's screen, made anew whenever it is needed
  record Parts(Region grid, Region offer, Supplier<Region> welcome) {}

  /// What is shown now.
  private sealed interface Face {
    record Grid() implements Face {}

    record Welcome() implements Face {}

    record Coming() implements Face {}

    record Blank() implements Face {}

    record Said(Condition condition) implements Face {}
  }

  private final Parts parts;
  private final PhotoGridModel grid;
  private final SearchModel search;
  private final ResultsModel results;
  private final FoldersModel folders;
  private final IndexingModel indexing;
  private final Language language;
  private final Consumer<Condition> act;
  private final BorderPane frame = new BorderPane();
  private final VBox offer;
  private final ObjectProperty<Optional<Timeline>> timeline =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<AkinException>> trouble =
      new SimpleObjectProperty<>(Optional.empty());

  /// What was said once is likely to be said again: a search often finds nothing.
  private final Map<Condition, Region> said = new EnumMap<>(Condition.class);

  private final Subscription subscriptions;
  private Face face = new Face.Blank();

  /// @param act does what a condition's button says
  PhotosPlace(
      Parts parts,
      PhotoGridModel grid,
      SearchModel search,
      ResultsModel results,
      FoldersModel folders,
      IndexingModel indexing,
      Language language,
      Consumer<Condition> act) {
    this.parts = parts;
    offer = new VBox(parts.offer());
    offer.getStyleClass().add("akin-over-photos");
    this.grid = grid;
    this.search = search;
    this.results = results;
    this.folders = folders;
    this.indexing = indexing;
    this.language = language;
    this.act = act;
    subscriptions =
        Subscription.combine(
            results.shownProperty().subscribe(this::found),
            search.problemProperty().subscribe(this::decide),
            timeline.subscribe(this::decide),
            trouble.subscribe(this::decide),
            folders.knownProperty().subscribe(this::decide),
            folders.folders().subscribe(this::decide),
            indexing.standingProperty().subscribe(this::decide));
  }

  Region view() {
    return frame;
  }

  /// The library's photos as they are now.
  void photos(Timeline now) {
    if (results.shownProperty().get().isPresent()) {
      grid.update(now);
    } else {
      grid.showTimeline(now);
    }
    timeline.set(Optional.of(now));
  }

  /// Why the library cannot be read, or that it can.
  void trouble(Optional<AkinException> why) {
    trouble.set(why);
  }

  private void found(Optional<Shown> shown) {
    if (shown.isPresent()) {
      grid.showHits(shown.get().hits());
    } else {
      grid.showTimeline(timeline.get().orElse(Timeline.EMPTY));
    }
    decide();
  }

  private void decide() {
    Face next = next();
    boolean asked = results.shownProperty().get().isPresent();
    frame.setTop(next instanceof Face.Grid && !asked ? offer : null);
    if (next.equals(face)) {
      return;
    }
    face = next;
    frame.setCenter(
        switch (next) {
          case Face.Grid _ -> parts.grid();
          case Face.Welcome _ -> parts.welcome().get();
          case Face.Coming _ ->
              new StateView(
                      Icon.PHOTOS,
                      language.text("shell.coming"),
                      language.text("shell.coming.sentence"))
                  .view();
          case Face.Blank _ -> new Region();
          case Face.Said(Condition condition) -> said.computeIfAbsent(condition, this::said);
        });
  }

  private Region said(Condition condition) {
    return new ConditionView(condition, language, () -> act.accept(condition)).view();
  }

  private Face next() {
    Optional<Condition> stuck =
        search.problemProperty().get().flatMap(problem -> Condition.of(problem.problem()));
    boolean noPhotos = timeline.get().filter(all -> all.size() > 0).isEmpty();
    if (stuck.isPresent() && !noPhotos) {
      return new Face.Said(stuck.get());
    }
    Optional<Shown> shown = results.shownProperty().get();
    if (shown.isPresent()) {
      return shown.get().hits().isEmpty()
          ? new Face.Said(Condition.NOTHING_FOUND)
          : new Face.Grid();
    }
    if (!noPhotos) {
      return new Face.Grid();
    }
    Optional<Condition> unreadable =
        trouble.get().flatMap(problem -> Condition.of(problem.problem()));
    if (unreadable.isPresent()) {
      return new Face.Said(unreadable.get());
    }
    if (timeline.get().isEmpty() || !folders.knownProperty().get()) {
      return new Face.Blank();
    }
    if (indexing.isBusy()) {
      return new Face.Coming();
    }
    if (folders.folders().isEmpty()) {
      return new Face.Welcome();
    }
    if (indexing.standingProperty().get() instanceof RunState.Failed(AkinException why)) {
      return new Face.Said(Condition.of(why.problem()).orElse(Condition.INDEXING_FAILED));
    }
    boolean away = folders.folders().stream().noneMatch(PhotoFolder::present);
    return new Face.Said(away ? Condition.FOLDER_OFFLINE : Condition.NO_PHOTOS);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
