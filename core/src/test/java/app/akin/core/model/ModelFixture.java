package app.akin.core.model;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.WeightSummary;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.kit.HubKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.net.RetryPolicy;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Store;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// A computer's folders and a fake hub with a tiny model, for one test.
final class ModelFixture implements AutoCloseable {
  static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
  static final String MODEL = "tiny";

  /// A file that the list names and the hub lacks.
  static final String OPTIONAL = "config_sentence_transformers.json";

  final Path base;
  final HubKit hub;
  ModelDescriptor tiny;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final List<Duration> delays = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  ToLongFunction<Path> freeSpace = _ -> Long.MAX_VALUE;
  long memory = 16_000_000_000L;
  Volumes volumes = new FixedVolumes();
  private Store store;

  ModelFixture(Path base) throws IOException {
    this(base, "", SyntheticCheckpoint.tiny()::write);
  }

  /// Creates a hub with a tiny model that embeds prompts, whose weights are in shards. Its list has
  /// no shards, and an optional file that the hub lacks.
  static ModelFixture ofPrompts(Path base) throws IOException {
    return new ModelFixture(base, "", ModelFixture::copyPromptModel);
  }

  /// Attaches to the folders and the hub of another process.
  static ModelFixture attachedTo(Path base, String address) throws IOException {
    return new ModelFixture(base, address, _ -> {});
  }

  private static void copyPromptModel(Path folder) {
    try {
      URL tiny = Objects.requireNonNull(ModelFixture.class.getResource("/mllm/llava-tiny"));
      CheckpointKit.copy(Path.of(tiny.toURI()), folder);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param address the address of a hub; empty to start one
  /// @param writer writes the files of the model
  private ModelFixture(Path base, String address, Consumer<Path> writer) throws IOException {
    this.base = base;
    Path checkpoint = base.resolve("origin");
    if (address.isEmpty()) {
      writer.accept(checkpoint);
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(checkpoint)) {
      for (Path file : stream) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    WeightSummary census = WeightSummary.of(checkpoint);
    tiny = descriptor(MODEL, files, census);
    hub = HubKit.with(files, REVISION);
    environment.put("HF_ENDPOINT", address.isEmpty() ? hub.address().toString() : address);
    environment.put("HF_HOME", base.resolve("hub-cache").toString());
    Files.createDirectories(library());
    store = Store.openForReading(library(), BuildCache.NATIVES, Clock.systemUTC());
  }

  private static ModelDescriptor descriptor(
      String name, Map<String, byte[]> files, WeightSummary census) {
    boolean prompts = files.containsKey(ModelDescriptor.INDEX);
    List<FileEntry> listed = new ArrayList<>();
    files.forEach(
        (file, bytes) -> {
          if (!prompts || !file.endsWith(".safetensors")) {
            listed.add(new FileEntry(file, bytes.length, ""));
          }
        });
    if (prompts) {
      listed.add(new FileEntry(OPTIONAL, 300, "", true));
    }
    return new ModelDescriptor(
        name,
        "Tiny",
        "somebody/tiny",
        REVISION,
        listed,
        prompts ? "llava-next" : "clip",
        prompts ? 64 : 32,
        "MIT",
        List.of("en"),
        0,
        census.tensors(),
        census.elements(),
        RankingSettings.SUM);
  }

  Path library() {
    return base.resolve("library");
  }

  Path folders() {
    return base.resolve("models");
  }

  Path stagingFolder() {
    return folders().resolve(".tiny");
  }

  AppPaths places() {
    return new AppPaths(
        library(), base.resolve("compiled"), BuildCache.NATIVES, folders(), base.resolve("logs"));
  }

  LibraryModels models() {
    Models models =
        new Models(base.resolve("compiled"), BuildCache.NATIVES, folders(), volumes, 2, Map.of());
    return new LibraryModels(
        new ModelList(List.of(tiny)),
        models,
        new LibraryVectors(library(), BuildCache.NATIVES, store.reader(), Clock.systemUTC()),
        new ActiveModel(library()),
        netEnvironment(),
        Clock.systemUTC());
  }

  NetEnvironment netEnvironment() {
    RetryPolicy retryPolicy =
        new RetryPolicy(
            Duration.ofSeconds(10),
            Duration.ofMillis(600),
            6,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            time -> {
              synchronized (delays) {
                delays.add(time);
              }
            });
    return new NetEnvironment(environment, base.resolve("home"), retryPolicy, freeSpace, memory);
  }

  PhotoLibrary open() {
    return PhotoLibrary.open(places(), Clock.systemUTC(), netEnvironment(), _ -> {});
  }

  boolean fetch() throws InterruptedException {
    return models().fetch(MODEL, false).await();
  }

  /// Returns the total time that the fetch has waited.
  Duration totalDelay() {
    synchronized (delays) {
      return delays.stream().reduce(Duration.ZERO, Duration::plus);
    }
  }

  @Override
  public void close() {
    hub.close();
    store.close();
  }
}
