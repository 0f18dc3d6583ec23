package app.akin.desktop;

import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.settings.SettingsStore;
import java.nio.file.Path;
import java.util.List;

/// The programs that the user has chosen to open photos, in the settings. JavaFX thread only.
///
/// @param settings stores them
record SettingsPrograms(SettingsStore settings) implements PhotoActions.ChosenPrograms {
  @Override
  public List<Path> list() {
    return settings.settings().get().programs();
  }

  @Override
  public void use(Path program) {
    settings.update(before -> before.withProgram(program));
  }

  @Override
  public void forget(Path program) {
    settings.update(before -> before.withoutProgram(program));
  }
}
