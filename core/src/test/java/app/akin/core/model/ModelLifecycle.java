package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.model.install.Verification;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs the whole life cycle of a model.
///
/// Photos are indexed with the starter. A better model is fetched with three interruptions at
/// random offsets, verified and indexed with. The library switches to a second model and back.
/// Finally the model is imported on a computer without a network.
///
/// As a command it uses a full checkpoint and prints the time of each step. Arguments: the folder
/// of a checkpoint in the layout of BGE-VL-base, a folder of photos, and a seed (default: the
/// time). Run with the class path of the tests: `java --add-modules jdk.incubator.vector
/// --enable-native-access=ALL-UNNAMED -Xmx2g -cp … app.akin.core.model.ModelLifecycle CHECKPOINT
/// PHOTOS`.
///
/// @param base the folder for all data
/// @param name the model's name
/// @param files the model's files on the hub
/// @param hub the fake hub
/// @param models the models of the library below `base`
/// @param netEnvironment the environment of downloads
/// @param photos a folder of photos
/// @param random chooses the offsets of the interruptions
/// @param output receives the messages
record ModelLifecycle(
    Path base,
    String name,
    Map<String, byte[]> files,
    HubKit hub,
    Supplier<LibraryModels> models,
    NetEnvironment netEnvironment,
    Path photos,
    Random random,
    Consumer<String> output) {
  private static final int INTERRUPTIONS = 3;
  private static final String WEIGHTS = "model.safetensors";
  private static final double NANOS_PER_SECOND = 1e9;

  /// Runs the life cycle with a full checkpoint.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path checkpoint = Path.of(arguments[0]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    Path base = Files.createTempDirectory("akin-lifecycle");
    Map<String, byte[]> files = filesOf(checkpoint);
    ModelDescriptor model = ModelList.shipped().find("base").orElseThrow();
    System.out.println("seed " + seed + ", in " + base);
    try (HubKit hub = HubKit.with(files, model.revision())) {
      NetEnvironment netEnvironment = netEnvironment(base, hub);
      try (PhotoLibrary library =
          PhotoLibrary.open(places(base), Clock.systemUTC(), netEnvironment, _ -> {})) {
        new ModelLifecycle(
                base,
                model.name(),
                files,
                hub,
                library::models,
                netEnvironment,
                Path.of(arguments[1]),
                new Random(seed),
                System.out::println)
            .run();
      }
    }
  }

  static AppPaths places(Path base) {
    return new AppPaths(
        base.resolve("library"),
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("models"),
        base.resolve("logs"));
  }

  static NetEnvironment netEnvironment(Path base, HubKit hub) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HF_ENDPOINT", hub.address().toString());
    environment.put("HF_HOME", base.resolve("no-cache").toString());
    return NetEnvironment.of(environment, base);
  }

  static Map<String, byte[]> filesOf(Path checkpoint) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(checkpoint)) {
      for (Path file : stream) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /// Runs all steps; an assertion fails at the first wrong result.
  void run() throws IOException, InterruptedException {
    long count = step("index with the starter", () -> index(base, photos).embedded());
    assertThat(count).isPositive();
    fetch();
    IngestReport moved = step("index with " + name, () -> index(base));
    assertThat(moved.embedded()).isEqualTo(count);
    assertThat(models.get().choice().active()).isEqualTo(name);
    assertThat(modelOfSearch(base)).isEqualTo(name);
    Path other = base.resolve("second");
    SyntheticCheckpoint.tiny().withSeed(7).write(other);
    TinyModel.importInto(models.get(), other, true);
    models.get().switchTo("second", false);
    assertThat(step("index with a second model", () -> index(base)).embedded()).isEqualTo(count);
    assertThat(modelOfSearch(base)).isEqualTo("second");
    assertThat(models.get().switchTo(name, false).active())
        .as("switching back takes effect at once")
        .isTrue();
    assertThat(step("index after switching back", () -> index(base)).embedded()).isZero();
    assertThat(modelOfSearch(base)).isEqualTo(name);
    offline(count);
  }

  private void fetch() throws IOException, InterruptedException {
    int weights = Objects.requireNonNull(files.get(WEIGHTS)).length;
    List<Integer> offsets = new ArrayList<>(List.of(0));
    for (int i = 0; i < INTERRUPTIONS; i++) {
      int remaining = weights - offsets.getLast();
      int offset = offsets.getLast() + 1 + (int) (remaining * random.nextDouble() / 2);
      interrupt(offset);
      output.accept("interrupted at byte %,d of %,d".formatted(offset, weights));
      offsets.add(offset);
    }
    hub.clearFault();
    assertThat(step("resume", () -> models.get().fetch(name, false).await())).isTrue();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(Files.readAllBytes(base.resolve("models").resolve(name).resolve(file.getKey())))
          .isEqualTo(file.getValue());
    }
    assertThat(step("verify", () -> models.get().findDamaged())).isEmpty();
    assertThat(models.get().find(name).verification()).contains(Verification.HUB);
    assertThat(
            hub.requests().stream()
                .filter(ReceivedRequest::isBody)
                .map(ReceivedRequest::from)
                .distinct())
        .as("no byte is fetched twice")
        .containsExactlyElementsOf(offsets);
  }

  /// Fetches until a number of bytes of the weights are present; the hub sends no more.
  private void interrupt(int offset) throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    hub.setFault(
        (asked, bytes, wire) -> {
          if (!asked.isBody()) {
            return false;
          }
          FetchTestCase.send(asked, bytes, wire, offset);
          FetchTestCase.await(over);
          return true;
        });
    ModelFetch fetch = models.get().fetch(name, false);
    while (!fetch.isDone() && bytesPresent() < offset) {
      Thread.sleep(2);
    }
    fetch.stop();
    assertThat(fetch.await()).isFalse();
    over.countDown();
    assertThat(bytesPresent()).as("received bytes are kept").isEqualTo(offset);
  }

  /// Returns the number of bytes of the weights that are present.
  private long bytesPresent() throws IOException {
    Path workplace = base.resolve("models").resolve("." + name);
    if (!Files.isDirectory(workplace)) {
      return 0;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(workplace, WEIGHTS + ".*.part")) {
      for (Path part : parts) {
        return Files.size(part);
      }
    }
    return 0;
  }

  /// Imports the model on another computer, from a copied folder.
  private void offline(long count) throws IOException, InterruptedException {
    int requests = hub.requests().size();
    hub.close();
    Path computer = Files.createDirectories(base.resolve("offline"));
    Path copied = Files.createDirectories(computer.resolve("copied"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(copied.resolve(file.getKey()), file.getValue());
    }
    String imported;
    try (PhotoLibrary library = open(computer)) {
      imported = step("import", () -> TinyModel.importInto(library.models(), copied, false));
    }
    assertThat(step("index offline", () -> index(computer, photos)))
        .returns(count, IngestReport::embedded);
    assertThat(modelOfSearch(computer)).isEqualTo(imported);
    assertThat(hub.requests()).hasSize(requests);
  }

  private interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  private <T> T step(String what, Work<T> work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    T result = work.run();
    output.accept("%s: %.1f s".formatted(what, (System.nanoTime() - start) / NANOS_PER_SECOND));
    return result;
  }

  private PhotoLibrary open(Path computer) {
    return PhotoLibrary.open(places(computer), Clock.systemUTC(), netEnvironment, _ -> {});
  }

  private IngestReport index(Path computer, Path... folders) throws InterruptedException {
    try (PhotoLibrary library = open(computer)) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(folders), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  /// Runs a search and returns the name of the active model.
  private String modelOfSearch(Path computer) {
    try (PhotoLibrary library = open(computer)) {
      SearchRequest request =
          new SearchRequest(
              List.of(new QueryPart.Text("a landscape", 1)),
              Filter.NONE,
              Order.SCORE,
              10,
              ModelSelection.DEFAULT);
      assertThat(library.search().find(request).results()).isNotEmpty();
      return library.models().choice().active();
    }
  }
}
