package app.akin.desktop;

import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tip;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The window's frame: the rail at the left, the search bar above, the content, the inspector at
/// the right, the bar at the foot, and what lies over them. It knows places and regions, not what
/// they show. JavaFX thread only.
public final class Shell implements AutoCloseable {
  /// The parts that others made.
  ///
  /// @param search the search bar, over every place
  /// @param contents what each place shows, made when it is first shown
  /// @param inspector what stands at the right
  /// @param foot what stands at the foot; it may hide itself
  public record Parts(
      Region search, Map<Section, Supplier<Region>> contents, Region inspector, Region foot) {}

  /// About as wide as the rail: what lies over the content leaves it free.
  private static final double RAIL = 76;

  private final ShellModel model;
  private final Language language;
  private final Parts parts;
  private final NoticeView notice;
  private final Map<Section, Region> made = new EnumMap<>(Section.class);
  private final Map<Section, ToggleButton> buttons = new EnumMap<>(Section.class);
  private final BorderPane frame = new BorderPane();
  private final StackPane content = new StackPane();
  private final StackPane layers = new StackPane();
  private final ChangeListener<Section> followPlace = (_, _, place) -> show(place);
  private final ChangeListener<Boolean> followInspector = (_, _, open) -> inspect(open);
  private final ChangeListener<Optional<Node>> followOverlay = (_, _, node) -> lay(node);
  private final Subscription followFocus;
  private @Nullable Node cover;

  /// What had the keyboard before something was laid over it.
  private @Nullable Node focused;

  /// @param notice the notice line, closed by whoever made it
  public Shell(ShellModel model, Language language, Parts parts, NoticeView notice) {
    this.model = model;
    this.language = language;
    this.parts = parts;
    this.notice = notice;
    frame.setLeft(rail());
    BorderPane main = new BorderPane(content);
    main.setTop(head());
    main.setBottom(parts.foot());
    frame.setCenter(main);
    frame.getStyleClass().add("akin-frame");
    StackPane.setAlignment(notice.view(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(notice.view(), new Insets(0, 24, 48, RAIL + 24));
    layers.getChildren().addAll(frame, notice.view());
    layers.getStyleClass().add("akin-shell");
    model.placeProperty().addListener(followPlace);
    model.inspectorProperty().addListener(followInspector);
    model.overlayProperty().addListener(followOverlay);
    followFocus =
        layers.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::keepOut);
    show(model.placeProperty().get());
    inspect(model.inspectorProperty().get());
    lay(model.overlayProperty().get());
  }

  /// The whole frame.
  public Region view() {
    return layers;
  }

  private Region head() {
    ToggleButton facts = new ToggleButton(null, Icon.INFORMATION.node(Icon.Size.CLEAR));
    facts.getStyleClass().addAll("akin-rail-button", "akin-facts-button");
    facts.accessibleTextProperty().bind(language.text("shell.inspector"));
    Tip.on(facts, language.text("shell.inspector"));
    facts.selectedProperty().bindBidirectional(model.inspectorProperty());
    HBox.setHgrow(parts.search(), Priority.ALWAYS);
    HBox head = new HBox(parts.search(), facts);
    head.getStyleClass().add("akin-head");
    return head;
  }

  private Region rail() {
    VBox rail = new VBox(4);
    rail.getStyleClass().add("akin-rail");
    rail.setAlignment(Pos.TOP_CENTER);
    ToggleGroup group = new ToggleGroup();
    Region space = new Region();
    VBox.setVgrow(space, Priority.ALWAYS);
    for (Section place : Section.values()) {
      ToggleButton button = new ToggleButton(null, place.icon().node(Icon.Size.LARGE));
      button.textProperty().bind(language.text(place.words()));
      button.setContentDisplay(ContentDisplay.TOP);
      button.setMaxWidth(Double.MAX_VALUE);
      button.getStyleClass().addAll("akin-rail-button", "akin-rail-place");
      button.setToggleGroup(group);
      button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
      button.accessibleTextProperty().bind(language.text(place.words()));
      button.setOnAction(
          _ -> {
            // A second press on the place that is shown leaves it shown.
            button.setSelected(true);
            model.placeProperty().set(place);
          });
      buttons.put(place, button);
      if (place == Section.SETTINGS) {
        rail.getChildren().add(space);
      }
      rail.getChildren().add(button);
    }
    return rail;
  }

  private void show(Section place) {
    ToggleButton button = buttons.get(place);
    if (button != null) {
      button.setSelected(true);
    }
    Region region =
        made.computeIfAbsent(
            place,
            wanted -> {
              Supplier<Region> maker = parts.contents().get(wanted);
              return maker == null ? new Region() : maker.get();
            });
    content.getChildren().setAll(region);
  }

  private void inspect(boolean open) {
    frame.setRight(open ? parts.inspector() : null);
  }

  /// The frame stays where it is: a part that leaves its scene is styled and laid out anew.
  private void lay(Optional<Node> node) {
    if (cover != null) {
      layers.getChildren().remove(cover);
    } else {
      focused = focusOwner();
    }
    cover = node.orElse(null);
    // What is covered can be neither clicked nor reached by the keyboard.
    frame.setMouseTransparent(cover != null);
    if (cover != null) {
      layers.getChildren().add(layers.getChildren().indexOf(notice.view()), cover);
      // To the first thing inside that takes the keyboard.
      cover.requestFocus();
      cover.requestFocusTraversal(TraversalDirection.NEXT);
    } else if (focused != null && focused.getScene() != null) {
      focused.requestFocus();
      focused = null;
    }
  }

  private void keepOut(@Nullable Node owner) {
    Node over = cover;
    if (over != null && within(owner, frame)) {
      over.requestFocus();
    }
  }

  private @Nullable Node focusOwner() {
    return layers.getScene() == null ? null : layers.getScene().getFocusOwner();
  }

  private static boolean within(@Nullable Node node, Node outer) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    followFocus.unsubscribe();
    model.overlayProperty().removeListener(followOverlay);
    model.inspectorProperty().removeListener(followInspector);
    model.placeProperty().removeListener(followPlace);
  }
}
