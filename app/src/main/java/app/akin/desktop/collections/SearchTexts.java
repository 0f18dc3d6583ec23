package app.akin.desktop.collections;

import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.util.ArrayList;
import java.util.List;

/// Describes queries in a line.
///
/// @param language texts
record SearchTexts(Language language) {
  /// Returns a summary such as "2 images, at night, not: people".
  String summary(SavedQuery query) {
    List<String> words = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    int images = 0;
    int marked = 0;
    for (QueryPart part : query.parts()) {
      switch (part) {
        case QueryPart.Image _ -> images++;
        case QueryPart.Text text -> words.add(text.text());
        case QueryPart.Feedback _ -> marked++;
        case QueryPart.ExcludedText text -> excluded.add(text.text());
      }
    }
    List<String> all = new ArrayList<>();
    if (images > 0) {
      all.add(language.of("saved.images", images));
    }
    if (!query.line().isBlank()) {
      all.add(query.line().strip());
    }
    all.addAll(words);
    all.addAll(query.facts());
    if (!excluded.isEmpty()) {
      all.add(language.of("saved.not", String.join(", ", excluded)));
    }
    if (marked > 0) {
      all.add(language.of("saved.marked", marked));
    }
    if (query.in() != null) {
      all.add(language.of("saved.in", Text.name(query.in())));
    }
    return Text.visible(String.join(language.of("saved.and"), all));
  }
}
