package app.akin.desktop;

import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The frame of the window: rail, search bar, content, inspector, bottom bar and overlay. Knows
/// sections and regions but not their content. JavaFX thread only.
public final class Shell implements AutoCloseable {
  /// The parts of the frame.
  ///
  /// @param search the search bar, shown above every section
  /// @param contents creates the content of each section on first use
  /// @param inspector the inspector on the right
  /// @param bottomBar the bar at the bottom; may hide itself
  public record Parts(
      Region search, Map<Section, Supplier<Region>> contents, Region inspector, Region bottomBar) {}

  /// Width of the window below which the inspector covers part of the content instead of taking its
  /// width.
  private static final double NARROW = 1_000;

  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

  /// Style class of the buttons of the rail.
  static final String RAIL_BUTTON = "akin-rail-place";

  /// Approximate width of the rail, which notices do not cover.
  private static final double RAIL = 76;

  private final ShellModel model;
  private final Language language;
  private final Parts parts;
  private final NoticeView notice;
  private final Map<Section, Region> contents = new EnumMap<>(Section.class);
  private final Map<Section, ToggleButton> buttons = new EnumMap<>(Section.class);
  private final BorderPane frame = new BorderPane();
  private final StackPane content = new StackPane();

  /// The content, and over it the inspector of a narrow window.
  private final StackPane body = new StackPane(content);

  private final StackPane layers = new StackPane();
  private final ChangeListener<Section> sectionSubscription = (_, _, section) -> show(section);
  private final ChangeListener<Optional<Node>> overlaySubscription =
      (_, _, node) -> showOverlay(node);
  private final Subscription subscriptions;
  private @Nullable Node cover;

  /// Whether the focus is moved from the covered frame into the overlay.
  private boolean returning;

  /// The focus owner before the overlay was shown.
  private @Nullable Node focused;

  /// @param notice the notice area; the caller closes it
  public Shell(ShellModel model, Language language, Parts parts, NoticeView notice) {
    this.model = model;
    this.language = language;
    this.parts = parts;
    this.notice = notice;
    frame.setLeft(rail());
    BorderPane main = new BorderPane(body);
    // The content is cut rather than moved out of the window.
    main.setMinSize(0, 0);
    body.setMinSize(0, 0);
    StackPane.setAlignment(parts.inspector(), Pos.CENTER_RIGHT);
    parts
        .inspector()
        .addEventHandler(
            KeyEvent.KEY_PRESSED,
            event -> {
              if (event.getCode() == KeyCode.ESCAPE && isOver()) {
                model.inspectorProperty().set(false);
                event.consume();
              }
            });
    main.setTop(head());
    main.setBottom(parts.bottomBar());
    frame.setCenter(main);
    frame.getStyleClass().add("akin-frame");
    StackPane.setAlignment(notice.view(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(notice.view(), new Insets(0, 24, 24, RAIL + 24));
    layers.getChildren().addAll(frame, notice.view());
    layers.getStyleClass().add("akin-shell");
    model.sectionProperty().addListener(sectionSubscription);
    model.overlayProperty().addListener(overlaySubscription);
    subscriptions =
        Subscription.combine(
            layers.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::keepOut),
            model.inspectorProperty().subscribe(_ -> inspect()),
            layers.widthProperty().subscribe(_ -> inspect()));
    show(model.sectionProperty().get());
    showOverlay(model.overlayProperty().get());
  }

  /// Returns the root of the frame.
  public Region view() {
    return layers;
  }

  /// Returns the entry of a section in the rail.
  Region railEntry(Section section) {
    return Objects.requireNonNull(buttons.get(section));
  }

  private Region head() {
    ToggleButton facts = new ToggleButton(null, Icon.INFORMATION.node(Icon.Size.CLEAR));
    facts.getStyleClass().addAll("akin-rail-button", "akin-facts-button");
    facts.accessibleTextProperty().bind(language.text("shell.inspector"));
    Tooltips.setText(facts, language.text("shell.inspector"));
    facts.selectedProperty().bindBidirectional(model.inspectorProperty());
    HBox.setHgrow(parts.search(), Priority.ALWAYS);
    HBox head = new HBox(parts.search(), facts);
    head.getStyleClass().add("akin-head");
    return head;
  }

  private Region rail() {
    VBox rail = new VBox();
    rail.getStyleClass().add("akin-rail");
    rail.setAlignment(Pos.TOP_CENTER);
    ToggleGroup group = new ToggleGroup();
    Region space = new Region();
    VBox.setVgrow(space, Priority.ALWAYS);
    rail.getChildren().add(gap(12));
    for (Section section : Section.values()) {
      ToggleButton button = new ToggleButton(null, section.icon().node(Icon.Size.LARGE));
      button.textProperty().bind(language.text(section.titleKey()));
      button.setContentDisplay(ContentDisplay.TOP);
      button.setMaxWidth(Double.MAX_VALUE);
      button.getStyleClass().addAll("akin-rail-button", RAIL_BUTTON);
      button.setToggleGroup(group);
      button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
      button.accessibleTextProperty().bind(language.text(section.titleKey()));
      button.setOnAction(
          _ -> {
            // Keeps the current section selected when it is pressed again.
            button.setSelected(true);
            model.sectionProperty().set(section);
          });
      buttons.put(section, button);
      if (section == Section.SETTINGS) {
        rail.getChildren().add(space);
      }
      rail.getChildren().addAll(button, gap(4));
    }
    return rail;
  }

  /// Returns a gap that a low window does not have.
  private static Region gap(double height) {
    Region gap = new Region();
    gap.setPrefHeight(height);
    gap.setMinHeight(0);
    gap.setMaxHeight(height);
    return gap;
  }

  private void show(Section section) {
    ToggleButton button = buttons.get(section);
    if (button != null) {
      button.setSelected(true);
    }
    Region region =
        contents.computeIfAbsent(
            section,
            wanted -> {
              Supplier<Region> maker = parts.contents().get(wanted);
              return maker == null ? new Region() : maker.get();
            });
    content.getChildren().setAll(region);
  }

  /// Places the inspector: beside the content, or over it in a narrow window.
  private void inspect() {
    boolean open = model.inspectorProperty().get();
    boolean over = open && layers.getWidth() > 0 && layers.getWidth() < NARROW;
    Region inspector = parts.inspector();
    if (!over) {
      body.getChildren().remove(inspector);
    }
    Region right = open && !over ? inspector : null;
    if (!Objects.equals(frame.getRight(), right)) {
      frame.setRight(right);
    }
    if (over && !isOver()) {
      body.getChildren().add(inspector);
    }
    inspector.pseudoClassStateChanged(OVER, over);
  }

  private boolean isOver() {
    return body.getChildren().contains(parts.inspector());
  }

  /// The frame stays in the scene; leaving it would repeat styling and layout.
  private void showOverlay(Optional<Node> node) {
    if (cover != null) {
      layers.getChildren().remove(cover);
    } else {
      focused = focusOwner();
    }
    cover = node.orElse(null);
    // Covered content receives neither mouse nor keyboard events.
    frame.setMouseTransparent(cover != null);
    if (cover != null) {
      layers.getChildren().add(layers.getChildren().indexOf(notice.view()), cover);
      // Moves the focus to the first focusable node inside.
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
      if (!returning) {
        // An overlay without a focusable node would send the focus back to the frame again.
        returning = true;
        over.requestFocusTraversal(TraversalDirection.NEXT);
        returning = false;
      }
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
    subscriptions.unsubscribe();
    model.overlayProperty().removeListener(overlaySubscription);
    model.sectionProperty().removeListener(sectionSubscription);
  }
}
