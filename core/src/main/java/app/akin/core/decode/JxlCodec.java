package app.akin.core.decode;

import static app.akin.core.decode.Foreign.function;
import static app.akin.core.decode.Foreign.nothing;
import static app.akin.core.decode.Foreign.number;
import static app.akin.core.decode.Foreign.pointer;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// libjxl 0.7 and later (`jxl/decode.h`), for the first frame. Every call makes and frees a decoder
/// of its own and works in the caller's thread alone, so it is thread-safe.
final class JxlCodec {
  private static final int ERROR = 1;
  private static final int NEED_IMAGE_BUFFER = 5;
  private static final int BASIC_INFO = 0x40;
  private static final int COLOR_ENCODING = 0x100;
  private static final int FULL_IMAGE = 0x1000;

  // codestream_header.h
  private static final long INFO_BYTES = 204;
  private static final long INFO_WIDTH = 4;
  private static final long INFO_HEIGHT = 8;
  private static final long INFO_COLORS = 52;
  private static final long INFO_ALPHA_BITS = 60;

  // types.h
  private static final long FORMAT_BYTES = 24;
  private static final int BYTES_AS_SAMPLES = 2;

  /// The colours that the decoded samples are in.
  private static final int OF_DATA = 1;

  /// The first version whose questions about profiles take no pixel format.
  private static final int SHORT_QUESTIONS = 9000;

  private static final long LONGEST_PROFILE = 4 << 20;

  private final MethodHandle create;
  private final MethodHandle destroy;
  private final MethodHandle subscribe;
  private final MethodHandle keepOrientation;
  private final MethodHandle setInput;
  private final MethodHandle process;
  private final MethodHandle info;
  private final MethodHandle setOutput;
  private final MethodHandle profileSize;
  private final MethodHandle profile;
  private final boolean shortQuestions;

  /// Finds the functions.
  ///
  /// @throws java.util.NoSuchElementException where it is another library
  JxlCodec(SymbolLookup library) {
    MethodHandle version = function(library, "JxlDecoderVersion", FunctionDescriptor.of(JAVA_INT));
    shortQuestions = number(() -> (int) version.invokeExact()) >= SHORT_QUESTIONS;
    create = function(library, "JxlDecoderCreate", FunctionDescriptor.of(ADDRESS, ADDRESS));
    destroy = function(library, "JxlDecoderDestroy", FunctionDescriptor.ofVoid(ADDRESS));
    subscribe =
        function(
            library,
            "JxlDecoderSubscribeEvents",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    keepOrientation =
        function(
            library,
            "JxlDecoderSetKeepOrientation",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    setInput =
        function(
            library,
            "JxlDecoderSetInput",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    process = function(library, "JxlDecoderProcessInput", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    info =
        function(
            library, "JxlDecoderGetBasicInfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    setOutput =
        function(
            library,
            "JxlDecoderSetImageOutBuffer",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    profileSize =
        function(
            library,
            "JxlDecoderGetICCProfileSize",
            shortQuestions
                ? FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS)
                : FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    profile =
        function(
            library,
            "JxlDecoderGetColorAsICCProfile",
            shortQuestions
                ? FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG)
                : FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  /// The first frame, as stored.
  ///
  /// @param width the columns that the file must have
  /// @param height the rows that it must have
  Picture decode(byte[] file, int width, int height) throws RefusedException {
    MemorySegment decoder = pointer(() -> (MemorySegment) create.invokeExact(MemorySegment.NULL));
    if (decoder.address() == 0) {
      throw new OutOfMemoryError("a decoder outside the heap");
    }
    try (Arena arena = Arena.ofConfined()) {
      return new Run(decoder, arena, width, height).read(file);
    } finally {
      nothing(
          () -> {
            destroy.invokeExact(decoder);
          });
    }
  }

  /// One file's way through a decoder.
  private final class Run {
    private final MemorySegment decoder;
    private final Arena arena;
    private final int width;
    private final int height;
    private final MemorySegment format;
    private MemorySegment output = MemorySegment.NULL;
    private byte @Nullable [] icc;
    private int channels = 3;
    private boolean grey;

    private Run(MemorySegment decoder, Arena arena, int width, int height) {
      this.decoder = decoder;
      this.arena = arena;
      this.width = width;
      this.height = height;
      this.format = arena.allocate(FORMAT_BYTES, Long.BYTES);
    }

    private Picture read(byte[] file) throws RefusedException {
      MemorySegment input = arena.allocateFrom(JAVA_BYTE, file);
      int events = BASIC_INFO | COLOR_ENCODING | FULL_IMAGE;
      check(number(() -> (int) subscribe.invokeExact(decoder, events)));
      check(number(() -> (int) keepOrientation.invokeExact(decoder, 1)));
      check(number(() -> (int) setInput.invokeExact(decoder, input, (long) file.length)));
      // Not told that nothing more comes, the library asks for it; told so, it would write of its
      // disappointment to standard error.
      while (true) {
        switch (number(() -> (int) process.invokeExact(decoder))) {
          case BASIC_INFO -> basics();
          case COLOR_ENCODING -> icc = colors();
          case NEED_IMAGE_BUFFER -> {
            output = arena.allocate((long) channels * width * height);
            check(
                number(
                    () -> (int) setOutput.invokeExact(decoder, format, output, output.byteSize())));
          }
          case FULL_IMAGE -> {
            return picture();
          }
          default -> throw RefusedException.damaged("is broken inside");
        }
      }
    }

    private void check(int status) throws RefusedException {
      if (status == ERROR) {
        throw RefusedException.damaged("is broken inside");
      }
    }

    private void basics() throws RefusedException {
      MemorySegment basics = arena.allocate(INFO_BYTES, Long.BYTES);
      check(number(() -> (int) info.invokeExact(decoder, basics)));
      // The library says what is seen after turning, unless told to keep pictures as they lie.
      if (basics.get(JAVA_INT, INFO_WIDTH) != width
          || basics.get(JAVA_INT, INFO_HEIGHT) != height) {
        throw RefusedException.damaged("has a picture of another size than it says");
      }
      grey = basics.get(JAVA_INT, INFO_COLORS) == 1;
      channels = basics.get(JAVA_INT, INFO_ALPHA_BITS) > 0 ? 4 : 3;
      format.set(JAVA_INT, 0, channels);
      format.set(JAVA_INT, 4, BYTES_AS_SAMPLES);
    }

    private byte @Nullable [] colors() {
      MemorySegment size = arena.allocate(JAVA_LONG);
      int known =
          number(
              () ->
                  shortQuestions
                      ? (int) profileSize.invokeExact(decoder, OF_DATA, size)
                      : (int) profileSize.invokeExact(decoder, format, OF_DATA, size));
      long bytes = size.get(JAVA_LONG, 0);
      if (known != 0 || bytes <= 0 || bytes > LONGEST_PROFILE) {
        return null;
      }
      MemorySegment target = arena.allocate(bytes);
      int got =
          number(
              () ->
                  shortQuestions
                      ? (int) profile.invokeExact(decoder, OF_DATA, target, bytes)
                      : (int) profile.invokeExact(decoder, format, OF_DATA, target, bytes));
      return got == 0 ? target.toArray(JAVA_BYTE) : null;
    }

    private Picture picture() {
      byte[] samples = output.toArray(JAVA_BYTE);
      if (channels == 3) {
        return new Picture(width, height, samples, grey, null, null, icc);
      }
      byte[] rgb = new byte[3 * width * height];
      byte[] alpha = new byte[width * height];
      for (int i = 0; i < alpha.length; i++) {
        rgb[3 * i] = samples[4 * i];
        rgb[3 * i + 1] = samples[4 * i + 1];
        rgb[3 * i + 2] = samples[4 * i + 2];
        alpha[i] = samples[4 * i + 3];
      }
      return new Picture(width, height, rgb, grey, alpha, null, icc);
    }
  }
}
