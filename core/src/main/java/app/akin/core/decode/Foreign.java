package app.akin.core.decode;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The few unsafe steps of calling C, in one place. Stateless.
final class Foreign {
  private Foreign() {}

  /// A call that answers a number.
  interface NumberCall {
    int call() throws Throwable;
  }

  /// A call that answers a pointer.
  interface PointerCall {
    MemorySegment call() throws Throwable;
  }

  /// A call that answers nothing.
  interface Call {
    void call() throws Throwable;
  }

  static int number(NumberCall call) {
    try {
      return call.call();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static MemorySegment pointer(PointerCall call) {
    try {
      return call.call();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The call is a statement in braces wherever this is used: as an expression, an exact call would
  /// be taken to return something.
  static void nothing(Call call) {
    try {
      call.call();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("A C function throws nothing", thrown);
  }

  /// The memory behind a pointer, of the size that its owner says.
  // The size is the owner's word; whoever calls this has it from there.
  @SuppressWarnings("restricted")
  static MemorySegment sized(MemorySegment address, long size) {
    return address.reinterpret(size);
  }

  /// A function of a library.
  ///
  /// @throws java.util.NoSuchElementException where the library has none of that name
  // The descriptors are those of the libraries' headers.
  @SuppressWarnings("restricted")
  static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }
}
