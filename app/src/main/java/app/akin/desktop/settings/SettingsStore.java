package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Precision;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the settings of the window in one file, replaced atomically. A missing or corrupt file
/// gives the defaults; write errors are logged. JavaFX thread only; the file is written in the
/// background.
public final class SettingsStore {
  private static final Logger log = LoggerFactory.getLogger(SettingsStore.class);

  /// Start of the keys of programs; their position follows.
  private static final String PROGRAM = "program.";

  private final Path file;
  private final Tasks tasks;
  private final ReadOnlyObjectWrapper<Settings> settings;

  private SettingsStore(Path file, Tasks tasks, Settings first) {
    this.file = file;
    this.tasks = tasks;
    this.settings = new ReadOnlyObjectWrapper<>(first);
  }

  /// Loads settings from a file.
  ///
  /// @param file the file; may be missing
  /// @param tasks writes in order
  /// @param language the default language
  public static SettingsStore load(Path file, Tasks tasks, Locale language) {
    return new SettingsStore(file, tasks, read(file, Settings.defaults(language)));
  }

  /// Returns the current settings.
  public ReadOnlyObjectProperty<Settings> settings() {
    return settings.getReadOnlyProperty();
  }

  /// Changes the settings and writes them.
  public void update(UnaryOperator<Settings> how) {
    Settings next = how.apply(settings.get());
    if (!next.equals(settings.get())) {
      settings.set(next);
      tasks.run(() -> write(next));
    }
  }

  private static Settings read(Path file, Settings first) {
    Properties saved = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      saved.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return first;
    }
    return new Settings(
        number(saved, "width", first.width(), Settings.MIN_WIDTH, 20_000),
        number(saved, "height", first.height(), Settings.MIN_HEIGHT, 20_000),
        flag(saved, "maximized", first.maximized()),
        constant(saved, "theme", Theme.Choice.class, first.theme()),
        constant(saved, "text", TextSize.class, first.text()),
        Optional.ofNullable(saved.getProperty("language"))
            .map(Locale::forLanguageTag)
            .orElse(first.language()),
        saved.getProperty("view", first.view()),
        number(saved, "thumbnail", first.thumbnail(), 60, 600),
        constant(saved, "device", Device.class, first.device()),
        Arrays.stream(Precision.values())
            .map(Precision::word)
            .filter(word -> word.equals(saved.getProperty("precision")))
            .findFirst()
            .orElse(first.precision()),
        options(saved, first),
        (int) number(saved, "slideSeconds", first.slideSeconds(), 1, 3600),
        programs(saved));
  }

  private static List<Path> programs(Properties saved) {
    return IntStream.range(0, Settings.MAX_PROGRAMS)
        .mapToObj(i -> saved.getProperty(PROGRAM + i))
        .filter(Objects::nonNull)
        .flatMap(text -> program(text).stream())
        .toList();
  }

  private static Optional<Path> program(String text) {
    try {
      return Optional.of(PathText.path(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static double number(
      Properties saved, String key, double otherwise, double least, double most) {
    try {
      double value = Double.parseDouble(saved.getProperty(key, ""));
      return value >= least && value <= most ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static <T extends Enum<T>> T constant(
      Properties saved, String key, Class<T> constants, T otherwise) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> constant.name().equals(saved.getProperty(key)))
        .findFirst()
        .orElse(otherwise);
  }

  private static Set<Option> options(Properties saved, Settings first) {
    return Arrays.stream(Option.values())
        .filter(option -> flag(saved, option.word(), first.has(option)))
        .collect(Collectors.toSet());
  }

  private static boolean flag(Properties saved, String key, boolean otherwise) {
    String value = saved.getProperty(key);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }

  private void write(Settings values) {
    Properties saved = new Properties();
    saved.setProperty("width", Double.toString(values.width()));
    saved.setProperty("height", Double.toString(values.height()));
    saved.setProperty("maximized", Boolean.toString(values.maximized()));
    saved.setProperty("theme", values.theme().name());
    saved.setProperty("text", values.text().name());
    saved.setProperty("language", values.language().toLanguageTag());
    saved.setProperty("view", values.view());
    saved.setProperty("thumbnail", Double.toString(values.thumbnail()));
    saved.setProperty("device", values.device().name());
    saved.setProperty("precision", values.precision());
    saved.setProperty("slideSeconds", Integer.toString(values.slideSeconds()));
    for (int i = 0; i < values.programs().size(); i++) {
      saved.setProperty(PROGRAM + i, PathText.of(values.programs().get(i)));
    }
    for (Option option : Option.values()) {
      saved.setProperty(option.word(), Boolean.toString(values.has(option)));
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileOperations.write(file, out -> saved.store(out, null));
    } catch (IOException e) {
      log.warn("The settings cannot be written to {}", file, e);
    }
  }
}
