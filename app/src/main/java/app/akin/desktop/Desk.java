package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.search.QueryPart;
import app.akin.desktop.look.Language;
import app.akin.desktop.memory.Memory;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.Crops;
import app.akin.desktop.search.Drops;
import app.akin.desktop.search.Offer;
import app.akin.desktop.search.Offers;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.Thumbnails;
import java.time.Duration;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/// Everything in the window, put together over an open library: the one place where models meet
/// their views. JavaFX thread only.
final class Desk implements AutoCloseable {
  private final ShellModel shell = new ShellModel();
  private final SearchModel search;
  private final ResultsModel results;
  private final SearchBarView searchBar;
  private final ResultsBar resultsBar;
  private final NoticeView notice;
  private final Offers offers;
  private final Crops crops;
  private final Shell frame;
  private final Stage stage;
  private final Language language;
  private final Drops drops;

  Desk(
      DesktopApp.Start start,
      PhotoLibrary library,
      Workers workers,
      Memory memory,
      Language language,
      Notices notices,
      Stage stage) {
    this.stage = stage;
    this.language = language;
    search =
        new SearchModel(
            library.search()::find,
            start.wish(),
            workers.search(),
            Platform::runLater,
            Desk::after,
            notices::fail);
    results = new ResultsModel(search);
    Thumbnails thumbnails =
        new Thumbnails(library.search()::thumbnail, workers.background(), Platform::runLater);
    offers =
        new Offers(
            search,
            thumbnails,
            notices,
            language,
            new Offers.Ways(
                _ -> shell.placeProperty().set(Place.FOLDERS),
                () -> memory.now().get().addresses(),
                address -> {
                  throw new UnsupportedOperationException(address.toString());
                },
                () -> shell.placeProperty().set(Place.SETTINGS)),
            workers.background(),
            Platform::runLater);
    crops =
        new Crops(
            search,
            library.search()::preview,
            language,
            notices,
            shell::lay,
            shell::lift,
            workers.background(),
            Platform::runLater);
    searchBar =
        new SearchBarView(
            search, thumbnails, language, new SearchBarView.Ways(this::pick, this::crop));
    resultsBar = new ResultsBar(results, language);
    notice = new NoticeView(notices, language);
    BorderPane photos = new BorderPane();
    photos.setTop(resultsBar.view());
    frame =
        new Shell(
            shell,
            language,
            new Shell.Parts(
                searchBar.view(), Map.of(Place.PHOTOS, () -> photos), new Region(), new Region()),
            notice);
    drops = new Drops(frame.view(), language, offers::take);
    workers.search().execute(() -> library.search().warmUp(start.wish()));
  }

  Region view() {
    return drops.view();
  }

  /// Makes the keys of the window work in its scene.
  void install(Scene scene) {
    new Shortcuts(shell, search, searchBar, offers, this::pick, () -> {}).install(scene);
    searchBar.focus();
  }

  /// Takes what was handed over.
  void take(Offer offer) {
    shell.placeProperty().set(Place.PHOTOS);
    offers.take(offer);
  }

  private void pick() {
    Picking.pictures(stage, language).ifPresent(offers::take);
  }

  private void crop(QueryPart.Picture part) {
    crops.open(part);
  }

  private static void after(Duration delay, Runnable action) {
    PauseTransition pause = new PauseTransition(javafx.util.Duration.millis((double) delay.toMillis()));
    pause.setOnFinished(_ -> action.run());
    pause.play();
  }

  @Override
  public void close() {
    frame.close();
    notice.close();
    resultsBar.close();
    searchBar.close();
    results.close();
  }
}
