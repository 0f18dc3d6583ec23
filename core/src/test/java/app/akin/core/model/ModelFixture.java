package app.akin.core.model;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.WeightSummary;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.HubKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.net.RetryPolicy;
import app.akin.core.store.Store;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
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
import java.util.function.ToLongFunction;

/// A computer's folders and a fake hub with a tiny model, for one test.
final class ModelFixture implements AutoCloseable {
  static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
  static final String MODEL = "tiny";

  final Path base;
  final HubKit hub;
  final ModelDescriptor tiny;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final List<Duration> delays = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  ToLongFunction<Path> freeSpace = _ -> Long.MAX_VALUE;
  private Store store;

  ModelFixture(Path base) throws IOException {
    this(base, "");
  }

  /// Attaches to the folders and the hub of another process.
  static ModelFixture attachedTo(Path base, String address) throws IOException {
    return new ModelFixture(base, address);
  }

  private ModelFixture(Path base, String address) throws IOException {
    this.base = base;
    Path checkpoint = base.resolve("origin");
    if (address.isEmpty()) {
      SyntheticCheckpoint.tiny().write(checkpoint);
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

  static ModelDescriptor descriptor(String name, Map<String, byte[]> files, WeightSummary census) {
    return new ModelDescriptor(
        name,
        "Tiny",
        "somebody/tiny",
        REVISION,
        files.entrySet().stream()
            .map(file -> new FileEntry(file.getKey(), file.getValue().length, ""))
            .toList(),
        "clip",
        32,
        "MIT",
        List.of("en"),
        0,
        census.tensors(),
        census.elements(),
        "",
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
        new Models(base.resolve("compiled"), BuildCache.NATIVES, folders(), 2, Map.of());
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
    return new NetEnvironment(environment, base.resolve("home"), retryPolicy, freeSpace);
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
