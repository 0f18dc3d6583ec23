package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.SegmentedControl;
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

/// The settings page: appearance, indexing, device, locations, privacy and help. Precision and
/// update checks are in a collapsed section. JavaFX thread only.
public final class SettingsView implements AutoCloseable {
  private final SettingsModel model;
  private final Language language;
  private final Actions actions;
  private final SegmentedControl<Theme.Choice> themes;
  private final SegmentedControl<TextSize> texts;
  private final SegmentedControl<String> languages;
  private final ToggleSwitch gentle = Buttons.onOff();
  private final ToggleSwitch stacks = Buttons.onOff();
  private final ToggleSwitch addresses = Buttons.onOff();
  private final ToggleSwitch history = Buttons.onOff();
  private final ToggleSwitch chinese = Buttons.onOff();
  private final ToggleSwitch imageText = Buttons.onOff();
  private final ComboBox<Device> devices = new ComboBox<>();
  private final ComboBox<Optional<Precision>> precisions = new ComboBox<>();
  private final Label deviceRestart;
  private final Label precisionRestart;
  private final Region updates;
  private final Region view;
  private final Subscription subscriptions;
  private boolean showing;

  /// Actions that leave the page.
  ///
  /// @param reveal opens a folder in the file manager
  /// @param shortcuts shows the keyboard shortcuts
  /// @param clearHistory clears the search history
  /// @param clearCorrections removes the corrections of the English for Chinese queries
  /// @param version version of Akin
  public record Actions(
      Consumer<Path> reveal,
      Runnable shortcuts,
      Runnable clearHistory,
      Runnable clearCorrections,
      String version) {}

  /// @param updates the row for update checks
  public SettingsView(SettingsModel model, Language language, Actions actions, Region updates) {
    this.updates = updates;
    this.model = model;
    this.language = language;
    this.actions = actions;
    themes =
        new SegmentedControl<Theme.Choice>(language.text("settings.theme"), model::theme)
            .addOption(
                Theme.Choice.SYSTEM,
                language.text("settings.theme.system"),
                Icon.SYSTEM.node(Icon.Size.SMALL))
            .addOption(
                Theme.Choice.LIGHT,
                language.text("settings.theme.light"),
                Icon.LIGHT.node(Icon.Size.SMALL))
            .addOption(
                Theme.Choice.DARK,
                language.text("settings.theme.dark"),
                Icon.DARK.node(Icon.Size.SMALL));
    texts = new SegmentedControl<>(language.text("settings.text"), model::text);
    for (TextSize size : TextSize.values()) {
      texts.addOption(size, language.text("settings.text." + size.name()), null);
    }
    // Each language is named in itself, so that users recognize their own.
    languages =
        new SegmentedControl<String>(
                language.text("settings.language"),
                tag -> model.language(Locale.forLanguageTag(tag)))
            .addOption("en", new SimpleStringProperty("English"), null)
            .addOption("zh", new SimpleStringProperty("简体中文"), null);
    deviceRestart = restart();
    precisionRestart = restart();
    combos();
    view = page();
    subscriptions =
        Subscription.combine(
            model.now().subscribe(this::show),
            gentle
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.GENTLE, on))),
            stacks
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.STACKS, on))),
            addresses
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.ADDRESSES, on))),
            history
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.HISTORY, on))),
            chinese
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.CHINESE, on))),
            imageText
                .selectedProperty()
                .subscribe((_, on) -> when(() -> model.set(Option.TEXT, on))),
            devices.valueProperty().subscribe((_, device) -> when(() -> model.device(device))),
            precisions
                .valueProperty()
                .subscribe((_, precision) -> when(() -> model.precision(precision))),
            language.messagesProperty().subscribe(() -> relabel()));
  }

  /// Returns the view.
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
                row("settings.language", "settings.language.means", languages.view()),
                row("settings.stacks", "settings.stacks.means", stacks)))
        .add(
            language.text("settings.search"),
            rows(
                row("settings.chinese", "settings.chinese.means", chinese),
                row(
                    "settings.corrections",
                    "settings.corrections.means",
                    Buttons.words(
                        Icon.REMOVE,
                        language.text("settings.corrections.action"),
                        actions.clearCorrections()))))
        .add(
            language.text("settings.taking"),
            rows(
                row("settings.gentle", "settings.gentle.means", gentle),
                row("settings.imageText", "settings.imageText.means", imageText)))
        .add(
            language.text("settings.computing"),
            rows(row("settings.device", "settings.device.means", devices), deviceRestart))
        .add(language.text("settings.privacy"), privacy())
        .add(language.text("settings.places"), places())
        .add(language.text("settings.help"), help())
        .add(
            Page.fold(
                language.text("settings.advanced"),
                rows(
                    row("settings.precision", "settings.precision.means", precisions),
                    precisionRestart,
                    updates)))
        .view();
  }

  private Label restart() {
    Label label = Page.text(language.text("settings.restart"), "akin-badge", "akin-badge-accent");
    label.managedProperty().bind(label.visibleProperty());
    return label;
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
    return rows(
        whole,
        row("settings.addresses", "settings.addresses.means", addresses),
        row("settings.history", "settings.history.means", history),
        row(
            "settings.history.clear",
            "settings.history.clear.means",
            Buttons.words(
                Icon.REMOVE,
                language.text("settings.history.clear.action"),
                actions.clearHistory())));
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
            Icon.OUTSIDE,
            language.text("settings.places.show"),
            () -> actions.reveal().accept(path)));
  }

  private Region help() {
    var keys =
        Buttons.words(Icon.KEYS, language.text("settings.shortcuts.show"), actions.shortcuts());
    HBox version = row("settings.version", "settings.version.means", new Label(actions.version()));
    HBox data = row("settings.data", "settings.data.means", new Region());
    return rows(row("settings.shortcuts", "settings.shortcuts.means", keys), version, data);
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

  /// Combo boxes cache the texts of their items, so the items are recreated.
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
    themes.select(now.theme());
    texts.select(now.text());
    languages.select(now.language().getLanguage().equals("zh") ? "zh" : "en");
    gentle.setSelected(now.has(Option.GENTLE));
    stacks.setSelected(now.has(Option.STACKS));
    addresses.setSelected(now.has(Option.ADDRESSES));
    history.setSelected(now.has(Option.HISTORY));
    chinese.setSelected(now.has(Option.CHINESE));
    imageText.setSelected(now.has(Option.TEXT));
    devices.setValue(now.device());
    precisions.setValue(model.precision());
    deviceRestart.setVisible(model.deviceNeedsRestart());
    precisionRestart.setVisible(model.precisionNeedsRestart());
    showing = false;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
