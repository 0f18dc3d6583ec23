package app.akin.desktop.viewer;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.marks.MarkBadge;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.marks.MarkTexts;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The photos of the stack of the shown photo, as a row of thumbnails below it. Of a long stack,
/// those beside the shown photo. JavaFX thread only.
final class Filmstrip implements AutoCloseable {
  private static final double SIDE = 64;
  private static final int PIXELS = 160;

  /// Opacity of a rejected photo.
  private static final double DIMMED = 0.45;

  /// Width of a thumbnail with its border and gap.
  private static final double CELL = 84;

  private final ThumbnailCache thumbnails;
  private final MarkModel marks;
  private final Language language;
  private final Consumer<ContentId> show;
  private final HBox photos = new HBox(6);
  private final Label position = new Label();
  private final HBox bar = new HBox(12);
  private final Subscription subscriptions;
  private @Nullable ShownStack stack;
  private int first;
  private int shown;

  /// @param show shows a photo
  /// @param buttons actions on the photo, at the end of the row
  Filmstrip(
      ThumbnailCache thumbnails,
      MarkModel marks,
      Language language,
      Consumer<ContentId> show,
      List<Node> buttons) {
    this.thumbnails = thumbnails;
    this.marks = marks;
    this.language = language;
    this.show = show;
    photos.setAlignment(Pos.CENTER);
    photos.setMinWidth(0);
    HBox.setHgrow(photos, Priority.ALWAYS);
    position.getStyleClass().addAll("akin-muted", "akin-small");
    position.setMinWidth(Region.USE_PREF_SIZE);
    bar.getStyleClass().add("akin-filmstrip");
    bar.setAlignment(Pos.CENTER);
    bar.getChildren().addAll(position, photos);
    bar.getChildren().addAll(buttons);
    bar.managedProperty().bind(bar.visibleProperty());
    bar.setVisible(false);
    subscriptions =
        Subscription.combine(
            photos.widthProperty().subscribe(_ -> resized()),
            marks.changesProperty().subscribe(_ -> draw()),
            language.messagesProperty().subscribe(_ -> draw()));
  }

  /// Returns the view.
  Region view() {
    return bar;
  }

  /// Shows a stack, or nothing.
  void show(Optional<ShownStack> next) {
    stack = next.orElse(null);
    bar.setVisible(stack != null);
    draw();
  }

  private void resized() {
    if (stack != null && room() != shown) {
      draw();
    }
  }

  /// Returns the number of thumbnails that fit.
  private int room() {
    ShownStack all = stack;
    int fit = (int) Math.max(1, photos.getWidth() / CELL);
    return all == null ? 0 : Math.min(all.photos().size(), fit);
  }

  private void draw() {
    ShownStack all = stack;
    if (all == null) {
      photos.getChildren().clear();
      return;
    }
    position.setText(language.of("viewer.stack.position", all.current() + 1, all.photos().size()));
    shown = room();
    first = Math.clamp(all.current() - shown / 2, 0, all.photos().size() - shown);
    marks.request(all.photos().subList(first, first + shown));
    List<Node> row = new ArrayList<>();
    for (int i = first; i < first + shown; i++) {
      row.add(thumbnail(all, i));
    }
    boolean focused = photos.isFocusWithin();
    photos.getChildren().setAll(row);
    if (focused) {
      row.get(all.current() - first).requestFocus();
    }
  }

  private Node thumbnail(ShownStack all, int index) {
    ContentId content = all.photos().get(index);
    StackPane face = new StackPane(thumbnails.view(content, SIDE, SIDE, PIXELS));
    face.setMinSize(SIDE, SIDE);
    EffectiveMarks marked = marks.of(content);
    MarkBadge badge = new MarkBadge();
    badge.show(marked, true);
    StackPane.setAlignment(badge, Pos.BOTTOM_LEFT);
    face.setOpacity(MarkBadge.isDimmed(marked) ? DIMMED : 1);
    face.getChildren().add(badge);
    boolean isCover = index == all.cover();
    if (isCover) {
      StackPane mark = new StackPane(Icon.STRONG.node(Icon.Size.TINY));
      mark.getStyleClass().add("akin-photo-badge");
      mark.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
      StackPane.setAlignment(mark, Pos.TOP_RIGHT);
      face.getChildren().add(mark);
    }
    ToggleButton button = new ToggleButton(null, face);
    button.getStyleClass().add("akin-filmstrip-photo");
    button.setSelected(index == all.current());
    button.setOnAction(
        _ -> {
          button.setSelected(true);
          show.accept(content);
        });
    String name =
        language.of(
            isCover ? "viewer.stack.cover" : "viewer.stack.photo", index + 1, all.photos().size());
    String spoken = MarkTexts.spoken(language, marked);
    String words = spoken.isEmpty() ? name : language.of("marks.photo", name, spoken);
    button.setAccessibleText(words);
    Tooltips.setText(button, new SimpleStringProperty(words));
    return button;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
