package app.akin.desktop.tour;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.FilterConflict;
import app.akin.core.query.gloss.GlossEntry;
import app.akin.core.query.gloss.GlossWord;
import app.akin.core.search.PhotoList;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchAnswer.Missing;
import app.akin.desktop.facet.SyntheticFacets;
import app.akin.desktop.search.MissingFactsView;
import app.akin.desktop.search.NothingFoundView;
import app.akin.desktop.search.PhraseReader;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Region;

/// Screens of chips, their menus and suggestions.
///
/// @param scenery the background photos
record FactScreens(Scenery scenery) {
  private static final PhraseReader READER =
      new PhraseReader(
          Map.of(
              "paris",
              PhraseReader.text(FactField.PLACE, "Paris, France"),
              "2019",
              PhraseReader.date("2019-01-01", "2020-01-01"),
              "july 2023",
              PhraseReader.date("2023-07-01", "2023-08-01"),
              "2023年7月",
              PhraseReader.date("2023-07-01", "2023-08-01"),
              "canon",
              PhraseReader.text(FactField.CAMERA, "canon"),
              "in Lisbon",
              PhraseReader.text(FactField.PLACE, "Lisbon, Portugal"),
              "#family",
              PhraseReader.text(FactField.TAG, "family"),
              "f/1.8",
              Fact.of(FactField.APERTURE, FactValue.Numbers.of(1.8)),
              "raw",
              PhraseReader.text(FactField.FORMAT, "raw")),
          Map.of("apple", PhraseReader.text(FactField.CAMERA, "apple")));

  private static final Fact PARIS = PhraseReader.text(FactField.PLACE, "Paris, France");
  private static final Fact YEAR = PhraseReader.date("2019-01-01", "2020-01-01");

  private static final List<Facet> HELD =
      List.of(
          new Facet(PhraseReader.date("2019-01-01", "2020-01-01"), "2019", 4_211),
          held(FactField.PLACE, "Lisbon, Portugal", "Lisbon", 1_804),
          held(FactField.PLACE, "Paris, France", "Paris", 902),
          held(FactField.PLACE, "Paris, Texas", "Paris, Texas", 12),
          held(FactField.PLACE, "Tokyo, Japan", "Tokyo", 340),
          held(FactField.CAMERA, "canon eos r5", "Canon EOS R5", 8_120),
          held(FactField.CAMERA, "canon powershot g7 x", "Canon PowerShot G7 X", 1_023),
          held(FactField.CAMERA, "iphone 13", "Apple iPhone 13", 5_530),
          held(FactField.FOLDER, "Photos/Canada 2018", "Photos/Canada 2018", 611),
          held(FactField.TAG, "canoe", "canoe", 44),
          held(FactField.TAG, "family", "family", 1_220));

  private static Facet held(FactField field, String value, String name, int photos) {
    return new Facet(PhraseReader.text(field, value), name, photos);
  }

  /// Returns the screens.
  List<Screen> screens() {
    return List.of(
        screen("facts-chips", "sunset paris july 2023 canon -people apple", _ -> {}),
        screen("facts-first", "2019 paris beach, canon #family raw", _ -> {}),
        screen("facts-chinese", "海边 2023年7月 日落", _ -> {}),
        screen("facts-place", "sunset paris canon", view -> open(view, 0)),
        screen("facts-camera", "sunset paris canon", view -> open(view, 1)),
        screen("facts-date", "july 2023 beach", view -> open(view, 0)),
        screen("facts-words", "f/1.8 portrait", view -> open(view, 0)),
        screen("facts-format", "beach raw", view -> open(view, 0)),
        screen("facts-offered", "apple on a table", view -> open(view, 0)),
        screen("facts-excluded", "beach -people", view -> open(view, 0)),
        screen("facts-suggestions", "sunset ", view -> type(view, "can")),
        screen("facts-start", "", FactScreens::click),
        english(
            "chinese-words",
            "年轻的记者，没有苏塞克斯的会议",
            new ReadAs(
                "young reporter, meeting",
                List.of("苏塞克斯"),
                "",
                false,
                List.of(
                    word("记者", "reporter", "journalist"), word("会议", "meeting", "conference")))),
        english(
            "chinese-corrected",
            "雪地里穿红衣服的小孩和一只狗在一起玩",
            new ReadAs(
                "a child in a red coat who plays with a dog in the snow, not people",
                List.of(),
                "",
                true,
                List.of())),
        missing("facts-missing", new Missing(PARIS, 212)),
        missing("facts-missing-below", new Missing(YEAR, 40), new Missing(PARIS, 1)),
        nothing("facts-nothing", new FilterConflict.Alone(camera("leica"), List.of())),
        nothing(
            "facts-nothing-years",
            new FilterConflict.Alone(
                PhraseReader.date("1950-01-01", "1960-01-01"), List.of(2004, 2010, 2024))),
        nothing(
            "facts-nothing-pair",
            new FilterConflict.Pair(
                camera("canon eos r5"), 8_120, PhraseReader.date("2012-06-01", "2012-07-01"), 311)),
        nothing("facts-nothing-together", new FilterConflict.Together()));
  }

  private static Fact camera(String words) {
    return PhraseReader.text(FactField.CAMERA, words);
  }

  private static GlossWord word(String text, String... choices) {
    return new GlossWord(
        text, new GlossEntry('n', 90, String.join("|", choices)), List.of(choices), choices[0]);
  }

  private Screen english(String name, String line, ReadAs read) {
    return new Screen(
        name,
        language -> {
          SearchModel search =
              AnsweredSearch.search(
                  new SearchAnswer(
                      Optional.of("starter"),
                      scenery.hits(),
                      List.of(),
                      true,
                      true,
                      Optional.empty(),
                      List.of(),
                      Optional.empty(),
                      List.of(),
                      1,
                      Optional.empty(),
                      Optional.of(read)),
                  READER);
          search.type(line);
          return FramedScreen.with(language)
              .content(scenery.behind(language))
              .asking(search, scenery.small())
              .view();
        });
  }

  private Screen missing(String name, Missing... missing) {
    return new Screen(
        name,
        language -> {
          PhotoList list = scenery.listed();
          SearchModel search =
              AnsweredSearch.search(
                  new SearchAnswer(
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      false,
                      true,
                      Optional.of(list),
                      List.of(missing),
                      Optional.empty(),
                      List.of(),
                      1,
                      Optional.empty(),
                      Optional.empty()),
                  READER);
          ResultsBar line = new ResultsBar(new ResultsModel(search.foundProperty()), language);
          search.type("paris 2019");
          MissingFactsView view =
              new MissingFactsView(
                  search.foundProperty(), language, new MissingFactsView.Actions(_ -> {}, _ -> {}));
          return FramedScreen.with(language)
              .above(view.above())
              .below(view.below())
              .content(scenery.list(language, list, line.view()))
              .asking(search, scenery.small())
              .viewAfter(_ -> {});
        });
  }

  private static Screen nothing(String name, FilterConflict conflict) {
    return new Screen(
        name,
        language ->
            FramedScreen.with(language)
                .content(
                    new NothingFoundView(conflict, SyntheticFacets.texts(language), _ -> {}).view())
                .view());
  }

  private Screen screen(String name, String line, Consumer<Region> used) {
    return new Screen(
        name,
        language -> {
          SearchModel search = AnsweredSearch.search(scenery.hits(), READER);
          search.type("sunset 2019");
          search.clear();
          search.type("dogs in snow");
          search.clear();
          search.type(line);
          return FramedScreen.with(language)
              .content(scenery.behind(language))
              .asking(search, scenery.small())
              .holding(HELD)
              .viewAfter(used);
        });
  }

  private static void open(Region view, int chip) {
    view.lookupAll(".akin-fact-chip").stream()
        .map(Button.class::cast)
        .skip(chip)
        .findFirst()
        .orElseThrow()
        .fire();
  }

  private static TextField field(Region view) {
    return (TextField) view.lookup(".akin-search-field");
  }

  private static void type(Region view, String words) {
    field(view).requestFocus();
    field(view).end();
    words.codePoints().mapToObj(Character::toString).forEach(field(view)::appendText);
  }

  private static void click(Region view) {
    field(view)
        .fireEvent(
            new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                0,
                0,
                0,
                0,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                new PickResult(field(view), 0, 0)));
  }
}
