package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// Says why facts find no photo, and offers the same line without one of them. Recreated for every
/// reason and language. JavaFX thread only.
public final class NothingFoundView {
  private final StatusPage page;

  /// @param without removes a fact from the line
  public NothingFoundView(NothingFound reason, Language language, Consumer<Fact> without) {
    FactTexts texts = new FactTexts(language);
    page =
        switch (reason) {
          case NothingFound.One(Fact fact) ->
              page(language, "nothing.one", texts.label(fact))
                  .addAction(language.textNow("nothing.without"), () -> without.accept(fact));
          case NothingFound.OutsideYears(Fact fact, NothingFound.Years years) ->
              new StatusPage(
                      Icon.ABSENT,
                      language.textNow("nothing.years", texts.value(fact)),
                      language.textNow(
                          "nothing.years.sentence",
                          Integer.toString(years.first()),
                          Integer.toString(years.last())))
                  .addAction(language.textNow("nothing.without"), () -> without.accept(fact));
          case NothingFound.Pair pair ->
              new StatusPage(
                      Icon.ABSENT,
                      language.textNow("nothing.pair"),
                      language.textNow(
                          "nothing.pair.sentence",
                          pair.firstPhotos(),
                          texts.label(pair.first()),
                          pair.secondPhotos(),
                          texts.label(pair.second())))
                  .addAction(
                      language.textNow("nothing.pair.without", texts.value(pair.second())),
                      () -> without.accept(pair.second()))
                  .addAction(
                      language.textNow("nothing.pair.without", texts.value(pair.first())),
                      () -> without.accept(pair.first()));
          case NothingFound.Together _ -> page(language, "nothing.together");
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
