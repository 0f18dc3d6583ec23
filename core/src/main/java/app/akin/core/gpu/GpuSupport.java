package app.akin.core.gpu;

import app.akin.core.embed.CudaBuild;
import app.akin.core.embed.CudaLibrary;
import app.akin.core.gpu.CudaOffer.Item;
import app.akin.core.model.Models;
import app.akin.core.model.install.NetEnvironment;
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

/// Manages the CUDA library: determines its size, downloads it, tests it in a separate process, and
/// enables it. Thread-safe. Only [#offer] and [#download] use the network.
public final class GpuSupport {
  /// Maximum size of the list of files.
  private static final int MAX_LIST_BYTES = 1 << 20;

  private static final long TEST_MINUTES = 10;
  private static final int MAX_REASON_LENGTH = 300;

  private final CudaLibrary library;
  private final Optional<CudaBuild> build;
  private final Models models;
  private final NetEnvironment environment;
  private final Clock clock;

  /// @param library location of the CUDA library
  /// @param models discards earlier GPU results after a test
  /// @param environment network environment
  /// @param clock the clock
  public GpuSupport(CudaLibrary library, Models models, NetEnvironment environment, Clock clock) {
    this.library = library;
    this.build = CudaBuild.current();
    this.models = models;
    this.environment = environment;
    this.clock = clock;
  }

  /// Creates a process that runs this program with other arguments.
  public interface ProcessFactory {
    /// Returns a process builder. The standard output of the process is one line with its result.
    ProcessBuilder of(List<String> arguments);
  }

  /// Receives the progress, many times a second.
  public interface Listener {
    /// Receives the downloaded bytes and returns whether to continue.
    ///
    /// @param bytes downloaded bytes of all files
    boolean onProgress(long bytes);
  }

  /// The state of the CUDA library.
  ///
  /// @param build name of the build for this computer; empty if there is none
  /// @param folder its folder
  /// @param kind whether engines use it
  /// @param reason why the test failed; otherwise empty
  public record GpuState(String build, Path folder, Kind kind, String reason) {
    /// Kinds of states.
    public enum Kind {
      /// There is no build for this computer.
      NONE,
      /// Not installed.
      ABSENT,
      /// Installed but not tested.
      HERE,
      /// In use.
      ON,
      /// Tested with a failure.
      FAILED
    }
  }

  /// Returns the state. Reads only small files.
  public GpuState state() {
    if (build.isEmpty()) {
      return new GpuState("", library.folders(), GpuState.Kind.NONE, "");
    }
    Path folder = library.folder().orElseThrow();
    String name = build.get().name();
    return switch (library.state()) {
      case CudaLibrary.State.Absent _ -> new GpuState(name, folder, GpuState.Kind.ABSENT, "");
      case CudaLibrary.State.Installed _ -> new GpuState(name, folder, GpuState.Kind.HERE, "");
      case CudaLibrary.State.Enabled _ -> new GpuState(name, folder, GpuState.Kind.ON, "");
      case CudaLibrary.State.Failed(String reason) ->
          new GpuState(name, folder, GpuState.Kind.FAILED, reason);
    };
  }

  /// Returns the first damaged file of the library; empty if there is none or it is not installed.
  /// Reads the whole library.
  public Optional<String> findDamagedFile() {
    return switch (library.state()) {
      case CudaLibrary.State.Absent _ -> Optional.empty();
      case CudaLibrary.State.Installed _, CudaLibrary.State.Enabled _, CudaLibrary.State.Failed _ ->
          library
              .findDamagedFile()
              .or(
                  () ->
                      library.findDamagedFile(
                          (file, entry) -> RemoteFile.sha256(file).equals(entry.sha256())));
    };
  }

  /// Requests the list of files and their sizes from the server.
  ///
  /// @param shouldContinue returns whether to continue; called many times a second
  /// @throws AkinException `GraphicsNone`, of a `Net` kind, `Stopped`
  public CudaOffer offer(BooleanSupplier shouldContinue) {
    CudaBuild wanted = wanted();
    try (Downloads downloads = downloads()) {
      String list =
          downloads
              .fetchSmall(
                  Consent.GRAPHICS_LIBRARY,
                  downloads.engineUrl(wanted.version() + "/files.txt"),
                  MAX_LIST_BYTES,
                  _ -> shouldContinue.getAsBoolean())
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse("");
      String below = wanted.flavor() + "/" + wanted.classifier() + "/native/lib/";
      List<String> paths = new ArrayList<>();
      list.lines()
          .map(String::strip)
          .filter(line -> line.startsWith(below) && line.endsWith(".gz"))
          .forEach(paths::add);
      if (paths.isEmpty()) {
        throw new AkinException(new Problem.GraphicsNone());
      }
      List<Item> items = new ArrayList<>();
      for (String path : paths) {
        String file = path.substring(below.length(), path.length() - ".gz".length());
        String name = URLDecoder.decode(file, StandardCharsets.UTF_8);
        items.add(item(downloads, wanted.version() + "/" + path, name, true, shouldContinue));
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
        items.add(item(downloads, path, wanted.bindingsFile(), false, shouldContinue));
      }
      return new CudaOffer(wanted.name(), downloads.engineUrl("").getHost(), items);
    }
  }

  private Item item(
      Downloads downloads,
      String path,
      String name,
      boolean packed,
      BooleanSupplier shouldContinue) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*")) {
      throw new AkinException(
          new Problem.NetAnswer(downloads.engineUrl("").getHost(), "a file is called " + name));
    }
    RemoteFile stated =
        downloads.inspect(
            Consent.GRAPHICS_LIBRARY,
            downloads.engineUrl(path),
            _ -> shouldContinue.getAsBoolean());
    return new Item(path, name, packed, stated.bytes(), stated.tag());
  }

  /// Downloads the library, or resumes an interrupted download. Does not enable it.
  ///
  /// @return false if stopped; a later call resumes
  /// @throws AkinException `GraphicsBusy`, `GraphicsShort`, `GraphicsDamaged`,
  ///   `GraphicsUnwritable`, of a `Net` kind
  public boolean download(CudaOffer offer, Listener listener) {
    CudaBuild wanted = wanted();
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
          throw new AkinException(new Problem.GraphicsBusy());
        }
        CudaDownload files = new CudaDownload(workplace, downloads, environment.freeSpace());
        if (!files.download(offer, listener)) {
          return false;
        }
        files.bindings(wanted);
        files.install(library.folder().orElseThrow());
        return true;
      }
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.GraphicsUnwritable(library.folders(), String.valueOf(e.getMessage())));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds the lock.
      return null;
    }
  }

  /// Starts an engine with the library in a separate process. If a GPU works there, later engines
  /// use the library; otherwise they do not, and the reason is stored. Earlier GPU results of
  /// models are discarded, so that the next run tests them.
  ///
  /// @param fresh starts this program again
  /// @return the resulting state
  /// @throws AkinException `GraphicsNone` if there is no library, `GraphicsUnwritable`
  public GpuState test(ProcessFactory fresh) throws InterruptedException {
    CudaBuild wanted = wanted();
    Optional<String> damage = findDamagedFile();
    String reason = damage.isPresent() ? damage.get() + " has changed" : runTest(wanted, fresh);
    if (reason.isEmpty()) {
      library.enable();
    } else {
      library.fail(reason);
    }
    models.forgetGpuChecks();
    return state();
  }

  private String runTest(CudaBuild wanted, ProcessFactory fresh) throws InterruptedException {
    ProcessBuilder builder = fresh.of(List.of("doctor", "--try-gpu"));
    builder
        .environment()
        .putAll(
            Map.of(
                CudaLibrary.PATH, library.folder().orElseThrow().toString(),
                CudaLibrary.FLAVOR, wanted.flavor()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return "no process could be started to try it: " + e.getMessage();
    }
    try {
      process.getOutputStream().close();
      // Its output is one line, which fits into the pipe's buffer.
      if (!process.waitFor(TEST_MINUTES, TimeUnit.MINUTES)) {
        return "the process that tried it did not end";
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.exitValue();
      String words = said.strip();
      if (code == 0) {
        return "";
      }
      return code == 1 && !words.isEmpty()
          ? words.substring(0, Math.min(MAX_REASON_LENGTH, words.length()))
          : "the process that tried it ended with " + code;
    } catch (IOException e) {
      return "the process that tried it broke off: " + e.getMessage();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Returns why no GPU works with the engine of this process; empty if one does. Starts the
  /// engine.
  ///
  /// @throws AkinException `Engine` if it does not start
  public Optional<String> unavailableReason() {
    return models.unavailableReason(Device.CUDA);
  }

  private CudaBuild wanted() {
    return build.orElseThrow(() -> new AkinException(new Problem.GraphicsNone()));
  }

  private Downloads downloads() {
    return new Downloads(
        NetSettings.of(environment.environment()), environment.retryPolicy(), clock);
  }
}
