package app.akin.desktop.grid;

import static javafx.scene.AccessibleAttribute.FOCUS_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.SyntheticTimeline;
import app.akin.core.library.FullImage;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.search.SearchResult;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.RememberedPrograms;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.marks.SyntheticMarks;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the grid on the headless platform: number of nodes, thumbnail requests, keyboard and
/// mouse.
final class GridViewTest {
  private static final byte[] JPEG = ImageKit.photo(1, 200, 150);

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final Set<ContentId> read = new HashSet<>();
  private final List<ContentId> opened = new ArrayList<>();
  private final List<List<ContentId>> asked = new ArrayList<>();
  private final RecordedDecisions decisions = new RecordedDecisions();
  private final SyntheticMarks marks = new SyntheticMarks();
  private final Timeline timeline = SyntheticTimeline.of(21, 5_000);
  private final PhotoGridModel model = new PhotoGridModel(opened::add, asked::add);
  private final ThumbnailCache cache =
      new ThumbnailCache(
          content -> {
            read.add(content);
            return Optional.of(JPEG);
          },
          TestTasks.on(waiting::add),
          24L << 20);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private PhotoGridView view() {
    return view(cache);
  }

  private PhotoGridView view(ThumbnailCache thumbnails) {
    Language language = new Language(Locale.ENGLISH);
    PhotoActions actions =
        new PhotoActions(
            new PhotoActions.Source() {
              @Override
              public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
                return Map.of();
              }

              @Override
              public Map<ContentId, Path> paths(Collection<ContentId> contents) {
                return Map.of();
              }

              @Override
              public FullImage picture(ContentId content, int longSide) {
                return new FullImage.Removed();
              }
            },
            new SystemClipboard(),
            new ExternalPrograms(OperatingSystem.LINUX, _ -> true),
            new RememberedPrograms(),
            TestTasks.immediate(),
            new Notices(language));
    model.showTimeline(timeline);
    PhotoGridView view =
        new PhotoGridView(
            model,
            thumbnails,
            actions,
            decisions.actions(language),
            marks.model(language),
            language,
            new Region());
    Scene scene = new Scene(view.view(), 1000, 700);
    scene.snapshot(null);
    return view;
  }

  private static void lay(PhotoGridView view) {
    view.view().applyCss();
    view.view().layout();
  }

  private void crank() {
    Runnable next;
    while ((next = waiting.poll()) != null) {
      next.run();
    }
  }

  @Test
  void scrollingCreatesNoExtraNodes() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            int most = 0;
            for (double to = 0; to < model.furthest(); to += 777) {
              model.scrollTo(to);
              lay(view);
              JustifiedLayout now = model.layoutProperty().get();
              List<Integer> seen = new ArrayList<>();
              now.within(0, to - 400, 1000, to + 1_100, seen::add);
              most = Math.max(most, seen.size());
            }
            assertThat(view.cells()).isPositive().isLessThanOrEqualTo(most);
          }
        });
  }

  @Test
  void spareNodesAreReleasedWhenPhotosGrow() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            view.view().resize(2_000, 1_600);
            model.rowHeightProperty().set(PhotoGridModel.SMALLEST);
            lay(view);
            lay(view);
            int small = view.cells();
            model.rowHeightProperty().set(PhotoGridModel.LARGEST);
            lay(view);
            lay(view);
            assertThat(small).isGreaterThan(60);
            assertThat(view.cells()).isLessThan(small / 2);
          }
        });
  }

  @Test
  void scrolledPhotosAreNotDecodedAndMemoryIsBounded() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            // Eight thumbnails of the first screen are loading when the end is shown.
            assertThat(waiting).hasSize(8);
            ContentId ninth = timeline.content(8);
            model.scrollTo(model.furthest());
            lay(view);
            crank();
            assertThat(read).contains(timeline.content(4_999)).doesNotContain(ninth);
            for (double to = 0; to < 12_000; to += 600) {
              model.scrollTo(to);
              lay(view);
              crank();
              assertThat(cache.bytes()).isLessThanOrEqualTo(24L << 20);
            }
            JustifiedLayout now = model.layoutProperty().get();
            now.within(
                0,
                model.offsetProperty().get(),
                900,
                model.offsetProperty().get() + 600,
                index -> assertThat(cache.cached(timeline.content(index))).isNotNull());
          }
        });
  }

  @Test
  void photosWithoutThumbnailsKeepTheirCellsAndAreRequestedOnce() {
    List<ContentId> times = new ArrayList<>();
    ThumbnailCache none =
        new ThumbnailCache(
            content -> {
              times.add(content);
              return Optional.empty();
            },
            TestTasks.on(waiting::add),
            24L << 20);
    FxThread.run(
        () -> {
          try (PhotoGridView view = view(none)) {
            crank();
            for (int i = 0; i < 5; i++) {
              lay(view);
              crank();
            }
            assertThat(view.cells()).isPositive();
            assertThat(times).isNotEmpty().doesNotHaveDuplicates();
          }
        });
  }

  @Test
  void keysMoveSelectAndOpen() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            key(view, KeyCode.RIGHT, false, false);
            key(view, KeyCode.RIGHT, false, false);
            key(view, KeyCode.RIGHT, true, false);
            assertThat(model.selection().contents())
                .containsExactly(timeline.content(1), timeline.content(2));
            key(view, KeyCode.ENTER, false, false);
            key(view, KeyCode.SPACE, false, false);
            assertThat(opened).containsExactly(timeline.content(2), timeline.content(2));
            key(view, KeyCode.ENTER, false, true);
            assertThat(asked).containsExactly(List.of(timeline.content(1), timeline.content(2)));
            key(view, KeyCode.A, false, true);
            assertThat(model.selection().sizeProperty().get()).isEqualTo(5_000);
            key(view, KeyCode.ESCAPE, false, false);
            assertThat(model.selection().sizeProperty().get()).isEqualTo(5_000);
          }
        });
  }

  @Test
  void theMouseSelectsOpensAndSearches() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            JustifiedLayout now = model.layoutProperty().get();
            double[] box = new double[4];
            now.place(
                2,
                (_, x, y, w, h) -> {
                  box[0] = x + GridSurface.INSET;
                  box[1] = y;
                  box[2] = w;
                  box[3] = h;
                });
            double middleX = box[0] + box[2] / 2;
            double middleY = box[1] + box[3] / 2;
            mouse(view, MouseEvent.MOUSE_PRESSED, middleX, middleY, 1);
            mouse(view, MouseEvent.MOUSE_RELEASED, middleX, middleY, 1);
            assertThat(model.selection().contents()).containsExactly(timeline.content(2));
            mouse(view, MouseEvent.MOUSE_PRESSED, middleX, middleY, 2);
            assertThat(opened).containsExactly(timeline.content(2));
            mouse(view, MouseEvent.MOUSE_PRESSED, box[0] + box[2] - 10, box[1] + box[3] - 10, 1);
            assertThat(asked).containsExactly(List.of(timeline.content(2)));
            mouse(view, MouseEvent.MOUSE_PRESSED, box[0] + 8, box[1] + 8, 1);
            assertThat(model.selection().contents()).isEmpty();
            // From the left margin across the first row.
            mouse(view, MouseEvent.MOUSE_PRESSED, 4, now.top(0) + 5, 1);
            mouse(view, MouseEvent.MOUSE_DRAGGED, middleX, now.top(0) + 30, 1);
            mouse(view, MouseEvent.MOUSE_RELEASED, middleX, now.top(0) + 30, 1);
            List<ContentId> touched = new ArrayList<>();
            now.within(
                4 - GridSurface.INSET,
                now.top(0) + 5,
                middleX - GridSurface.INSET,
                now.top(0) + 30,
                index -> touched.add(timeline.content(index)));
            assertThat(touched).isNotEmpty();
            assertThat(model.selection().contents()).isEqualTo(touched);
          }
        });
  }

  @Test
  void theCaptionStaysInItsTile() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            List<SearchResult> hits = SyntheticResults.of(timeline, 1, 60);
            model.showResults(hits);
            lay(view);
            for (int index = 0; index < 8; index++) {
              view.pointAt(index);
              lay(view);
              Node caption = view.view().lookup(".akin-photo-caption");
              assertThat(view.view().lookupAll(".akin-photo-caption")).hasSize(1);
              Bounds tile = caption.getParent().localToScene(caption.getParent().getLayoutBounds());
              Bounds text = caption.localToScene(caption.getLayoutBounds());
              assertThat(tile.contains(text)).as("%s in %s", text, tile).isTrue();
              assertThat(text.getMinY()).isGreaterThan(tile.getMinY());
              assertThat(lines(caption)).contains("IMG_" + (index + 7) + ".jpg", "Strong match");
              assertThat(lines(caption).stream())
                  .anyMatch(line -> line.startsWith("Picture: fits well"));
            }
            view.pointAt(-1);
            lay(view);
            assertThat(view.view().lookup(".akin-photo-caption")).isNull();
          }
        });
  }

  @Test
  void theCaptionFollowsTheKeyboard() {
    FxThread.run(
        () -> {
          Stage stage = new Stage();
          try (PhotoGridView view = view()) {
            stage.setScene(view.view().getScene());
            stage.show();
            stage.requestFocus();
            view.focus();
            key(view, KeyCode.RIGHT, false, false);
            lay(view);
            Node caption = view.view().lookup(".akin-photo-caption");
            Node current = (Node) view.surface().queryAccessibleAttribute(FOCUS_ITEM);
            assertThat(caption.getParent()).isEqualTo(current);
            key(view, KeyCode.RIGHT, false, false);
            lay(view);
            Node next = (Node) view.surface().queryAccessibleAttribute(FOCUS_ITEM);
            assertThat(next).isNotEqualTo(current);
            assertThat(view.view().lookup(".akin-photo-caption").getParent()).isEqualTo(next);
          } finally {
            stage.hide();
          }
        });
  }

  private static List<String> lines(Node caption) {
    return caption.lookupAll(".label").stream().map(node -> ((Label) node).getText()).toList();
  }

  @Test
  void theBarSearchesWithAllSelectedPhotos() {
    FxThread.run(
        () -> {
          try (PhotoGridView view = view()) {
            model.focusModel().press(2, false, false);
            model.focusModel().press(5, true, false);
            lay(view);
            Button first =
                (Button)
                    view.view().lookup(".akin-selection-bar").lookupAll(".button").stream()
                        .filter(node -> "Search with these".equals(((Button) node).getText()))
                        .findFirst()
                        .orElseThrow();
            first.fire();
            assertThat(asked).containsExactly(List.of(timeline.content(2), timeline.content(5)));
          }
        });
  }

  private static void key(PhotoGridView view, KeyCode code, boolean shift, boolean control) {
    Event.fireEvent(
        view.surface(),
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false));
  }

  private static void mouse(
      PhotoGridView view, javafx.event.EventType<MouseEvent> type, double x, double y, int clicks) {
    Point2D at = view.surface().localToScene(x, y);
    Event.fireEvent(
        view.surface(),
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            clicks,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            false,
            false,
            false,
            null));
  }
}
