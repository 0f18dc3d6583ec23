package app.akin.desktop.search;

import app.akin.core.query.gloss.GlossWord;
import app.akin.core.search.ReadAs;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The English that is searched for Chinese words, below the search bar: a field to edit it, a menu
/// of glosses for each word, and what was ignored. JavaFX thread only.
public final class EnglishLineView implements AutoCloseable {
  private static final double MIN_FIELD_WIDTH = 140;

  /// Space of the field beside its text.
  private static final double FIELD_INSETS = 26;

  private final EnglishLineModel model;
  private final Language language;
  private final VBox view = new VBox(4);
  private final WrappingRow line = new WrappingRow(6, 4);
  private final Label title = new Label();
  private final TextField field = new TextField();
  private final Button edit;
  private final Hyperlink forget = new Hyperlink();
  private final Label ignored = new Label();
  private final HBox explanation = new HBox(8);
  private final Subscription subscriptions;

  /// The line that the field shows unless the user is editing it.
  private String shown = "";

  public EnglishLineView(EnglishLineModel model, Language language) {
    this.model = model;
    this.language = language;
    view.getStyleClass().add("akin-english-line");
    line.setAlignment(Pos.CENTER_LEFT);
    title.textProperty().bind(language.text("search.english"));
    title.setLabelFor(field);
    title.getStyleClass().add("akin-muted");
    title.setMinWidth(Region.USE_PREF_SIZE);
    edit = Buttons.icon(Icon.EDIT, language.text("search.english.edit"), this::edit);
    forget.textProperty().bind(language.text("search.english.forget"));
    forget.setMinWidth(Region.USE_PREF_SIZE);
    forget.setOnAction(_ -> model.forget());
    ignored.getStyleClass().add("akin-muted");
    ignored.setWrapText(true);
    buildField();
    buildExplanation();
    view.getChildren().addAll(line, explanation);
    view.addEventFilter(KeyEvent.KEY_PRESSED, this::undo);
    subscriptions =
        Subscription.combine(
            model.readAsProperty().subscribe(this::show),
            model.explainedProperty().subscribe(read -> explanation.setVisible(!read)),
            language.messagesProperty().subscribe(() -> show(model.readAsProperty().get())));
  }

  /// Returns the view, which is visible if Chinese words were put into English.
  public Region view() {
    return view;
  }

  private void buildField() {
    field.getStyleClass().add("akin-english-field");
    field.accessibleTextProperty().bind(language.text("search.english.field"));
    field.promptTextProperty().bind(language.text("search.english.prompt"));
    field
        .prefWidthProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> {
                  Text text = new Text(field.getText());
                  text.setFont(field.getFont());
                  double width = Math.ceil(text.getLayoutBounds().getWidth()) + FIELD_INSETS;
                  return Math.max(MIN_FIELD_WIDTH, Math.min(width, line.getWidth()));
                },
                line.widthProperty(),
                field.textProperty(),
                field.fontProperty()));
    // The row follows the width of the bar and does not determine it.
    line.setMinWidth(0);
    ignored.maxWidthProperty().bind(line.widthProperty());
    field.setOnAction(_ -> model.edit(field.getText()));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    field
        .focusedProperty()
        .subscribe(
            focused -> {
              // The line says what is searched, so text that was not searched does not stay.
              if (!focused) {
                reset();
              }
            });
  }

  private void buildExplanation() {
    Label text = new Label(null, Icon.INFORMATION.node(Icon.Size.SMALL));
    text.textProperty().bind(language.text("search.english.explanation"));
    text.getStyleClass().addAll("akin-muted", "akin-small");
    text.setWrapText(true);
    text.setMinWidth(0);
    explanation.setAlignment(Pos.CENTER_LEFT);
    explanation
        .getChildren()
        .addAll(
            text,
            Buttons.words(language.text("search.english.explained"), this::explained, "flat"));
    explanation.managedProperty().bind(explanation.visibleProperty());
  }

  private void explained() {
    field.requestFocus();
    model.explain();
  }

  private void edit() {
    field.requestFocus();
    field.selectAll();
  }

  private void reset() {
    if (!field.getText().equals(shown)) {
      field.setText(shown);
    }
    showStart();
  }

  /// Moves the caret to the end of the line in use; otherwise a long line would hide its beginning.
  private void showStart() {
    if (field.isFocused()) {
      field.end();
    } else {
      field.home();
    }
  }

  private void press(KeyEvent pressed) {
    boolean edited = !field.getText().equals(shown);
    if (pressed.getCode() == KeyCode.ESCAPE && edited) {
      reset();
      pressed.consume();
    } else if (pressed.getCode() == KeyCode.DOWN) {
      words().stream().findFirst().ifPresent(Node::requestFocus);
      pressed.consume();
    }
  }

  private void undo(KeyEvent pressed) {
    boolean undoes =
        pressed.getCode() == KeyCode.Z && pressed.isShortcutDown() && !pressed.isShiftDown();
    boolean edited = field.isFocused() && !field.getText().equals(shown);
    if (undoes && !edited && model.undo()) {
      pressed.consume();
    }
  }

  private void show(Optional<ReadAs> read) {
    view.setVisible(read.isPresent());
    view.setManaged(read.isPresent());
    read.ifPresent(this::show);
  }

  private void show(ReadAs read) {
    // An answer to the same words, as while the index is being updated, does not end an edit.
    if (!read.english().equals(shown)) {
      shown = read.english();
      field.setText(shown);
      showStart();
    }
    @Nullable String focused = focusedWord();
    boolean forgets = forget.isFocused();
    line.getChildren().setAll(title, field, edit);
    for (GlossWord word : read.words()) {
      line.getChildren().add(menu(word));
    }
    if (read.corrected()) {
      line.getChildren().add(forget);
    }
    if (!read.ignored().isEmpty()) {
      ignored.setText(language.of("search.english.ignored", String.join("、", read.ignored())));
      line.getChildren().add(ignored);
    }
    if (focused != null) {
      words().stream()
          .filter(menu -> Objects.equals(focused, menu.getText()))
          .findFirst()
          .ifPresentOrElse(Node::requestFocus, field::requestFocus);
    } else if (forgets && !read.corrected()) {
      field.requestFocus();
    }
  }

  private List<MenuButton> words() {
    return line.getChildren().stream()
        .filter(MenuButton.class::isInstance)
        .map(MenuButton.class::cast)
        .toList();
  }

  private @Nullable String focusedWord() {
    return words().stream()
        .filter(menu -> menu.isFocused() || menu.isShowing())
        .map(MenuButton::getText)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private MenuButton menu(GlossWord word) {
    MenuButton menu = new MenuButton(word.text());
    menu.getStyleClass().addAll("flat", "akin-gloss-word");
    menu.setMnemonicParsing(false);
    menu.setMinWidth(Region.USE_PREF_SIZE);
    menu.setAccessibleText(language.of("search.english.word", word.text(), word.chosen()));
    Tooltips.setText(menu, new SimpleStringProperty(String.join("  ·  ", word.choices())));
    // Without a group, choosing the chosen gloss would clear its mark.
    ToggleGroup group = new ToggleGroup();
    for (String choice : word.choices()) {
      RadioMenuItem item = new RadioMenuItem(choice);
      item.setMnemonicParsing(false);
      item.setToggleGroup(group);
      item.setSelected(choice.equals(word.chosen()));
      item.setOnAction(_ -> model.choose(word, choice));
      menu.getItems().add(item);
    }
    menu.addEventFilter(
        KeyEvent.KEY_PRESSED,
        pressed -> {
          if (pressed.getCode() == KeyCode.DOWN && !menu.isShowing()) {
            // A menu that is opened before its button has a skin is never shown.
            menu.applyCss();
            menu.show();
            pressed.consume();
          }
        });
    return menu;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
