package app.akin.core.embed;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native libraries behind models and tokenizers: the one place that sets them up and starts
/// them. They stay offline, report nothing to anybody, and are unpacked below the natives folder.
/// Thread-safe.
///
/// DJL keeps one engine for the whole process and reads its settings from system properties when
/// the engine starts, so the settings of the first runtime to start it hold for all.
final class TorchRuntime {
  private static final String ENGINE = "PyTorch";
  private static final String RUN_TIME = "RuntimeError:";
  private static final String WITHOUT_BACKEND = "Could not run 'aten::";
  private static final String STARTED = "akin.engine.started";
  private static final Logger LOG = LoggerFactory.getLogger(TorchRuntime.class);

  private final EmbedSettings settings;
  private final NativesFolder natives;
  private volatile boolean tokenizersStarted;

  /// Sets the process up; starts nothing yet.
  TorchRuntime(EmbedSettings settings) {
    this.settings = settings;
    natives = new NativesFolder(settings.natives().toAbsolutePath());
    String folder = natives.path().toString();
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("DJL_CACHE_DIR", folder);
    System.setProperty("ENGINE_CACHE_DIR", folder);
    // DJL asks for graphics cards through JNA, which unpacks a library of its own.
    String jna = natives.path().resolve("jna").toString();
    System.setProperty(natives.isComplete() ? "jna.boot.library.path" : "jna.tmpdir", jna);
    System.setProperty("ai.djl.default_engine", ENGINE);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(settings.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // The optimiser makes the second run of every shape slower and no later one faster: the
    // archives hold large products, which it leaves as they are.
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
  }

  /// An empty model on a device; the caller closes it. Starts the engine where it has not started.
  ///
  /// @throws AkinException `ENGINE` where the engine does not start
  Model newModel(String name, Device device) {
    return engine().newModel(name, device);
  }

  /// Starts the engine where it has not started.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  void start() {
    engine();
  }

  /// The engine's name, its version, and which library for graphics cards it started on.
  ///
  /// @throws AkinException `ENGINE` where the engine does not start
  String description() {
    String name = ENGINE + " " + engine().getVersion();
    String flavor = Utils.getEnvOrSystemProperty(GraphicsLibrary.FLAVOR);
    return flavor == null ? name : name + " " + flavor;
  }

  /// The engine's device for image towers. A graphics card is tried out: a driver may be there and
  /// not work.
  ///
  /// @throws AkinException `DEVICE_ABSENT` where the engine does not offer it
  Device device() {
    app.akin.core.photo.Device wanted = settings.device();
    return switch (wanted) {
      case AUTO, CPU -> Device.cpu();
      case CUDA, MPS -> {
        Optional<String> trouble = trouble(wanted);
        if (trouble.isPresent()) {
          throw new AkinException(Problem.DEVICE_ABSENT, wanted, trouble.get());
        }
        yield place(wanted).orElseThrow();
      }
    };
  }

  /// Why the engine cannot compute on a device here, in its own words; empty where it can.
  ///
  /// @throws AkinException `ENGINE` where the engine does not start
  Optional<String> trouble(app.akin.core.photo.Device device) {
    return switch (device) {
      case AUTO, CPU -> {
        start();
        yield Optional.empty();
      }
      case CUDA, MPS ->
          place(device).map(this::tried).orElseGet(() -> Optional.of("this engine has none"));
    };
  }

  private Optional<Device> place(app.akin.core.photo.Device device) {
    return settings.cards().stream()
        .filter(card -> card.device() == device)
        .findFirst()
        .map(card -> Device.of(card.place(), 0));
  }

  /// Starts the tokenizers' library where it has not started.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  void startTokenizers() {
    // Another library that is starting would be waited for.
    if (!tokenizersStarted) {
      started(
          () -> {
            LibUtils.checkStatus();
            return natives;
          });
      tokenizersStarted = true;
    }
  }

  /// How many processor threads an inference uses unless it is told otherwise.
  int threads() {
    return settings.threads();
  }

  /// Lets the inferences that the calling thread runs from now on use so many processor threads,
  /// itself included. The engine keeps the number for each thread that calls it; a thread that
  /// never said one takes the last that any thread said, so whoever runs inferences says it.
  void computeWith(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /// What went wrong at the root, in one line: the native libraries' messages go on for pages, and
  /// a program that fails while it runs says why at the end of its trace.
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (message == null || message.isBlank()) {
      return root.getClass().getSimpleName();
    }
    List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith(RUN_TIME))
        .map(line -> line.substring(RUN_TIME.length()))
        .findFirst()
        .orElseGet(lines::getFirst)
        .strip();
  }

  private Optional<String> tried(Device device) {
    try (NDManager manager = engine().newBaseManager(device);
        NDArray one = manager.ones(new Shape(1))) {
      LOG.debug("{} works: {}", device, one);
      return Optional.empty();
    } catch (EngineException | IllegalArgumentException e) {
      LOG.debug("{} does not work", device, e);
      String reason = reason(e);
      return Optional.of(
          reason.startsWith(WITHOUT_BACKEND)
              ? "this engine was built without it"
              : reason.replaceFirst("(?<=[.!?])\\s.*", ""));
    }
  }

  private Engine engine() {
    return started(
        () -> {
          // DJL knows whether it has an engine and does not say; this note is the process's own.
          if (System.getProperty(STARTED) != null) {
            return Engine.getEngine(ENGINE);
          }
          ProcessTuning.apply();
          GraphicsLibrary library = GraphicsLibrary.of(natives.path(), settings.compiled());
          boolean graphics = settings.device() != app.akin.core.photo.Device.CPU && library.begin();
          Engine engine = graphics ? onGraphics(library) : Engine.getEngine(ENGINE);
          System.setProperty(STARTED, "true");
          return engine;
        });
  }

  // Parts of the library may be loaded by now: the next process does without it, not this one.
  private static Engine onGraphics(GraphicsLibrary library) {
    try {
      Engine engine = Engine.getEngine(ENGINE);
      library.began();
      return engine;
    } catch (EngineException | IllegalArgumentException | AssertionError | LinkageError e) {
      library.fail(reason(e));
      library.began();
      throw new AkinException(e, Problem.GRAPHICS_FAILED, reason(e));
    }
  }

  // DJL throws errors, too, where its libraries do not fit: AssertionError, UnsatisfiedLinkError.
  private <T> T started(Supplier<T> start) {
    try {
      return natives.alone(start);
    } catch (EngineException | IllegalArgumentException | AssertionError | LinkageError e) {
      throw new AkinException(e, Problem.ENGINE, reason(e));
    }
  }
}
