package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The settings of the window. Immutable; [SettingsStore] stores them.
///
/// @param width width of the window, in pixels
/// @param height height of the window, in pixels
/// @param maximized whether the window is maximized
/// @param theme the theme
/// @param text the text size
/// @param language the language
/// @param view name of the section shown last
/// @param thumbnail row height of the grid, in pixels
/// @param device the device of the models
/// @param precision the precision of the models; empty for automatic
/// @param options the options that are on
/// @param slideSeconds how long a slideshow shows each photo, in seconds
/// @param programs the programs that the user has chosen to open photos, the last used first; at
///   most [#MAX_PROGRAMS]
public record Settings(
    double width,
    double height,
    boolean maximized,
    Theme.Choice theme,
    TextSize text,
    Locale language,
    String view,
    double thumbnail,
    Device device,
    String precision,
    Set<Option> options,
    int slideSeconds,
    List<Path> programs) {
  /// Minimum size of the window.
  public static final double MIN_WIDTH = 800;

  /// Minimum size of the window.
  public static final double MIN_HEIGHT = 600;

  /// Maximum number of remembered programs.
  public static final int MAX_PROGRAMS = 5;

  /// What is on or off.
  public enum Option {
    /// Dropped URLs may be downloaded, each after a confirmation.
    ADDRESSES("addresses", false),
    /// Indexing runs slowly.
    GENTLE("gentle", false),
    /// A better model may be offered.
    OFFER("offer", true),
    /// The search history is stored.
    HISTORY("history", true),
    /// The best results are ordered by a second model.
    RERANK("rerank", false),
    /// Photos of other computers are searched, too.
    SHARED("shared", false),
    /// Each stack is one tile.
    STACKS("stacks", true),
    /// Chinese texts are put into English for models that require it.
    CHINESE("chinese", true),
    /// The text in photos is read.
    TEXT("imageText", true),
    /// The user has read how Chinese texts are put into English.
    EXPLAINED("explained", false);

    private final String word;
    private final boolean first;

    Option(String word, boolean first) {
      this.word = word;
      this.first = first;
    }

    /// Returns its name in the settings file.
    String word() {
      return word;
    }
  }

  public Settings {
    options = Set.copyOf(options);
    programs = List.copyOf(programs);
  }

  /// Returns the default settings.
  ///
  /// @param language language of the system
  public static Settings defaults(Locale language) {
    Set<Option> options = EnumSet.allOf(Option.class);
    options.removeIf(option -> !option.first);
    return new Settings(
        1280,
        820,
        false,
        Theme.Choice.SYSTEM,
        TextSize.NORMAL,
        language,
        "PHOTOS",
        180,
        Device.AUTO,
        "",
        options,
        5,
        List.of());
  }

  /// Returns whether an option is on.
  public boolean has(Option option) {
    return options.contains(option);
  }

  /// Returns the settings with an option on or off.
  public Settings with(Option option, boolean on) {
    Set<Option> changed = EnumSet.noneOf(Option.class);
    changed.addAll(options);
    if (on) {
      changed.add(option);
    } else {
      changed.remove(option);
    }
    return with(next -> next.options = changed);
  }

  /// Returns the settings with another window size.
  public Settings withSize(double newWidth, double newHeight, boolean nowMaximized) {
    return with(
        next -> {
          next.width = newWidth;
          next.height = newHeight;
          next.maximized = nowMaximized;
        });
  }

  /// Returns the settings with another theme.
  public Settings withTheme(Theme.Choice choice) {
    return with(next -> next.theme = choice);
  }

  /// Returns the settings with another text size.
  public Settings withTextSize(TextSize size) {
    return with(next -> next.text = size);
  }

  /// Returns the settings with another language.
  public Settings withLanguage(Locale locale) {
    return with(next -> next.language = locale);
  }

  /// Returns the settings with another section.
  public Settings withSection(String section) {
    return with(next -> next.view = section);
  }

  /// Returns the settings with another row height.
  public Settings withThumbnailHeight(double pixels) {
    return with(next -> next.thumbnail = pixels);
  }

  /// Returns the settings with another device and precision.
  ///
  /// @param word the precision; empty for automatic
  public Settings withDevice(Device where, String word) {
    return with(
        next -> {
          next.device = where;
          next.precision = word;
        });
  }

  /// Returns the settings with another time for each photo of a slideshow.
  public Settings withSlideSeconds(int seconds) {
    return with(next -> next.slideSeconds = seconds);
  }

  /// Returns the settings with a program as the last used one.
  public Settings withProgram(Path program) {
    List<Path> all =
        Stream.concat(Stream.of(program), programs.stream().filter(one -> !one.equals(program)))
            .limit(MAX_PROGRAMS)
            .toList();
    return with(next -> next.programs = all);
  }

  /// Returns the settings without a program.
  public Settings withoutProgram(Path program) {
    return with(
        next -> next.programs = programs.stream().filter(one -> !one.equals(program)).toList());
  }

  private Settings with(Consumer<Values> change) {
    Values next = new Values(this);
    change.accept(next);
    return new Settings(
        next.width,
        next.height,
        next.maximized,
        next.theme,
        next.text,
        next.language,
        next.view,
        next.thumbnail,
        next.device,
        next.precision,
        next.options,
        next.slideSeconds,
        next.programs);
  }

  /// The values of the next settings.
  private static final class Values {
    private double width;
    private double height;
    private boolean maximized;
    private Theme.Choice theme;
    private TextSize text;
    private Locale language;
    private String view;
    private double thumbnail;
    private Device device;
    private String precision;
    private Set<Option> options;
    private int slideSeconds;
    private List<Path> programs;

    Values(Settings before) {
      width = before.width;
      height = before.height;
      maximized = before.maximized;
      theme = before.theme;
      text = before.text;
      language = before.language;
      view = before.view;
      thumbnail = before.thumbnail;
      device = before.device;
      precision = before.precision;
      options = before.options;
      slideSeconds = before.slideSeconds;
      programs = before.programs;
    }
  }
}
