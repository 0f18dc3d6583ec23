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
    call("malloc_trim", List.of(ValueLayout.JAVA_LONG), trim -> (int) trim.invokeExact(0L));
  }

  private static void variable(String name, String value) {
    call(
        "setenv",
        List.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
        setenv -> {
          try (Arena arena = Arena.ofConfined()) {
            return (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
          }
        });
  }

  private static void memory(int parameter) {
    call(
        "mallopt",
        List.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        mallopt -> (int) mallopt.invokeExact(parameter, KEPT_BYTES));
  }

  /// A method handle declares Throwable.
  private interface Call {
    int with(MethodHandle function) throws Throwable;
  }

  /// Calls a function of the C library that gives an `int`, where there is one.
  private static void call(String name, List<MemoryLayout> parameters, Call call) {
    FunctionDescriptor signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters.toArray(MemoryLayout[]::new));
    function(name, signature)
        .ifPresent(
            found -> {
              try {
                LOG.debug("{} gave {}", name, call.with(found));
              } catch (Throwable e) {
                // Without it the engine is slower, or holds more, and is as right.
                LOG.info("{} was not called: {}", name, e.toString());
              }
            });
  }

  // The house starts Java with native access on, and the signatures are those of the C library.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> address = linker.defaultLookup().find(name);
    return address.map(found -> linker.downcallHandle(found, signature));
  }
}
