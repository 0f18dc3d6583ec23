package app.akin.desktop.viewer;

import app.akin.desktop.marks.Mark;
import app.akin.desktop.marks.MarkMenu;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;

/// Creates the buttons and menu items of the viewer's actions, with icon, name and state. JavaFX
/// thread only.
final class ViewerCommands {
  /// The actions.
  enum Action {
    /// Closes the viewer.
    CLOSE(Icon.BACK, "viewer.close"),
    /// Shows the previous photo.
    PREVIOUS(Icon.PREVIOUS, "viewer.previous"),
    /// Shows the next photo.
    NEXT(Icon.NEXT, "viewer.next"),
    /// Shows the previous photo of the stack.
    STACK_PREVIOUS(Icon.PREVIOUS, "viewer.stack.previous"),
    /// Shows the next photo of the stack.
    STACK_NEXT(Icon.NEXT, "viewer.stack.next"),
    /// Makes the photo the cover of its stack.
    MAKE_COVER(Icon.STRONG, "viewer.stack.makeCover"),
    /// Takes the photo out of its stack.
    TAKE_OUT(Icon.UNSTACK, "stacks.takeOut"),
    /// Shows photos of the stack side by side.
    COMPARE_STACK(Icon.COMPARE, "viewer.stack.compare"),
    /// Joins the photo, or its stack, with the previous tile.
    JOIN_PREVIOUS(Icon.STACK, "viewer.stack.joinPrevious"),
    /// Joins the photo, or its stack, with the next tile.
    JOIN_NEXT(Icon.STACK, "viewer.stack.joinNext"),
    /// Never stacks the photo.
    NEVER_STACK(Icon.NOT, "stacks.neverStack"),
    /// Shows the query image beside the photo, or hides it.
    COMPARE(Icon.COMPARE, "viewer.compare"),
    /// Zooms out.
    ZOOM_OUT(Icon.ZOOM_OUT, "viewer.zoomOut"),
    /// Zooms in.
    ZOOM_IN(Icon.ZOOM_IN, "viewer.zoomIn"),
    /// Fits the photo to the window.
    FIT(Icon.FIT, "viewer.fit"),
    /// Shows the photo at 100 %.
    ACTUAL_SIZE(Icon.PHOTO, "viewer.actual"),
    /// Searches with the photo.
    SEARCH(Icon.SEARCH_WITH, "viewer.search"),
    /// Marks the photo as a right result.
    MORE(Icon.MORE_LIKE, "feedback.more"),
    /// Marks the photo as a wrong result.
    LESS(Icon.LESS_LIKE, "feedback.less"),
    /// Puts the photo into the target collection, or takes it out.
    COLLECT(Icon.COLLECTION, "collect.toggle"),
    /// Shows the file in its folder.
    REVEAL(Icon.FOLDER, "actions.reveal"),
    /// Opens the photo in its default program.
    OPEN_WITH(Icon.OPEN_WITH, "actions.openWith"),
    /// Shows the programs that the user has chosen.
    OPEN_IN(Icon.OPEN_WITH, "viewer.openIn"),
    /// Starts or ends a slideshow.
    SLIDESHOW(Icon.SLIDESHOW, "viewer.slideshow"),
    /// Copies the image.
    COPY_PICTURE(Icon.COPY, "actions.copyPicture"),
    /// Copies the text in the photo.
    COPY_TEXT(Icon.TEXT, "actions.copyText"),
    /// Copies the path.
    COPY_PATH(Icon.LINK, "actions.copyPath"),
    /// Shows the info panel, or hides it.
    FACTS(Icon.INFORMATION, "viewer.showFacts"),
    /// Enters or leaves full screen.
    FULL_SCREEN(Icon.FULL_SCREEN, "viewer.fullScreen");

    private final Icon icon;
    private final String key;

    Action(Icon icon, String key) {
      this.icon = icon;
      this.key = key;
    }
  }

  /// The actions on a photo in a stack.
  private static final Set<Action> IN_STACK =
      EnumSet.of(
          Action.STACK_PREVIOUS,
          Action.STACK_NEXT,
          Action.MAKE_COVER,
          Action.TAKE_OUT,
          Action.COMPARE_STACK);

  /// The groups of the menu.
  private static final List<List<Action>> GROUPS =
      List.of(
          List.of(Action.PREVIOUS, Action.NEXT),
          List.of(
              Action.STACK_PREVIOUS,
              Action.STACK_NEXT,
              Action.MAKE_COVER,
              Action.TAKE_OUT,
              Action.COMPARE_STACK,
              Action.JOIN_PREVIOUS,
              Action.JOIN_NEXT,
              Action.NEVER_STACK),
          List.of(Action.ZOOM_IN, Action.ZOOM_OUT, Action.FIT, Action.ACTUAL_SIZE),
          List.of(
              Action.SEARCH,
              Action.MORE,
              Action.LESS,
              Action.COMPARE,
              Action.COLLECT,
              Action.FACTS),
          List.of(
              Action.REVEAL,
              Action.OPEN_WITH,
              Action.OPEN_IN,
              Action.COPY_PICTURE,
              Action.COPY_TEXT,
              Action.COPY_PATH),
          List.of(Action.SLIDESHOW, Action.FULL_SCREEN, Action.CLOSE));

  private final Language language;
  private final Consumer<Action> act;
  private final Map<Action, BooleanProperty> states;
  private final ObservableValue<Boolean> comparable;
  private final ObservableValue<Boolean> stacked;
  private final Consumer<Mark> mark;

  /// @param act runs an action
  /// @param states the properties of the actions that switch something on and off
  /// @param comparable whether there is a query image to compare with
  /// @param stacked whether the photo is in a stack
  /// @param mark sets a mark of the photo
  ViewerCommands(
      Language language,
      Consumer<Action> act,
      Map<Action, BooleanProperty> states,
      ObservableValue<Boolean> comparable,
      ObservableValue<Boolean> stacked,
      Consumer<Mark> mark) {
    this.language = language;
    this.act = act;
    this.states = Map.copyOf(states);
    this.comparable = comparable;
    this.stacked = stacked;
    this.mark = mark;
  }

  /// Returns a new icon button; its name is the tooltip and the accessible name.
  ButtonBase button(Action action) {
    BooleanProperty state = states.get(action);
    ButtonBase button;
    if (state == null) {
      button = new Button(null, action.icon.node(Icon.Size.CLEAR));
      button.setOnAction(_ -> act.accept(action));
    } else {
      ToggleButton toggle = new ToggleButton(null, action.icon.node(Icon.Size.CLEAR));
      toggle.selectedProperty().bindBidirectional(state);
      button = toggle;
    }
    dress(button, "akin-quiet-button", action);
    if (action == Action.COMPARE) {
      button.visibleProperty().bind(comparable);
      button.managedProperty().bind(comparable);
    }
    return button;
  }

  /// Returns a round button for use over the image.
  Button round(Action action) {
    Button button = new Button(null, action.icon.node(Icon.Size.HUGE));
    button.setOnAction(_ -> act.accept(action));
    dress(button, "akin-viewer-step", action);
    return button;
  }

  private void dress(ButtonBase button, String style, Action action) {
    button.getStyleClass().add(style);
    button.accessibleTextProperty().bind(language.text(action.key));
    button.setMinWidth(Region.USE_PREF_SIZE);
    Tooltips.setText(button, language.text(action.key));
  }

  /// Runs an action.
  void run(Action action) {
    act.accept(action);
  }

  /// Returns a new context menu of all actions.
  ContextMenu contextMenu() {
    ContextMenu menu = new ContextMenu();
    menu.getItems().setAll(items());
    return menu;
  }

  /// Returns new menu items of all actions.
  List<MenuItem> items() {
    List<MenuItem> items = new ArrayList<>();
    for (List<Action> group : GROUPS) {
      if (!items.isEmpty()) {
        items.add(new SeparatorMenuItem());
      }
      group.forEach(action -> items.add(item(action)));
      if (items.size() == group.size()) {
        items.add(new SeparatorMenuItem());
        items.addAll(MarkMenu.items(language, "", mark));
      }
    }
    return items;
  }

  private MenuItem item(Action action) {
    BooleanProperty state = states.get(action);
    MenuItem item;
    if (state == null) {
      item = new MenuItem();
      item.setOnAction(_ -> act.accept(action));
    } else {
      CheckMenuItem check = new CheckMenuItem();
      check.selectedProperty().bindBidirectional(state);
      item = check;
    }
    item.setGraphic(action.icon.node(Icon.Size.SMALL));
    item.textProperty().bind(language.text(action.key));
    if (IN_STACK.contains(action)) {
      item.disableProperty().bind(stacked.map(there -> !there));
    }
    if (action == Action.COMPARE) {
      item.disableProperty().bind(comparable.map(there -> !there));
    }
    return item;
  }
}
