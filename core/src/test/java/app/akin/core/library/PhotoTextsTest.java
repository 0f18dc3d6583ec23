package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.TextJob;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextCounts;
import app.akin.core.photo.TextLine;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.core.search.TextMarks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the text in photos with the models that ship, and finds it.
final class PhotoTextsTest {
  private static final Path PICTURES = Path.of("src/test/resources/ocr/pictures");

  @TempDir private Path folder;
  private LibraryFixture fixture;

  @BeforeEach
  void index() throws Exception {
    fixture = new LibraryFixture(folder);
    for (String name : List.of("accents.png", "tiny-10px.png", "vertical-chinese.jpg")) {
      fixture.write(name, Files.readAllBytes(PICTURES.resolve(name)));
    }
    fixture.write("plain.jpg", ImageKit.photo(1, 96, 64));
    fixture.index();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Fact written(String text) {
    return Fact.of(FactField.OCR, new FactValue.Text(text));
  }

  private static SearchRequest request(Filter filter, QueryPart... parts) {
    return new SearchRequest(List.of(parts), filter, Order.SCORE, 10, ModelSelection.DEFAULT);
  }

  private static List<String> names(List<SearchResult> results) {
    return results.stream().map(result -> result.path().getFileName().toString()).toList();
  }

  @Test
  void textIsReadFoundMarkedAndForgotten() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.texts().counts()).isEqualTo(new TextCounts(4, 0, 0));
      TextJob job = library.texts().read(false);
      assertThat(job.await().counts()).isEqualTo(new TextCounts(4, 4, 3));

      SearchAnswer exact = library.search().find(request(Filter.of(written("CAFE"))));
      assertThat(names(exact.results())).containsExactly("accents.png");
      assertThat(exact.missing()).isEmpty();
      ContentId content = exact.results().getFirst().content();
      ImageText text =
          library.texts().texts(List.of(content)).getOrDefault(content, ImageText.NONE);
      List<TextLine> marked = TextMarks.of(request(Filter.of(written("CAFE")))).in(text);
      assertThat(marked).isNotEmpty();
      assertThat(marked)
          .allMatch(line -> line.text().toLowerCase(java.util.Locale.ROOT).contains("caf"));

      TextGroup group =
          library.search().texts(request(Filter.NONE, new QueryPart.Text("café", 1)), 12);
      assertThat(names(group.results())).containsExactly("accents.png");
      assertThat(group.count()).isEqualTo(1);
      assertThat(group.unread()).isZero();
      assertThat(
              library
                  .search()
                  .texts(
                      request(Filter.of(written("nowhere written")), new QueryPart.Text("café", 1)),
                      12))
          .isEqualTo(TextGroup.NONE);

      // Words rank the photos that have the text.
      SearchAnswer ranked =
          library
              .search()
              .find(request(Filter.of(written("CAFE")), new QueryPart.Text("a dog", 1)));
      assertThat(names(ranked.results())).containsExactly("accents.png");

      library.folders().remove(fixture.photos());
      assertThat(library.texts().texts(List.of(content))).isEmpty();
      assertThat(library.texts().counts()).isEqualTo(new TextCounts(0, 0, 0));
    }
  }

  @Test
  void aDrivenAwayFolderKeepsItsText() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      library.texts().read(false).await();
    }
    Files.move(fixture.photos(), folder.resolve("away"));
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.search().find(request(Filter.of(written("CAFE")))).results()).hasSize(1);
      assertThat(library.texts().read(false).await().counts().read()).isEqualTo(4);
    }
  }
}
