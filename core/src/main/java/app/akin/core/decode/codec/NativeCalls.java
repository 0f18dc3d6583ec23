package app.akin.core.decode.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The unsafe operations for calling C functions. Stateless.
final class NativeCalls {
  private NativeCalls() {}

  /// A call that returns an int.
  interface IntCall {
    int call() throws Throwable;
  }

  /// A call that returns a pointer.
  interface PointerCall {
    MemorySegment call() throws Throwable;
  }

  /// A call that returns nothing.
  interface VoidCall {
    void call() throws Throwable;
  }

  static int callInt(IntCall call) {
    try {
      return call.call();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment callPointer(PointerCall call) {
    try {
      return call.call();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Makes a call without a result. Callers must pass a block lambda: in an expression lambda,
  /// `invokeExact` would be compiled with a return type.
  static void callVoid(VoidCall call) {
    try {
      call.call();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Frees a structure by a function that takes a pointer to the pointer and sets it to null.
  static void release(MethodHandle function, MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ADDRESS);
      pointer.set(ADDRESS, 0, address);
      callVoid(
          () -> {
            function.invokeExact(pointer);
          });
    }
  }

  /// Loads a library for the lifetime of the process.
  ///
  /// @throws IllegalArgumentException if the file cannot be loaded
  // The file is a codec that ships with Akin.
  @SuppressWarnings("restricted")
  static SymbolLookup loadLibrary(Path file) {
    return SymbolLookup.libraryLookup(file, Arena.global());
  }

  private static IllegalStateException unexpected(Throwable thrown) {
    return new IllegalStateException("A C function cannot throw", thrown);
  }

  /// Returns the memory at an address with the given size in bytes.
  // The caller obtains the size from the library that owns the memory.
  @SuppressWarnings("restricted")
  static MemorySegment withSize(MemorySegment address, long size) {
    return address.reinterpret(size);
  }

  /// Returns a method handle for a function of a library.
  ///
  /// @throws java.util.NoSuchElementException if the library has no function of that name
  // The descriptors follow the libraries' header files.
  @SuppressWarnings("restricted")
  static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }
}
