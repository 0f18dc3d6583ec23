package app.akin.core.embed;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the engine takes from its process rather than from a call, set through the C library where
/// that has the function; elsewhere, as on Windows, nothing happens and the engine is as right.
///
/// How its threads wait: by default OpenMP's spin, and where decoding wants the processor at the
/// same time the spinning ones keep the working ones off it. They are to sleep, GNU's after some
/// microseconds. OpenMP reads this from the environment alone, while its library is loaded. Source:
/// OpenMP's `OMP_WAIT_POLICY`, libgomp's `GOMP_SPINCOUNT`.
///
/// How memory is kept: by default GNU's `malloc` gives every large block back to the system, so
/// each layer of a tower touches fresh pages again. They are to be kept for as long as a tower may
/// run, and go back when an archive is freed. Source: `mallopt(3)`, `malloc_trim(3)`.
final class ProcessTuning {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;

  /// Larger than what a batch needs at once. It bounds what is kept, too.
  private static final int KEPT_BYTES = 512 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTuning.class);

  private ProcessTuning() {}

  /// Sets the process up, except for what its environment says itself. To be called before the
  /// engine is loaded.
  static void apply() {
    variable("OMP_WAIT_POLICY", "PASSIVE");
    variable("GOMP_SPINCOUNT", "10000");
    memory(M_MMAP_THRESHOLD);
    memory(M_TRIM_THRESHOLD);
  }

  /// Gives the system what is kept and not in use, such as after an archive was freed: a run that
  /// goes on to build a graph wants that memory for it.
  static void giveBack() {
    Optional<MethodHandle> trim =
        function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    if (trim.isEmpty()) {
      return;
    }
    try {
      int result = (int) trim.get().invokeExact(0L);
      LOG.debug("malloc_trim gave {}", result);
    } catch (Throwable e) {
      // As below.
      LOG.info("memory is kept: {}", e.toString());
    }
  }

  private static void variable(String name, String value) {
    Optional<MethodHandle> setenv =
        function(
            "setenv",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    if (setenv.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int result =
          (int) setenv.get().invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
      LOG.debug("setenv {} gave {}", name, result);
    } catch (Throwable e) {
      // A method handle declares Throwable. Without this the engine is slower and as right.
      LOG.info("{} stays as it is: {}", name, e.toString());
    }
  }

  private static void memory(int parameter) {
    Optional<MethodHandle> mallopt =
        function(
            "mallopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    if (mallopt.isEmpty()) {
      return;
    }
    try {
      int result = (int) mallopt.get().invokeExact(parameter, KEPT_BYTES);
      LOG.debug("mallopt {} gave {}", parameter, result);
    } catch (Throwable e) {
      // As above.
      LOG.info("memory is kept as it is: {}", e.toString());
    }
  }

  // The house starts Java with native access on, and the signatures are those of the C library.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> address = linker.defaultLookup().find(name);
    return address.map(found -> linker.downcallHandle(found, signature));
  }
}
