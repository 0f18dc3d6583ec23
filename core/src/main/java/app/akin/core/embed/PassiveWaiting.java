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

/// Has the engine's threads sleep while they wait for each other. By default OpenMP's spin, and
/// where decoding wants the processor at the same time the spinning ones keep the working ones off
/// it: on two busy cores the starter's image tower did 0.8 pictures a second so, and 9 asleep.
///
/// OpenMP takes this from the environment alone, at the moment its library is loaded, and Java
/// cannot change the environment, so it is done through the C library. Where that has no `setenv`,
/// as on Windows, nothing happens. Source: OpenMP's `OMP_WAIT_POLICY`.
final class PassiveWaiting {
  private static final String NAME = "OMP_WAIT_POLICY";
  private static final String VALUE = "PASSIVE";
  private static final Logger LOG = LoggerFactory.getLogger(PassiveWaiting.class);

  private PassiveWaiting() {}

  /// Asks for it, unless the environment says something of its own. To be called before the engine
  /// is loaded; later it does nothing.
  // The house starts Java with native access on, and the signature is that of POSIX.
  @SuppressWarnings("restricted")
  static void request() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return;
    }
    MethodHandle call =
        linker.downcallHandle(
            setenv.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) call.invokeExact(arena.allocateFrom(NAME), arena.allocateFrom(VALUE), 0);
      LOG.debug("setenv {} gave {}", NAME, result);
    } catch (Throwable e) {
      // A method handle declares Throwable. Without this the engine is slower and as right.
      LOG.info("the engine's threads will spin: {}", e.toString());
    }
  }
}
