package app.akin.core.gpu;

import app.akin.core.embed.GraphicsBuild;
import app.akin.core.embed.GraphicsLibrary;
import app.akin.core.gpu.CudaOffer.Item;
import app.akin.core.model.LibraryModels.NetEnvironment;
import app.akin.core.model.Models;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.NetSettings;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The engine's library for NVIDIA's graphics cards: asks what it costs, gets it, tries it out in a
/// process of its own, and lets engines start on it. Thread-safe; nothing connects anywhere but
/// [#offer] and [#get].
public final class GpuSupport {
  /// What a person may publish a list with at most.
  private static final int MOST_OF_LIST = 1 << 20;

  private static final long TRIAL_MINUTES = 10;
  private static final int LONGEST_REASON = 300;

  private final GraphicsLibrary library;
  private final Optional<GraphicsBuild> build;
  private final Models models;
  private final NetEnvironment surroundings;
  private final Clock clock;

  /// @param library where the engine looks for it
  /// @param models forgets what it knew of cards, once there is news
  /// @param surroundings what a connection stands on
  /// @param clock tells the time
  public GpuSupport(
      GraphicsLibrary library, Models models, NetEnvironment surroundings, Clock clock) {
    this.library = library;
    this.build = GraphicsBuild.here();
    this.models = models;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /// Starts this program again, in a process of its own, with a command line.
  public interface FreshProcess {
    /// Makes what starts it. Its standard output is one line that says how it ended.
    ProcessBuilder of(List<String> arguments);
  }

  /// Hears how far the library is. Called many times a second.
  public interface Listener {
    /// Hears how much was fetched, and says whether to go on.
    ///
    /// @param bytes of all files, as they are sent
    boolean at(long bytes);
  }

  /// How things stand.
  ///
  /// @param build the name of the build for this computer; empty where there is none
  /// @param folder where it is, or would be
  /// @param kind whether engines start on it
  /// @param reason why not, where it was tried and failed; empty otherwise
  public record GpuState(String build, Path folder, Kind kind, String reason) {
    /// Whether engines start on it.
    public enum Kind {
      /// There is none for this computer.
      NONE,
      /// It is not here.
      ABSENT,
      /// It is here, and nobody tried it out.
      HERE,
      /// Engines start on it.
      ON,
      /// It was tried and failed.
      FAILED
    }
  }

  /// How things stand. Reads small files only.
  public GpuState standing() {
    if (build.isEmpty()) {
      return new GpuState("", library.folders(), GpuState.Kind.NONE, "");
    }
    Path folder = library.folder().orElseThrow();
    String name = build.get().name();
    return switch (library.state()) {
      case GraphicsLibrary.State.Absent _ -> new GpuState(name, folder, GpuState.Kind.ABSENT, "");
      case GraphicsLibrary.State.Here _ -> new GpuState(name, folder, GpuState.Kind.HERE, "");
      case GraphicsLibrary.State.On _ -> new GpuState(name, folder, GpuState.Kind.ON, "");
      case GraphicsLibrary.State.Failed(String reason) ->
          new GpuState(name, folder, GpuState.Kind.FAILED, reason);
    };
  }

  /// The first file of the library that is not what it was when it came; empty where all are, or it
  /// is not here. Reads all of it.
  public Optional<String> damage() {
    return switch (library.state()) {
      case GraphicsLibrary.State.Absent _ -> Optional.empty();
      case GraphicsLibrary.State.Here _,
          GraphicsLibrary.State.On _,
          GraphicsLibrary.State.Failed _ ->
          library
              .misfit()
              .or(
                  () ->
                      library.misfit(
                          (file, entry) -> RemoteFile.sha256(file).equals(entry.sha256())));
    };
  }

  /// Asks the engine's makers what the library is and how large.
  ///
  /// @param goesOn asked many times a second
  /// @throws AkinException `GRAPHICS_NONE`, of a `NET_` kind, `STOPPED`
  public CudaOffer offer(BooleanSupplier goesOn) {
    GraphicsBuild wanted = wanted();
    try (Downloads downloads = downloads()) {
      String list =
          downloads
              .fetchSmall(
                  Consent.GRAPHICS_LIBRARY,
                  downloads.engineUrl(wanted.version() + "/files.txt"),
                  MOST_OF_LIST,
                  _ -> goesOn.getAsBoolean())
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse("");
      String below = wanted.flavor() + "/" + wanted.classifier() + "/native/lib/";
      List<String> paths = new ArrayList<>();
      list.lines()
          .map(String::strip)
          .filter(line -> line.startsWith(below) && line.endsWith(".gz"))
          .forEach(paths::add);
      if (paths.isEmpty()) {
        throw new AkinException(Problem.GRAPHICS_NONE);
      }
      List<Item> items = new ArrayList<>();
      for (String path : paths) {
        String file = path.substring(below.length(), path.length() - ".gz".length());
        String name = URLDecoder.decode(file, StandardCharsets.UTF_8);
        items.add(item(downloads, wanted.version() + "/" + path, name, true, goesOn));
      }
      if (wanted.shippedBindings().isEmpty()) {
        String path =
            String.join(
                "/",
                wanted.version(),
                "jnilib",
                wanted.bindings(),
                wanted.classifier(),
                wanted.flavor(),
                wanted.bindingsLibrary());
        items.add(item(downloads, path, wanted.bindingsFile(), false, goesOn));
      }
      return new CudaOffer(wanted.name(), downloads.engineUrl("").getHost(), items);
    }
  }

  private Item item(
      Downloads downloads, String path, String name, boolean packed, BooleanSupplier goesOn) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*")) {
      throw new AkinException(
          Problem.NET_ANSWER, downloads.engineUrl("").getHost(), "a file is called " + name);
    }
    RemoteFile stated =
        downloads.inspect(
            Consent.GRAPHICS_LIBRARY, downloads.engineUrl(path), _ -> goesOn.getAsBoolean());
    return new Item(path, name, packed, stated.bytes(), stated.tag());
  }

  /// Gets the library, or goes on where that was broken off. It is not used yet.
  ///
  /// @return false where it was stopped; what came is kept
  /// @throws AkinException `GRAPHICS_BUSY`, `GRAPHICS_SHORT`, `GRAPHICS_DAMAGED`,
  ///   `GRAPHICS_UNWRITABLE`, of a `NET_` kind
  public boolean get(CudaOffer offer, Listener listener) {
    GraphicsBuild wanted = wanted();
    Path workplace = library.folders().resolve("." + wanted.name());
    try {
      Files.createDirectories(workplace);
      try (FileChannel channel =
              FileChannel.open(
                  library.folders().resolve(".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = lock(channel);
          Downloads downloads = downloads()) {
        if (lock == null) {
          throw new AkinException(Problem.GRAPHICS_BUSY);
        }
        CudaDownload files = new CudaDownload(workplace, downloads, surroundings.freeSpace());
        if (!files.get(offer, listener)) {
          return false;
        }
        files.bindings(wanted);
        files.install(library.folder().orElseThrow());
        return true;
      }
    } catch (IOException e) {
      throw new AkinException(
          e, Problem.GRAPHICS_UNWRITABLE, library.folders(), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      return null;
    }
  }

  /// Starts an engine on the library in a process of its own, and lets engines start on it from now
  /// on where a card works there; otherwise they start without it, and why is remembered. Whatever
  /// models came to on cards is forgotten, so that the next run tries them.
  ///
  /// @param fresh starts this program again
  /// @return how things stand then
  /// @throws AkinException `GRAPHICS_NONE` where there is no library, `GRAPHICS_UNWRITABLE`
  public GpuState tryOut(FreshProcess fresh) throws InterruptedException {
    GraphicsBuild wanted = wanted();
    Optional<String> damage = damage();
    String reason =
        damage.isPresent() ? damage.get() + " is not what it was" : trial(wanted, fresh);
    if (reason.isEmpty()) {
      library.switchOn();
    } else {
      library.fail(reason);
    }
    models.forgetGpuChecks();
    return standing();
  }

  private String trial(GraphicsBuild wanted, FreshProcess fresh) throws InterruptedException {
    ProcessBuilder builder = fresh.of(List.of("doctor", "--try-gpu"));
    builder
        .environment()
        .putAll(
            Map.of(
                GraphicsLibrary.PATH, library.folder().orElseThrow().toString(),
                GraphicsLibrary.FLAVOR, wanted.flavor()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return "no process could be started to try it: " + e.getMessage();
    }
    try {
      process.getOutputStream().close();
      // What it says is one line, which the system keeps until then.
      if (!process.waitFor(TRIAL_MINUTES, TimeUnit.MINUTES)) {
        return "the process that tried it did not end";
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.exitValue();
      String words = said.strip();
      if (code == 0) {
        return "";
      }
      return code == 1 && !words.isEmpty()
          ? words.substring(0, Math.min(LONGEST_REASON, words.length()))
          : "the process that tried it ended with " + code;
    } catch (IOException e) {
      return "the process that tried it broke off: " + e.getMessage();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Why no card works on the engine of this process; empty where one does. Starts the engine.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  public Optional<String> trouble() {
    return models.unavailableReason(Device.CUDA);
  }

  private GraphicsBuild wanted() {
    return build.orElseThrow(() -> new AkinException(Problem.GRAPHICS_NONE));
  }

  private Downloads downloads() {
    return new Downloads(
        NetSettings.of(surroundings.environment()), surroundings.retryPolicy(), clock);
  }
}
