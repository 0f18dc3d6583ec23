package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchResult;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Language;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.application.Platform;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The visible part of the grid: cells for one screen, recycled while it scrolls. Layout runs once
/// per pulse. JavaFX thread only.
final class GridSurface extends Region implements AutoCloseable {
  /// Left margin of the photos.
  static final double INSET = 24;

  private static final double OVERSCAN = 120;

  /// Log message for the first photos; measurements search for it.
  private static final String FIRST_PHOTOS = "The first photos were shown";

  private static final Logger log = LoggerFactory.getLogger(GridSurface.class);

  /// Minimum number of spare cells, because fast scrolling needs some more rows at times.
  private static final int SPARE = 24;

  private final PhotoGridModel model;
  private final ThumbnailCache thumbnails;
  private final MarkModel marks;
  private final Language language;
  private final Pane cellLayer = new Pane();
  private final GroupHeaders headers;
  private final Region band = new Region();
  private final PhotoCaption caption;
  private final Map<ContentId, PhotoCell> active = new HashMap<>();
  private final Deque<PhotoCell> spare = new ArrayDeque<>();
  private final Subscription subscriptions;
  private AccessiblePhotoText texts;
  private double lastOffset;
  private int pointed = -1;
  private boolean hovered;
  private boolean firstPhotosShown;
  private Runnable onFirstPhotos = () -> {};
  private @Nullable PhotoCell captioned;

  /// What the caption shows: a result, or the content of a photo of the timeline.
  private @Nullable Object captionSubject;

  GridSurface(PhotoGridModel model, ThumbnailCache thumbnails, MarkModel marks, Language language) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.marks = marks;
    this.language = language;
    caption = new PhotoCaption(language);
    headers = new GroupHeaders(language);
    texts = new AccessiblePhotoText(language, marks);
    getStyleClass().add("akin-grid");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    accessibleTextProperty().bind(language.text("grid.accessible"));
    band.getStyleClass().add("akin-band");
    band.setManaged(false);
    band.setVisible(false);
    cellLayer.setMouseTransparent(true);
    cellLayer.setManaged(false);
    getChildren().addAll(cellLayer, headers, band);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    thumbnails.onReady(this::ready);
    subscriptions =
        Subscription.combine(
            model.layoutProperty().subscribe(_ -> requestLayout()),
            model.offsetProperty().subscribe(_ -> requestLayout()),
            model.focusProperty().subscribe(_ -> requestLayout()),
            model.selection().changesProperty().subscribe(_ -> requestLayout()),
            marks.changesProperty().subscribe(_ -> requestLayout()),
            focusedProperty().subscribe(_ -> requestLayout()),
            language.messagesProperty().subscribe(_ -> updateLanguage()));
  }

  private void updateLanguage() {
    texts = new AccessiblePhotoText(language, marks);
    captionSubject = null;
    release(Map.of());
    requestLayout();
  }

  /// Returns the photo at a point of the surface, or -1.
  int indexAt(double x, double y) {
    return model.layoutProperty().get().indexAt(x - INSET, y + model.offsetProperty().get());
  }

  /// Returns whether a point of the surface is on the badge of a photo's stack.
  boolean isOnStack(int index, double x, double y) {
    PhotoCell cell = active.get(model.itemsProperty().get().content(index));
    return cell != null && cell.isOnStack(x - cell.getLayoutX(), y - cell.getLayoutY());
  }

  /// Sets the photo under the pointer; -1 for none.
  void point(int index) {
    if (pointed != index) {
      pointed = index;
      hovered = false;
      requestLayout();
    }
  }

  /// Returns the photo under the pointer, or -1.
  int pointed() {
    return pointed;
  }

  /// Shows the caption of the photo under the pointer.
  void showCaption() {
    if (pointed >= 0 && !hovered) {
      hovered = true;
      requestLayout();
    }
  }

  /// Shows the rubber band, in coordinates of the surface.
  void band(double x, double y, double width, double height) {
    band.setVisible(true);
    band.resizeRelocate(x, y, width, height);
  }

  /// Hides the rubber band.
  void noBand() {
    band.setVisible(false);
  }

  /// Returns the number of cells, used or spare.
  int cells() {
    return active.size() + spare.size();
  }

  private void ready(ContentId content) {
    PhotoCell cell = active.get(content);
    if (cell != null) {
      Image image = thumbnails.cached(content);
      if (image != null) {
        cell.picture(image, !Platform.getPreferences().isReducedMotion());
        checkFirstPhotos();
      }
    }
  }

  /// Sets the action that runs once all photos first shown have their thumbnails.
  void onFirstPhotos(Runnable action) {
    onFirstPhotos = action;
  }

  private void checkFirstPhotos() {
    if (!firstPhotosShown && active.values().stream().allMatch(PhotoCell::hasPicture)) {
      firstPhotosShown = true;
      log.info(FIRST_PHOTOS);
      onFirstPhotos.run();
    }
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    model.resize(Math.max(80, width - INSET), height);
    cellLayer.resizeRelocate(0, 0, width, height);
    JustifiedLayout now = model.layoutProperty().get();
    double offset = model.offsetProperty().get();
    GridItems items = now.items();
    if (pointed >= items.size()) {
      pointed = -1;
    }

    Map<ContentId, Integer> seen = new HashMap<>();
    int first = now.rowAt(offset - OVERSCAN);
    int row = first;
    while (row >= 0 && row < now.rows() && now.top(row) < offset + height + OVERSCAN) {
      for (int i = now.start(row); i < now.start(row + 1); i++) {
        seen.put(items.content(i), i);
      }
      row++;
    }
    release(seen);
    marks.request(seen.keySet());
    List<ThumbnailCache.Request> wishes = new ArrayList<>();
    double scale = scale();
    for (int r = first; r >= 0 && r < row; r++) {
      now.places(
          r,
          (index, x, y, w, h) -> {
            place(items, index, INSET + x, Math.rint(y - offset), w, h);
            wishes.add(new ThumbnailCache.Request(items.content(index), Math.max(w, h) * scale));
          });
    }
    thin();
    ahead(now, offset, first, row, wishes, scale);
    thumbnails.request(wishes);
    lastOffset = offset;
    headers.show(now, offset, width, height);
    showCaption(items);
  }

  private double scale() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getRenderScaleX();
  }

  /// Requests one more screen in the scroll direction, after the visible photos.
  private void ahead(
      JustifiedLayout now,
      double offset,
      int first,
      int end,
      List<ThumbnailCache.Request> wishes,
      double scale) {
    boolean down = offset >= lastOffset;
    double edge = down ? offset + 2 * getHeight() : offset - getHeight();
    int row = down ? end : first - 1;
    while (row >= 0 && row < now.rows() && (down ? now.top(row) < edge : now.bottom(row) > edge)) {
      now.places(
          row,
          (index, x, y, w, h) ->
              wishes.add(
                  new ThumbnailCache.Request(now.items().content(index), Math.max(w, h) * scale)));
      row += down ? 1 : -1;
    }
  }

  private void release(Map<ContentId, Integer> seen) {
    for (Iterator<Map.Entry<ContentId, PhotoCell>> all = active.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<ContentId, PhotoCell> entry = all.next();
      if (!seen.containsKey(entry.getKey())) {
        entry.getValue().release();
        spare.push(entry.getValue());
        all.remove();
      }
    }
  }

  /// Releases spare cells that larger or fewer photos no longer need.
  private void thin() {
    int most = Math.max(SPARE, active.size());
    if (spare.size() > most) {
      Set<PhotoCell> gone = new HashSet<>();
      while (spare.size() > most) {
        gone.add(spare.pollLast());
      }
      cellLayer.getChildren().removeIf(gone::contains);
    }
  }

  private void place(GridItems items, int index, double x, double y, double w, double h) {
    ContentId content = items.content(index);
    PhotoCell cell = active.get(content);
    if (cell == null) {
      cell = spare.poll();
      if (cell == null) {
        cell = new PhotoCell();
        cellLayer.getChildren().add(cell);
      }
      active.put(content, cell);
      cell.reset(content, items.files(index), items.isOffline(index));
      cell.setAccessibleText(texts.of(items, index));
    } else if (items.result(index).isPresent()) {
      // Its place and its band change with each answer.
      cell.setAccessibleText(texts.of(items, index));
    }
    boolean changed = cell.showStack(items.stack(index).orElse(null));
    changed |= cell.showMarks(marks.of(content));
    if (changed) {
      cell.setAccessibleText(texts.of(items, index));
      cell.requestLayout();
    }
    cell.resizeRelocate(x, y, w, h);
    cell.layout();
    boolean current =
        isFocused() && model.focusProperty().get().filter(content::equals).isPresent();
    cell.state(model.selection().contains(content), current, index == pointed);
    if (!cell.hasPicture()) {
      Image image = thumbnails.cached(content);
      if (image != null) {
        cell.picture(image, false);
      }
    }
  }

  /// Shows the caption in the tile under the pointer, otherwise in the focused one.
  private void showCaption(GridItems items) {
    int index =
        pointed >= 0
            ? hovered ? pointed : -1
            : isFocused() ? model.focusProperty().get().map(items::indexOf).orElse(-1) : -1;
    PhotoCell before = captioned;
    PhotoCell cell = index < 0 ? null : active.get(items.content(index));
    Object subject =
        cell == null ? null : items.result(index).<Object>map(hit -> hit).orElse(cell.content());
    if (before != null && (!before.equals(cell) || !Objects.equals(subject, captionSubject))) {
      before.removeCaption();
    }
    if (cell != null && !cell.hasCaption()) {
      caption.show(items, index, !Platform.getPreferences().isReducedMotion());
      cell.addCaption(caption, items.result(index).map(SearchResult::marks).orElse(List.of()));
    }
    captioned = cell;
    captionSubject = subject;
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case FOCUS_ITEM -> model.focusProperty().get().map(active::get).orElse(null);
      case ITEM_COUNT -> model.itemsProperty().get().size();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    thumbnails.onReady(_ -> {});
    active.values().forEach(PhotoCell::release);
  }
}
