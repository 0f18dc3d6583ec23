package app.akin.core.store;

import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges by the joined facts of a photo whether it is a screenshot or a panorama: by tags,
/// programs, names and sizes. One file of the photo that has the mark is enough. If unsure, it is
/// neither.
final class KindPolicy {
  /// The revision of these rules. A higher one makes runs judge known photos again.
  static final int REVISION = 1;

  private static final String RESOURCE = "kinds.txt";

  /// Screenshots that only their size shows are of this format, in which no camera writes.
  private static final String SCREEN_FORMAT = "png";

  /// Formats of photos.
  private static final Set<String> PHOTO_FORMATS =
      Set.of("jpeg", "heic", "heif", "avif", "tiff", "jxl", "raw", "dng");

  /// Smallest ratio of width to height of a panorama.
  private static final double PANORAMA = 2;

  /// Smallest ratio of height to width of a vertical panorama. Long pages are narrow, too.
  private static final double VERTICAL_PANORAMA = 2.5;

  /// Smallest ratio of the sides of a panorama whose name or program says so: "panorama" is also
  /// the name of hotels, and the programs also make other pictures.
  private static final double NAMED_PANORAMA = 1.5;

  /// Smallest width of a panorama without a camera. Narrower ones may be banners or film stills.
  private static final long PANORAMA_WIDTH = 3000;

  /// The names that Android's and Google's cameras give to panoramas: `PANO_20230514_101010.jpg`,
  /// `PXL_20230514_101010123.PANO.jpg`.
  private static final Pattern PANORAMA_NAME =
      Pattern.compile("^pano_\\d{8}_\\d{6}.*|^pxl_\\d{8}_\\d+\\.pano\\..*", Pattern.DOTALL);

  private static final Pattern SEPARATORS = Pattern.compile("[\\s_.\\-]+");

  private static final Lists LISTS = read();

  /// A file of a photo.
  ///
  /// @param name its name
  /// @param format the format of its data in lower case
  /// @param width pixels as shown; 0 if unknown
  /// @param height pixels as shown; 0 if unknown
  record Picture(String name, String format, long width, long height) {}

  /// The lists of the resource.
  ///
  /// @param screenshotNames words in names
  /// @param screenshotPrograms words in the software
  /// @param panoramaNames words in names
  /// @param panoramaPrograms words in the software
  /// @param screens sizes of screens in pixels
  private record Lists(
      Pattern screenshotNames,
      Pattern screenshotPrograms,
      Pattern panoramaNames,
      Pattern panoramaPrograms,
      Set<Screen> screens) {}

  private record Screen(long width, long height) {
    Screen turned() {
      return new Screen(/* width= */ height, /* height= */ width);
    }
  }

  private KindPolicy() {}

  /// Returns whether a photo is a screenshot: a tag or a program says so, or it has a name of a
  /// screenshot and no exposure, or it has exactly the size of a screen and no metadata of a photo.
  static boolean isScreenshot(Collection<Picture> pictures, Metadata facts) {
    if (facts.kind() == Kind.SCREENSHOT || contains(LISTS.screenshotPrograms(), facts.software())) {
      return true;
    }
    if (!facts.exposure().equals(Exposure.NONE) || facts.lens() != null) {
      return false;
    }
    return pictures.stream()
        .anyMatch(
            picture ->
                contains(LISTS.screenshotNames(), picture.name())
                    || (facts.camera() == null && facts.place() == null && hasScreenSize(picture)));
  }

  private static boolean hasScreenSize(Picture picture) {
    return picture.format().equals(SCREEN_FORMAT)
        && LISTS.screens().contains(new Screen(picture.width(), picture.height()));
  }

  /// Returns whether a photo is a panorama: a tag or the name of a camera's panorama says so, a
  /// name or a program says so and the picture is long, or the picture is at least twice as wide as
  /// high and of a camera or large.
  static boolean isPanorama(Collection<Picture> pictures, Metadata facts) {
    if (isScreenshot(pictures, facts)) {
      return false;
    }
    if (facts.kind() == Kind.PANORAMA) {
      return true;
    }
    boolean isStitched = contains(LISTS.panoramaPrograms(), facts.software());
    return pictures.stream()
        .anyMatch(picture -> isPanorama(picture, isStitched, facts.camera() != null));
  }

  private static boolean isPanorama(Picture picture, boolean isStitched, boolean hasCamera) {
    double wide = picture.height() == 0 ? 0 : (double) picture.width() / picture.height();
    double high = picture.width() == 0 ? 0 : (double) picture.height() / picture.width();
    if (PANORAMA_NAME.matcher(picture.name().toLowerCase(Locale.ROOT)).matches()
        || (Math.max(wide, high) >= NAMED_PANORAMA
            && (isStitched || contains(LISTS.panoramaNames(), picture.name())))) {
      return true;
    }
    if (wide >= PANORAMA) {
      return hasCamera
          || (PHOTO_FORMATS.contains(picture.format()) && picture.width() >= PANORAMA_WIDTH);
    }
    return high >= VERTICAL_PANORAMA && hasCamera;
  }

  private static boolean contains(Pattern words, @Nullable String text) {
    return text != null && words.matcher(plain(text)).find();
  }

  /// Returns a text in lower case and composed form, with single blanks for separators.
  private static String plain(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace('’', '\'');
    return SEPARATORS.matcher(composed.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static Lists read() {
    try (InputStream in = KindPolicy.class.getResourceAsStream(RESOURCE)) {
      String text =
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
      Set<Screen> screens = new HashSet<>();
      for (String line : section(text, "screens")) {
        screens.add(screen(line));
      }
      for (String line : section(text, "turned screens")) {
        Screen screen = screen(line);
        screens.add(screen);
        screens.add(screen.turned());
      }
      return new Lists(
          words(section(text, "screenshot names")),
          words(section(text, "screenshot programs")),
          words(section(text, "panorama names")),
          words(section(text, "panorama programs")),
          Set.copyOf(screens));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> section(String text, String title) {
    List<String> lines = new ArrayList<>();
    String current = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        current = line.substring(1, line.length() - 1);
      } else if (current.equals(title) && !line.isBlank() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Screen screen(String line) {
    String[] sides = line.split("x", -1);
    return new Screen(Long.parseLong(sides[0]), Long.parseLong(sides[1]));
  }

  /// Returns a pattern that finds one of the words. Letters of alphabets must not touch it:
  /// Chinese, Japanese and Korean write without blanks.
  private static Pattern words(List<String> words) {
    return Pattern.compile(
        words.stream()
            .map(KindPolicy::plain)
            .map(word -> isIdeographic(word) ? Pattern.quote(word) : alone(word))
            .collect(Collectors.joining("|")));
  }

  private static boolean isIdeographic(String word) {
    return word.codePoints()
        .anyMatch(
            letter ->
                Character.isIdeographic(letter)
                    || Character.UnicodeScript.of(letter) == Character.UnicodeScript.KATAKANA
                    || Character.UnicodeScript.of(letter) == Character.UnicodeScript.HANGUL);
  }

  private static String alone(String word) {
    return "(?<!\\p{L})" + Pattern.quote(word) + "(?!\\p{L})";
  }
}
