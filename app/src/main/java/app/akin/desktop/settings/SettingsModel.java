package app.akin.desktop.settings;

import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;

/// Changes settings; views observe the [SettingsStore]. JavaFX thread only.
public final class SettingsModel {
  private final SettingsStore store;
  private final AppPaths places;
  private final ModelSelection started;

  /// @param places folders of the library
  /// @param started device and precision of the running models
  public SettingsModel(SettingsStore store, AppPaths places, ModelSelection started) {
    this.store = store;
    this.places = places;
    this.started = started;
  }

  /// Returns the current settings.
  public ReadOnlyObjectProperty<Settings> now() {
    return store.settings();
  }

  /// Returns the folders of the library.
  public AppPaths places() {
    return places;
  }

  /// Sets the theme.
  public void theme(Theme.Choice choice) {
    store.update(before -> before.withTheme(choice));
  }

  /// Sets the text size.
  public void text(TextSize size) {
    store.update(before -> before.withTextSize(size));
  }

  /// Sets the language.
  public void language(Locale locale) {
    store.update(before -> before.withLanguage(locale));
  }

  /// Turns an option on or off.
  public void set(Option option, boolean on) {
    store.update(before -> before.with(option, on));
  }

  /// Sets the device; effective after a restart.
  public void device(Device device) {
    store.update(before -> before.withDevice(device, before.precision()));
  }

  /// Sets the precision; effective after a restart.
  ///
  /// @param precision empty for automatic
  public void precision(Optional<Precision> precision) {
    store.update(
        before -> before.withDevice(before.device(), precision.map(Precision::word).orElse("")));
  }

  /// Returns the precision that is set; empty for automatic.
  public Optional<Precision> precision() {
    String word = now().get().precision();
    return word.isEmpty() ? Optional.empty() : Optional.of(Precision.ofWord(word));
  }

  /// Returns whether the device is used only after a restart.
  public boolean deviceNeedsRestart() {
    return now().get().device() != started.device();
  }

  /// Returns whether the precision is used only after a restart.
  public boolean precisionNeedsRestart() {
    return !precision().equals(Optional.ofNullable(started.precision()));
  }

  /// Returns the model selection of the command line, completed by the settings.
  ///
  /// @param selection the selection of the command line
  public static ModelSelection modelSelection(ModelSelection selection, Settings settings) {
    Device device = selection.device() == Device.AUTO ? settings.device() : selection.device();
    @Nullable Precision precision = selection.precision();
    if (precision == null && !settings.precision().isEmpty()) {
      precision = Precision.ofWord(settings.precision());
    }
    return new ModelSelection(selection.model(), device, precision);
  }
}
