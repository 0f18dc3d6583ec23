package app.akin.core.query;

import app.akin.core.query.Match.Reading;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reads sizes, sensitivities, focal lengths and ratings in Chinese.
final class ChineseMeasures {
  private static final String MORE = "大于|超过|高于|多于";
  private static final String FEWER = "小于|低于|少于|不到";
  private static final String AT_LEAST = "大于等于|至少|不少于|不低于|不小于";
  private static final String AT_MOST = "小于等于|最多|至多|不超过|不大于|不高于";

  private static final HanPattern SIZE =
      HanPattern.of(
          "0123456789大超高多小低少不至最",
          "(?:(?<more>%s)|(?<fewer>%s)|(?<least>%s)|(?<most>%s))?\\s*"
                  .formatted(MORE, FEWER, AT_LEAST, AT_MOST)
              + "(?<number>\\d{1,9}+(?:\\.\\d{1,3}+)?+)\\s*+(?<unit>mb|kb|gb|mp|mm|毫米|万像素|像素)"
              + "(?:(?<up>及?以上)|(?<down>及?以下))?");
  private static final HanPattern ISO =
      HanPattern.of(
          "i感",
          "(?:iso|感光度)\\s*(?:(?<more>%s)|(?<fewer>%s)|(?<least>%s)|(?<most>%s))?\\s*"
                  .formatted(MORE, FEWER, AT_LEAST, AT_MOST)
              + "(?<number>\\d{1,7})(?:(?<up>及?以上)|(?<down>及?以下))?");
  private static final HanPattern STARS =
      HanPattern.of(
          "12345一二三四五大超高多小低少不至最",
          "(?:(?<more>%s)|(?<fewer>%s)|(?<least>%s)|(?<most>%s))?"
                  .formatted(MORE, FEWER, AT_LEAST, AT_MOST)
              + "(?<number>[1-5一二三四五])颗?星(?!期)(?:(?<up>[及或]?以上)|(?<down>[及或]?以下))?");

  /// The characters that a number with a unit may begin with.
  static final CharSet BEGINNINGS =
      CharSet.union(SIZE.beginnings(), ISO.beginnings(), STARS.beginnings());

  private final Line line;
  private final LibraryNames names;
  private final Vocabulary vocabulary;

  ChineseMeasures(Line line, LibraryNames names, Vocabulary vocabulary) {
    this.line = line;
    this.names = names;
    this.vocabulary = vocabulary;
  }

  /// Returns the number with its unit that begins at a token; null if none does.
  @Nullable Match read(int i) {
    Match match = size(i);
    if (match == null) {
      match = iso(i);
    }
    return match == null ? stars(i) : match;
  }

  private @Nullable Matcher at(HanPattern pattern, int i) {
    return pattern.at(line, i);
  }

  private static String sign(Matcher matcher) {
    if (matcher.group("more") != null) {
      return ">";
    }
    if (matcher.group("fewer") != null) {
      return "<";
    }
    if (matcher.group("least") != null || matcher.group("up") != null) {
      return ">=";
    }
    return matcher.group("most") != null || matcher.group("down") != null ? "<=" : "";
  }

  private @Nullable Match size(int i) {
    Matcher size = at(SIZE, i);
    if (size == null) {
      return null;
    }
    boolean bare = size.start("number") == size.start() && size.end("unit") == size.end();
    String sign = bare ? "" : sign(size);
    String unit = size.group("unit");
    String number = size.group("number");
    FactField field =
        switch (unit) {
          case "mm", "毫米" -> FactField.FOCAL;
          case "mb", "kb", "gb" -> FactField.SIZE;
          default -> FactField.PIXELS;
        };
    String scalar =
        switch (unit) {
          case "万像素" -> megapixels(number, 2);
          case "像素" -> megapixels(number, 6);
          case "毫米" -> number + "mm";
          default -> number + unit;
        };
    int to = line.tokenAfter(size.end());
    if (!sign.isEmpty()) {
      return MeasureReader.comparedMatch(i, field, sign, scalar, to);
    }
    boolean held =
        field == FactField.FOCAL
            && Digits.isNumber(number, 5)
            && vocabulary.focalLengths().contains(Integer.parseInt(number));
    return held || field == FactField.PIXELS ? MeasureReader.value(i, field, scalar, to) : null;
  }

  private static String megapixels(String number, int powers) {
    return new BigDecimal(number).movePointLeft(powers).stripTrailingZeros().toPlainString() + "mp";
  }

  private @Nullable Match iso(int i) {
    Matcher iso = at(ISO, i);
    if (iso == null || sign(iso).isEmpty()) {
      return null;
    }
    return MeasureReader.comparedMatch(
        i, FactField.ISO, sign(iso), iso.group("number"), line.tokenAfter(iso.end()));
  }

  private @Nullable Match stars(int i) {
    Matcher stars = at(STARS, i);
    if (stars == null) {
      return null;
    }
    int to = line.tokenAfter(stars.end());
    String number = Integer.toString(ChineseNumbers.read(stars.group("number")));
    if (!sign(stars).isEmpty()) {
      return MeasureReader.comparedMatch(i, FactField.RATING, sign(stars), number, to);
    }
    Match match = MeasureReader.value(i, FactField.RATING, number, to);
    boolean make = stars.group().equals("三星") && names.isHeldMake("三星");
    if (make && line.isHan(to, "拍手")) {
      return null;
    }
    return match == null ? null : match.as(make ? Reading.OFFER : Reading.NAME);
  }
}
