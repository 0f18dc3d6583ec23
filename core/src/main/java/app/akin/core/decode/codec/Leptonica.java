package app.akin.core.decode.codec;

import static app.akin.core.decode.codec.NativeCalls.callInt;
import static app.akin.core.decode.codec.NativeCalls.callPointer;
import static app.akin.core.decode.codec.NativeCalls.callVoid;
import static app.akin.core.decode.codec.NativeCalls.function;
import static app.akin.core.decode.codec.NativeCalls.loadLibrary;
import static app.akin.core.decode.codec.NativeCalls.release;
import static app.akin.core.decode.codec.NativeCalls.withSize;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes JPEG files with libjpeg-turbo, and reads WebP files with libwebp, both inside
/// the Leptonica library (`allheaders.h`). Every call runs on the caller's thread with its own
/// memory. Thread-safe.
///
/// The library's messages are disabled, and it never exits the process. It allocates its memory
/// outside the heap.
public final class Leptonica {
  /// The denominator of scales.
  public static final int SCALE_DENOMINATOR = 8;

  private static final int GREY_DEPTH = 8;
  private static final int COLOR_DEPTH = 32;
  private static final int WORD_BYTES = Integer.BYTES;

  /// The `L_SEVERITY_NONE` level, which disables all messages.
  private static final int SEVERITY_NONE = 6;

  private final MethodHandle read;
  private final MethodHandle readWebp;
  private final MethodHandle write;
  private final MethodHandle create;
  private final MethodHandle destroy;
  private final MethodHandle width;
  private final MethodHandle height;
  private final MethodHandle depth;
  private final MethodHandle wordsPerLine;
  private final MethodHandle data;
  private final MethodHandle free;

  /// Loads the library for the lifetime of the process.
  ///
  /// @param needed its dependencies, in loading order
  /// @param file the library
  /// @throws IllegalArgumentException if the file cannot be loaded
  /// @throws java.util.NoSuchElementException if the library lacks a required function
  public Leptonica(List<Path> needed, Path file) {
    needed.forEach(NativeCalls::loadLibrary);
    SymbolLookup library = loadLibrary(file);
    read =
        function(
            library,
            "pixReadMemJpeg",
            FunctionDescriptor.of(
                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    readWebp =
        function(library, "pixReadMemWebP", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
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
    callInt(() -> (int) silence.invokeExact(SEVERITY_NONE));
  }

  /// Returns the length of a side at a scale in eighths.
  public static int scaled(int side, int eighths) {
    return (int) (((long) side * eighths + SCALE_DENOMINATOR - 1) / SCALE_DENOMINATOR);
  }

  /// Decodes a JPEG file of one or three components at a scale, upsampled to one sample of each
  /// component per pixel: interleaved rows from top to bottom, colors as RGB. Returns null if the
  /// library rejects the file or reports an error in its data.
  ///
  /// @param start the data before the first scan
  /// @param file the file, which is read from the first scan on
  /// @param scan offset of the first scan
  /// @param expectedWidth the expected columns at full scale
  /// @param expectedHeight the expected rows at full scale
  /// @param components the expected samples per pixel, 1 or 3
  /// @param eighths the scale: 1, 2, 4 or 8
  public byte @Nullable [] decode(
      byte[] start,
      byte[] file,
      int scan,
      int expectedWidth,
      int expectedHeight,
      int components,
      int eighths) {
    int scanBytes = file.length - scan;
    long length = (long) start.length + scanBytes;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(length);
      MemorySegment.copy(start, 0, in, JAVA_BYTE, 0, start.length);
      MemorySegment.copy(file, scan, in, JAVA_BYTE, start.length, scanBytes);
      MemorySegment warnings = arena.allocate(JAVA_INT);
      MemorySegment found =
          callPointer(
              () ->
                  (MemorySegment)
                      read.invokeExact(in, length, 0, SCALE_DENOMINATOR / eighths, warnings, 0));
      if (found.address() == 0) {
        return null;
      }
      try (Pix image = new Pix(found)) {
        boolean expected =
            warnings.get(JAVA_INT, 0) == 0
                && image.get(width) == scaled(expectedWidth, eighths)
                && image.get(height) == scaled(expectedHeight, eighths)
                && image.get(depth) == (components == 1 ? GREY_DEPTH : COLOR_DEPTH);
        return expected ? image.samples(components) : null;
      }
    }
  }

  /// Decodes a still WebP file: interleaved rows of red, green, blue and alpha. Returns null if the
  /// library rejects the file.
  ///
  /// @param expectedWidth the expected columns
  /// @param expectedHeight the expected rows
  public byte @Nullable [] decodeWebp(byte[] file, int expectedWidth, int expectedHeight) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, file);
      long length = file.length;
      MemorySegment found = callPointer(() -> (MemorySegment) readWebp.invokeExact(in, length));
      if (found.address() == 0) {
        return null;
      }
      try (Pix image = new Pix(found)) {
        boolean expected =
            image.get(width) == expectedWidth
                && image.get(height) == expectedHeight
                && image.get(depth) == COLOR_DEPTH;
        return expected ? image.samples(4) : null;
      }
    }
  }

  /// Encodes an image as a baseline JPEG file with 4:2:0 chroma subsampling.
  ///
  /// @param rgb 3 bytes per pixel, rows from top to bottom
  /// @param quality 1 to 100
  public byte[] encode(byte[] rgb, int columns, int rows, int quality) {
    MemorySegment created =
        callPointer(() -> (MemorySegment) create.invokeExact(columns, rows, COLOR_DEPTH));
    try (Pix image = new Pix(created);
        Arena arena = Arena.ofConfined()) {
      image.fill(rgb);
      MemorySegment file = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      int failed = callInt(() -> (int) write.invokeExact(file, length, created, quality, 0));
      MemorySegment address = file.get(ADDRESS, 0);
      try {
        if (failed != 0) {
          throw new IllegalStateException("cannot encode a JPEG of " + columns + " by " + rows);
        }
        return withSize(address, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
      } finally {
        callVoid(
            () -> {
              free.invokeExact(address);
            });
      }
    }
  }

  /// A Leptonica image: rows of 32-bit words, with the first sample in the most significant byte of
  /// each word. The fourth byte of a color pixel is unused.
  private final class Pix implements AutoCloseable {
    private final MemorySegment address;

    private Pix(MemorySegment address) {
      if (address.address() == 0) {
        throw new OutOfMemoryError("cannot allocate an image");
      }
      this.address = address;
    }

    private int get(MethodHandle getter) {
      return callInt(() -> (int) getter.invokeExact(address));
    }

    private MemorySegment words() {
      MemorySegment start = callPointer(() -> (MemorySegment) data.invokeExact(address));
      return withSize(start, (long) WORD_BYTES * get(wordsPerLine) * get(height));
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
        MemorySegment.copy(words, JAVA_INT, (long) WORD_BYTES * line * y, row, 0, line);
        for (int x = 0; x < columns; x++) {
          if (components == 1) {
            samples[at++] =
                (byte) (row[x / WORD_BYTES] >>> (8 * (WORD_BYTES - 1 - x % WORD_BYTES)));
          } else {
            int pixel = row[x];
            samples[at] = (byte) (pixel >>> 24);
            samples[at + 1] = (byte) (pixel >>> 16);
            samples[at + 2] = (byte) (pixel >>> 8);
            if (components == 4) {
              samples[at + 3] = (byte) pixel;
            }
            at += components;
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
        MemorySegment.copy(row, 0, words, JAVA_INT, (long) WORD_BYTES * line * y, line);
      }
    }

    @Override
    public void close() {
      release(destroy, address);
    }
  }
}
