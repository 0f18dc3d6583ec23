package app.akin.desktop.tour;

import app.akin.core.library.FullImage;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.search.Crop;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.PhotoTransfer;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.RememberedPrograms;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.marks.SyntheticMarks;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.CropController;
import app.akin.desktop.search.QueryThumbnails;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Images;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.desktop.viewer.ViewerModel;
import app.akin.desktop.viewer.ViewerView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.Region;

/// Photos for the screens of grid, inspector and viewer. JavaFX thread only.
///
/// @param timeline all photos
/// @param hits results of a composed query
/// @param thumbnails returns the thumbnail of a photo
/// @param source images and details
/// @param cache decoded thumbnails, shared by all screens
record Scenery(
    Timeline timeline,
    List<SearchResult> hits,
    Function<ContentId, Optional<byte[]>> thumbnails,
    PhotoSource source,
    ThumbnailCache cache) {
  private static final long ROOM = 400L << 20;

  static Scenery of(
      Timeline timeline,
      List<SearchResult> hits,
      Function<ContentId, Optional<byte[]>> thumbnails,
      PhotoSource source) {
    return new Scenery(
        timeline,
        hits,
        thumbnails,
        source,
        new ThumbnailCache(thumbnails, TestTasks.immediate(), ROOM));
  }

  /// The grid with an inspector, with loaded thumbnails.
  final class Parts {
    final PhotoGridModel grid = new PhotoGridModel(_ -> {}, _ -> {});
    private final Language language;
    private final PhotoActions actions;
    private final MarkModel marks;

    Parts(Language language) {
      this.language = language;
      marks = marked().model(language);
      actions = actions(language);
      int first = Math.min(80, timeline.size());
      for (int i = 0; i < first; i++) {
        cache.load(timeline.content(i), 512, _ -> {});
      }
      hits.forEach(hit -> cache.load(hit.content(), 512, _ -> {}));
    }

    PhotoGridView rows(Region line) {
      return new PhotoGridView(
          grid, cache, actions, new RecordedDecisions().actions(language), marks, language, line);
    }

    Region inspector() {
      InspectorModel model = new InspectorModel(grid, source, TestTasks.immediate());
      return new InspectorView(model, grid, cache, actions, marks, language).view();
    }

    ViewerView viewer(ViewerModel model) {
      return new ViewerView(
          model,
          cache,
          actions,
          new RecordedDecisions().actions(language),
          marks,
          language,
          _ -> {},
          new SimpleBooleanProperty());
    }
  }

  /// Returns marks of some of the first photos.
  private SyntheticMarks marked() {
    SyntheticMarks marks = new SyntheticMarks();
    List<EffectiveMarks> some =
        List.of(
            EffectiveMarks.NONE,
            new EffectiveMarks(5, Flag.PICK, List.of("Places|Norway|Lofoten", "sea"), ""),
            new EffectiveMarks(3, Flag.NONE, List.of("sea"), ""),
            new EffectiveMarks(
                4,
                Flag.NONE,
                List.of("Places|Norway|Lofoten", "hike", "a keyword, with a comma"),
                "The last evening before the storm"),
            new EffectiveMarks(0, Flag.PICK, List.of(), ""),
            new EffectiveMarks(0, Flag.REJECT, List.of(), ""),
            new EffectiveMarks(2, Flag.REJECT, List.of(), ""));
    for (int i = 0; i < Math.min(some.size(), timeline.size()); i++) {
      marks.with(timeline.content(i), some.get(i));
    }
    for (int i = 0; i < Math.min(some.size(), hits.size()); i++) {
      marks.with(hits.get(i).content(), some.get(i));
    }
    return marks;
  }

  PhotoActions actions(Language language) {
    return new PhotoActions(
        new PhotoActions.Source() {
          @Override
          public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
            return Map.of();
          }

          @Override
          public Map<ContentId, Path> paths(Collection<ContentId> contents) {
            Map<ContentId, Path> paths = new HashMap<>();
            for (ContentId content : contents) {
              source
                  .details(content)
                  .ifPresent(details -> paths.put(content, details.firstAvailable().path()));
            }
            return paths;
          }

          @Override
          public FullImage picture(ContentId content, int longSide) {
            return source.picture(content, longSide);
          }
        },
        new PhotoActions.ClipboardWriter() {
          @Override
          public void put(PhotoTransfer outgoing) {}

          @Override
          public void put(String text) {}

          @Override
          public void put(FullImage.Loaded picture, PhotoTransfer outgoing) {}
        },
        new ExternalPrograms(OperatingSystem.LINUX, _ -> true),
        new RememberedPrograms(),
        TestTasks.immediate(),
        new Notices(language));
  }

  /// Returns the screens.
  List<Screen> screens() {
    return List.of(
        new Screen("photos", language -> photos(language, _ -> {}, false)),
        new Screen(
            "photos-selected",
            language ->
                photos(
                    language,
                    grid -> {
                      grid.focusModel().press(1, false, false);
                      grid.focusModel().press(2, true, false);
                      grid.focusModel().press(4, true, false);
                    },
                    false)),
        new Screen(
            "photos-inspector",
            language -> photos(language, grid -> grid.focusModel().press(3, false, false), true)),
        new Screen(
            "photos-large",
            language -> photos(language, grid -> grid.rowHeightProperty().set(320), false)),
        new Screen(
            "photos-small",
            language -> photos(language, grid -> grid.rowHeightProperty().set(100), false)),
        new Screen("results", language -> results(language, false)),
        new Screen("results-inspector", language -> results(language, true)),
        new Screen("results-feedback", language -> feedback(language, 2, 1)),
        new Screen("results-feedback-many", language -> feedback(language, 10, 10)),
        new Screen("results-why", this::why),
        new Screen("results-crop", true, this::crop),
        new Screen("viewer", true, language -> viewer(language, _ -> {})),
        new Screen("viewer-slideshow", true, this::slideshow),
        new Screen(
            "viewer-facts",
            true,
            language -> viewer(language, model -> model.factsProperty().set(true))),
        new Screen("viewer-compare", true, this::compare));
  }

  private Region photos(Language language, Consumer<PhotoGridModel> prepare, boolean inspector) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    PhotoGridView rows = parts.rows(new Region());
    prepare.accept(parts.grid);
    return framed(
            language, rows.view(), inspector ? Optional.of(parts.inspector()) : Optional.empty())
        .view();
  }

  /// Returns the first photos as a background.
  Region behind(Language language) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    return parts.rows(new Region()).view();
  }

  /// Returns the results as a list without a ranking.
  PhotoList listed() {
    BitSet matching = new BitSet();
    hits.forEach(hit -> matching.set(Math.toIntExact(hit.content().value())));
    return new PhotoList(matching, new BitSet(), new BitSet());
  }

  /// Returns listed photos below a line.
  Region list(Language language, PhotoList list, Region line) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    parts.grid.showList(list);
    return parts.rows(line).view();
  }

  private Region results(Language language, boolean inspector) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    parts.grid.showResults(hits);
    if (inspector) {
      parts.grid.focusModel().press(1, false, false);
    }
    SearchModel search = AnsweredSearch.search(hits);
    Region rows = parts.rows(line(search, language)).view();
    return framed(language, rows, inspector ? Optional.of(parts.inspector()) : Optional.empty())
        .asking(search, small())
        .view();
  }

  /// Returns results of which some are marked as right and some as wrong.
  private Region feedback(Language language, int more, int less) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    parts.grid.showResults(hits);
    SearchModel search = AnsweredSearch.search(hits);
    ResultsModel results = new ResultsModel(search.foundProperty());
    search.type("a bridge in the fog");
    search.exclude("people");
    search.mark(photos(0, more), Direction.MORE);
    search.mark(photos(more, less), Direction.LESS);
    Region rows = parts.rows(new ResultsBar(results, language).view()).view();
    return framed(language, rows, Optional.empty()).asking(search, small()).view();
  }

  private List<ContentId> photos(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> timeline.content(i % timeline.size()))
        .toList();
  }

  /// Returns the results bar of a composed query.
  private Region line(SearchModel search, Language language) {
    ResultsModel results = new ResultsModel(search.foundProperty());
    search.add(List.of(new QueryImage.Photo(hits.getFirst().content())));
    search.exclude("people");
    search.type("make it night");
    return new ResultsBar(results, language).view();
  }

  QueryThumbnails small() {
    return new QueryThumbnails(this::bytes, TestTasks.immediate());
  }

  private byte[] bytes(QueryImage picture) {
    return picture instanceof QueryImage.Photo(ContentId content)
        ? thumbnails.apply(content).orElseThrow()
        : new byte[0];
  }

  /// Returns the crop view of the query image.
  private Region crop(Language language) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    parts.grid.showResults(hits);
    SearchModel search = AnsweredSearch.search(hits);
    Region rows = parts.rows(line(search, language)).view();
    FramedScreen frame = framed(language, rows, Optional.empty()).asking(search, small());
    QueryPart.Image whole = search.queryProperty().get().pictures().getFirst();
    QueryPart.Image part =
        new QueryPart.Image(whole.image(), new Crop(0.3, 0.25, 0.4, 0.55), whole.weight());
    search.replace(whole, part);
    List<Region> roots = new ArrayList<>();
    CropController crops =
        new CropController(
            search,
            this::bytes,
            language,
            node -> roots.add(frame.laid(node).view()),
            () -> {},
            TestTasks.on(
                task -> {
                  // The size of the image is known after layout.
                  roots.getFirst().resize(800, 600);
                  roots.getFirst().layout();
                  task.run();
                }));
    crops.open(part);
    return roots.getFirst();
  }

  /// Returns the grid with the caption of the second result.
  private Region why(Language language) {
    Parts parts = new Parts(language);
    parts.grid.showTimeline(timeline);
    parts.grid.showResults(hits);
    SearchModel search = AnsweredSearch.search(hits);
    PhotoGridView rows = parts.rows(line(search, language));
    Region view = framed(language, rows.view(), Optional.empty()).asking(search, small()).view();
    view.resize(1440, 900);
    rows.pointAt(1);
    return view;
  }

  private static FramedScreen framed(Language language, Region rows, Optional<Region> inspector) {
    FramedScreen screen = FramedScreen.with(language).content(rows);
    inspector.ifPresent(screen::inspector);
    return screen;
  }

  private Region slideshow(Language language) {
    Parts parts = new Parts(language);
    ViewerModel model = new ViewerModel(source, TestTasks.immediate(), _ -> {});
    model.slideSecondsProperty().set(60);
    ViewerView view = parts.viewer(model);
    model.open(GridItems.of(timeline), timeline.content(0));
    view.toggleSlideshow(List.of());
    return view.view();
  }

  private Region viewer(Language language, Consumer<ViewerModel> prepare) {
    Parts parts = new Parts(language);
    ViewerModel model = new ViewerModel(source, TestTasks.immediate(), _ -> {});
    ViewerView view = parts.viewer(model);
    model.open(GridItems.of(timeline), timeline.content(Math.min(3, timeline.size() - 1)));
    prepare.accept(model);
    return view.view();
  }

  private Region compare(Language language) {
    Parts parts = new Parts(language);
    ViewerModel model = new ViewerModel(source, TestTasks.immediate(), _ -> {});
    ViewerView view = parts.viewer(model);
    model.open(GridItems.of(hits, timeline), hits.get(1).content());
    if (source.picture(hits.getFirst().content(), 1024) instanceof FullImage.Loaded seen) {
      model.referenceProperty().set(Optional.of(Images.image(seen.raster())));
    }
    model.comparingProperty().set(true);
    model.factsProperty().set(true);
    return view.view();
  }
}
