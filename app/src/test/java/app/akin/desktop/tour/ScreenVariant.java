package app.akin.desktop.tour;

import app.akin.desktop.theme.TextSize;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A variant of a screen.
///
/// @param dark whether the window is dark
/// @param locale the language
/// @param width width of the window
/// @param height height of the window
/// @param text the text size
record ScreenVariant(boolean dark, Locale locale, int width, int height, TextSize text) {
  private static final int[][] SIZES = {{1440, 900}, {800, 600}};

  /// Returns all variants: both themes, languages and sizes, and the largest text.
  static List<ScreenVariant> all() {
    Stream<ScreenVariant> usual =
        Stream.of(false, true)
            .flatMap(
                dark ->
                    Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                        .flatMap(
                            locale ->
                                Stream.of(SIZES)
                                    .map(size -> look(dark, locale, size, TextSize.NORMAL))));
    return Stream.concat(usual, lettered()).toList();
  }

  /// Returns two variants that differ in every aspect.
  static List<ScreenVariant> opposites() {
    return List.of(
        look(false, Locale.ENGLISH, SIZES[0], TextSize.NORMAL),
        look(true, Locale.SIMPLIFIED_CHINESE, SIZES[1], TextSize.NORMAL));
  }

  private static Stream<ScreenVariant> lettered() {
    return Stream.of(
        look(false, Locale.ENGLISH, SIZES[1], TextSize.LARGEST),
        look(true, Locale.SIMPLIFIED_CHINESE, SIZES[0], TextSize.LARGEST));
  }

  private static ScreenVariant look(boolean dark, Locale locale, int[] size, TextSize text) {
    return new ScreenVariant(dark, locale, size[0], size[1], text);
  }

  /// Returns the part of the file name.
  String name() {
    return (dark ? "dark" : "light")
        + "-"
        + locale.getLanguage()
        + "-"
        + width
        + "x"
        + height
        + (text == TextSize.NORMAL ? "" : "-" + text.name().toLowerCase(Locale.ROOT));
  }
}
