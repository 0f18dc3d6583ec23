package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import app.akin.i18n.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The photos in which the words of the query are written: a row of thumbnails above the results,
/// as many as fit. Hidden if there are none. JavaFX thread only.
public final class TextGroupView implements AutoCloseable {
  private static final double HEIGHT = 72;
  private static final double WIDTH = 108;
  private static final int PIXELS = 256;

  /// Width of a thumbnail with its gap.
  private static final double CELL = WIDTH + 10;

  private final ObservableValue<TextGroup> group;
  private final ThumbnailCache thumbnails;
  private final Language language;
  private final Consumer<SearchResult> open;
  private final Label title = new Label();
  private final Label unread = new Label();
  private final Hyperlink all = new Hyperlink();
  private final HBox photos = new HBox(4);
  private final VBox box;
  private final Subscription subscriptions;

  /// The photos of the thumbnails.
  private List<SearchResult> shown = List.of();

  /// @param group the photos
  /// @param open opens one of them
  /// @param showAll shows all of them
  public TextGroupView(
      ObservableValue<TextGroup> group,
      ThumbnailCache thumbnails,
      Language language,
      Consumer<SearchResult> open,
      Runnable showAll) {
    this.group = group;
    this.thumbnails = thumbnails;
    this.language = language;
    this.open = open;
    title.getStyleClass().add("akin-strong");
    title.setMinWidth(Region.USE_PREF_SIZE);
    unread.getStyleClass().addAll("akin-muted", "akin-small");
    unread.setMinWidth(Region.USE_PREF_SIZE);
    all.textProperty().bind(language.text("texts.all"));
    all.setMinWidth(Region.USE_PREF_SIZE);
    all.setOnAction(
        _ -> {
          all.setVisited(false);
          showAll.run();
        });
    FlowPane heading = new FlowPane(10, 2, Icon.TEXT.node(Icon.Size.SMALL), title, all, unread);
    heading.setAlignment(Pos.CENTER_LEFT);
    photos.setMinWidth(0);
    box = new VBox(4, heading, photos);
    box.getStyleClass().add("akin-text-group");
    box.managedProperty().bind(box.visibleProperty());
    subscriptions =
        Subscription.combine(
            group.subscribe(this::show),
            photos.widthProperty().subscribe(_ -> fill()),
            language
                .messagesProperty()
                .subscribe(
                    () -> {
                      show(group.getValue());
                      draw(shown);
                    }));
  }

  /// Returns the view.
  public Region view() {
    return box;
  }

  private void show(TextGroup now) {
    box.setVisible(!now.results().isEmpty());
    title.setText(language.of(now.more() ? "texts.title.more" : "texts.title", now.count()));
    unread.setText(now.unread() > 0 ? language.of("missing.ocr", now.unread()) : "");
    fill();
  }

  /// Draws the photos that fit, unless they are shown. The group is found again while text is being
  /// read, so thumbnails do not change under the user.
  private void fill() {
    List<SearchResult> all = group.getValue().results();
    int room = (int) Math.max(1, photos.getWidth() / CELL);
    List<SearchResult> first = all.subList(0, Math.min(room, all.size()));
    if (!first.equals(shown)) {
      draw(List.copyOf(first));
    }
  }

  /// Draws photos. The focus stays on its photo, or on the first one if that is no longer shown.
  private void draw(List<SearchResult> now) {
    Optional<ContentId> focused =
        IntStream.range(0, shown.size())
            .filter(i -> photos.getChildren().get(i).isFocused())
            .mapToObj(i -> shown.get(i).content())
            .findFirst();
    shown = now;
    photos.getChildren().setAll(now.stream().map(this::thumbnail).toList());
    focused.ifPresent(
        content -> {
          List<ContentId> contents = now.stream().map(SearchResult::content).toList();
          if (!contents.isEmpty()) {
            photos.getChildren().get(Math.max(0, contents.indexOf(content))).requestFocus();
          }
        });
  }

  private Button thumbnail(SearchResult result) {
    StackPane face = new StackPane(thumbnails.view(result.content(), WIDTH, HEIGHT, PIXELS));
    face.setMinSize(WIDTH, HEIGHT);
    Button button = new Button(null, face);
    button.getStyleClass().addAll("flat", "akin-text-photo");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> open.accept(result));
    String text = String.join(" ", result.marks().stream().map(line -> line.text()).toList());
    String name = language.of("texts.photo", Text.name(result.path()), text);
    button.setAccessibleText(name);
    Tooltips.setText(button, new SimpleStringProperty(name));
    return button;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
