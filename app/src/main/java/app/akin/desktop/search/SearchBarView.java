package app.akin.desktop.search;

import app.akin.core.search.QueryPart;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tip;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The search bar: pictures and words together in one line, and below it what must not fit, the
/// balance between the two, and what there is to say about the question. JavaFX thread only.
public final class SearchBarView implements AutoCloseable {
  /// What the bar lets others do.
  ///
  /// @param pick lets the person choose picture files
  /// @param open shows a picture of the question large, to crop and weigh it
  public record Actions(Runnable pick, Consumer<QueryPart.Picture> open) {}

  private final SearchModel model;
  private final Thumbnails thumbnails;
  private final Language language;
  private final Actions ways;
  private final VBox bar = new VBox(8);
  private final HBox chips = new HBox(10);
  private final FlowPane nots = new FlowPane(8, 8);
  private final TextField field = new TextField();
  private final Label hint = new Label();
  private final BalanceView balance;
  private Subscription subscriptions = Subscription.EMPTY;

  /// @param thumbnails the chips' pictures
  public SearchBarView(SearchModel model, Thumbnails thumbnails, Language language, Actions ways) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.language = language;
    this.ways = ways;
    this.balance = new BalanceView(model, language);
    bar.getStyleClass().add("akin-search-bar");
    HBox row = new HBox(4, back(), forward(), pill());
    row.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(row.getChildren().getLast(), Priority.ALWAYS);
    hint.getStyleClass().addAll("akin-muted", "akin-hint");
    hint.setWrapText(true);
    nots.setAlignment(Pos.CENTER_LEFT);
    HBox below = new HBox(16, nots, balance.view());
    below.setAlignment(Pos.CENTER_LEFT);
    below.getStyleClass().add("akin-search-below");
    HBox.setHgrow(nots, Priority.ALWAYS);
    bar.getChildren().addAll(row, below, hint);
    below
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> {
                  SearchQuery query = model.queryProperty().get();
                  return query.isComposed() || !query.nots().isEmpty();
                },
                model.queryProperty()));
    below.managedProperty().bind(below.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.queryProperty().subscribe(this::show),
            model.hintProperty().subscribe(this::say),
            language
                .messagesProperty()
                .subscribe(
                    () -> {
                      shown = SearchQuery.EMPTY;
                      show(model.queryProperty().get());
                      say(model.hintProperty().get());
                    }),
            field.textProperty().subscribe(model::type));
  }

  /// The bar.
  public Region view() {
    return bar;
  }

  /// Puts the cursor into the words, all of them selected.
  public void focus() {
    field.requestFocus();
    field.selectAll();
  }

  /// Whether the words have the cursor: then keys are letters.
  public boolean isTyping() {
    return field.isFocused();
  }

  private Button back() {
    Button button = icon(Icon.BACK, "search.back", model::back);
    button.disableProperty().bind(model.canGoBackProperty().not());
    return button;
  }

  private Button forward() {
    Button button = icon(Icon.FORWARD, "search.forward", model::forward);
    button.disableProperty().bind(model.canGoForwardProperty().not());
    return button;
  }

  private Button icon(Icon icon, String key, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.CLEAR));
    button.getStyleClass().addAll("button-icon", "flat");
    button.accessibleTextProperty().bind(language.text(key));
    Tip.on(button, language.text(key));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private Region pill() {
    field.getStyleClass().add("akin-search-field");
    field
        .promptTextProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    language.of(
                        model.queryProperty().get().pictures().isEmpty()
                            ? "search.prompt"
                            : "search.prompt.picture"),
                model.queryProperty(),
                language.messagesProperty()));
    field.accessibleTextProperty().bind(language.text("search.field"));
    field.setOnAction(_ -> model.enter());
    field.setOnKeyPressed(
        event -> {
          SearchQuery query = model.queryProperty().get();
          boolean atStart = field.getCaretPosition() == 0 && field.getSelection().getLength() == 0;
          if (event.getCode() == KeyCode.BACK_SPACE && atStart && !query.pictures().isEmpty()) {
            model.remove(query.pictures().getLast());
            event.consume();
          }
        });
    HBox.setHgrow(field, Priority.ALWAYS);
    ProgressIndicator busy = new ProgressIndicator();
    busy.getStyleClass().add("akin-busy");
    busy.setMaxSize(18, 18);
    busy.visibleProperty().bind(model.busyProperty());
    Button clear = icon(Icon.CLOSE, "search.clear", this::clear);
    clear
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !model.queryProperty().get().isEmpty(), model.queryProperty()));
    clear.managedProperty().bind(clear.visibleProperty());
    Button pick = icon(Icon.ADD_PHOTO, "search.pick", ways.pick());
    chips.setAlignment(Pos.CENTER_LEFT);
    // Without chips the words begin where the first chip would.
    chips.managedProperty().bind(Bindings.isNotEmpty(chips.getChildren()));
    HBox pill = new HBox(8, Icon.SEARCH.node(Icon.Size.CLEAR), chips, field, busy, clear, pick);
    pill.getStyleClass().add("akin-search-pill");
    pill.setAlignment(Pos.CENTER_LEFT);
    field
        .focusedProperty()
        .subscribe(
            focused ->
                pill.pseudoClassStateChanged(
                    javafx.css.PseudoClass.getPseudoClass("within"), focused));
    return pill;
  }

  private void clear() {
    model.clear();
    focus();
  }

  private SearchQuery shown = SearchQuery.EMPTY;

  private void show(SearchQuery query) {
    if (!field.getText().equals(query.words())) {
      field.setText(query.words());
      field.end();
    }
    List<QueryPart.Picture> pictures = query.pictures();
    if (!pictures.equals(shown.pictures())) {
      chips
          .getChildren()
          .setAll(
              pictures.stream()
                  .map(
                      part ->
                          new PictureChip(
                                  part,
                                  thumbnails,
                                  language,
                                  () -> ways.open().accept(part),
                                  () -> model.remove(part))
                              .view())
                  .toList());
    }
    if (!query.nots().equals(shown.nots())) {
      boolean several = query.nots().size() > 1;
      nots.getChildren()
          .setAll(query.nots().stream().map(part -> chip(part, several).view()).toList());
    }
    shown = query;
  }

  private NotChip chip(QueryPart.Minus part, boolean several) {
    Runnable weigh = () -> model.replace(part, part.weighing(NotChip.next(part.weight())));
    return new NotChip(part, language, several ? weigh : null, () -> model.remove(part));
  }

  private void say(Hint said) {
    Supplier<String> words =
        switch (said) {
          case Hint.None() -> () -> "";
          case Hint.Said(String key, List<Object> arguments) ->
              () -> language.of(key, arguments.toArray());
          case Hint.Refused(var problem) -> () -> language.of(problem);
        };
    hint.setText(words.get());
    hint.setVisible(!hint.getText().isEmpty());
    hint.setManaged(hint.isVisible());
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    balance.close();
  }
}
