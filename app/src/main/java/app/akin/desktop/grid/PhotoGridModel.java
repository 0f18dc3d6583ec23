package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.Hit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import org.jspecify.annotations.Nullable;

/// The grid: what it shows, how it lies, how far it is scrolled, which photo has the focus and
/// which are selected. Needs no toolkit. JavaFX thread only.
public final class PhotoGridModel {
  /// The least height of a row, in pixels.
  public static final double SMALLEST = 90;

  /// The most.
  public static final double LARGEST = 380;

  private static final double USUAL = 190;

  /// Where a key leads.
  public enum Move {
    /// One photo back.
    LEFT,
    /// One photo on.
    RIGHT,
    /// One row up.
    UP,
    /// One row down.
    DOWN,
    /// A screen up.
    PAGE_UP,
    /// A screen down.
    PAGE_DOWN,
    /// The first photo.
    HOME,
    /// The last photo.
    END
  }

  /// A photo that stays where it is on the screen while everything around it moves.
  ///
  /// @param content the photo
  /// @param distance how far its row lies below the upper edge of the screen
  private record Anchor(ContentId content, double distance) {}

  private final Consumer<ContentId> onOpen;
  private final Consumer<ContentId> onUseAsQuery;
  private final Selection selection = new Selection();
  private final ReadOnlyObjectWrapper<Items> items = new ReadOnlyObjectWrapper<>(Items.NONE);
  private final ReadOnlyObjectWrapper<Arrangement> arrangement =
      new ReadOnlyObjectWrapper<>(new Arrangement(Items.NONE, 800, USUAL));
  private final ReadOnlyObjectWrapper<Optional<ContentId>> focus =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyDoubleWrapper offset = new ReadOnlyDoubleWrapper();
  private final DoubleProperty rowHeight = new SimpleDoubleProperty(USUAL);
  private Timeline timeline = Timeline.EMPTY;
  private double width = 800;
  private double height = 600;
  private @Nullable ContentId rangeStart;
  private double allOffset;

  /// @param onOpen a photo is to be shown large
  /// @param onUseAsQuery a photo is to be searched with
  public PhotoGridModel(Consumer<ContentId> onOpen, Consumer<ContentId> onUseAsQuery) {
    this.onOpen = onOpen;
    this.onUseAsQuery = onUseAsQuery;
    rowHeight.subscribe(() -> arrange());
  }

  /// What is shown.
  public ReadOnlyObjectProperty<Items> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// How it lies.
  ReadOnlyObjectProperty<Arrangement> arrangementProperty() {
    return arrangement.getReadOnlyProperty();
  }

  /// The photo that keys act on; empty before the first one.
  public ReadOnlyObjectProperty<Optional<ContentId>> focusProperty() {
    return focus.getReadOnlyProperty();
  }

  /// How far the upper edge of the screen lies below the top of everything.
  ReadOnlyDoubleProperty offsetProperty() {
    return offset.getReadOnlyProperty();
  }

  /// How high rows should be, between [#SMALLEST] and [#LARGEST].
  public DoubleProperty rowHeightProperty() {
    return rowHeight;
  }

  /// What is selected; it outlasts what is shown.
  public Selection selection() {
    return selection;
  }

  /// Shows every photo, where the grid was left when a search began.
  public void showTimeline(Timeline all) {
    boolean back = items.get() instanceof Items.Found;
    update(all);
    if (back) {
      put(Items.of(all));
      scrollTo(allOffset);
    }
  }

  /// Photos came or went: what is shown learns of it and stays where it is.
  public void update(Timeline all) {
    timeline = all;
    selection.keep(content -> all.placeOf(content) >= 0);
    put(
        switch (items.get()) {
          case Items.All _ -> Items.of(all);
          case Items.Found found -> Items.of(found.hits(), all);
        });
  }

  /// Shows what a search found, from the top on; where it is what was shown with photos more or
  /// less, as while photos are taken in, it stays where it is.
  public void showHits(List<Hit> hits) {
    Items before = items.get();
    if (before instanceof Items.All) {
      allOffset = offset.get();
    }
    Items next = Items.of(hits, timeline);
    boolean stays = before instanceof Items.Found && continues(before, next);
    put(next);
    if (!stays) {
      scrollTo(0);
    }
  }

  /// Whether most of what was there is still there, and in the same order.
  private static boolean continues(Items before, Items after) {
    int last = -1;
    int common = 0;
    for (int i = 0; i < before.size(); i++) {
      int now = after.indexOf(before.content(i));
      if (now >= 0 && now <= last) {
        return false;
      }
      if (now >= 0) {
        last = now;
        common++;
      }
    }
    return common > before.size() / 2;
  }

  private void put(Items next) {
    Optional<Anchor> anchor = anchor();
    items.set(next);
    arrange(anchor);
    if (focus.get().filter(content -> next.indexOf(content) < 0).isPresent()) {
      focus.set(Optional.empty());
    }
  }

  /// The screen has another size.
  ///
  /// @param toWidth what photos may fill
  /// @param toHeight what is seen at once
  public void resize(double toWidth, double toHeight) {
    height = toHeight;
    if (toWidth != width) {
      width = toWidth;
      arrange();
    } else {
      scrollTo(offset.get());
    }
  }

  private void arrange() {
    arrange(anchor());
  }

  private void arrange(Optional<Anchor> anchor) {
    Arrangement next = new Arrangement(items.get(), width, rowHeight.get());
    arrangement.set(next);
    double kept =
        anchor
            .map(
                held -> {
                  int index = items.get().indexOf(held.content());
                  return index < 0 ? offset.get() : next.top(next.rowOf(index)) - held.distance();
                })
            .orElse(offset.get());
    scrollTo(kept);
  }

  /// The photo to hold on to: the first on the screen, or none at the very top, where what is new
  /// shall be seen.
  private Optional<Anchor> anchor() {
    Arrangement now = arrangement.get();
    if (offset.get() < 1 || now.rows() == 0) {
      return Optional.empty();
    }
    int row = now.rowAt(offset.get());
    if (now.bottom(row) < offset.get() && row + 1 < now.rows()) {
      row++;
    }
    return Optional.of(
        new Anchor(now.items().content(now.start(row)), now.top(row) - offset.get()));
  }

  /// The furthest the grid can be scrolled.
  double furthest() {
    return Math.max(0, arrangement.get().height() - height);
  }

  /// How much is seen at once.
  double seen() {
    return height;
  }

  /// Scrolls to a distance from the top, as far as there is something.
  void scrollTo(double to) {
    offset.set(Math.clamp(to, 0, furthest()));
  }

  /// Brings a photo onto the screen, with some room around it.
  public void reveal(ContentId content) {
    int index = items.get().indexOf(content);
    if (index < 0) {
      return;
    }
    Arrangement now = arrangement.get();
    int row = now.rowOf(index);
    double above = now.top(row) - Arrangement.HEAD;
    double below = now.bottom(row) + 24;
    if (above < offset.get()) {
      scrollTo(above);
    } else if (below > offset.get() + height) {
      scrollTo(below - height);
    }
  }

  /// Moves the focus by a key.
  ///
  /// @param extend whether everything between where the selection began and the new focus is
  ///   selected
  public void move(Move move, boolean extend) {
    Items all = items.get();
    if (all.size() == 0) {
      return;
    }
    int from = focus.get().map(all::indexOf).orElse(-1);
    int to = from < 0 ? first() : target(move, from);
    if (extend) {
      if (rangeStart == null || all.indexOf(rangeStart) < 0) {
        rangeStart = all.content(Math.max(0, from));
      }
      selectRange(to, false);
    } else {
      rangeStart = all.content(to);
    }
    focus.set(Optional.of(all.content(to)));
    reveal(all.content(to));
  }

  /// The first photo that is seen in full.
  private int first() {
    Arrangement now = arrangement.get();
    int row = now.rowAt(offset.get());
    return now.start(now.top(row) < offset.get() && row + 1 < now.rows() ? row + 1 : row);
  }

  private int target(Move move, int from) {
    Arrangement now = arrangement.get();
    int last = items.get().size() - 1;
    int row = now.rowOf(from);
    double middle = now.middle(from);
    return switch (move) {
      case LEFT -> Math.max(0, from - 1);
      case RIGHT -> Math.min(last, from + 1);
      case UP -> row == 0 ? from : now.nearest(row - 1, middle);
      case DOWN -> row == now.rows() - 1 ? from : now.nearest(row + 1, middle);
      case PAGE_UP -> now.nearest(Math.min(row, now.rowAt(now.top(row) - height)), middle);
      case PAGE_DOWN -> now.nearest(Math.max(row, now.rowAt(now.top(row) + height)), middle);
      case HOME -> 0;
      case END -> last;
    };
  }

  /// A photo was pressed: it gets the focus and is what is selected.
  ///
  /// @param toggle whether the others stay selected and this one changes
  /// @param extend whether everything from where the selection began is selected
  public void press(int index, boolean toggle, boolean extend) {
    ContentId content = items.get().content(index);
    if (extend && rangeStart != null && items.get().indexOf(rangeStart) >= 0) {
      selectRange(index, toggle);
    } else {
      rangeStart = content;
      if (toggle) {
        selection.toggle(content);
      } else {
        selection.set(List.of(content));
      }
    }
    focus.set(Optional.of(content));
  }

  private void selectRange(int to, boolean keep) {
    int from = rangeStart == null ? to : Math.max(0, items.get().indexOf(rangeStart));
    List<ContentId> range = new ArrayList<>();
    for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
      range.add(items.get().content(i));
    }
    if (keep) {
      selection.add(range);
    } else {
      selection.set(range);
    }
  }

  /// Selects what a rectangle touches, beside what was selected before it was drawn.
  ///
  /// @param before what stays selected
  void band(double left, double top, double right, double bottom, Set<ContentId> before) {
    Set<ContentId> touched = new LinkedHashSet<>(before);
    arrangement
        .get()
        .within(left, top, right, bottom, index -> touched.add(items.get().content(index)));
    if (touched.size() != selection.sizeProperty().get()
        || !touched.equals(new HashSet<>(selection.contents()))) {
      selection.set(touched);
    }
  }

  /// Selects everything that is shown.
  public void selectAll() {
    List<ContentId> all = new ArrayList<>(items.get().size());
    for (int i = 0; i < items.get().size(); i++) {
      all.add(items.get().content(i));
    }
    selection.set(all);
  }

  /// Selects the photo of the focus, or no longer.
  public void toggleFocused() {
    focus
        .get()
        .ifPresent(
            content -> {
              rangeStart = content;
              selection.toggle(content);
            });
  }

  /// Gives a photo the focus, such as the one a viewer ended at.
  public void focus(ContentId content) {
    if (items.get().indexOf(content) >= 0) {
      rangeStart = content;
      focus.set(Optional.of(content));
      reveal(content);
    }
  }

  /// What actions act on: the selection, or else the photo of the focus.
  public List<ContentId> chosen() {
    List<ContentId> contents = selection.contents();
    return contents.isEmpty() ? focus.get().map(List::of).orElse(List.of()) : contents;
  }

  /// Shows a photo large.
  public void open(ContentId content) {
    onOpen.accept(content);
  }

  /// Searches with a photo.
  public void useAsQuery(ContentId content) {
    onUseAsQuery.accept(content);
  }
}
