package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactValue;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The search bar: query images and text in one line, and below it excluded texts, balance and
/// hints. JavaFX thread only.
public final class SearchBarView implements AutoCloseable {
  /// Actions of the search bar.
  ///
  /// @param pick opens the image file chooser to add images
  /// @param open opens the crop view of a query image
  /// @param results moves the focus to the results
  /// @param area opens the map at a fact about a place, and passes on the area that the user
  ///   chooses instead
  public record Actions(
      Runnable pick,
      Consumer<QueryPart.Image> open,
      Runnable results,
      BiConsumer<Fact, Consumer<FactValue.Area>> area) {}

  /// Minimum width of excluded texts beside the balance, in multiples of the font size.
  private static final double LEAST_CHIP = 10;

  /// Number of query images whose chips have the usual size.
  private static final int FEW_PICTURES = 5;

  private final SearchModel model;
  private final QueryThumbnails thumbnails;
  private final Language language;
  private final Actions actions;
  private final BarPane bar = new BarPane(8);
  private final HBox chips = new HBox(10);
  private final WrappingRow excluded = new WrappingRow(8, 8);
  private final LineInput input;
  private final TextField field;
  private final Label hint = new Label();
  private final BalanceView balance;
  private final BooleanProperty partsShown = new SimpleBooleanProperty(true);
  private Subscription subscriptions = Subscription.EMPTY;

  /// @param line chips and suggestions of the typed line
  /// @param thumbnails thumbnails of the chips
  public SearchBarView(
      SearchModel model,
      LineModel line,
      QueryThumbnails thumbnails,
      Language language,
      Actions actions) {
    this.model = model;
    input = new LineInput(line, language, bar, this::removeLastPicture, actions);
    field = input.field();
    this.thumbnails = thumbnails;
    this.language = language;
    this.actions = actions;
    this.balance = new BalanceView(model, language);
    bar.getStyleClass().add("akin-search-bar");
    HBox row = new HBox(4, back(), forward(), pill());
    row.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(row.getChildren().getLast(), Priority.ALWAYS);
    hint.getStyleClass().addAll("akin-muted", "akin-hint");
    hint.setWrapText(true);
    excluded.setAlignment(Pos.CENTER_LEFT);
    // In a narrow window the balance wraps first, then the chips, and then it moves below them.
    BesideOrBelow below = new BesideOrBelow(excluded, balance.view(), 16);
    below.getStyleClass().add("akin-search-below");
    excluded
        .minWidthProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> excluded.getChildren().isEmpty() ? 0 : LEAST_CHIP * field.getFont().getSize(),
                excluded.getChildren(),
                field.fontProperty()));
    bar.getChildren().addAll(row, below, hint);
    below
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> {
                  SearchQuery query = model.queryProperty().get();
                  return partsShown.get()
                      && (model.queryModel().isComposed()
                          || !query.excluded().isEmpty()
                          || !query.feedback().isEmpty());
                },
                model.queryProperty(),
                partsShown));
    below.managedProperty().bind(below.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.queryProperty().subscribe(this::show),
            model.hintProperty().subscribe(this::showHint),
            language
                .messagesProperty()
                .subscribe(
                    () -> {
                      shown = SearchQuery.EMPTY;
                      show(model.queryProperty().get());
                      showHint(model.hintProperty().get());
                    }));
  }

  /// Returns the view.
  public Region view() {
    return bar;
  }

  /// Focuses the text field and selects its text.
  public void focus() {
    field.requestFocus();
    field.selectAll();
  }

  /// Focuses the text field as [#focus] does, with suggestions if the line is empty.
  public void focusWithSuggestions() {
    focus();
    input.suggestStart();
  }

  /// Removes a fact from the line.
  public void remove(Fact fact) {
    input.remove(fact);
  }

  /// Makes words of a fact of the line.
  public void searchAsWords(Fact fact) {
    input.searchAsWords(fact);
  }

  /// Returns whether the text field has the focus.
  public boolean isFocused() {
    return field.isFocused();
  }

  /// Focuses the text field with the caret after its text.
  public void focusEnd() {
    field.requestFocus();
    field.end();
  }

  /// Focuses the text field and appends text, separated from the words before.
  public void append(String text) {
    String words = field.getText();
    focusEnd();
    boolean separate =
        !words.isEmpty()
            && !Character.isWhitespace(words.codePointBefore(words.length()))
            && !Character.isIdeographic(text.codePointAt(0));
    field.appendText(separate ? " " + text : text);
  }

  /// Enables input methods for a node whose text [#append] receives.
  public void acceptInputMethods(Node node) {
    node.setInputMethodRequests(new BarInputMethods(field));
    // JavaFX ignores the requests of a node without a handler.
    node.setOnInputMethodTextChanged(_ -> {});
  }

  /// Adds a row below the text, which is shown as the others there.
  public void addBelow(Region row) {
    HBox holder = new HBox(row);
    HBox.setHgrow(row, Priority.ALWAYS);
    holder.visibleProperty().bind(partsShown.and(row.visibleProperty()));
    holder.managedProperty().bind(holder.visibleProperty());
    bar.getChildren().add(bar.getChildren().indexOf(hint), holder);
  }

  /// Shows or hides the row below the text: excluded texts and the balance.
  public void showParts(boolean shown) {
    partsShown.set(shown);
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
    Tooltips.setText(button, language.text(key));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private Region pill() {
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
    HBox.setHgrow(input.view(), Priority.ALWAYS);
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
    Button pick = icon(Icon.ADD_PHOTO, "search.pick", actions.pick());
    ObservableValue<String> pickText =
        Bindings.createStringBinding(
            () ->
                language.of(
                    model.queryProperty().get().pictures().isEmpty()
                        ? "search.pick"
                        : "search.pick.add"),
            model.queryProperty(),
            language.messagesProperty());
    pick.accessibleTextProperty().bind(pickText);
    Tooltips.setText(pick, pickText);
    chips.setAlignment(Pos.CENTER_LEFT);
    // Without chips, the text starts at the position of the first chip.
    chips.managedProperty().bind(Bindings.isNotEmpty(chips.getChildren()));
    HBox pill =
        new HBox(8, Icon.SEARCH.node(Icon.Size.CLEAR), chips, input.view(), busy, clear, pick);
    pill.getStyleClass().add("akin-search-pill");
    pill.setAlignment(Pos.CENTER_LEFT);
    field
        .focusedProperty()
        .subscribe(
            focused -> pill.pseudoClassStateChanged(PseudoClass.getPseudoClass("within"), focused));
    return pill;
  }

  /// Removes the last query image; returns whether there was one.
  private boolean removeLastPicture() {
    List<QueryPart.Image> pictures = model.queryProperty().get().pictures();
    if (!pictures.isEmpty()) {
      model.remove(pictures.getLast());
    }
    return !pictures.isEmpty();
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
    List<QueryPart.Image> pictures = query.pictures();
    if (!pictures.equals(shown.pictures())) {
      boolean small = pictures.size() > FEW_PICTURES;
      chips
          .getChildren()
          .setAll(
              pictures.stream()
                  .map(
                      part ->
                          new PictureChip(
                                  part,
                                  small,
                                  thumbnails,
                                  language,
                                  () -> actions.open().accept(part),
                                  () -> model.remove(part))
                              .view())
                  .toList());
    }
    if (!query.excluded().equals(shown.excluded()) || !query.feedback().equals(shown.feedback())) {
      boolean several = query.excluded().size() > 1;
      List<Node> below = new ArrayList<>();
      query.excluded().forEach(part -> below.add(chip(part, several).view()));
      addFeedback(query, below);
      excluded.getChildren().setAll(below);
    }
    shown = query;
  }

  private void addFeedback(SearchQuery query, List<Node> chips) {
    for (Direction direction : Direction.values()) {
      List<QueryPart.Feedback> parts =
          query.feedback().stream().filter(part -> part.direction() == direction).toList();
      for (int i = 0; i < parts.size(); i++) {
        QueryPart.Feedback part = parts.get(i);
        chips.add(
            new FeedbackChip(
                    part,
                    new FeedbackChip.Place(i + 1, parts.size()),
                    thumbnails,
                    language,
                    () -> removeFeedback(part))
                .view());
      }
    }
  }

  /// Removes feedback. The focus moves to the chip in its place, otherwise to the text field.
  private void removeFeedback(QueryPart.Feedback part) {
    int place = FeedbackChip.focused(excluded.getChildren());
    model.remove(part);
    if (place >= 0 && !FeedbackChip.focus(excluded.getChildren(), place)) {
      focusEnd();
    }
  }

  private ExcludedTextChip chip(QueryPart.ExcludedText part, boolean several) {
    Runnable weigh =
        () -> model.replace(part, part.withWeight(ExcludedTextChip.next(part.weight())));
    ExcludedTextChip chip =
        new ExcludedTextChip(part, language, several ? weigh : null, () -> model.remove(part));
    chip.view().maxWidthProperty().bind(excluded.widthProperty());
    return chip;
  }

  private void showHint(Hint said) {
    Supplier<String> words =
        switch (said) {
          case Hint.None() -> () -> "";
          case Hint.Message(String key, List<Object> arguments) ->
              () -> language.of(key, arguments.toArray());
          case Hint.Failure(var problem) -> () -> language.of(problem);
        };
    hint.setText(words.get());
    hint.setVisible(!hint.getText().isEmpty());
    hint.setManaged(hint.isVisible());
  }

  @Override
  public void close() {
    bar.hide();
    input.close();
    subscriptions.unsubscribe();
    balance.close();
  }
}
