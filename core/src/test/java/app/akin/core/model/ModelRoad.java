package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.Asked;
import app.akin.core.library.LibraryPlaces;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.LibraryModels.NetEnvironment;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.synthetic.MadeCheckpoint;
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

/// The whole road of a model, as a person goes it: photos are there, a better model is fetched with
/// three interruptions at random moments, verified, indexed with, left for a second one and come
/// back to, and taken over on a computer that never sees a network.
///
/// As a command it goes that road with a whole checkpoint and says what each step took. Arguments:
/// the folder of a checkpoint of BGE-VL-base's layout, a folder of photos, and a seed (the time).
/// Run with the class path of the tests: `java --add-modules jdk.incubator.vector
/// --enable-native-access=ALL-UNNAMED -Xmx2g -cp … app.akin.core.model.ModelRoad CHECKPOINT
/// PHOTOS`.
///
/// @param base a folder for everything
/// @param name the model's name
/// @param files its files, as the hub has them
/// @param hub the hub
/// @param models the models of the library below `base`
/// @param surroundings how they connect
/// @param photos a folder of photos
/// @param random chooses the moments
/// @param says hears what happened
record ModelRoad(
    Path base,
    String name,
    Map<String, byte[]> files,
    HubKit hub,
    Supplier<LibraryModels> models,
    NetEnvironment surroundings,
    Path photos,
    Random random,
    Consumer<String> says) {
  private static final int STOPS = 3;
  private static final String WEIGHTS = "model.safetensors";
  private static final double SECOND = 1e9;

  /// Goes the road with a whole checkpoint.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path checkpoint = Path.of(arguments[0]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    Path base = Files.createTempDirectory("akin-road");
    Map<String, byte[]> files = filesOf(checkpoint);
    ModelDescriptor model = ModelList.shipped().find("base").orElseThrow();
    System.out.println("seed " + seed + ", in " + base);
    try (HubKit hub = HubKit.with(files, model.revision())) {
      NetEnvironment surroundings = surroundings(base, hub);
      try (PhotoLibrary library =
          PhotoLibrary.open(places(base), Clock.systemUTC(), surroundings)) {
        new ModelRoad(
                base,
                model.name(),
                files,
                hub,
                library::models,
                surroundings,
                Path.of(arguments[1]),
                new Random(seed),
                System.out::println)
            .go();
      }
    }
  }

  static LibraryPlaces places(Path base) {
    return new LibraryPlaces(
        base.resolve("library"),
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("models"),
        base.resolve("logs"));
  }

  static NetEnvironment surroundings(Path base, HubKit hub) {
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

  /// Goes all of it; an assertion says where it ends early.
  void go() throws IOException, InterruptedException {
    long count = step("index with the starter", () -> index(base, photos).embedded());
    assertThat(count).isPositive();
    fetch();
    IngestReport moved = step("index with " + name, () -> index(base));
    assertThat(moved.embedded()).isEqualTo(count);
    assertThat(models.get().choice().answers()).isEqualTo(name);
    assertThat(answeredBy(base)).isEqualTo(name);
    Path other = base.resolve("second");
    MadeCheckpoint.tiny().withSeed(7).write(other);
    models.get().importFrom(other, true);
    models.get().use("second", false);
    assertThat(step("index with a second", () -> index(base)).embedded()).isEqualTo(count);
    assertThat(answeredBy(base)).isEqualTo("second");
    assertThat(models.get().use(name, false).answers()).as("going back is at once").isTrue();
    assertThat(step("index after going back", () -> index(base)).embedded()).isZero();
    assertThat(answeredBy(base)).isEqualTo(name);
    offline(count);
  }

  private void fetch() throws IOException, InterruptedException {
    int weights = Objects.requireNonNull(files.get(WEIGHTS)).length;
    List<Integer> moments = new ArrayList<>(List.of(0));
    for (int i = 0; i < STOPS; i++) {
      int left = weights - moments.getLast();
      int moment = moments.getLast() + 1 + (int) (left * random.nextDouble() / 2);
      interrupt(moment);
      says.accept("interrupted at byte %,d of %,d".formatted(moment, weights));
      moments.add(moment);
    }
    hub.behave();
    assertThat(step("the rest", () -> models.get().get(name, false).await())).isTrue();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(Files.readAllBytes(base.resolve("models").resolve(name).resolve(file.getKey())))
          .isEqualTo(file.getValue());
    }
    assertThat(step("verify", () -> models.get().damages())).isEmpty();
    assertThat(models.get().find(name).verification()).contains(Verification.HUB);
    assertThat(hub.requests().stream().filter(Asked::isBody).map(Asked::from).distinct())
        .as("nothing is fetched twice")
        .containsExactlyElementsOf(moments);
  }

  /// Fetches until so many bytes of the weights are here; the hub sends no more.
  private void interrupt(int moment) throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    hub.misbehave(
        (asked, bytes, wire) -> {
          if (!asked.isBody()) {
            return false;
          }
          FetchTest.send(asked, bytes, wire, moment);
          FetchTest.await(over);
          return true;
        });
    ModelFetch fetch = models.get().get(name, false);
    while (!fetch.isOver() && here() < moment) {
      Thread.sleep(2);
    }
    fetch.stop();
    assertThat(fetch.await()).isFalse();
    over.countDown();
    assertThat(here()).as("what came is kept").isEqualTo(moment);
  }

  /// How many bytes of the weights are here.
  private long here() throws IOException {
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

  /// Another computer, to which a folder of files came and nothing else.
  private void offline(long count) throws IOException, InterruptedException {
    int requests = hub.requests().size();
    hub.close();
    Path computer = Files.createDirectories(base.resolve("offline"));
    Path copied = Files.createDirectories(computer.resolve("copied"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(copied.resolve(file.getKey()), file.getValue());
    }
    String taken;
    try (PhotoLibrary library = open(computer)) {
      taken = step("import", () -> library.models().importFrom(copied, false));
    }
    assertThat(step("index offline", () -> index(computer, photos)))
        .returns(count, IngestReport::embedded);
    assertThat(answeredBy(computer)).isEqualTo(taken);
    assertThat(hub.requests()).hasSize(requests);
  }

  private interface Work<T> {
    T done() throws IOException, InterruptedException;
  }

  private <T> T step(String what, Work<T> work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    T outcome = work.done();
    says.accept("%s: %.1f s".formatted(what, (System.nanoTime() - start) / SECOND));
    return outcome;
  }

  private PhotoLibrary open(Path computer) {
    return PhotoLibrary.open(places(computer), Clock.systemUTC(), surroundings);
  }

  private IngestReport index(Path computer, Path... folders) throws InterruptedException {
    try (PhotoLibrary library = open(computer)) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(folders), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  /// The name by which the library knows the model that just answered a question.
  private String answeredBy(Path computer) {
    try (PhotoLibrary library = open(computer)) {
      SearchRequest question =
          new SearchRequest(
              List.of(new QueryPart.Words("a landscape", 1)),
              Filter.NONE,
              Order.SCORE,
              10,
              ModelSelection.DEFAULT);
      assertThat(library.search().find(question).hits()).isNotEmpty();
      return library.models().choice().answers();
    }
  }
}
