package app.akin.core.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.benchmark.BenchmarkFigure.Decode;
import app.akin.core.benchmark.BenchmarkFigure.Embed;
import app.akin.core.benchmark.BenchmarkFigure.Index;
import app.akin.core.benchmark.BenchmarkFigure.Machine;
import app.akin.core.benchmark.BenchmarkFigure.Search;
import app.akin.core.benchmark.BenchmarkFigure.Target;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests a benchmark of a few seconds with a tiny model and a small library.
final class BenchmarkTest {
  private static final BenchmarkPlan SMALL =
      new BenchmarkPlan(
          7,
          1,
          List.of(new BenchmarkPlan.Size(64, 48), new BenchmarkPlan.Size(200, 150)),
          3,
          0,
          List.of(new BenchmarkPlan.Size(80, 60)),
          4,
          20,
          1,
          List.of(3_000),
          10);

  private static final int PHOTOS = 5;

  @TempDir private Path home;
  private ModelSelection selection = ModelSelection.DEFAULT;

  /// Records figures and cancels on request.
  private static final class RecordingListener implements BenchmarkListener {
    private final List<BenchmarkFigure> figures = new ArrayList<>();
    private final Predicate<BenchmarkStage> goesOn;
    private boolean request = true;

    RecordingListener(Predicate<BenchmarkStage> goesOn) {
      this.goesOn = goesOn;
    }

    @Override
    public void onFigure(BenchmarkFigure figure) {
      assertThat(request).as("nothing is measured any more after a stop").isTrue();
      figures.add(figure);
    }

    @Override
    public boolean onProgress(BenchmarkStage stage, double part) {
      assertThat(part).isBetween(0.0, 1.0);
      assertThat(request).as("it is not asked again after a stop").isTrue();
      request = goesOn.test(stage);
      return request;
    }

    <T extends BenchmarkFigure> List<T> of(Class<T> kind) {
      return figures.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  @BeforeEach
  void makeModel() throws IOException {
    Path checkpoint = home.resolve("model");
    SyntheticCheckpoint.tiny().write(checkpoint);
    selection = new ModelSelection(checkpoint.toString(), Device.CPU, null);
  }

  @Test
  void everythingIsMeasuredAndNothingIsLeftBehind() throws Exception {
    takePhotosIn();
    Map<String, byte[]> before = contents(home.resolve("library"));
    RecordingListener heard = new RecordingListener(_ -> true);

    assertThat(bench(selection, heard)).isTrue();

    assertThat(contents(home.resolve("library")))
        .as("the library is only read")
        .usingRecursiveComparison()
        .isEqualTo(before);
    assertThat(files(home.resolve("scratch"))).isEmpty();
    assertThat(heard.figures.getFirst()).isInstanceOf(Machine.class);
    assertThat(heard.of(Machine.class)).hasSize(1);
    Machine machine = heard.of(Machine.class).getFirst();
    assertThat(machine.processor()).isNotBlank();
    assertThat(machine.engine()).startsWith("PyTorch 2");
    assertThat(machine.memory()).isGreaterThan(machine.heap() / 4).isPositive();

    assertEmbeds(heard.of(Embed.class), machine);
    assertDecodes(heard.of(Decode.class));
    assertThat(heard.of(Index.class))
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.precision()).isEqualTo(machine.precision());
              assertThat(index.photos()).isBetween(1, 4 + 20 + 16);
              assertThat(index.photosPerSecond()).isPositive();
              assertThat(index.embeddingShare()).isPositive();
              assertOrdered(index.perPhoto());
            });
    assertSearches(heard.of(Search.class));
  }

  private static void assertEmbeds(List<Embed> embeds, Machine machine) {
    assertThat(embeds)
        .extracting(embed -> embed.row().precision())
        .containsExactly(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8);
    assertThat(embeds)
        .filteredOn(Embed::used)
        .singleElement()
        .satisfies(used -> assertThat(used.row().precision()).isEqualTo(machine.precision()));
    for (Embed embed : embeds) {
      if (embed.row().verdict() == Verdict.GOOD || embed.row().verdict() == Verdict.LOSSY) {
        assertThat(embed.row().batch()).isIn(1, 2, 4, 8, 16);
        assertThat(embed.row().centredCosine()).isBetween(-1.0001, 1.0001);
        assertThat(embed.row().neighbours()).isBetween(0.0, 1.0);
        assertOrdered(embed.row().batchTime());
      }
    }
  }

  private static void assertDecodes(List<Decode> decodes) {
    assertThat(decodes)
        .extracting(decode -> decode.size().width() + (decode.progressive() ? " progressive" : ""))
        .containsExactly("64", "64 progressive", "200", "200 progressive");
    for (Decode decode : decodes) {
      assertThat(decode.bytes()).isPositive();
      assertThat(decode.decode().count()).isEqualTo(3);
      assertOrdered(decode.decode());
      assertOrdered(decode.prepare());
    }
  }

  private static void assertSearches(List<Search> searches) {
    assertThat(searches)
        .extracting(Search::target)
        .containsExactly(Target.TEXT, Target.LIBRARY, Target.MADE, Target.MADE);
    searches.forEach(search -> assertOrdered(search.time()));
    assertThat(searches.get(1).vectors()).isEqualTo(PHOTOS);
    assertThat(searches.get(2).exact()).isTrue();
    assertThat(searches.getLast().exact()).isFalse();
    assertThat(searches.getLast().vectors()).isEqualTo(3_000);
    assertThat(searches.getLast().buildSeconds()).isPositive();
    assertThat(searches.getLast().recall()).isBetween(0.9, 1.0);
  }

  @Test
  void anEmptyLibraryIsFineAndAPrecisionAskedForIsUsed() throws Exception {
    RecordingListener heard = new RecordingListener(_ -> true);

    // Unlike bfloat16, every CPU has it.
    ModelSelection int8 = new ModelSelection(selection.model(), Device.CPU, Precision.INT8);
    assertThat(bench(int8, heard)).isTrue();

    assertThat(heard.of(Search.class)).noneMatch(search -> search.target() == Target.LIBRARY);
    assertThat(heard.of(Machine.class).getFirst().precision()).isEqualTo(Precision.INT8);
    assertThat(heard.of(Index.class).getFirst().precision()).isEqualTo(Precision.INT8);
  }

  @ParameterizedTest
  @EnumSource
  void aStopEndsItAtOnceAndNothingIsLeftBehind(BenchmarkStage stage) throws Exception {
    RecordingListener heard = new RecordingListener(now -> now != stage);

    assertThat(bench(selection, heard)).isFalse();

    assertThat(files(home.resolve("scratch"))).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsSaidBeforeAnythingIsMeasured() {
    RecordingListener heard = new RecordingListener(_ -> true);
    ModelSelection absent = new ModelSelection(selection.model(), Device.CPU, Precision.FP16);

    assertThatThrownBy(() -> bench(absent, heard)).isInstanceOf(AkinException.class);

    assertThat(heard.figures).isEmpty();
    assertThat(home.resolve("scratch")).satisfies(folder -> assertThat(files(folder)).isEmpty());
  }

  private boolean bench(ModelSelection model, BenchmarkListener listener)
      throws InterruptedException {
    try (PhotoLibrary library = open()) {
      return library.benchmark().run(model, SMALL, listener);
    }
  }

  private void takePhotosIn() throws IOException, InterruptedException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 120, 90));
    }
    ModelSelection fp32 = new ModelSelection(selection.model(), Device.CPU, Precision.FP32);
    try (PhotoLibrary library = open()) {
      library.ingest().start(new IngestRequest(List.of(photos), false, fp32)).await();
    }
  }

  private PhotoLibrary open() {
    return PhotoLibrary.openIsolated(
        new AppPaths(
            home.resolve("library"),
            home.resolve("compiled"),
            BuildCache.NATIVES,
            home.resolve("logs")),
        Clock.systemUTC());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /// Returns the content of all files of a folder, without SQLite's shared memory files, which
  /// readers create.
  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith("-shm") && !file.toString().endsWith("-wal")) {
          contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  private static void assertOrdered(Timing time) {
    assertThat(time.medianMillis()).isPositive();
    assertThat(time.p95Millis()).isGreaterThanOrEqualTo(time.medianMillis());
  }
}
