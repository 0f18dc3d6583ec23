package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.Watcher;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.Verification;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.core.store.ModelRow;
import app.akin.core.store.Store;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// Tests switching a library between models, and importing models without a network. Search results
/// are never lost during a switch.
final class SwitchTest {
  @TempDir Path base;
  private ModelFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ModelFixture(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aLibrarySwitchesModelsWithoutLosingResults() throws Exception {
    photos("here", 1, 2, 3);
    assertThat(index(base.resolve("here")).embedded()).isEqualTo(3);
    assertThat(search().model()).contains("starter");
    assertThat(fixture.fetch()).isTrue();

    assertThat(fixture.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(search()).returns(Optional.of("starter"), SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);
    assertThat(index())
        .returns(3L, IngestReport::embedded)
        .returns(ModelFixture.MODEL, IngestReport::model);
    assertThat(fixture.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
    assertThat(search()).returns(Optional.of(ModelFixture.MODEL), SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);

    assertThat(switchTo("starter", false)).returns(true, CatalogedModel::active);
    assertThat(search()).returns(Optional.of("starter"), SearchAnswer::model);
    assertThat(switchTo(ModelFixture.MODEL, false)).returns(true, CatalogedModel::active);
    assertThat(index()).returns(0L, IngestReport::embedded);
  }

  @Test
  void aForcedSwitchActivatesAModelWithoutEmbeddings() throws Exception {
    photos("here", 1, 2);
    index(base.resolve("here"));
    fixture.fetch();
    switchTo(ModelFixture.MODEL, true);

    assertThat(fixture.models().find(ModelFixture.MODEL))
        .returns(true, CatalogedModel::active)
        .returns(0L, CatalogedModel::embeddedCount)
        .returns(2L, CatalogedModel::photoCount);
    switchTo("starter", false);
    assertThat(fixture.models().choice().active()).isEqualTo("starter");
  }

  @Test
  void photosOfAnOfflineDriveAreEmbeddedFromThumbnailsUntilItIsBack() throws Exception {
    photos("here", 1, 2);
    photos("drive", 3);
    index(base.resolve("here"), base.resolve("drive"));
    Path moved = Files.createDirectory(base.resolve("cupboard")).resolve("away");
    Files.move(base.resolve("drive"), moved);
    fixture.fetch();

    assertThat(index())
        .returns(2L, IngestReport::embedded)
        .returns(List.of(base.resolve("drive")), IngestReport::unavailable);
    assertThat(fixture.models().choice().active()).isEqualTo(ModelFixture.MODEL);
    assertThat(paths(search())).hasSize(3).contains(base.resolve("drive/3.jpg"));
    assertThat(index()).returns(0L, IngestReport::embedded);

    Files.move(moved, base.resolve("drive"));
    assertThat(index()).returns(1L, IngestReport::embedded);
    assertThat(index()).returns(0L, IngestReport::embedded);
    assertThat(paths(search())).hasSize(3);
  }

  @Test
  void removingTheActiveModelActivatesTheStarterAndDeletesVectors() throws Exception {
    photos("here", 1, 2);
    index(base.resolve("here"));
    fixture.fetch();
    index();
    long bytes = fixture.files.values().stream().mapToLong(file -> file.length).sum();

    Map<String, Long> before = indexes();
    assertThat(models()).hasSize(2);

    long freed = fixture.models().remove(ModelFixture.MODEL);

    Map<String, Long> after = indexes();
    assertThat(before).containsAllEntriesOf(after).hasSize(2);
    assertThat(after).hasSize(1);
    long indexed = sum(before) - sum(after);
    assertThat(indexed).isPositive();
    assertThat(freed).isGreaterThanOrEqualTo(bytes + indexed);
    assertThat(models()).extracting(ModelRow::name).containsExactly("starter");
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.OFFERED);
    assertThat(search()).returns(Optional.of("starter"), SearchAnswer::model);
    assertThat(paths(search())).hasSize(2);
    fixture.fetch();
    assertThat(fixture.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(index()).returns(2L, IngestReport::embedded);
    assertProblem(Problem.ModelBuiltIn.class, () -> fixture.models().remove("starter"));
    assertProblem(Problem.ModelAbsent.class, () -> fixture.models().remove("other"));
    assertProblem(Problem.ModelAbsent.class, () -> switchTo("other", false));
  }

  @Test
  void aModelIsNotRemovedWhileTheLibraryIsLocked() throws Exception {
    photos("here", 1);
    index(base.resolve("here"));
    fixture.fetch();
    index();
    List<ModelRow> before = models();
    try (Store _ = Store.openForWriting(fixture.library(), BuildCache.NATIVES, Clock.systemUTC())) {
      assertProblem(Problem.LibraryBusy.class, () -> fixture.models().remove(ModelFixture.MODEL));
    }

    assertThat(fixture.models().find(ModelFixture.MODEL))
        .returns(State.INSTALLED, CatalogedModel::state)
        .returns(true, CatalogedModel::active)
        .returns(1L, CatalogedModel::embeddedCount);
    assertThat(models()).isEqualTo(before);
    assertThat(fixture.models().remove(ModelFixture.MODEL)).isPositive();
  }

  @Test
  void vectorsSharedWithAnotherModelAreKept() throws Exception {
    photos("here", 1);
    index(base.resolve("here"));
    fixture.fetch();
    index();
    Path copy = base.resolve("copy");
    SyntheticCheckpoint.tiny().write(copy);
    TinyModel.importInto(fixture.models(), copy, true);

    fixture.models().remove(ModelFixture.MODEL);

    assertThat(fixture.models().find("copy").embeddedCount()).isEqualTo(1);
    fixture.models().remove("copy");
    assertThat(models()).extracting(ModelRow::name).containsExactly("starter");
  }

  @Test
  void removingAModelDoesNotCreateALibrary() throws Exception {
    fixture.fetch();

    assertThat(fixture.models().remove(ModelFixture.MODEL)).isPositive();
    assertThat(fixture.library().resolve("library.db")).doesNotExist();
  }

  @Test
  void aFetchCanKeepTheActiveModel() throws Exception {
    assertThat(fixture.models().fetch(ModelFixture.MODEL, true).await()).isTrue();

    assertThat(fixture.models().choice()).isEqualTo(new Choice("starter", "starter"));
  }

  @Test
  void aFolderIsImportedWithoutANetwork() throws Exception {
    fixture.hub.close();
    Path copied = base.resolve("My model");
    SyntheticCheckpoint.tiny().withSeed(7).write(copied);

    assertThat(TinyModel.importInto(fixture.models(), copied, false)).isEqualTo("My model");
    CatalogedModel model = fixture.models().find("My model");
    assertThat(model.state()).isEqualTo(State.INSTALLED);
    assertThat(model.verification()).contains(Verification.ITSELF);
    assertThat(fixture.models().findDamaged()).isEmpty();
    photos("here", 1);
    assertThat(index(base.resolve("here")).model()).isEqualTo("My model");
    assertProblem(
        Problem.ModelNameTaken.class, () -> TinyModel.importInto(fixture.models(), copied, false));
    assertThat(fixture.hub.requests()).isEmpty();
  }

  @Test
  void aZipFileIsImportedAndAListedModelKeepsItsName() throws Exception {
    Path zip = base.resolve("Tiny.zip");
    zip(zip, "Tiny/", fixture.files);

    assertThat(TinyModel.importInto(fixture.models(), zip, false)).isEqualTo(ModelFixture.MODEL);
    assertThat(fixture.models().containsCode(zip)).isFalse();
    for (Map.Entry<String, byte[]> file : fixture.files.entrySet()) {
      assertThat(fixture.folders().resolve(ModelFixture.MODEL).resolve(file.getKey()))
          .hasBinaryContent(file.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.json", "a/../../evil.json", "/evil.json", "..\\evil.json", "C:evil.json"})
  void aZipFileWithAnUnsafePathIsRejected(String name) throws Exception {
    Path zip = base.resolve("evil.zip");
    Map<String, byte[]> files = new java.util.LinkedHashMap<>(fixture.files);
    files.put(name, "{}".getBytes(StandardCharsets.UTF_8));
    zip(zip, "", files);

    assertProblem(
        Problem.ModelImport.class, () -> TinyModel.importInto(fixture.models(), zip, false));
    assertThat(fixture.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
    assertThat(base.resolve("evil.json")).doesNotExist();
    assertThat(fixture.folders().resolve("evil.json")).doesNotExist();
  }

  @Test
  void anInvalidModelIsRejectedAndLeavesNoFiles() throws Exception {
    Path folder = Files.createDirectories(base.resolve("nothing"));
    assertProblem(
        Problem.ModelImport.class, () -> TinyModel.importInto(fixture.models(), folder, false));
    SyntheticCheckpoint.tiny().write(folder);
    Files.delete(folder.resolve("tokenizer.json"));
    assertProblem(
        Problem.ModelFileMissing.class,
        () -> TinyModel.importInto(fixture.models(), folder, false));
    assertProblem(
        Problem.ModelImport.class,
        () -> TinyModel.importInto(fixture.models(), base.resolve("absent"), false));

    assertThat(fixture.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
  }

  @Test
  void corruptedAndMissingFilesAreDetected() throws Exception {
    fixture.fetch();
    Path weights = fixture.folders().resolve(ModelFixture.MODEL).resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);

    assertThat(fixture.models().findDamaged())
        .containsExactly(Map.entry(ModelFixture.MODEL, "model.safetensors"));
    Files.delete(weights);
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.DAMAGED);
    assertProblem(Problem.ModelDamaged.class, () -> switchTo(ModelFixture.MODEL, false));
    assertThat(fixture.fetch()).isTrue();
    assertThat(fixture.models().findDamaged()).isEmpty();
  }

  private List<ModelRow> models() {
    try (Store store =
        Store.openForReading(fixture.library(), BuildCache.NATIVES, Clock.systemUTC())) {
      return store.reader().vectors().models();
    }
  }

  /// Returns the sizes of the library's index folders in bytes.
  private Map<String, Long> indexes() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(fixture.library().resolve("index"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.merge(String.valueOf(file.getParent()), Files.size(file), Long::sum);
      }
    }
    return sizes;
  }

  private static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The next search uses the new model, however the run that embedded the last photo ended.
  @Test
  void aTargetModelWithAllEmbeddingsBecomesActiveAtOnce() throws Exception {
    photos("here", 1, 2, 3);
    index(base.resolve("here"));
    fixture.models().fetch(ModelFixture.MODEL, true).await();
    try (PhotoLibrary library = fixture.open()) {
      ModelSelection tiny = new ModelSelection(ModelFixture.MODEL, Device.AUTO, null);
      library.ingest().start(new IngestRequest(List.of(), false, tiny)).await();
    }
    assertThat(search().model()).contains("starter");

    new ActiveModel(fixture.library()).setTarget(ModelFixture.MODEL);

    assertThat(search().model()).contains(ModelFixture.MODEL);
    assertThat(fixture.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
  }

  @Test
  void aPartialRunKeepsTheOldModelActive() throws Exception {
    photos("here", 1, 2, 3, 4, 5, 6, 7, 8);
    index(base.resolve("here"));
    fixture.fetch();
    // Indexing another folder covers only a part of the library.
    photos("there", 9);
    assertThat(index(base.resolve("there")).embedded()).isEqualTo(1);

    assertThat(fixture.models().choice()).isEqualTo(new Choice("starter", ModelFixture.MODEL));
    assertThat(search()).returns(Optional.of("starter"), SearchAnswer::model);
    assertThat(index().embedded()).isEqualTo(8);
    assertThat(search()).returns(Optional.of(ModelFixture.MODEL), SearchAnswer::model);
  }

  /// If most files of a folder are missing, their photos are kept until the user confirms. That
  /// must not block the switch.
  @Test
  void missingFilesDoNotBlockTheSwitch() throws Exception {
    photos("here", 1, 2, 3, 4, 5, 6, 7, 8);
    index(base.resolve("here"));
    fixture.fetch();
    for (int seed = 1; seed <= 6; seed++) {
      Files.delete(base.resolve("here/" + seed + ".jpg"));
    }

    assertThat(index())
        .returns(2L, IngestReport::embedded)
        .returns(1, report -> report.losses().size());

    assertThat(fixture.models().choice())
        .isEqualTo(new Choice(ModelFixture.MODEL, ModelFixture.MODEL));
    assertThat(search()).returns(Optional.of(ModelFixture.MODEL), SearchAnswer::model);
    assertThat(paths(search())).as("missing photos are embedded from their thumbnails").hasSize(8);
    photos("here", 1, 2, 3, 4, 5, 6);
    assertThat(index().embedded()).as("restored photos are embedded again").isEqualTo(6);
  }

  @Test
  @Timeout(120)
  void aWatchedLibrarySwitchesModels() throws Exception {
    photos("here", 1, 2, 3);
    index(base.resolve("here"));
    WatchSettings shortIntervals =
        new WatchSettings(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMillis(100));
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = library.ingest().watch(ModelSelection.DEFAULT, false, shortIntervals)) {
      while (!watcher.status().ready()) {
        Thread.sleep(20);
      }
      fixture.fetch();
      while (library.models().choice().isSwitching()) {
        Thread.sleep(20);
      }
      assertThat(watcher.status().problem()).isEmpty();
    }

    assertThat(search()).returns(Optional.of(ModelFixture.MODEL), SearchAnswer::model);
    assertThat(paths(search())).hasSize(3);
  }

  private void photos(String folder, int... seeds) throws IOException {
    Path path = Files.createDirectories(base.resolve(folder));
    for (int seed : seeds) {
      Files.write(path.resolve(seed + ".jpg"), ImageKit.photo(seed, 320, 240));
    }
  }

  private IngestReport index(Path... folders) throws InterruptedException {
    try (PhotoLibrary library = fixture.open()) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(folders), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  private SearchAnswer search() {
    try (PhotoLibrary library = fixture.open()) {
      return library
          .search()
          .find(
              new SearchRequest(
                  List.of(new QueryPart.Text("a landscape", 1)),
                  Filter.NONE,
                  Order.SCORE,
                  10,
                  ModelSelection.DEFAULT));
    }
  }

  private static List<Path> paths(SearchAnswer answer) {
    return answer.results().stream().map(SearchResult::path).toList();
  }

  private CatalogedModel switchTo(String name, boolean now) {
    return fixture.models().switchTo(name, now);
  }

  private static void assertProblem(
      Class<? extends Problem> problem,
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
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
