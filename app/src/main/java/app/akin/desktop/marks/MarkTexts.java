package app.akin.desktop.marks;

import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Texts about marks.
public final class MarkTexts {
  private MarkTexts() {}

  /// Returns rating and flag for a screen reader, such as "3 stars, picked"; empty without both.
  public static String spoken(Language language, EffectiveMarks marks) {
    List<String> parts = new ArrayList<>();
    if (marks.rating() > 0) {
      parts.add(language.of("marks.stars", marks.rating()));
    }
    if (marks.flag() != Flag.NONE) {
      parts.add(language.of("marks.flagged." + marks.flag().word()));
    }
    return String.join(language.of("marks.separator"), parts);
  }

  /// Returns where a mark comes from; empty for nothing.
  static String source(Language language, List<FactsPart> parts) {
    return parts.isEmpty()
        ? ""
        : language.of(
            "marks.source",
            parts.stream()
                .map(part -> language.of("marks.source." + part.word()))
                .collect(Collectors.joining(language.of("marks.separator"))));
  }

  /// Returns a keyword as it is shown: levels of a hierarchy are separated by arrows.
  static String keyword(String keyword) {
    return keyword.replace("|", " › ");
  }
}
