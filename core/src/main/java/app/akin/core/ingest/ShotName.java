package app.akin.core.ingest;

import app.akin.core.scan.EditedMarkers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The shot that a file name denotes, by the naming rules of cameras, phones and photo programs.
/// Files with the same shot in one folder may be siblings.
///
/// @param shot the name of the shot: the file name without extension and without what the rules
///   recognise as a marker
/// @param stem the file name without extension
/// @param altered whether a marker of an edited version or a copy was removed, so that the name
///   alone does not tell whether both files show the same shot
record ShotName(String shot, String stem, boolean altered) {
  /// A naming rule. The first group of the pattern, and the second if there is one, form the name
  /// of the shot.
  ///
  /// @param stem matches a complete name without extension
  /// @param altered whether it denotes an edited version or a copy
  private record Rule(Pattern stem, boolean altered) {
    static Rule camera(String regex) {
      return new Rule(Pattern.compile(regex), false);
    }

    static Rule altered(String regex) {
      return new Rule(
          Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), true);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          // Copies of a file manager or a browser: "IMG_1 (1)", "IMG_1(1)", "IMG_1 - Copy (2)",
          // "IMG_1 copy 2", "IMG_1 - 副本", "IMG_1 - Kopie", "IMG_1 2" of macOS.
          Rule.altered("(.+?) ?\\(\\d{1,3}\\)"),
          Rule.altered("(.+?) (?:- )?(?:copy|copie|kopie|copia|cópia|kopia|副本|コピー)(?: \\d{1,3})?"),
          Rule.altered("((?:IMG|DSC|DSCN|DSCF|PXL|MVIMG)_?\\w+) \\d{1,2}"),
          // Versions of Google's and Samsung's gallery: "IMG_20200101_120000~2".
          Rule.altered("(.+)~\\d{1,3}"),
          // Xiaomi's gallery: "IMG_20200101_120000_edit_12345678".
          Rule.altered("(.+)[_-]edit[_-]?\\d+"),
          // Google Photos (localised), Lightroom ("-Edit", "-Edit-2"), phones ("_edited").
          Rule.altered("(.+?)[" + " _-]+(?:" + EditedMarkers.WORDS + ")(?:[_-]\\d{1,3})?"),
          // iPhone: "IMG_E1234" is the edited version of "IMG_1234".
          Rule.altered("(IMG_)E(\\d{4,5})"),
          // Pixel: "PXL_20230330_184138390.RAW-01.MP.COVER" and "….RAW-02.ORIGINAL", "….MP",
          // "….NIGHT", "….PORTRAIT-01.COVER"; the name holds the time to the millisecond.
          Rule.camera("(PXL_\\d{8}_\\d{9})(?:\\.[A-Z][A-Z0-9_-]*)+"),
          // Google Camera before the Pixel 5: motion photos.
          Rule.altered("MV(IMG_\\d{8}_\\d{6}\\w*)"),
          // Xiaomi, Samsung, LG, Motorola, Huawei: a mode or "RAW" after the time, such as
          // "IMG_20200101_120000_HDR", "20200101_120000_HDR", "IMG_20200101_120000.RAW".
          Rule.altered(
              "((?:IMG_?|PXL_)?\\d{8}_?\\d{6,9})[._](?:RAW|HDR\\w*|Bokeh|Portrait|Night|Pro|MP|TOP)"),
          // Sony, Nikon, Canon and others: "DSC_0001_RAW", "IMG_0001-RAW".
          Rule.altered("((?:IMG|DSC|DSCN|DSCF|P)_?\\d{4,8})[_-]RAW"));

  /// Applies the rules to a file name until none matches.
  static ShotName of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String stem = dot <= 0 ? fileName : fileName.substring(0, dot);
    String shot = stem;
    boolean altered = false;
    // Each rule shortens the name.
    for (int i = 0; i < RULES.size(); i++) {
      Matcher matcher = RULES.get(i).stem().matcher(shot);
      if (matcher.matches()) {
        shot = matcher.group(1) + (matcher.groupCount() > 1 ? matcher.group(2) : "");
        altered |= RULES.get(i).altered();
        i = -1;
      }
    }
    return new ShotName(shot, stem, altered);
  }

  /// Returns whether two files of the same shot are siblings only if both state the same time.
  boolean needsTime(ShotName other) {
    return !stem.equals(other.stem) && (altered || other.altered);
  }
}
