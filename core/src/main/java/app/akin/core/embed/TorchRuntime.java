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
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.List;
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

  /// The engine's name and version.
  ///
  /// @throws AkinException `ENGINE` where the engine does not start
  String description() {
    return ENGINE + " " + engine().getVersion();
  }

  /// The engine's device for image towers. A graphics card is tried out: a driver may be there and
  /// not work.
  ///
  /// @throws AkinException `DEVICE_ABSENT` where the engine does not offer it
  Device device() {
    return switch (settings.device()) {
      case AUTO, CPU -> Device.cpu();
      case CUDA -> tried(Device.gpu());
      case MPS -> tried(Device.of("mps", 0));
    };
  }

  /// Whether a device works here; the processor always does.
  ///
  /// @throws AkinException `ENGINE` where the engine does not start
  boolean works(app.akin.core.photo.Device device) {
    try {
      return switch (device) {
        case AUTO, CPU -> engine().getVersion() != null;
        case CUDA -> tried(Device.gpu()).isGpu();
        case MPS -> tried(Device.of("mps", 0)) != null;
      };
    } catch (AkinException e) {
      if (e.problem() == Problem.DEVICE_ABSENT) {
        return false;
      }
      throw e;
    }
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

  private Device tried(Device device) {
    try (NDManager manager = engine().newBaseManager(device);
        NDArray one = manager.ones(new Shape(1))) {
      LOG.debug("{} works: {}", device, one);
      return device;
    } catch (EngineException | IllegalArgumentException e) {
      LOG.debug("{} does not work: {}", device, reason(e));
      throw new AkinException(Problem.DEVICE_ABSENT, settings.device());
    }
  }

  private Engine engine() {
    return started(
        () -> {
          ProcessTuning.apply();
          return Engine.getEngine(ENGINE);
        });
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
