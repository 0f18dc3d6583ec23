package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FilterConflict;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// Says why facts find no photo, and offers the same line without one of them. Recreated for every
/// conflict and language. JavaFX thread only.
public final class NothingFoundView {
  private final StatusPage page;

  /// @param without removes a fact from the line
  public NothingFoundView(FilterConflict conflict, FactTexts texts, Consumer<Fact> without) {
    Language language = texts.language();
    page =
        switch (conflict) {
          case FilterConflict.Alone(Fact fact, List<Integer> years) when years.isEmpty() ->
              page(language, "nothing.one", texts.label(fact))
                  .addAction(language.textNow("nothing.without"), () -> without.accept(fact));
          case FilterConflict.Alone(Fact fact, List<Integer> years) ->
              new StatusPage(
                      Icon.ABSENT,
                      language.textNow("nothing.years", texts.value(fact)),
                      language.textNow(
                          "nothing.years.sentence",
                          Integer.toString(years.getFirst()),
                          Integer.toString(years.getLast())))
                  .addAction(language.textNow("nothing.without"), () -> without.accept(fact));
          case FilterConflict.Videos(Fact fact) ->
              page(language, "nothing.videos")
                  .addAction(language.textNow("nothing.without"), () -> without.accept(fact));
          case FilterConflict.Pair pair ->
              new StatusPage(
                      Icon.ABSENT,
                      language.textNow("nothing.pair"),
                      language.textNow(
                          "nothing.pair.sentence",
                          pair.oneCount(),
                          texts.label(pair.one()),
                          pair.otherCount(),
                          texts.label(pair.other())))
                  .addAction(
                      language.textNow("nothing.pair.without", texts.value(pair.other())),
                      () -> without.accept(pair.other()))
                  .addAction(
                      language.textNow("nothing.pair.without", texts.value(pair.one())),
                      () -> without.accept(pair.one()));
          case FilterConflict.Together _ -> page(language, "nothing.together");
        };
  }

  private static StatusPage page(Language language, String key, Object... arguments) {
    return new StatusPage(
        Icon.ABSENT, language.textNow(key, arguments), language.textNow(key + ".sentence"));
  }

  /// Returns the view.
  public Region view() {
    return page.view();
  }
}
