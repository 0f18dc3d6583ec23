package app.akin.desktop.settings;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keyboard shortcuts, in a sheet. JavaFX thread only.
public final class ShortcutSheet {
  /// Actions and their keys; `|` separates alternatives.
  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "search",
              List.of(
                  new Key("find", "Ctrl F"),
                  new Key("pick", "Ctrl O"),
                  new Key("paste", "Ctrl V"),
                  new Key("add", "Ctrl Shift V"),
                  new Key("map", "Ctrl M"),
                  new Key("results", "↓"),
                  new Key("back", "Alt ←"),
                  new Key("forward", "Alt →"),
                  new Key("clear", "Esc"))),
          new Group(
              "photos",
              List.of(
                  new Key("move", "← ↑ → ↓"),
                  new Key("open", "Enter"),
                  new Key("similar", "Ctrl Enter"),
                  new Key("more", "Alt M"),
                  new Key("less", "Alt L"),
                  new Key("stack", "Alt ↓|↑"),
                  new Key("fold", "Ctrl E"),
                  new Key("compare", "Ctrl K"),
                  new Key("join", "Ctrl G"),
                  new Key("split", "Ctrl Shift G"),
                  new Key("rate", "Alt 0–5"),
                  new Key("flag", "Alt P|X|U"),
                  new Key("undo", "Ctrl Z"),
                  new Key("redo", "Ctrl Shift Z"),
                  new Key("select", "Ctrl Space"),
                  new Key("all", "Ctrl A"),
                  new Key("copy", "Ctrl C"),
                  new Key("openIn", "Ctrl Shift E"),
                  new Key("slideshow", "F5"),
                  new Key("larger", "Ctrl +|−"))),
          new Group(
              "collections",
              List.of(
                  new Key("target", "Alt B"),
                  new Key("viewer", "B"),
                  new Key("move", "Alt Shift ←|→"),
                  new Key("save", "Ctrl S"))),
          new Group(
              "viewer",
              List.of(
                  new Key("next", "→|←"),
                  new Key("stack", "↑|↓"),
                  new Key("cover", "M"),
                  new Key("zoom", "+|−"),
                  new Key("rate", "0–5"),
                  new Key("pick", "P"),
                  new Key("reject", "X"),
                  new Key("unflag", "U"),
                  new Key("fit", "Ctrl 0"),
                  new Key("actual", "Ctrl 1"),
                  new Key("compare", "C"),
                  new Key("facts", "I"),
                  new Key("close", "Esc"))),
          new Group(
              "window",
              List.of(
                  new Key("facts", "Ctrl I"),
                  new Key("fullScreen", "F11"),
                  new Key("around", "Tab"),
                  new Key("sheet", "F1"))));

  private final VBox sheet = new VBox(20);

  private record Key(String name, String keys) {}

  private record Group(String name, List<Key> keys) {}

  /// @param close closes the sheet
  public ShortcutSheet(Language language, Runnable close) {
    Label title = Page.text(language.text("keys.title"), "akin-sheet-title");
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox head = new HBox(8, title, Buttons.icon(Icon.CLOSE, language.text("keys.close"), close));
    head.setAlignment(Pos.CENTER_LEFT);
    // Always two columns; the sheet scrolls.
    VBox left = new VBox(24);
    VBox right = new VBox(24);
    for (int i = 0; i < GROUPS.size(); i++) {
      (i % 2 == 0 ? left : right).getChildren().add(group(language, GROUPS.get(i)));
    }
    HBox groups = new HBox(32, left, right);
    ScrollPane scroll = new ScrollPane(groups);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("akin-page-scroll");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    sheet.getChildren().addAll(head, scroll);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet", "akin-keys-sheet");
    sheet.setMaxHeight(Region.USE_PREF_SIZE);
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  private static Node group(Language language, Group group) {
    VBox lines = new VBox(8, Page.line(language.text("keys." + group.name()), "akin-heading"));
    lines.getStyleClass().add("akin-keys-column");
    for (Key key : group.keys()) {
      HBox keys = new HBox(4);
      keys.setAlignment(Pos.CENTER_LEFT);
      keys.getStyleClass().add("akin-keys");
      for (String one : key.keys().split("\\|", -1)) {
        if (!keys.getChildren().isEmpty()) {
          keys.getChildren().add(Page.line(language.text("keys.or"), "akin-muted", "akin-small"));
        }
        for (String cap : one.split(" ", -1)) {
          Label label = new Label(cap);
          label.getStyleClass().add("akin-key");
          label.setMinWidth(Region.USE_PREF_SIZE);
          keys.getChildren().add(label);
        }
      }
      Label words = Page.text(language.text("keys." + group.name() + "." + key.name()));
      HBox.setHgrow(words, Priority.ALWAYS);
      HBox line = new HBox(12, keys, words);
      line.setAlignment(Pos.CENTER_LEFT);
      lines.getChildren().add(line);
    }
    return lines;
  }
}
