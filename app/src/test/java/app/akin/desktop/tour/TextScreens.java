package app.akin.desktop.tour;

import app.akin.core.ingest.TextStatus;
import app.akin.core.ingest.Throttle;
import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextCounts;
import app.akin.core.photo.TextLine;
import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.TextGroupView;
import app.akin.desktop.indexing.TextReadingView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.desktop.viewer.ViewerModel;
import app.akin.desktop.viewer.ViewerView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;

/// The text of photos: beside the results, marked in the viewer, and while it is read.
final class TextScreens {
  private final Scenery scenery;

  TextScreens(Scenery scenery) {
    this.scenery = scenery;
  }

  List<Screen> screens() {
    return List.of(
        new Screen("results-texts", language -> results(language, 31, false, 1_204)),
        new Screen("results-texts-many", language -> results(language, 5_000, true, 0)),
        new Screen("results-text", language -> results(language, 1, false, 0)),
        new Screen("viewer-text", true, this::viewer),
        reading("text-reading", Throttle.FULL, Optional.of(Duration.ofMinutes(41)), false),
        reading("text-waiting", Throttle.PAUSED, Optional.empty(), false),
        reading("text-paused", Throttle.PAUSED, Optional.empty(), true));
  }

  private static TextLine line(String text, double left, double top, double right) {
    return new TextLine(
        text,
        0.97,
        0,
        false,
        List.of(
            new TextLine.Corner(left, top),
            new TextLine.Corner(right, top + 0.02),
            new TextLine.Corner(right, top + 0.1),
            new TextLine.Corner(left, top + 0.08)));
  }

  private static final ImageText TEXT =
      new ImageText(
          List.of(
              List.of(line("EXIT", 0.1, 0.2, 0.3), line("出口", 0.35, 0.22, 0.5)),
              List.of(line("Platform 9, all trains to the harbour", 0.1, 0.6, 0.8))));

  /// Returns a result with marked lines.
  private static SearchResult marked(SearchResult hit) {
    return new SearchResult(
        hit.photo(),
        hit.content(),
        hit.path(),
        hit.paths(),
        hit.date(),
        hit.dated(),
        hit.score(),
        hit.band(),
        hit.imageShare(),
        hit.textShare(),
        hit.excludedShare(),
        hit.productShare(),
        hit.offline(),
        hit.stack(),
        TEXT.rows().getFirst());
  }

  private List<SearchResult> marked() {
    return scenery.hits().stream().map(TextScreens::marked).toList();
  }

  private Region results(Language language, int count, boolean more, int unread) {
    Scenery.Parts parts = scenery.new Parts(language);
    parts.grid.showTimeline(scenery.timeline());
    parts.grid.showResults(scenery.hits());
    TextGroupView group =
        new TextGroupView(
            new SimpleObjectProperty<>(
                new TextGroup(marked().subList(0, Math.min(12, count)), count, more, unread)),
            scenery.cache(),
            language,
            _ -> {},
            () -> {});
    return FramedScreen.with(language)
        .above(group.view())
        .content(parts.rows(new Region()).view())
        .view();
  }

  private Region viewer(Language language) {
    Scenery.Parts parts = scenery.new Parts(language);
    ViewerModel model = new ViewerModel(source(), TestTasks.immediate(), _ -> {});
    ViewerView view = parts.viewer(model);
    GridItems photos = GridItems.of(marked(), scenery.timeline());
    model.update(photos, scenery.timeline());
    model.open(photos, scenery.hits().getFirst().content());
    model.factsProperty().set(true);
    return view.view();
  }

  /// Returns the source of the scenery with text in all photos.
  private PhotoSource source() {
    PhotoSource without = scenery.source();
    return new PhotoSource() {
      @Override
      public FullImage picture(ContentId content, int longSide) {
        return without.picture(content, longSide);
      }

      @Override
      public Optional<PhotoDetails> details(ContentId content) {
        return without
            .details(content)
            .map(
                known ->
                    new PhotoDetails(
                        known.photo(),
                        known.content(),
                        known.facts(),
                        known.location(),
                        known.date(),
                        known.bytes(),
                        known.sources(),
                        known.files(),
                        TEXT));
      }
    };
  }

  private Screen reading(
      String name, Throttle throttle, Optional<Duration> remaining, boolean paused) {
    return new Screen(
        name,
        language -> {
          Scenery.Parts parts = scenery.new Parts(language);
          parts.grid.showTimeline(scenery.timeline());
          TextStatus status =
              new TextStatus(new TextCounts(12_000, 3_204, 811), 0, remaining, throttle);
          return FramedScreen.with(language)
              .content(parts.rows(new Region()).view())
              .foot(
                  new TextReadingView(
                          new TextReadingView.Reading(
                              new SimpleObjectProperty<>(Optional.of(status)),
                              new SimpleBooleanProperty(paused),
                              () -> {},
                              () -> {}),
                          language)
                      .view())
              .view();
        });
  }
}
