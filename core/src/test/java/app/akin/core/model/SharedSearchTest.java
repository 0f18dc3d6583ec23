package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.Nearest;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Device;
import app.akin.core.photo.FileOperations;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchSpace;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.SharedPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests which model answers searches in a shared library, and when models are opened.
final class SharedSearchTest {
  private static final String STARTER = "starter";

  @TempDir Path base;
  private ModelFixture fixture;

  @BeforeEach
  void install() throws Exception {
    fixture = new ModelFixture(base);
    assertThat(fixture.models().fetch(ModelFixture.MODEL, true).await()).isTrue();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /// A shared library without photos that matches a search.
  ///
  /// @param models the models that have vectors of more photos than any other
  /// @param opened receives the fingerprints of the models that photos were opened for
  /// @param compared receives the fingerprints of the models that others were compared with
  private record Source(List<SharedPhotos.Model> models, List<String> opened, List<String> compared)
      implements SharedPhotos.Source<String> {
    Source(SharedPhotos.Model... models) {
      this(List.of(models), new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public SharedPhotos<String> open(String fingerprint, String model) {
      opened.add(fingerprint);
      return new NoPhotos();
    }

    @Override
    public List<SharedPhotos.Model> ahead(String fingerprint) {
      compared.add(fingerprint);
      return models;
    }
  }

  /// The photos of a shared library that has none for the search.
  private static final class NoPhotos implements SharedPhotos<String>, SearchSpace<String> {
    @Override
    public SearchSpace<String> space() {
      return this;
    }

    @Override
    public @Nullable String filter(SearchRequest.Filter filter) {
      return null;
    }

    @Override
    public double share() {
      return 0.5;
    }

    @Override
    public Collection<Long> ids(Collection<ContentKey> keys) {
      return List.of();
    }

    @Override
    public List<Long> newest(String filter, int limit) {
      return List.of();
    }

    @Override
    public Map<Long, Row> rows(Collection<Long> ids, boolean vectors) {
      return Map.of();
    }

    @Override
    public int visible() {
      return 1;
    }

    @Override
    public List<float[]> sample(List<float[]> units, int limit) {
      return units.stream().map(_ -> new float[] {0}).toList();
    }

    @Override
    public Nearest<ComparedNeighbour> nearest(
        float[] unit, List<float[]> others, int count, @Nullable String allowed) {
      return new Nearest<>(List.of(), true);
    }
  }

  private String fingerprint(String name) {
    return new Models(
            base.resolve("compiled"),
            BuildCache.NATIVES,
            fixture.folders(),
            fixture.volumes,
            2,
            Map.of())
        .fingerprint(name)
        .orElseThrow();
  }

  private SharedPhotos.Model tiny() {
    return new SharedPhotos.Model(fingerprint(ModelFixture.MODEL), ModelFixture.MODEL);
  }

  private static SearchRequest request(ModelSelection model, String text) {
    return new SearchRequest(
        List.of(new QueryPart.Text(text, 1)),
        SearchRequest.Filter.NONE,
        SearchRequest.Order.SCORE,
        10,
        model);
  }

  private static SharedAnswer find(PhotoLibrary library, Source source, String text) {
    return library.search().findShared(request(ModelSelection.DEFAULT, text), source);
  }

  private void indexPhotos(PhotoLibrary library) throws IOException, InterruptedException {
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int seed = 1; seed <= 3; seed++) {
      Files.write(photos.resolve(seed + ".jpg"), ImageKit.photo(seed, 320, 240));
    }
    library
        .ingest()
        .start(new IngestRequest(List.of(photos), false, ModelSelection.DEFAULT))
        .await();
  }

  /// Deletes the archives of the compiled models. A model that is loaded compiles them again.
  private void deleteCompiled() throws IOException {
    FileOperations.deleteTree(base.resolve("compiled"));
  }

  private boolean isCompiled() throws IOException {
    if (!Files.isDirectory(base.resolve("compiled"))) {
      return false;
    }
    try (Stream<Path> files = Files.walk(base.resolve("compiled"))) {
      return files.anyMatch(file -> file.toString().endsWith(".pt"));
    }
  }

  @Test
  void aModelWithVectorsOfMoreSharedPhotosAnswersUntilTheActiveOneHasThem() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      indexPhotos(library);
      Source source = new Source(tiny());
      assertThat(find(library, source, "a landscape"))
          .returns(Optional.of(ModelFixture.MODEL), SharedAnswer::model)
          .returns(0.5, SharedAnswer::indexedShare);
      assertThat(source.compared()).containsExactly(fingerprint(STARTER));
      assertThat(source.opened()).containsExactly(fingerprint(ModelFixture.MODEL));
      assertThat(library.search().find(request(ModelSelection.DEFAULT, "a landscape")).model())
          .contains(STARTER);

      Source complete = new Source();
      assertThat(find(library, complete, "a landscape").model()).contains(STARTER);
      assertThat(complete.opened()).containsExactly(fingerprint(STARTER));
    }
  }

  @Test
  void theActiveModelAnswersIfTheOtherIsNotInstalled() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      indexPhotos(library);
      String unknown = "0".repeat(32);
      Source source =
          new Source(
              new SharedPhotos.Model(unknown, "absent"),
              new SharedPhotos.Model(unknown, "../models/tiny"),
              // The same name for another model.
              new SharedPhotos.Model(unknown, ModelFixture.MODEL));
      assertThat(find(library, source, "a landscape"))
          .returns(Optional.of(STARTER), SharedAnswer::model)
          .returns(0.5, SharedAnswer::indexedShare);
      assertThat(source.opened()).containsExactly(fingerprint(STARTER));
      // The next one is installed.
      Source second = new Source(new SharedPhotos.Model(unknown, "absent"), tiny());
      assertThat(find(library, second, "a landscape").model()).contains(ModelFixture.MODEL);
    }
  }

  @Test
  void aModelThatIsAskedForAnswers() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      indexPhotos(library);
      Source source = new Source(tiny());
      ModelSelection starter = new ModelSelection(STARTER, Device.AUTO, null);
      assertThat(library.search().findShared(request(starter, "a landscape"), source).model())
          .contains(STARTER);
      assertThat(source.compared()).isEmpty();
    }
  }

  @Test
  void bothModelsStayOpenBetweenSearches() throws Exception {
    try (PhotoLibrary library = fixture.open()) {
      indexPhotos(library);
      Source source = new Source(tiny());
      find(library, source, "a landscape");
      assertThat(isCompiled()).isTrue();
      deleteCompiled();
      library.search().find(request(ModelSelection.DEFAULT, "a dog"));
      assertThat(find(library, source, "a dog").model()).contains(ModelFixture.MODEL);
      assertThat(isCompiled()).as("the model was loaded again").isFalse();
    }
  }

  @Test
  void theModelOfAComputerWithoutPhotosStaysOpenBetweenSearches() throws Exception {
    fixture.models().switchTo(ModelFixture.MODEL, true);
    try (PhotoLibrary library = fixture.open()) {
      Source source = new Source();
      assertThat(find(library, source, "a landscape").model()).contains(ModelFixture.MODEL);
      assertThat(isCompiled()).isTrue();
      deleteCompiled();
      assertThat(find(library, source, "a dog").model()).contains(ModelFixture.MODEL);
      assertThat(isCompiled()).as("the model was loaded again").isFalse();
    }
  }
}
