package app.akin.desktop.tour;

import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.update.Updates;
import app.akin.desktop.Section;
import app.akin.desktop.TestTasks;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesModel;
import app.akin.desktop.updates.UpdatesView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.scene.layout.Region;

/// States of update checks, without requests.
final class UpdateStates {
  private static final Path HOME = Path.of("/home/mira");
  private static final String VERSION = "0.1.0";
  private static final String ADDRESS = "https://akin.example.org/newest";
  private static final String ASKED = "2026-03-01T12:00:00Z";

  private UpdateStates() {}

  static Screen screen(String name, Supplier<UpdatesModel> updates, UnaryOperator<Region> then) {
    return new Screen(
        name,
        language ->
            FramedScreen.with(language)
                .at(Section.SETTINGS)
                .content(then.apply(settings(language, updates.get())))
                .view());
  }

  private static Region settings(Language language, UpdatesModel updates) {
    SettingsStore memory =
        SettingsStore.load(
            Path.of("target", "no-memory"), TestTasks.on(_ -> {}), language.locale());
    SettingsModel model =
        new SettingsModel(
            memory,
            AppPaths.of(OperatingSystem.LINUX, HOME, Map.of(), null),
            ModelSelection.DEFAULT);
    return new SettingsView(
            model,
            language,
            new SettingsView.Actions(_ -> {}, () -> {}, () -> {}, () -> {}, VERSION),
            new UpdatesView(updates, language, ZoneOffset.UTC, _ -> {}).view())
        .view();
  }

  /// No server configured.
  static Supplier<UpdatesModel> nowhere() {
    return () -> model(folder("nowhere"), "");
  }

  /// Turned off.
  static Supplier<UpdatesModel> off() {
    return () -> model(folder("off"), ADDRESS);
  }

  /// Turned on, with a response.
  static Supplier<UpdatesModel> heard(String answer) {
    return () -> {
      Path folder = folder("heard");
      try {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ask-for-updates"), ASKED + "\n" + answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return model(folder, ADDRESS);
    };
  }

  /// Turned on, with an unreachable server.
  static Supplier<UpdatesModel> failing() {
    return () -> {
      UpdatesModel model = model(folder("failing"), "http://akin.example.org/newest");
      model.turn(true);
      model.check();
      return model;
    };
  }

  private static UpdatesModel model(Path folder, String address) {
    UpdatesModel model =
        new UpdatesModel(
            new Updates(folder, Map.of(Updates.VARIABLE, address), () -> Instant.parse(ASKED)),
            VERSION,
            _ -> {},
            TestTasks.immediate(_ -> {}),
            TestTasks.immediate(_ -> {}));
    model.load();
    return model;
  }

  private static Path folder(String name) {
    return Path.of("target", "updates-" + name);
  }
}
