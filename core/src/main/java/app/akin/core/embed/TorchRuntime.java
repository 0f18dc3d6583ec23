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
import ai.djl.util.cuda.CudaUtils;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Problem;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Configures and starts the native libraries of models and tokenizers. They work offline, send no
/// usage data, and are unpacked below the natives folder. Thread-safe.
///
/// DJL has one engine per process and reads its settings from system properties when the engine
/// starts. The settings of the first runtime that starts it therefore apply to all.
final class TorchRuntime {
  private static final String ENGINE = "PyTorch";
  private static final String RUN_TIME = "RuntimeError:";
  private static final String WITHOUT_BACKEND = "Could not run 'aten::";

  /// DJL does not expose whether the engine of the process has started.
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  /// Limits the number of inferences at a time.
  private static final Semaphore INFERENCES =
      new Semaphore(maxInferences(OperatingSystem.current(), Architecture.current()));

  private static final Logger LOG = LoggerFactory.getLogger(TorchRuntime.class);

  private final EmbedSettings settings;
  private final NativesFolder natives;
  private volatile boolean tokenizersStarted;

  /// Configures the process; does not start the engine.
  TorchRuntime(EmbedSettings settings) {
    this.settings = settings;
    natives = new NativesFolder(settings.natives().toAbsolutePath());
    String folder = natives.path().toString();
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("DJL_CACHE_DIR", folder);
    System.setProperty("ENGINE_CACHE_DIR", folder);
    // DJL detects GPUs through JNA, which unpacks its own library.
    String jna = natives.path().resolve("jna").toString();
    System.setProperty(natives.isComplete() ? "jna.boot.library.path" : "jna.tmpdir", jna);
    System.setProperty("ai.djl.default_engine", ENGINE);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(settings.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // The optimizer makes the second run of every shape slower and no later run faster: the
    // archives consist of large matrix products, which it does not change.
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
  }

  /// Returns an empty model on a device; the caller closes it. Starts the engine if it has not
  /// started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  Model newModel(String name, Device device) {
    return engine().newModel(name, device);
  }

  /// Starts the engine if it has not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  void start() {
    engine();
  }

  /// Returns the engine's name, its version, and the flavor of a CUDA build that it uses.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  String description() {
    String name = ENGINE + " " + engine().getVersion();
    String flavor = Utils.getEnvOrSystemProperty(CudaLibrary.FLAVOR);
    return flavor == null ? name : name + " " + flavor;
  }

  /// Returns the engine's device for image towers. A GPU is tested, because a driver may be present
  /// and not work.
  ///
  /// @throws AkinException `DeviceAbsent` if the engine does not support the device
  Device device() {
    app.akin.core.photo.Device wanted = settings.device();
    return switch (wanted) {
      case AUTO, CPU -> Device.cpu();
      case CUDA, MPS -> {
        Optional<String> reason = unavailableReason(wanted);
        if (reason.isPresent()) {
          throw new AkinException(new Problem.DeviceAbsent(wanted, reason.get()));
        }
        yield engineDevice(wanted).orElseThrow();
      }
    };
  }

  /// Returns the engine's error message if it cannot compute on a device of this computer; empty if
  /// it can.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  Optional<String> unavailableReason(app.akin.core.photo.Device device) {
    return switch (device) {
      case AUTO, CPU -> {
        start();
        yield Optional.empty();
      }
      case CUDA, MPS ->
          engineDevice(device)
              .map(this::testDevice)
              .orElseGet(() -> Optional.of("this engine has none"));
    };
  }

  private Optional<Device> engineDevice(app.akin.core.photo.Device device) {
    return settings.gpus().stream()
        .filter(gpu -> gpu.device() == device)
        .findFirst()
        .map(gpu -> Device.of(gpu.engineDevice(), 0));
  }

  /// Returns the free memory of the CUDA GPU in bytes; 0 if it is unknown.
  long freeGpuMemory() {
    try {
      MemoryUsage memory = CudaUtils.getGpuMemory(Device.gpu(0));
      return memory.getMax() - memory.getUsed();
    } catch (IllegalArgumentException | IllegalStateException | EngineException e) {
      LOG.info("the memory of the GPU is unknown", e);
      return 0;
    }
  }

  /// Starts the tokenizers' library if it has not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  void startTokenizers() {
    // Without this check the call would wait for another library that is starting.
    if (!tokenizersStarted) {
      startSafely(
          () -> {
            LibUtils.checkStatus();
            return natives;
          });
      tokenizersStarted = true;
    }
  }

  /// Returns the default number of CPU threads of an inference.
  int threads() {
    return settings.threads();
  }

  /// Returns how many inferences may run at a time. On Linux on ARM it is one: PyTorch computes
  /// convolutions with the Arm Compute Library there, which crashes if two threads do so.
  static int maxInferences(OperatingSystem system, Architecture architecture) {
    return system == OperatingSystem.LINUX && architecture == Architecture.ARM64
        ? 1
        : Integer.MAX_VALUE;
  }

  /// Returns whether several inferences may run at a time.
  boolean isConcurrent() {
    return maxInferences(OperatingSystem.current(), Architecture.current()) > 1;
  }

  /// Returns the permits for inferences; each needs one.
  Semaphore inferences() {
    return INFERENCES;
  }

  /// Sets the number of CPU threads of later inferences on the calling thread, including that
  /// thread. The engine keeps the number per calling thread. A thread that never set it gets the
  /// last value set by any thread, so every thread that runs inferences must set it.
  void setThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /// Returns the message of the root cause in one line. The messages of native libraries are pages
  /// long, and a failed program states its error at the end of the trace.
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

  private Optional<String> testDevice(Device device) {
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
    return startSafely(
        () -> {
          if (STARTED.get()) {
            return Engine.getEngine(ENGINE);
          }
          ProcessTuning.apply();
          CudaLibrary library = CudaLibrary.of(natives.path(), settings.compiled());
          boolean cuda =
              settings.device() != app.akin.core.photo.Device.CPU
                  && library.prepareStart(settings.environment());
          Engine engine = cuda ? startWithCuda(library) : Engine.getEngine(ENGINE);
          STARTED.set(true);
          return engine;
        });
  }

  // Parts of the library may already be loaded, so only the next process can start without it.
  private static Engine startWithCuda(CudaLibrary library) {
    try {
      Engine engine = Engine.getEngine(ENGINE);
      library.confirmStart();
      return engine;
    } catch (EngineException | IllegalArgumentException | AssertionError | LinkageError e) {
      library.fail(reason(e));
      library.confirmStart();
      throw new AkinException(e, new Problem.GraphicsFailed(reason(e)));
    }
  }

  // DJL also throws errors if its libraries are incompatible: AssertionError, UnsatisfiedLinkError.
  private <T> T startSafely(Supplier<T> start) {
    try {
      return natives.runExclusively(start);
    } catch (EngineException | IllegalArgumentException | AssertionError | LinkageError e) {
      throw new AkinException(e, new Problem.Engine(reason(e)));
    }
  }
}
