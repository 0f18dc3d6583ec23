package app.akin.core.decode.codec;

import static app.akin.core.decode.codec.NativeCalls.callInt;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The heap of the C library. The GNU C library keeps a heap for each thread and returns little of
/// it to the system, so decoders of large frames would occupy several times the memory that they
/// use. Stateless.
final class NativeHeap {
  private static final Optional<MethodHandle> TRIM = find();

  private NativeHeap() {}

  /// Returns the function `malloc_trim`; empty in other C libraries, which do not need it.
  // The descriptor follows malloc.h.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> find() {
    SymbolLookup library = Linker.nativeLinker().defaultLookup();
    return library
        .find("malloc_trim")
        .map(
            symbol ->
                Linker.nativeLinker()
                    .downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)));
  }

  /// Returns the free memory of all heaps to the system.
  static void trim() {
    TRIM.ifPresent(handle -> callInt(() -> (int) handle.invokeExact(0L)));
  }
}
