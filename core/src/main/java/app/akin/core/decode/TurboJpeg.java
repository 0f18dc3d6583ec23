package app.akin.core.decode;

import static app.akin.core.decode.Foreign.function;
import static app.akin.core.decode.Foreign.nothing;
import static app.akin.core.decode.Foreign.number;
import static app.akin.core.decode.Foreign.pointer;
import static app.akin.core.decode.Foreign.sized;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// libjpeg-turbo, as the Leptonica library has it inside (`allheaders.h`). Every call works in the
/// caller's thread on memory of its own, so it is thread-safe.
///
/// The library is told to keep what it has to say to itself, and never ends the process. What it
/// needs while it works lies outside the heap.
final class TurboJpeg {
  /// The denominator of every scale.
  static final int WHOLE = 8;

  private static final int BITS_OF_GREY = 8;
  private static final int BITS_OF_COLOR = 32;
  private static final int WORD = Integer.BYTES;

  /// The severity of messages above all there are.
  private static final int SILENCE = 6;

  private final MethodHandle read;
  private final MethodHandle write;
  private final MethodHandle create;
  private final MethodHandle destroy;
  private final MethodHandle width;
  private final MethodHandle height;
  private final MethodHandle depth;
  private final MethodHandle wordsPerLine;
  private final MethodHandle data;
  private final MethodHandle free;

  /// Loads the library, for as long as the process lives.
  ///
  /// @throws IllegalArgumentException where the file cannot be loaded
  /// @throws java.util.NoSuchElementException where it is another library
  TurboJpeg(Path file) {
    SymbolLookup library = lookup(file);
    read =
        function(
            library,
            "pixReadMemJpeg",
            FunctionDescriptor.of(
                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    write =
        function(
            library,
            "pixWriteMemJpeg",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    create =
        function(
            library,
            "pixCreateNoInit",
            FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    destroy = function(library, "pixDestroy", FunctionDescriptor.ofVoid(ADDRESS));
    width = function(library, "pixGetWidth", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    height = function(library, "pixGetHeight", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    depth = function(library, "pixGetDepth", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    wordsPerLine = function(library, "pixGetWpl", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    data = function(library, "pixGetData", FunctionDescriptor.of(ADDRESS, ADDRESS));
    free = function(library, "lept_free", FunctionDescriptor.ofVoid(ADDRESS));
    MethodHandle silence =
        function(library, "setMsgSeverity", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    number(() -> (int) silence.invokeExact(SILENCE));
  }

  /// How many pixels of a side are left at a scale of so many eighths.
  static int scaled(int side, int eighths) {
    return (int) (((long) side * eighths + WHOLE - 1) / WHOLE);
  }

  /// The samples of a JPEG file of one component or of three, decoded at a scale and upsampled to
  /// one of each component a pixel, interleaved rows from the top, colours as RGB; null where the
  /// library refuses the file or finds fault with its data.
  ///
  /// @param start what comes before the first scan
  /// @param file the file, of which everything from the first scan on is read
  /// @param scan where that begins
  /// @param wide the columns that the file must have
  /// @param high the rows that the file must have
  /// @param components how many samples a pixel must have, 1 or 3
  /// @param eighths the scale: 1, 2, 4 or 8
  byte @Nullable [] decode(
      byte[] start, byte[] file, int scan, int wide, int high, int components, int eighths) {
    int rest = file.length - scan;
    long length = (long) start.length + rest;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(length);
      MemorySegment.copy(start, 0, in, JAVA_BYTE, 0, start.length);
      MemorySegment.copy(file, scan, in, JAVA_BYTE, start.length, rest);
      MemorySegment warnings = arena.allocate(JAVA_INT);
      MemorySegment found =
          pointer(
              () -> (MemorySegment) read.invokeExact(in, length, 0, WHOLE / eighths, warnings, 0));
      if (found.address() == 0) {
        return null;
      }
      try (Picture picture = new Picture(found)) {
        boolean expected =
            warnings.get(JAVA_INT, 0) == 0
                && picture.get(width) == scaled(wide, eighths)
                && picture.get(height) == scaled(high, eighths)
                && picture.get(depth) == (components == 1 ? BITS_OF_GREY : BITS_OF_COLOR);
        return expected ? picture.samples(components) : null;
      }
    }
  }

  /// A baseline JPEG file of a picture, colours at half the rows and columns.
  ///
  /// @param rgb 3 bytes a pixel, rows from the top
  /// @param quality 1 to 100
  byte[] encode(byte[] rgb, int wide, int high, int quality) {
    MemorySegment made =
        pointer(() -> (MemorySegment) create.invokeExact(wide, high, BITS_OF_COLOR));
    try (Picture picture = new Picture(made);
        Arena arena = Arena.ofConfined()) {
      picture.fill(rgb);
      MemorySegment file = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      int failed = number(() -> (int) write.invokeExact(file, length, made, quality, 0));
      MemorySegment address = file.get(ADDRESS, 0);
      try {
        if (failed != 0) {
          throw new IllegalStateException("no JPEG of " + wide + " by " + high);
        }
        return sized(address, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
      } finally {
        nothing(
            () -> {
              free.invokeExact(address);
            });
      }
    }
  }

  /// A picture of the library's: rows of 32-bit words, in each of which the first sample is the
  /// highest byte. The fourth of a coloured pixel means nothing.
  private final class Picture implements AutoCloseable {
    private final MemorySegment address;

    private Picture(MemorySegment address) {
      if (address.address() == 0) {
        throw new OutOfMemoryError("a picture outside the heap");
      }
      this.address = address;
    }

    private int get(MethodHandle getter) {
      return number(() -> (int) getter.invokeExact(address));
    }

    private MemorySegment words() {
      MemorySegment start = pointer(() -> (MemorySegment) data.invokeExact(address));
      return sized(start, (long) WORD * get(wordsPerLine) * get(height));
    }

    private byte[] samples(int components) {
      int columns = get(width);
      int rows = get(height);
      int line = get(wordsPerLine);
      MemorySegment words = words();
      byte[] samples = new byte[components * columns * rows];
      int[] row = new int[line];
      int at = 0;
      for (int y = 0; y < rows; y++) {
        MemorySegment.copy(words, JAVA_INT, (long) WORD * line * y, row, 0, line);
        for (int x = 0; x < columns; x++) {
          if (components == 1) {
            samples[at++] = (byte) (row[x / WORD] >>> (8 * (WORD - 1 - x % WORD)));
          } else {
            int pixel = row[x];
            samples[at] = (byte) (pixel >>> 24);
            samples[at + 1] = (byte) (pixel >>> 16);
            samples[at + 2] = (byte) (pixel >>> 8);
            at += 3;
          }
        }
      }
      return samples;
    }

    private void fill(byte[] rgb) {
      int columns = get(width);
      int line = get(wordsPerLine);
      MemorySegment words = words();
      int[] row = new int[line];
      int at = 0;
      for (int y = 0; y < get(height); y++) {
        for (int x = 0; x < columns; x++) {
          row[x] =
              ((rgb[at] & 0xff) << 24) | ((rgb[at + 1] & 0xff) << 16) | ((rgb[at + 2] & 0xff) << 8);
          at += 3;
        }
        MemorySegment.copy(row, 0, words, JAVA_INT, (long) WORD * line * y, line);
      }
    }

    @Override
    public void close() {
      try (Arena arena = Arena.ofConfined()) {
        // The library sets the pointer that it is shown to null.
        MemorySegment pointer = arena.allocate(ADDRESS);
        pointer.set(ADDRESS, 0, address);
        nothing(
            () -> {
              destroy.invokeExact(pointer);
            });
      }
    }
  }

  // Native code is what this class is for.
  @SuppressWarnings("restricted")
  private static SymbolLookup lookup(Path file) {
    return SymbolLookup.libraryLookup(file, Arena.global());
  }
}
