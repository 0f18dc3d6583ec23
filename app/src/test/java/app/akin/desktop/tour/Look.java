package app.akin.desktop.tour;

import app.akin.desktop.theme.TextSize;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// One way to look at a screen.
///
/// @param dark whether the window is dark
/// @param locale what it speaks
/// @param width of the window
/// @param height of the window
/// @param text how large its letters are
record Look(boolean dark, Locale locale, int width, int height, TextSize text) {
  private static final int[][] SIZES = {{1440, 900}, {800, 600}};

  /// Light and dark, in both languages, large and small, and with the largest letters.
  static List<Look> all() {
    Stream<Look> usual =
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

  /// Two that differ in everything.
  static List<Look> opposites() {
    return List.of(
        look(false, Locale.ENGLISH, SIZES[0], TextSize.NORMAL),
        look(true, Locale.SIMPLIFIED_CHINESE, SIZES[1], TextSize.NORMAL));
  }

  private static Stream<Look> lettered() {
    return Stream.of(
        look(false, Locale.ENGLISH, SIZES[1], TextSize.LARGEST),
        look(true, Locale.SIMPLIFIED_CHINESE, SIZES[0], TextSize.LARGEST));
  }

  private static Look look(boolean dark, Locale locale, int[] size, TextSize text) {
    return new Look(dark, locale, size[0], size[1], text);
  }

  /// Its part of a file's name.
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
