package app.akin.core.decode.codec;

import static app.akin.core.decode.codec.NativeCalls.callInt;
import static app.akin.core.decode.codec.NativeCalls.callPointer;
import static app.akin.core.decode.codec.NativeCalls.callVoid;
import static app.akin.core.decode.codec.NativeCalls.function;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ToneMap;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Decodes the first frame with content of JPEG XL files with libjxl 0.7 or later (`jxl/decode.h`).
/// Every call creates and frees its own decoder and runs on the caller's thread only. Thread-safe.
public final class JxlCodec {
  private static final int SUCCESS = 0;
  private static final int ERROR = 1;
  private static final int NEED_MORE_INPUT = 2;
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
  private static final int UINT8_SAMPLES = 2;
  private static final int UINT16_SAMPLES = 3;
  private static final int LITTLE_ENDIAN = 1;

  // color_encoding.h
  private static final long ENCODING_BYTES = 104;
  private static final long ENCODING_PRIMARIES = 24;
  private static final long ENCODING_TRANSFER = 80;

  /// `JXL_COLOR_PROFILE_TARGET_DATA`: the color space of the decoded samples.
  private static final int TARGET_DATA = 1;

  /// The first version whose profile functions take no pixel format argument.
  private static final int SHORT_SIGNATURE_VERSION = 9000;

  private static final long MAX_PROFILE_BYTES = 4 << 20;

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
  private final MethodHandle encoding;
  private final boolean shortSignatures;

  /// Looks up the library's functions.
  ///
  /// @throws java.util.NoSuchElementException if the library lacks a required function
  public JxlCodec(SymbolLookup library) {
    MethodHandle version = function(library, "JxlDecoderVersion", FunctionDescriptor.of(JAVA_INT));
    shortSignatures = callInt(() -> (int) version.invokeExact()) >= SHORT_SIGNATURE_VERSION;
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
            shortSignatures
                ? FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS)
                : FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    encoding =
        function(
            library,
            "JxlDecoderGetColorAsEncodedProfile",
            shortSignatures
                ? FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS)
                : FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    profile =
        function(
            library,
            "JxlDecoderGetColorAsICCProfile",
            shortSignatures
                ? FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG)
                : FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  /// Decodes the first frame that is not blank, in stored orientation; the first one if all are.
  ///
  /// @param width the expected columns
  /// @param height the expected rows
  public DecodedImage decode(byte[] file, int width, int height) throws DecodeException {
    MemorySegment decoder =
        callPointer(() -> (MemorySegment) create.invokeExact(MemorySegment.NULL));
    if (decoder.address() == 0) {
      throw new OutOfMemoryError("cannot allocate a decoder");
    }
    try (Arena arena = Arena.ofConfined()) {
      return new DecodeCall(decoder, arena, width, height).read(file);
    } finally {
      callVoid(
          () -> {
            destroy.invokeExact(decoder);
          });
    }
  }

  /// The decoding of one file.
  private final class DecodeCall {
    private final MemorySegment decoder;
    private final Arena arena;
    private final int width;
    private final int height;
    private final MemorySegment format;
    private MemorySegment output = MemorySegment.NULL;
    private byte @Nullable [] icc;
    private @Nullable ToneMap toneMap;
    private int channels = 3;
    private boolean grey;

    private DecodeCall(MemorySegment decoder, Arena arena, int width, int height) {
      this.decoder = decoder;
      this.arena = arena;
      this.width = width;
      this.height = height;
      this.format = arena.allocate(FORMAT_BYTES, Long.BYTES);
    }

    private DecodedImage read(byte[] file) throws DecodeException {
      DecodedImage first = null;
      int frames = 0;
      MemorySegment input = arena.allocateFrom(JAVA_BYTE, file);
      int events = BASIC_INFO | COLOR_ENCODING | FULL_IMAGE;
      checkStatus(callInt(() -> (int) subscribe.invokeExact(decoder, events)));
      checkStatus(callInt(() -> (int) keepOrientation.invokeExact(decoder, 1)));
      checkStatus(callInt(() -> (int) setInput.invokeExact(decoder, input, (long) file.length)));
      // The input is not closed: for truncated data the library then requests more input instead of
      // writing an error to standard error.
      while (true) {
        switch (callInt(() -> (int) process.invokeExact(decoder))) {
          case BASIC_INFO -> readBasicInfo();
          case COLOR_ENCODING -> {
            icc = readProfile();
            toneMap = readToneMap();
            if (toneMap != null) {
              format.set(JAVA_INT, 4, UINT16_SAMPLES);
              format.set(JAVA_INT, 8, LITTLE_ENDIAN);
            }
          }
          case NEED_IMAGE_BUFFER -> {
            if (output.address() == 0) {
              long sampleBytes = toneMap == null ? 1 : 2;
              output = arena.allocate(sampleBytes * channels * width * height);
            }
            checkStatus(
                callInt(
                    () -> (int) setOutput.invokeExact(decoder, format, output, output.byteSize())));
          }
          case FULL_IMAGE -> {
            DecodedImage image = toImage();
            frames++;
            if (frames >= Canvas.MAX_FRAMES || !Canvas.isBlank(image.rgb(), image.alpha())) {
              return image;
            }
            first = first == null ? image : first;
          }
          case SUCCESS, NEED_MORE_INPUT -> {
            if (first == null) {
              throw DecodeException.damaged("is corrupt");
            }
            return first;
          }
          default -> throw DecodeException.damaged("is corrupt");
        }
      }
    }

    private void checkStatus(int status) throws DecodeException {
      if (status == ERROR) {
        throw DecodeException.damaged("is corrupt");
      }
    }

    private void readBasicInfo() throws DecodeException {
      MemorySegment basics = arena.allocate(INFO_BYTES, Long.BYTES);
      checkStatus(callInt(() -> (int) info.invokeExact(decoder, basics)));
      // The library reports the rotated size unless it is set to keep the orientation.
      if (basics.get(JAVA_INT, INFO_WIDTH) != width
          || basics.get(JAVA_INT, INFO_HEIGHT) != height) {
        throw DecodeException.damaged("has an image of another size than stated");
      }
      grey = basics.get(JAVA_INT, INFO_COLORS) == 1;
      channels = basics.get(JAVA_INT, INFO_ALPHA_BITS) > 0 ? 4 : 3;
      format.set(JAVA_INT, 0, channels);
      format.set(JAVA_INT, 4, UINT8_SAMPLES);
    }

    private @Nullable ToneMap readToneMap() {
      MemorySegment colors = arena.allocate(ENCODING_BYTES, Long.BYTES);
      int known =
          callInt(
              () ->
                  shortSignatures
                      ? (int) encoding.invokeExact(decoder, TARGET_DATA, colors)
                      : (int) encoding.invokeExact(decoder, format, TARGET_DATA, colors));
      return known == 0
          ? ToneMap.of(
              colors.get(JAVA_INT, ENCODING_TRANSFER), colors.get(JAVA_INT, ENCODING_PRIMARIES))
          : null;
    }

    private byte @Nullable [] readProfile() {
      MemorySegment size = arena.allocate(JAVA_LONG);
      int known =
          callInt(
              () ->
                  shortSignatures
                      ? (int) profileSize.invokeExact(decoder, TARGET_DATA, size)
                      : (int) profileSize.invokeExact(decoder, format, TARGET_DATA, size));
      long bytes = size.get(JAVA_LONG, 0);
      if (known != 0 || bytes <= 0 || bytes > MAX_PROFILE_BYTES) {
        return null;
      }
      MemorySegment target = arena.allocate(bytes);
      int got =
          callInt(
              () ->
                  shortSignatures
                      ? (int) profile.invokeExact(decoder, TARGET_DATA, target, bytes)
                      : (int) profile.invokeExact(decoder, format, TARGET_DATA, target, bytes));
      return got == 0 ? target.toArray(JAVA_BYTE) : null;
    }

    private DecodedImage toImage() {
      ToneMap map = toneMap;
      if (map != null) {
        return toStandardRange(map);
      }
      byte[] samples = output.toArray(JAVA_BYTE);
      if (channels == 3) {
        return new DecodedImage(width, height, samples, grey, null, null, icc);
      }
      byte[] rgb = new byte[3 * width * height];
      byte[] alpha = new byte[width * height];
      for (int i = 0; i < alpha.length; i++) {
        rgb[3 * i] = samples[4 * i];
        rgb[3 * i + 1] = samples[4 * i + 1];
        rgb[3 * i + 2] = samples[4 * i + 2];
        alpha[i] = samples[4 * i + 3];
      }
      return new DecodedImage(width, height, rgb, grey, alpha, null, icc);
    }

    private DecodedImage toStandardRange(ToneMap map) {
      byte[] rgb = new byte[Math.multiplyExact(3, width * height)];
      byte[] alpha = new byte[channels == 4 ? width * height : 0];
      for (int i = 0; i < width * height; i++) {
        long pixel = 2L * channels * i;
        map.convert(code(pixel), code(pixel + 2), code(pixel + 4), rgb, 3 * i);
        if (alpha.length > 0) {
          alpha[i] = output.get(JAVA_BYTE, pixel + 7);
        }
      }
      return new DecodedImage(
          width, height, rgb, grey, alpha.length == 0 ? null : alpha, null, null);
    }

    private int code(long at) {
      return (output.get(JAVA_SHORT_UNALIGNED, at) & 0xFFFF) * ToneMap.MAX_CODE / 0xFFFF;
    }
  }
}
