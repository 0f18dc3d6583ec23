package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.gloss.GlossCorrection;
import app.akin.core.search.QueryPart;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which models get English instead of Chinese texts.
final class ChineseQueryTest {
  @TempDir private Path folder;
  private LibraryFixture fixture;

  @BeforeEach
  void index() throws Exception {
    fixture = new LibraryFixture(folder);
    for (int i = 0; i < 3; i++) {
      fixture.write(i + ".jpg", ImageKit.photo(i, 96, 64));
    }
    fixture.index();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private SearchAnswer find(ModelSelection model, Filter filter, QueryPart... parts) {
    try (PhotoLibrary library = fixture.open()) {
      return library
          .search()
          .find(new SearchRequest(List.of(parts), filter, Order.SCORE, 10, model));
    }
  }

  private static QueryPart text(String text) {
    return new QueryPart.Text(text, 1);
  }

  @Test
  void theStarterReadsEnglish() {
    QueryPart picture = new QueryPart.Image(fixture.photos().resolve("0.jpg"), 1);
    SearchAnswer chinese = find(ModelSelection.DEFAULT, Filter.NONE, picture, text("换成晚上"));
    SearchAnswer english =
        find(ModelSelection.DEFAULT, Filter.NONE, picture, text("make it night"));

    assertThat(chinese.readAs().map(ReadAs::english)).contains("make it night");
    assertThat(english.readAs()).isEmpty();
    assertThat(chinese.results().stream().map(SearchResult::score))
        .isEqualTo(english.results().stream().map(SearchResult::score).toList());
  }

  @Test
  void aCorrectedLineIsSearchedInsteadOfAllTexts() {
    QueryPart picture = new QueryPart.Image(fixture.photos().resolve("0.jpg"), 1);
    try (PhotoLibrary library = fixture.open()) {
      SearchRequest chinese = request(picture, text("雪地里的狗"), new QueryPart.ExcludedText("人", 1));
      ReadAs before = library.search().readAs(chinese).orElseThrow();
      assertThat(before.english()).isEqualTo("a dog in the snow, not people");
      assertThat(before.typed()).isEqualTo("雪地里的狗, not 人");
      assertThat(before.corrected()).isFalse();
      library
          .corrections()
          .apply(
              new GlossCorrection.Line(
                  before.typed(), Optional.of("a husky, without cars，not people")));

      ReadAs after = library.search().readAs(chinese).orElseThrow();
      assertThat(after.english()).isEqualTo("a husky, not cars, not people");
      assertThat(after.corrected()).isTrue();
      assertThat(after.words()).isEmpty();
      SearchRequest english =
          request(
              picture,
              text("a husky"),
              new QueryPart.ExcludedText("cars", 1),
              new QueryPart.ExcludedText("people", 1));
      assertThat(library.search().find(chinese).results())
          .isEqualTo(library.search().find(english).results());
      assertThat(library.search().readAs(request(picture, text("雪地里的狗"))).orElseThrow().english())
          .isEqualTo("a dog in the snow");
    }
  }

  private static SearchRequest request(QueryPart... parts) {
    return new SearchRequest(List.of(parts), Filter.NONE, Order.SCORE, 10, ModelSelection.DEFAULT);
  }

  @Test
  void aModelThatNamesChineseGetsTheChinese() throws Exception {
    ModelSelection english = model("reads-english", "\"en\"");
    ModelSelection chinese = model("reads-chinese", "\"en\", \"zh-Hans\"");
    for (ModelSelection model : List.of(english, chinese)) {
      fixture.index(model, fixture.photos());
    }

    assertThat(find(english, Filter.NONE, text("狗 dog")).readAs().map(ReadAs::english))
        .contains("dog dog");
    assertThat(find(chinese, Filter.NONE, text("狗 dog")).readAs()).isEmpty();
  }

  /// Writes a copy of the starter under another name and with other languages.
  private ModelSelection model(String name, String languages) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    for (Resource file :
        List.of(
            Resource.STARTER_IMAGE,
            Resource.STARTER_TEXT,
            Resource.STARTER_TOKENIZER,
            Resource.STARTER_PREPROCESSOR,
            Resource.STARTER_RANKING)) {
      try (InputStream in = file.open()) {
        Files.copy(in, model.resolve(file.fileName()));
      }
    }
    try (InputStream in = Resource.STARTER_BUNDLE.open()) {
      String bundle = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          model.resolve("bundle.json"),
          bundle
              .replaceFirst("\"name\": *\"starter\"", "\"name\": \"" + name + '"')
              .replaceFirst("\"languages\": *\\[[^]]*]", "\"languages\": [" + languages + ']'));
    }
    return new ModelSelection(model.toString(), Device.CPU, null);
  }

  @Test
  void factsAreListedIfNoWordIsLeft() {
    Filter since = Filter.of(Fact.taken(LocalDate.of(2000, 1, 1), null));

    SearchAnswer answer = find(ModelSelection.DEFAULT, since, text("苏塞克斯"));

    assertThat(answer.readAs()).contains(new ReadAs("", List.of("苏塞克斯"), "苏塞克斯", false, List.of()));
    assertThat(answer.list()).isPresent();
    assertThatThrownBy(() -> find(ModelSelection.DEFAULT, Filter.NONE, text("苏塞克斯")))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.QuerySaysNothing("苏塞克斯")));
  }

  @Test
  void exclusionsAloneListTheOtherPhotos() {
    SearchAnswer answer = find(ModelSelection.DEFAULT, Filter.NONE, text("没有人"));

    assertThat(answer.readAs().map(ReadAs::english)).isEqualTo(Optional.of("not people"));
    assertThat(answer.list()).isPresent();
  }
}
