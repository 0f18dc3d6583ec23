package app.akin.desktop.grid;

import app.akin.desktop.theme.Language;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The timeline scrubber to the right of the grid. Years mark their first photos, and a mark those
/// without a date; dragging shows the month. JavaFX thread only.
final class TimelineScrubber extends Region implements AutoCloseable {
  /// Width of the scrubber.
  static final double WIDTH = 68;

  private static final double THUMB = 34;
  private static final double MARGIN = 14;
  private static final double APART = 26;

  private final PhotoGridModel model;
  private final Language language;
  private final Region thumb = new Region();
  private final Label bubble = new Label();
  private final List<Label> years = new ArrayList<>();
  private final List<Double> places = new ArrayList<>();
  private final Subscription subscriptions;
  private boolean pointed;
  private boolean dragging;

  TimelineScrubber(PhotoGridModel model, Language language) {
    this.model = model;
    this.language = language;
    getStyleClass().add("akin-scrubber");
    setMinWidth(WIDTH);
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    setAccessibleRole(AccessibleRole.SCROLL_BAR);
    accessibleTextProperty().bind(language.text("grid.scrubber"));
    thumb.getStyleClass().add("akin-scrubber-thumb");
    bubble.getStyleClass().add("akin-scrubber-bubble");
    bubble.setManaged(false);
    bubble.setVisible(false);
    thumb.setManaged(false);
    getChildren().addAll(thumb, bubble);
    setOnMousePressed(event -> drag(event.getY()));
    setOnMouseDragged(event -> drag(event.getY()));
    setOnMouseReleased(
        _ -> {
          dragging = false;
          requestLayout();
        });
    setOnMouseEntered(_ -> point(true));
    setOnMouseExited(_ -> point(false));
    subscriptions =
        Subscription.combine(
            model.layoutProperty().subscribe(_ -> mark()),
            language.messagesProperty().subscribe(_ -> mark()),
            model.offsetProperty().subscribe(_ -> requestLayout()));
  }

  private void point(boolean now) {
    pointed = now;
    requestLayout();
  }

  private void drag(double y) {
    dragging = true;
    double room = getHeight() - 2 * MARGIN;
    model.scrollTo(Math.clamp((y - MARGIN) / room, 0, 1) * model.furthest());
    requestLayout();
  }

  /// Marks the years.
  private void mark() {
    places.clear();
    JustifiedLayout now = model.layoutProperty().get();
    int year = Integer.MAX_VALUE;
    for (int i = 0; i < now.items().groups().size(); i++) {
      switch (now.items().groups().get(i)) {
        case GridItems.Group.Month(int _, YearMonth month) -> {
          if (month.getYear() != year) {
            year = month.getYear();
            label(places.size()).setText(Integer.toString(year));
            places.add(now.head(i));
          }
        }
        case GridItems.Group.Undated _ -> {
          label(places.size()).setText(language.of("grid.scrubber.undated"));
          places.add(now.head(i));
        }
        case GridItems.Group.Band _ -> {
          // Relevance bands are few and have headers.
        }
      }
    }
    requestLayout();
  }

  private Label label(int number) {
    if (number == years.size()) {
      Label label = new Label();
      label.getStyleClass().add("akin-scrubber-year");
      label.setManaged(false);
      years.add(label);
      getChildren().addFirst(label);
    }
    return years.get(number);
  }

  @Override
  protected void layoutChildren() {
    double furthest = model.furthest();
    setVisible(furthest > 0);
    if (furthest <= 0) {
      return;
    }
    double room = getHeight() - 2 * MARGIN;
    double at = MARGIN + room * model.offsetProperty().get() / furthest;
    thumb.resizeRelocate(WIDTH - 10, at - THUMB / 2, dragging || pointed ? 6 : 4, THUMB);
    double last = -APART;
    for (int i = 0; i < years.size(); i++) {
      Label year = years.get(i);
      if (i >= places.size()) {
        year.setVisible(false);
        continue;
      }
      double y = MARGIN + room * Math.min(1, places.get(i) / furthest);
      // Years without room are omitted; the bubble still shows their months.
      boolean fits = y - last >= APART && y < getHeight() - 6;
      year.setVisible(fits);
      if (fits) {
        last = y;
        // A new label has no size before CSS is applied.
        year.applyCss();
        double wide = year.prefWidth(-1);
        double high = year.prefHeight(-1);
        year.resizeRelocate(WIDTH - 18 - wide, y - high / 2, wide, high);
      }
    }
    bubble.setVisible(dragging && !places.isEmpty());
    if (bubble.isVisible()) {
      bubble.setText(month());
      bubble.applyCss();
      double wide = bubble.prefWidth(-1);
      double high = bubble.prefHeight(-1);
      double y = Math.clamp(at - high / 2, 4, Math.max(4, getHeight() - high - 4));
      bubble.resizeRelocate(WIDTH - 18 - wide, y, wide, high);
    }
  }

  private String month() {
    JustifiedLayout now = model.layoutProperty().get();
    int group = Math.max(0, now.groupAt(model.offsetProperty().get() + 1));
    return now.items().groups().isEmpty()
        ? ""
        : HeaderText.words(language, now.items().groups().get(group));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }

  /// Texts of group headers.
  static final class HeaderText {
    private HeaderText() {}

    static String words(Language language, GridItems.Group group) {
      return switch (group) {
        case GridItems.Group.Month(int _, YearMonth month) ->
            month.format(DateTimeFormatter.ofPattern(language.of("grid.month"), language.locale()));
        case GridItems.Group.Undated _ -> language.of("grid.group.undated");
        case GridItems.Group.Band strength -> language.of("grid.group." + strength.band().name());
      };
    }
  }
}
