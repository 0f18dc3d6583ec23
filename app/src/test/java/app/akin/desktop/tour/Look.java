package app.akin.desktop.tour;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// One way to look at a screen.
///
/// @param dark whether the window is dark
/// @param locale what it speaks
/// @param width of the window
/// @param height of the window
record Look(boolean dark, Locale locale, int width, int height) {
  private static final int[][] SIZES = {{1440, 900}, {800, 600}};

  /// Light and dark, in both languages, large and small.
  static List<Look> all() {
    return Stream.of(false, true)
        .flatMap(
            dark ->
                Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                    .flatMap(
                        locale ->
                            Stream.of(SIZES).map(size -> new Look(dark, locale, size[0], size[1]))))
        .toList();
  }

  /// Two that differ in everything.
  static List<Look> opposites() {
    return List.of(
        new Look(false, Locale.ENGLISH, SIZES[0][0], SIZES[0][1]),
        new Look(true, Locale.SIMPLIFIED_CHINESE, SIZES[1][0], SIZES[1][1]));
  }

  /// Its part of a file's name.
  String name() {
    return (dark ? "dark" : "light") + "-" + locale.getLanguage() + "-" + width + "x" + height;
  }
}
