package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Choices;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import atlantafx.base.controls.ToggleSwitch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;

/// What a person can set: how the window looks and speaks, how photos are taken in, what models run
/// on, where things are, and what is private. JavaFX thread only.
public final class SettingsView implements AutoCloseable {
  private final SettingsModel model;
  private final Language language;
  private final Actions ways;
  private final Choices<Theme.Choice> themes;
  private final Choices<TextSize> texts;
  private final Choices<String> languages;
  private final ToggleSwitch gentle = new ToggleSwitch();
  private final ToggleSwitch addresses = new ToggleSwitch();
  private final ComboBox<Device> devices = new ComboBox<>();
  private final ComboBox<Optional<Precision>> precisions = new ComboBox<>();
  private final Label restart;
  private final Region updates;
  private final Region view;
  private final Subscription subscriptions;
  private boolean showing;

  /// What leads out of the settings.
  ///
  /// @param reveal shows a folder in the system's file manager
  /// @param shortcuts shows the keys
  /// @param version what Akin calls itself
  public record Actions(Consumer<Path> reveal, Runnable shortcuts, String version) {}

  /// @param updates the row about newer versions
  public SettingsView(SettingsModel model, Language language, Actions ways, Region updates) {
    this.updates = updates;
    this.model = model;
    this.language = language;
    this.ways = ways;
    themes =
        new Choices<Theme.Choice>(language.text("settings.theme"), model::theme)
            .choice(
                Theme.Choice.SYSTEM,
                language.text("settings.theme.system"),
                Icon.SYSTEM.node(Icon.Size.SMALL))
            .choice(
                Theme.Choice.LIGHT,
                language.text("settings.theme.light"),
                Icon.LIGHT.node(Icon.Size.SMALL))
            .choice(
                Theme.Choice.DARK,
                language.text("settings.theme.dark"),
                Icon.DARK.node(Icon.Size.SMALL));
    texts = new Choices<>(language.text("settings.text"), model::text);
    for (TextSize size : TextSize.values()) {
      texts.choice(size, language.text("settings.text." + size.name()), null);
    }
    // A language is named in itself: who cannot read the window's must find their own.
    languages =
        new Choices<String>(
                language.text("settings.language"),
                tag -> model.language(Locale.forLanguageTag(tag)))
            .choice("en", new SimpleStringProperty("English"), null)
            .choice("zh", new SimpleStringProperty("简体中文"), null);
    restart = Page.text(language.text("settings.restart"), "akin-badge", "akin-badge-accent");
    restart.managedProperty().bind(restart.visibleProperty());
    combos();
    view = page();
    subscriptions =
        Subscription.combine(
            model.now().subscribe(this::show),
            gentle.selectedProperty().subscribe((_, on) -> when(() -> model.gentle(on))),
            addresses.selectedProperty().subscribe((_, on) -> when(() -> model.addresses(on))),
            devices.valueProperty().subscribe((_, device) -> when(() -> model.device(device))),
            precisions
                .valueProperty()
                .subscribe((_, precision) -> when(() -> model.precision(precision))),
            language.messagesProperty().subscribe(() -> relabel()));
  }

  /// The page.
  public Region view() {
    return view;
  }

  private Region page() {
    return new Page(language.text("settings.title"), language.text("settings.lead"))
        .add(
            language.text("settings.looks"),
            rows(
                row("settings.theme", "settings.theme.means", themes.view()),
                row("settings.text", "settings.text.means", texts.view()),
                row("settings.language", "settings.language.means", languages.view())))
        .add(
            language.text("settings.taking"),
            rows(row("settings.gentle", "settings.gentle.means", gentle)))
        .add(
            language.text("settings.computing"),
            rows(
                row("settings.device", "settings.device.means", devices),
                row("settings.precision", "settings.precision.means", precisions),
                restart))
        .add(language.text("settings.privacy"), privacy())
        .add(language.text("settings.places"), places())
        .add(language.text("settings.help"), help())
        .view();
  }

  private static VBox rows(Node... nodes) {
    VBox rows = new VBox(nodes);
    rows.getStyleClass().add("akin-rows");
    return rows;
  }

  private HBox row(String name, String means, Node control) {
    if (control instanceof Region region) {
      region.setMinWidth(Region.USE_PREF_SIZE);
    }
    control.accessibleTextProperty().bind(language.text(name));
    return Page.row(
        new VBox(
            2,
            Page.text(language.text(name), "akin-strong"),
            Page.text(language.text(means), "akin-muted", "akin-small")),
        control);
  }

  private Region privacy() {
    VBox facts = new VBox(10);
    Stream.of("nothing", "originals", "stored", "models")
        .map(
            fact -> {
              Label sentence = Page.text(language.text("settings.privacy." + fact));
              HBox.setHgrow(sentence, Priority.ALWAYS);
              HBox line = new HBox(12, Icon.DONE.node(), sentence);
              line.setAlignment(Pos.TOP_LEFT);
              return line;
            })
        .forEach(facts.getChildren()::add);
    HBox whole = new HBox(16, Icon.PRIVATE.node(Icon.Size.LARGE), facts);
    HBox.setHgrow(facts, Priority.ALWAYS);
    whole.getStyleClass().add("akin-row");
    return rows(whole, row("settings.addresses", "settings.addresses.means", addresses));
  }

  private Region places() {
    return rows(
        place("settings.places.library", model.places().library()),
        place("settings.places.models", model.places().compiled()),
        place("settings.places.logs", model.places().logs()));
  }

  private HBox place(String name, Path path) {
    Label where = new Label(path.toString());
    where.getStyleClass().addAll("akin-muted", "akin-small");
    where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    where.setMinWidth(0);
    return Page.row(
        new VBox(2, Page.text(language.text(name), "akin-strong"), where),
        Buttons.words(
            Icon.OUTSIDE, language.text("settings.places.show"), () -> ways.reveal().accept(path)));
  }

  private Region help() {
    var keys = Buttons.words(Icon.KEYS, language.text("settings.shortcuts.show"), ways.shortcuts());
    HBox version = row("settings.version", "settings.version.means", new Label(ways.version()));
    return rows(row("settings.shortcuts", "settings.shortcuts.means", keys), version, updates);
  }

  private void combos() {
    devices.getItems().setAll(Device.values());
    devices.setConverter(words(device -> language.of("settings.device." + device.name())));
    precisions
        .getItems()
        .setAll(
            Stream.concat(
                    Stream.of(Optional.<Precision>empty()),
                    Arrays.stream(Precision.values()).map(Optional::of))
                .toList());
    precisions.setConverter(
        words(
            precision ->
                precision
                    .map(Precision::word)
                    .orElseGet(() -> language.of("settings.precision.best"))));
  }

  private static <T> StringConverter<T> words(java.util.function.Function<T, String> words) {
    return new StringConverter<>() {
      @Override
      public String toString(T value) {
        return value == null ? "" : words.apply(value);
      }

      @Override
      public T fromString(String text) {
        throw new UnsupportedOperationException(text);
      }
    };
  }

  /// Boxes word their items once: new words take new items.
  private void relabel() {
    showing = true;
    Device device = devices.getValue();
    devices.getItems().setAll(List.copyOf(devices.getItems()));
    devices.setValue(null);
    devices.setValue(device);
    Optional<Precision> precision = precisions.getValue();
    precisions.getItems().setAll(List.copyOf(precisions.getItems()));
    precisions.setValue(null);
    precisions.setValue(precision);
    showing = false;
  }

  private void when(Runnable change) {
    if (!showing) {
      change.run();
    }
  }

  private void show(Settings now) {
    showing = true;
    themes.show(now.theme());
    texts.show(now.text());
    languages.show(now.language().getLanguage().equals("zh") ? "zh" : "en");
    gentle.setSelected(now.gentle());
    addresses.setSelected(now.addresses());
    devices.setValue(now.device());
    precisions.setValue(model.precision());
    restart.setVisible(model.wantsRestart());
    showing = false;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
