package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.Watcher;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import app.akin.core.search.Hit;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.store.ModelRow;
import app.akin.core.store.Store;
import app.akin.core.synthetic.MadeCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Moving a library from model to model, and taking models over without a network: answers are
/// never lost on the way.
final class SwitchTest {
  @TempDir Path base;
  private ModelFixture shop;

  @BeforeEach
  void open() throws IOException {
    shop = new ModelFixture(base);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aLibraryMovesToAnotherModelAndBackWithoutLosingAnAnswer() throws Exception {
    photos("here", 1, 2, 3);
    assertThat(index(base.resolve("here")).embedded()).isEqualTo(3);
    assertThat(search().model()).isEqualTo("starter");
    assertThat(shop.get()).isTrue();

    assertThat(shop.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(search()).returns("starter", SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);
    assertThat(index())
        .returns(3L, IngestReport::embedded)
        .returns(ModelFixture.MODEL, IngestReport::model);
    assertThat(shop.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
    assertThat(search()).returns(ModelFixture.MODEL, SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);

    assertThat(use("starter", false)).returns(true, CatalogedModel::answers);
    assertThat(search()).returns("starter", SearchAnswer::model);
    assertThat(use(ModelFixture.MODEL, false)).returns(true, CatalogedModel::answers);
    assertThat(index()).returns(0L, IngestReport::embedded);
  }

  @Test
  void photosThatCameMeanwhileAreAnsweredByTheOldModelUntilTheNewOneCoversThem() throws Exception {
    photos("here", 1, 2);
    index(base.resolve("here"));
    shop.get();
    use(ModelFixture.MODEL, true);

    assertThat(shop.models().find(ModelFixture.MODEL))
        .returns(true, CatalogedModel::answers)
        .returns(0L, CatalogedModel::covered)
        .returns(2L, CatalogedModel::coverable);
    use("starter", false);
    assertThat(shop.models().choice().answers()).isEqualTo("starter");
  }

  @Test
  void photosOfAnAbsentDriveComeFromTheirThumbnailsAndAreDoneAgainWhenItIsBack() throws Exception {
    photos("here", 1, 2);
    photos("drive", 3);
    index(base.resolve("here"), base.resolve("drive"));
    Path away = Files.createDirectory(base.resolve("cupboard")).resolve("away");
    Files.move(base.resolve("drive"), away);
    shop.get();

    assertThat(index())
        .returns(2L, IngestReport::embedded)
        .returns(List.of(base.resolve("drive")), IngestReport::absent);
    assertThat(shop.models().choice().answers()).isEqualTo(ModelFixture.MODEL);
    assertThat(paths(search())).hasSize(3).contains(base.resolve("drive/3.jpg"));
    assertThat(index()).returns(0L, IngestReport::embedded);

    Files.move(away, base.resolve("drive"));
    assertThat(index()).returns(1L, IngestReport::embedded);
    assertThat(index()).returns(0L, IngestReport::embedded);
    assertThat(paths(search())).hasSize(3);
  }

  @Test
  void removingTheModelInUseReturnsTheLibraryToTheStarterAndFreesItsVectors() throws Exception {
    photos("here", 1, 2);
    index(base.resolve("here"));
    shop.get();
    index();
    long bytes = shop.files.values().stream().mapToLong(file -> file.length).sum();

    Map<String, Long> before = indexes();
    assertThat(models()).hasSize(2);

    long freed = shop.models().remove(ModelFixture.MODEL);

    Map<String, Long> after = indexes();
    assertThat(before).containsAllEntriesOf(after).hasSize(2);
    assertThat(after).hasSize(1);
    long indexed = sum(before) - sum(after);
    assertThat(indexed).isPositive();
    assertThat(freed).isGreaterThanOrEqualTo(bytes + indexed);
    assertThat(models()).extracting(ModelRow::name).containsExactly("starter");
    assertThat(shop.models().find(ModelFixture.MODEL).state()).isEqualTo(State.OFFERED);
    assertThat(search()).returns("starter", SearchAnswer::model);
    assertThat(paths(search())).hasSize(2);
    shop.get();
    assertThat(shop.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(index()).returns(2L, IngestReport::embedded);
    assertProblem(Problem.MODEL_BUILT_IN, () -> shop.models().remove("starter"));
    assertProblem(Problem.MODEL_ABSENT, () -> shop.models().remove("other"));
    assertProblem(Problem.MODEL_ABSENT, () -> use("other", false));
  }

  @Test
  void aModelIsNotRemovedWhileSomebodyWritesToTheLibrary() throws Exception {
    photos("here", 1);
    index(base.resolve("here"));
    shop.get();
    index();
    List<ModelRow> before = models();
    try (Store _ = Store.openForWriting(shop.library(), BuildCache.NATIVES, Clock.systemUTC())) {
      assertProblem(Problem.LIBRARY_BUSY, () -> shop.models().remove(ModelFixture.MODEL));
    }

    assertThat(shop.models().find(ModelFixture.MODEL))
        .returns(State.INSTALLED, CatalogedModel::state)
        .returns(true, CatalogedModel::answers)
        .returns(1L, CatalogedModel::covered);
    assertThat(models()).isEqualTo(before);
    assertThat(shop.models().remove(ModelFixture.MODEL)).isPositive();
  }

  @Test
  void vectorsThatAnotherModelMakesTooAreKept() throws Exception {
    photos("here", 1);
    index(base.resolve("here"));
    shop.get();
    index();
    Path copy = base.resolve("copy");
    MadeCheckpoint.tiny().write(copy);
    shop.models().importFrom(copy, true);

    shop.models().remove(ModelFixture.MODEL);

    assertThat(shop.models().find("copy").covered()).isEqualTo(1);
    shop.models().remove("copy");
    assertThat(models()).extracting(ModelRow::name).containsExactly("starter");
  }

  @Test
  void removingAModelMakesNoLibrary() throws Exception {
    shop.get();

    assertThat(shop.models().remove(ModelFixture.MODEL)).isPositive();
    assertThat(shop.library().resolve("library.db")).doesNotExist();
  }

  @Test
  void keepingTheOldModelIsAWishToo() throws Exception {
    assertThat(shop.models().get(ModelFixture.MODEL, true).await()).isTrue();

    assertThat(shop.models().choice()).isEqualTo(new Choice("starter", "starter"));
  }

  @Test
  void aFolderIsTakenOverWithoutANetwork() throws Exception {
    shop.hub.close();
    Path copied = base.resolve("My model");
    MadeCheckpoint.tiny().withSeed(7).write(copied);

    assertThat(shop.models().importFrom(copied, false)).isEqualTo("My model");
    CatalogedModel model = shop.models().find("My model");
    assertThat(model.state()).isEqualTo(State.INSTALLED);
    assertThat(model.verification()).contains(Verification.ITSELF);
    assertThat(shop.models().damages()).isEmpty();
    photos("here", 1);
    assertThat(index(base.resolve("here")).model()).isEqualTo("My model");
    assertProblem(Problem.MODEL_NAME_TAKEN, () -> shop.models().importFrom(copied, false));
    assertThat(shop.hub.requests()).isEmpty();
  }

  @Test
  void aZipFileIsTakenOverAndAKnownModelKeepsItsName() throws Exception {
    Path zip = base.resolve("Tiny.zip");
    zip(zip, "Tiny/", shop.files);

    assertThat(shop.models().importFrom(zip, false)).isEqualTo(ModelFixture.MODEL);
    assertThat(shop.models().isProgram(zip)).isFalse();
    for (Map.Entry<String, byte[]> file : shop.files.entrySet()) {
      assertThat(shop.folders().resolve(ModelFixture.MODEL).resolve(file.getKey()))
          .hasBinaryContent(file.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.json", "a/../../evil.json", "/evil.json", "..\\evil.json", "C:evil.json"})
  void aZipFileThatLeadsOutOfItselfIsRefusedWhole(String name) throws Exception {
    Path zip = base.resolve("evil.zip");
    Map<String, byte[]> files = new java.util.LinkedHashMap<>(shop.files);
    files.put(name, "{}".getBytes(StandardCharsets.UTF_8));
    zip(zip, "", files);

    assertProblem(Problem.MODEL_IMPORT, () -> shop.models().importFrom(zip, false));
    assertThat(shop.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
    assertThat(base.resolve("evil.json")).doesNotExist();
    assertThat(shop.folders().resolve("evil.json")).doesNotExist();
  }

  @Test
  void whatIsNoModelIsRefusedAndLeavesNothing() throws Exception {
    Path folder = Files.createDirectories(base.resolve("nothing"));
    assertProblem(Problem.MODEL_IMPORT, () -> shop.models().importFrom(folder, false));
    MadeCheckpoint.tiny().write(folder);
    Files.delete(folder.resolve("tokenizer.json"));
    assertProblem(Problem.MODEL_FILE_MISSING, () -> shop.models().importFrom(folder, false));
    assertProblem(
        Problem.MODEL_IMPORT, () -> shop.models().importFrom(base.resolve("absent"), false));

    assertThat(shop.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
  }

  @Test
  void aFlippedByteOnDiskIsFoundAndAMissingFileIsSaid() throws Exception {
    shop.get();
    Path weights = shop.folders().resolve(ModelFixture.MODEL).resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);

    assertThat(shop.models().damages())
        .containsExactly(Map.entry(ModelFixture.MODEL, "model.safetensors"));
    Files.delete(weights);
    assertThat(shop.models().find(ModelFixture.MODEL).state()).isEqualTo(State.DAMAGED);
    assertProblem(Problem.MODEL_DAMAGED, () -> use(ModelFixture.MODEL, false));
    assertThat(shop.get()).isTrue();
    assertThat(shop.models().damages()).isEmpty();
  }

  private List<ModelRow> models() {
    try (Store store =
        Store.openForReading(shop.library(), BuildCache.NATIVES, Clock.systemUTC())) {
      return store.reader().models();
    }
  }

  /// The folders of the library's indexes, and how many bytes each holds.
  private Map<String, Long> indexes() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(shop.library().resolve("index"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.merge(String.valueOf(file.getParent()), Files.size(file), Long::sum);
      }
    }
    return sizes;
  }

  private static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /// However the run ended that embedded the last photo: the next one who asks is answered by the
  /// new model.
  @Test
  void theNewModelAnswersAtOnceWhereItCoversEverythingAlready() throws Exception {
    photos("here", 1, 2, 3);
    index(base.resolve("here"));
    shop.models().get(ModelFixture.MODEL, true).await();
    try (PhotoLibrary library = shop.open()) {
      ModelSelection tiny = new ModelSelection(ModelFixture.MODEL, Device.AUTO, null);
      library.ingest().start(new IngestRequest(List.of(), false, tiny)).await();
    }
    assertThat(search().model()).isEqualTo("starter");

    new ActiveModel(shop.library()).wish(ModelFixture.MODEL);

    assertThat(search().model()).isEqualTo(ModelFixture.MODEL);
    assertThat(shop.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
  }

  @Test
  void aRunThatIsStoppedHalfWayLeavesTheOldModelAnswering() throws Exception {
    photos("here", 1, 2, 3, 4, 5, 6, 7, 8);
    index(base.resolve("here"));
    shop.get();
    // A folder of its own is a part of the library.
    photos("there", 9);
    assertThat(index(base.resolve("there")).embedded()).isEqualTo(1);

    assertThat(shop.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(search()).returns("starter", SearchAnswer::model);
    assertThat(index().embedded()).isEqualTo(8);
    assertThat(search()).returns(ModelFixture.MODEL, SearchAnswer::model);
  }

  /// Most of a folder is missing at once, so its photos are kept and their owner is asked: that
  /// must not keep the library from moving.
  @Test
  void filesThatAreMissingAndKeptDoNotHoldTheMoveBack() throws Exception {
    photos("here", 1, 2, 3, 4, 5, 6, 7, 8);
    index(base.resolve("here"));
    shop.get();
    for (int seed = 1; seed <= 6; seed++) {
      Files.delete(base.resolve("here/" + seed + ".jpg"));
    }

    assertThat(index())
        .returns(2L, IngestReport::embedded)
        .returns(1, report -> report.losses().size());

    assertThat(shop.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
    assertThat(search()).returns(ModelFixture.MODEL, SearchAnswer::model);
    assertThat(paths(search())).as("by their thumbnails").hasSize(8);
    photos("here", 1, 2, 3, 4, 5, 6);
    assertThat(index().embedded()).as("done again, they are back").isEqualTo(6);
  }

  @Test
  @Timeout(120)
  void aLibraryThatIsWatchedMovesWhileItIs() throws Exception {
    photos("here", 1, 2, 3);
    index(base.resolve("here"));
    WatchSettings quick =
        new WatchSettings(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMillis(100));
    try (PhotoLibrary library = shop.open();
        Watcher watcher = library.ingest().watch(ModelSelection.DEFAULT, false, quick)) {
      while (!watcher.status().ready()) {
        Thread.sleep(20);
      }
      shop.get();
      while (library.models().choice().isMoving()) {
        Thread.sleep(20);
      }
      assertThat(watcher.status().problem()).isEmpty();
    }

    assertThat(search()).returns(ModelFixture.MODEL, SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);
  }

  private void photos(String folder, int... seeds) throws IOException {
    Path path = Files.createDirectories(base.resolve(folder));
    for (int seed : seeds) {
      Files.write(path.resolve(seed + ".jpg"), ImageKit.photo(seed, 320, 240));
    }
  }

  private IngestReport index(Path... folders) throws InterruptedException {
    try (PhotoLibrary library = shop.open()) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(folders), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  private SearchAnswer search() {
    try (PhotoLibrary library = shop.open()) {
      return library
          .search()
          .find(
              new SearchRequest(
                  List.of(new QueryPart.Words("a landscape", 1)),
                  Filter.NONE,
                  Order.SCORE,
                  10,
                  ModelSelection.DEFAULT));
    }
  }

  private static List<Path> paths(SearchAnswer answer) {
    return answer.hits().stream().map(Hit::path).toList();
  }

  private CatalogedModel use(String name, boolean now) {
    return shop.models().use(name, now);
  }

  private static void assertProblem(
      Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static void zip(Path file, String folder, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(folder + entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}
