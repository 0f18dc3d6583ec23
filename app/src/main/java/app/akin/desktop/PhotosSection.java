package app.akin.desktop;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import app.akin.core.query.FilterConflict;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.RunState;
import app.akin.desktop.search.MissingFactsView;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.ResultsModel.Shown;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.ConditionView;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The photos section: shows the timeline, results, or a message. Chooses and lays out content
/// created by others. JavaFX thread only.
final class PhotosSection implements AutoCloseable {
  /// The contents to choose from.
  ///
  /// @param grid the photo grid
  /// @param facets shown above the photos; hides itself
  /// @param offer shown above the timeline once the first photos are read; may hide itself
  /// @param missing shown above and below the results
  /// @param conflict creates the page about facts that find nothing
  /// @param welcome creates the welcome screen
  record Parts(
      Region grid,
      Region facets,
      Region offer,
      MissingFactsView missing,
      Function<FilterConflict, Region> conflict,
      Supplier<Region> welcome) {}

  /// The current content.
  private sealed interface Content {
    record Grid() implements Content {}

    record Welcome() implements Content {}

    record Loading() implements Content {}

    record Empty() implements Content {}

    record Message(Condition condition) implements Content {}

    record Conflict(FilterConflict conflict) implements Content {}
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
  private final VBox above = new VBox();
  private final VBox offer;
  private final FolderBar folderBar;
  private final ObjectProperty<Optional<Timeline>> timeline =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<AkinException>> showProblem =
      new SimpleObjectProperty<>(Optional.empty());

  /// Messages are cached, because they recur.
  private final Map<Condition, Region> messages = new EnumMap<>(Condition.class);

  private final Subscription subscriptions;
  private Content content = new Content.Empty();

  /// Whether photos were shown while no run was active.
  private boolean indexed;

  /// The query whose results are shown, and whether the grid stays where it is for it, because it
  /// differs from the one before in its feedback only.
  private SearchQuery shownQuery = SearchQuery.EMPTY;

  private boolean staying;

  /// @param act handles the button of a condition
  PhotosSection(
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
    folderBar = new FolderBar(search, language);
    above.getChildren().addAll(folderBar.view(), parts.facets(), parts.missing().above());
    frame.setTop(above);
    frame.setBottom(parts.missing().below());
    subscriptions =
        Subscription.combine(
            results.shownProperty().subscribe(this::found),
            search.problemProperty().subscribe(this::chooseContent),
            timeline.subscribe(this::chooseContent),
            showProblem.subscribe(this::chooseContent),
            folders.loadedProperty().subscribe(this::chooseContent),
            folders.folders().subscribe(this::chooseContent),
            indexing.stateProperty().subscribe(this::chooseContent),
            parts.offer().visibleProperty().subscribe(_ -> placeOffer()),
            frame.hoverProperty().subscribe(_ -> placeOffer()));
  }

  Region view() {
    return frame;
  }

  /// Sets the photos of the library.
  void showPhotos(Timeline now) {
    if (results.shownProperty().get().isPresent()) {
      grid.update(now);
    } else {
      grid.showTimeline(now);
    }
    timeline.set(Optional.of(now));
  }

  /// Sets the problem of reading the library, or clears it.
  void showProblem(Optional<AkinException> why) {
    showProblem.set(why);
  }

  private static SearchQuery balanced(SearchQuery query) {
    return query.withBalance(SearchRequest.NEUTRAL_BALANCE);
  }

  private void found(Optional<Shown> shown) {
    SearchQuery query = search.foundProperty().get().map(Found::query).orElse(SearchQuery.EMPTY);
    boolean isRefined =
        query.isFeedbackOn(shownQuery) || balanced(query).equals(balanced(shownQuery));
    // A second model may order the same results again.
    staying = query.equals(shownQuery) ? staying : query.isFeedbackOn(shownQuery);
    shownQuery = query;
    if (staying && shown.isPresent()) {
      grid.keepPlace();
    }
    if (!isRefined && shown.isPresent()) {
      grid.beginSearch();
    }
    shown.ifPresentOrElse(
        now -> now.list().ifPresentOrElse(grid::showList, () -> grid.showResults(now.results())),
        () -> grid.showTimeline(timeline.get().orElse(Timeline.EMPTY)));
    chooseContent();
  }

  private void chooseContent() {
    Content next = next();
    if (!next.equals(content)) {
      content = next;
      showContent();
    }
    indexed |= content instanceof Content.Grid && !indexing.isBusy();
    placeOffer();
  }

  /// Shows the offer above the photos or removes it. It moves the photos down, so it does not
  /// appear while the pointer is on them.
  private void placeOffer() {
    boolean suitable =
        indexed
            && parts.offer().isVisible()
            && content instanceof Content.Grid
            && results.shownProperty().get().isEmpty();
    boolean placed = above.getChildren().contains(offer);
    if (placed && !suitable) {
      above.getChildren().remove(offer);
    } else if (!placed && suitable && !frame.isHover()) {
      above.getChildren().add(offer);
    }
  }

  private void showContent() {
    frame.setCenter(
        switch (content) {
          case Content.Grid _ -> parts.grid();
          case Content.Welcome _ -> parts.welcome().get();
          case Content.Loading _ ->
              new StatusPage(Icon.PHOTOS, progress(), language.text("shell.coming.sentence"))
                  .view();
          case Content.Empty _ -> new Region();
          case Content.Conflict(FilterConflict conflict) -> parts.conflict().apply(conflict);
          case Content.Message(Condition condition) ->
              messages.computeIfAbsent(condition, this::messages);
        });
  }

  /// Returns how many photos were read.
  private ObservableValue<String> progress() {
    return Bindings.createStringBinding(
        () ->
            indexing.stateProperty().get() instanceof RunState.Running(IngestStatus status)
                    && status.phase() == IngestStatus.Phase.TAKING_IN
                    && status.toDo() > 0
                ? language.of("shell.coming.count", status.done(), status.toDo())
                : language.of("shell.coming"),
        indexing.stateProperty(),
        language.messagesProperty());
  }

  /// Returns whether nothing can be found only because the first photos are still being read.
  private boolean isReading(Condition condition) {
    return indexing.isBusy()
        && (condition == Condition.NO_PHOTOS
            || condition == Condition.NO_FOLDERS
            || condition == Condition.MODEL_NEW);
  }

  private Region messages(Condition condition) {
    return new ConditionView(condition, language, () -> act.accept(condition)).view();
  }

  private Content next() {
    Optional<Condition> stuck =
        search.problemProperty().get().flatMap(problem -> Condition.of(problem.problem()));
    boolean noPhotos = timeline.get().filter(all -> all.size() > 0).isEmpty();
    if (stuck.isPresent() && !noPhotos) {
      return isReading(stuck.get()) ? new Content.Loading() : new Content.Message(stuck.get());
    }
    Optional<Shown> shown = results.shownProperty().get();
    if (shown.isPresent()) {
      return shown.get().isEmpty() ? nothingFound() : new Content.Grid();
    }
    if (!noPhotos) {
      return new Content.Grid();
    }
    Optional<Condition> unreadable =
        showProblem.get().flatMap(problem -> Condition.of(problem.problem()));
    if (unreadable.isPresent()) {
      return new Content.Message(unreadable.get());
    }
    if (timeline.get().isEmpty() || !folders.loadedProperty().get()) {
      return new Content.Empty();
    }
    if (indexing.isBusy()) {
      return new Content.Loading();
    }
    if (folders.folders().isEmpty()) {
      return new Content.Welcome();
    }
    if (indexing.stateProperty().get() instanceof RunState.Failed(AkinException why)) {
      return new Content.Message(Condition.of(why.problem()).orElse(Condition.INDEXING_FAILED));
    }
    boolean away = folders.folders().stream().noneMatch(PhotoFolder::available);
    return new Content.Message(away ? Condition.FOLDER_OFFLINE : Condition.NO_PHOTOS);
  }

  private Content nothingFound() {
    return search
        .foundProperty()
        .get()
        .flatMap(found -> found.answer().conflict())
        .<Content>map(Content.Conflict::new)
        .orElseGet(() -> new Content.Message(Condition.NOTHING_FOUND));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    folderBar.close();
  }
}
