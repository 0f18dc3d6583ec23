package app.akin.desktop.map;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SegmentedControl;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The map of the photos' places as a sheet: the user moves and zooms it, and takes what is in view
/// or in a drawn rectangle as a filter. JavaFX thread only.
public final class PlacesMap implements AutoCloseable {
  private static final double ZOOM = 2;

  private final PlacesMapModel model;
  private final Language language;
  private final MapSurface surface;
  private final BorderPane sheet = new BorderPane();
  private final Label count = new Label();
  private final Label none = new Label();
  private final Button take;
  private final SegmentedControl<Boolean> modes;
  private final Subscription subscriptions;

  public PlacesMap(PlacesMapModel model, Language language) {
    this.model = model;
    this.language = language;
    surface = new MapSurface(model, language);
    new MapInput(model, surface);
    modes =
        new SegmentedControl<Boolean>(language.text("map.mode"), model.selectingProperty()::set)
            .addOption(false, language.text("map.mode.move"), null)
            .addOption(true, language.text("map.mode.select"), null);
    take = Buttons.words(language.text("map.take"), model::take, "accent");
    take.setDefaultButton(true);
    none.textProperty().bind(language.text("map.none"));
    none.getStyleClass().add("akin-map-none");
    none.setMouseTransparent(true);
    StackPane layers = new StackPane(surface, none, buttons());
    layers.setMinSize(0, 0);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet", "akin-map-sheet");
    sheet.setTop(head());
    sheet.setCenter(layers);
    sheet.setBottom(foot());
    sheet.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    surface.accessibleHelpProperty().bind(language.text("map.help"));
    subscriptions =
        Subscription.combine(
            model.selectingProperty().subscribe(modes::select),
            model.cameraProperty().subscribe(_ -> count()),
            model.selectionProperty().subscribe(_ -> count()),
            model.pointsProperty().subscribe(_ -> count()),
            model.loadedProperty().subscribe(_ -> count()),
            language.messagesProperty().subscribe(_ -> count()));
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  /// Requests the keyboard focus for the map.
  public void focus() {
    surface.requestFocus();
  }

  private Region head() {
    Label title = new Label();
    title.textProperty().bind(language.text("map.title"));
    title.getStyleClass().add("akin-sheet-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox line =
        new HBox(
            12,
            title,
            space,
            modes.view(),
            Buttons.icon(Icon.CLOSE, language.text("map.close"), model::close));
    line.setAlignment(Pos.CENTER_LEFT);
    Label how = new Label();
    how.textProperty().bind(language.text("map.how"));
    how.getStyleClass().add("akin-muted");
    how.setWrapText(true);
    how.setMinHeight(Region.USE_PREF_SIZE);
    VBox head = new VBox(4, line, how);
    head.getStyleClass().add("akin-map-head");
    return head;
  }

  private Region buttons() {
    VBox buttons =
        new VBox(
            2,
            Buttons.icon(Icon.ZOOM_IN, language.text("map.zoomIn"), () -> model.zoom(ZOOM)),
            Buttons.icon(Icon.ZOOM_OUT, language.text("map.zoomOut"), () -> model.zoom(1 / ZOOM)),
            Buttons.icon(Icon.FIT, language.text("map.fit"), model::showAll));
    buttons.getStyleClass().add("akin-map-buttons");
    buttons.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(buttons, Pos.BOTTOM_RIGHT);
    return buttons;
  }

  private Region foot() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    count.setMinWidth(0);
    Label credit = new Label();
    credit.textProperty().bind(language.text("map.credit"));
    credit.getStyleClass().addAll("akin-muted", "akin-small");
    credit.setMinWidth(0);
    HBox line = new HBox(16, count, space, credit, take);
    line.getStyleClass().add("akin-map-foot");
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private void count() {
    int photos = model.count();
    count.setText(
        language.of(
            model.selectionProperty().get().isPresent() ? "map.count.area" : "map.count.view",
            photos));
    surface.setAccessibleText(language.of("map.accessible", count.getText()));
    take.setDisable(photos == 0);
    none.setVisible(model.loadedProperty().get() && model.pointsProperty().get().size() == 0);
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.back();
      event.consume();
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    surface.close();
  }
}
