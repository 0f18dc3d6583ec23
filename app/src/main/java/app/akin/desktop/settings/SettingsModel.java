package app.akin.desktop.settings;

import app.akin.core.library.LibraryPlaces;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;

/// What a person can set, kept in the window's memory; whoever is concerned follows it there.
/// JavaFX thread only.
public final class SettingsModel {
  private final SettingsStore memory;
  private final LibraryPlaces places;
  private final ModelSelection started;

  /// @param places where things are kept
  /// @param started how the models run that are at work
  public SettingsModel(SettingsStore memory, LibraryPlaces places, ModelSelection started) {
    this.memory = memory;
    this.places = places;
    this.started = started;
  }

  /// What is set now.
  public ReadOnlyObjectProperty<Settings> now() {
    return memory.now();
  }

  /// Where things are kept.
  public LibraryPlaces places() {
    return places;
  }

  /// Chooses light or dark.
  public void theme(Theme.Choice choice) {
    memory.change(before -> before.themed(choice));
  }

  /// Chooses the size of letters.
  public void text(TextSize size) {
    memory.change(before -> before.lettered(size));
  }

  /// Chooses the language.
  public void language(Locale locale) {
    memory.change(before -> before.speaking(locale));
  }

  /// Says whether runs leave the machine to its user.
  public void gentle(boolean gentle) {
    memory.change(before -> before.gently(gentle));
  }

  /// Says whether pictures at addresses may be fetched.
  public void addresses(boolean allowed) {
    memory.change(before -> before.fetching(allowed));
  }

  /// Chooses where models run; from the next start on.
  public void device(Device device) {
    memory.change(before -> before.computing(device, before.precision()));
  }

  /// Chooses what models compute in; from the next start on.
  ///
  /// @param precision empty for what is best here
  public void precision(Optional<Precision> precision) {
    memory.change(
        before -> before.computing(before.device(), precision.map(Precision::word).orElse("")));
  }

  /// What models compute in, as it is set; empty for what is best here.
  public Optional<Precision> precision() {
    String word = now().get().precision();
    return word.isEmpty() ? Optional.empty() : Optional.of(Precision.ofWord(word));
  }

  /// Whether something is set that takes a new start.
  public boolean wantsRestart() {
    return now().get().device() != started.device()
        || !precision().equals(Optional.ofNullable(started.precision()));
  }

  /// How models are to run by what is remembered, where the command line does not say.
  ///
  /// @param asked what the command line says
  public static ModelSelection wish(ModelSelection asked, Settings remembered) {
    Device device = asked.device() == Device.AUTO ? remembered.device() : asked.device();
    @Nullable Precision precision = asked.precision();
    if (precision == null && !remembered.precision().isEmpty()) {
      precision = Precision.ofWord(remembered.precision());
    }
    return new ModelSelection(asked.model(), device, precision);
  }
}
