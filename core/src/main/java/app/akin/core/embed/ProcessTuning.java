package app.akin.core.embed;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Process-wide settings of the engine, set through the C library. On platforms without these
/// functions, such as Windows, nothing is set and the engine is only slower.
///
/// Waiting of threads: OpenMP threads spin by default, which takes the CPU from decoding. They
/// should sleep, with GNU's after some microseconds. OpenMP reads this from the environment when
/// its library is loaded. Source: OpenMP's `OMP_WAIT_POLICY`, libgomp's `GOMP_SPINCOUNT`.
///
/// Memory retention: GNU `malloc` returns large blocks to the system by default, so each layer of a
/// tower touches new pages. Blocks should be retained while a tower may run and returned when an
/// archive is freed. Source: `mallopt(3)`, `malloc_trim(3)`.
final class ProcessTuning {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;

  /// Larger than the memory of a batch; also limits the retained memory.
  private static final int RETAINED_BYTES = 512 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTuning.class);

  private ProcessTuning() {}

  /// Applies the settings that the environment does not define. Must be called before the engine is
  /// loaded.
  static void apply() {
    setVariable("OMP_WAIT_POLICY", "PASSIVE");
    setVariable("GOMP_SPINCOUNT", "10000");
    setMemoryOption(M_MMAP_THRESHOLD);
    setMemoryOption(M_TRIM_THRESHOLD);
  }

  /// Returns unused retained memory to the system, for example after an archive was freed.
  static void trimMemory() {
    call("malloc_trim", List.of(ValueLayout.JAVA_LONG), trim -> (int) trim.invokeExact(0L));
  }

  private static void setVariable(String name, String value) {
    call(
        "setenv",
        List.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
        setenv -> {
          try (Arena arena = Arena.ofConfined()) {
            return (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
          }
        });
  }

  private static void setMemoryOption(int parameter) {
    call(
        "mallopt",
        List.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        mallopt -> (int) mallopt.invokeExact(parameter, RETAINED_BYTES));
  }

  /// A method handle's invocation, which declares Throwable.
  private interface Call {
    int with(MethodHandle function) throws Throwable;
  }

  /// Calls a function of the C library that returns an `int`, if it exists.
  private static void call(String name, List<MemoryLayout> parameters, Call call) {
    FunctionDescriptor signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters.toArray(MemoryLayout[]::new));
    function(name, signature)
        .ifPresent(
            found -> {
              try {
                LOG.debug("{} returned {}", name, call.with(found));
              } catch (Throwable e) {
                // Without it the engine is slower or needs more memory.
                LOG.info("{} was not called: {}", name, e.toString());
              }
            });
  }

  // Native access is enabled by the launcher, and the signatures match the C library.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> address = linker.defaultLookup().find(name);
    return address.map(found -> linker.downcallHandle(found, signature));
  }
}
