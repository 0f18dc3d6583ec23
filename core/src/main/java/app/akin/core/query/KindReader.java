package app.akin.core.query;

import app.akin.core.query.FactValue.Text;
import app.akin.core.query.Match.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads formats, kinds, orientations, the presence of facts, file names, and the tokens that are a
/// fact by themselves.
final class KindReader {
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("jpeg", "jpeg"),
          Map.entry("jpegs", "jpeg"),
          Map.entry("jpg", "jpeg"),
          Map.entry("jpgs", "jpeg"),
          Map.entry("png", "png"),
          Map.entry("pngs", "png"),
          Map.entry("heic", "heic"),
          Map.entry("tiff", "tiff"),
          Map.entry("tiffs", "tiff"),
          Map.entry("tif", "tiff"),
          Map.entry("gif", "gif"),
          Map.entry("gifs", "gif"),
          Map.entry("webp", "webp"),
          Map.entry("avif", "avif"),
          Map.entry("dng", "dng"),
          Map.entry("cr2", "cr2"),
          Map.entry("cr3", "cr3"),
          Map.entry("nef", "nef"),
          Map.entry("arw", "arw"));

  private static final Map<String, String> KINDS =
      Map.of(
          "screenshot", "screenshot",
          "screenshots", "screenshot",
          "video", "video",
          "videos", "video",
          "panorama", "panorama",
          "panoramas", "panorama",
          "b&w", "bw",
          "monochrome", "bw",
          "black-and-white", "bw");

  private static final Map<String, String> TURNED =
      Map.of("vertical", "portrait", "horizontal", "landscape");
  private static final Set<String> ORIENTATIONS = Set.of("portrait", "landscape", "square");
  private static final Set<String> ORIENTATION = Set.of("orientation", "format", "mode");
  private static final Set<String> LOCATION = Set.of("gps", "location");

  private static final Map<String, String> ABSENT =
      Map.of("gps", "gps", "location", "gps", "date", "date", "camera", "camera");

  private static final String CAMERA_FILE_BEGINNINGS = "idpmg";
  private static final Pattern CAMERA_FILE =
      Pattern.compile("(?:img_|dsc_?|dscf|dscn|pxl_|mvi_|dji_|gopr)\\d{4}[\\w-]*");

  private final Line line;
  private final Set<String> folders;

  /// @param folders the names and paths of the folders, as keys
  KindReader(Line line, Set<String> folders) {
    this.line = line;
    this.folders = folders;
  }

  @Nullable Match read(int i) {
    Token token = line.at(i);
    return switch (token.kind()) {
      case WORD -> word(i, token.text());
      case FILE -> name(i);
      case TAG -> Match.of(Reading.FORM, i, i + 1, FactField.TAG, token.text());
      case QUOTED -> quoted(i, token.text());
      case FIELD -> field(i, token.fact());
      case HAN, STARS, KEPT, ESCAPED, MINUS, BAR, SIGN, PUNCTUATION, SYMBOL -> null;
    };
  }

  private static @Nullable Match field(int i, @Nullable Fact fact) {
    if (fact == null) {
      return null;
    }
    boolean comparison = fact.values().stream().allMatch(FactSyntax::isOpen);
    Match match = Match.form(i, i + 1, fact.field(), fact.values());
    return comparison ? match.compared() : match;
  }

  private Match name(int i) {
    return Match.of(Reading.FORM, i, i + 1, FactField.NAME, line.typed(i, i + 1));
  }

  /// A phrase in quotation marks is text in the picture; after "in", it may be a folder.
  private Match quoted(int i, String phrase) {
    boolean folder =
        (line.word(i - 1).equals("in") || line.isHan(i - 1, "在"))
            && (phrase.contains("/") || folders.contains(Names.key(phrase)));
    return Match.of(Reading.FORM, i, i + 1, folder ? FactField.FOLDER : FactField.OCR, phrase);
  }

  private @Nullable Match word(int i, String word) {
    boolean glued = line.isGlued(i) && i > 0;
    if (glued && (line.is(i - 1, Token.Kind.SYMBOL) || line.isWord(i - 1))) {
      return null;
    }
    if (CAMERA_FILE_BEGINNINGS.indexOf(word.charAt(0)) >= 0
        && CAMERA_FILE.matcher(word).matches()) {
      return name(i);
    }
    String format = FORMATS.get(word);
    if (format != null) {
      return Match.of(Reading.FORM, i, i + 1, FactField.FORMAT, format);
    }
    String kind = KINDS.get(word);
    if (kind != null) {
      return Match.of(Reading.NAME, i, i + 1, FactField.KIND, kind);
    }
    Match match = presence(i, word);
    if (match != null) {
      return match;
    }
    return switch (word) {
      case "raw" -> Match.of(Reading.NAME, i, i + 1, FactField.FORMAT, "raw");
      case "black" ->
          line.word(i + 1).equals("and") && line.word(i + 2).equals("white")
              ? Match.of(Reading.NAME, i, i + 3, FactField.KIND, "bw")
              : null;
      default -> orientation(i, word);
    };
  }

  private @Nullable Match orientation(int i, String word) {
    String turned = TURNED.get(word);
    if (turned != null) {
      return line.isPhotoWord(i + 1)
          ? Match.of(Reading.FORM, i, i + 1, FactField.ORIENTATION, turned)
          : null;
    }
    if (!ORIENTATIONS.contains(word)) {
      return null;
    }
    return line.isOneOf(i + 1, ORIENTATION)
        ? Match.of(Reading.FORM, i, i + 2, FactField.ORIENTATION, word)
        : Match.of(Reading.OFFER, i, i + 1, FactField.ORIENTATION, word);
  }

  private @Nullable Match presence(int i, String word) {
    String next = line.word(i + 1);
    return switch (word) {
      case "geotagged" -> has(i, i + 1, "gps");
      case "unrated" -> has(i, i + 1, "rating").negate();
      case "untagged" -> has(i, i + 1, "tag").negate();
      case "with" -> LOCATION.contains(next) ? has(i, i + 2, "gps") : null;
      case "without" -> LOCATION.contains(next) ? has(i, i + 2, "gps").negate() : null;
      case "no" -> ABSENT.containsKey(next) ? has(i, i + 2, ABSENT.get(next)).negate() : null;
      default -> null;
    };
  }

  private static Match has(int i, int to, String what) {
    return Match.form(i, to, FactField.HAS, List.of(new Text(what)));
  }
}
