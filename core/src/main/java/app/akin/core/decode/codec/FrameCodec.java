package app.akin.core.decode.codec;

import static app.akin.core.decode.codec.NativeCalls.callInt;
import static app.akin.core.decode.codec.NativeCalls.callPointer;
import static app.akin.core.decode.codec.NativeCalls.callVoid;
import static app.akin.core.decode.codec.NativeCalls.function;
import static app.akin.core.decode.codec.NativeCalls.loadLibrary;
import static app.akin.core.decode.codec.NativeCalls.withSize;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import app.akin.core.decode.image.DecodeException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decodes frames with libavcodec 62: HEVC with FFmpeg's decoder, AV1 with the bundled libaom.
/// Every call creates its own decoder and runs on the caller's thread. Thread-safe.
///
/// The offsets of the accessed struct members (`AVPacket`, `AVFrame`, `AVPixFmtDescriptor`) are
/// part of the library's ABI, which is fixed by its version.
public final class FrameCodec {
  /// The codec of a stream.
  public enum Kind {
    HEVC("hevc"),
    AV1("libaom-av1");

    private final String decoder;

    Kind(String decoder) {
      this.decoder = decoder;
    }
  }

  private static final int LOG_QUIET = -8;

  /// Number of pixels above which a frame's memory is returned to the system.
  private static final long LARGE_FRAME = 1 << 20;

  /// The decoder needs another packet: `AVERROR(EAGAIN)`.
  private static final Set<Integer> TRY_AGAIN = Set.of(-11, -35); // Linux and Windows, macOS

  /// The major versions whose structures have the offsets below.
  private static final int CODEC_MAJOR = 62;

  private static final int UTIL_MAJOR = 60;

  // avcodec.h, packet.h
  private static final long PACKET_DATA = 24;
  private static final long PACKET_BYTES = 40;

  // frame.h
  private static final long FRAME_LINE_SIZES = 64;
  private static final long FRAME_WIDTH = 104;
  private static final long FRAME_HEIGHT = 108;
  private static final long FRAME_FORMAT = 116;
  private static final long FRAME_FLAGS = 276;
  private static final long FRAME_RANGE = 280;
  private static final long FRAME_PRIMARIES = 284;
  private static final long FRAME_TRANSFER = 288;
  private static final long FRAME_MATRIX = 292;
  private static final long FRAME_BYTES = 304;
  private static final int CORRUPT = 1;
  private static final int FULL_RANGE = 2;

  // pixdesc.h
  private static final long FORMAT_COMPONENTS = 8;
  private static final long FORMAT_SHIFT_X = 9;
  private static final long FORMAT_SHIFT_Y = 10;
  private static final long FORMAT_FLAGS = 16;
  private static final long FORMAT_FIRST_COMPONENT = 24;
  private static final long COMPONENT_BYTES = 20;
  private static final long FORMAT_BYTES = FORMAT_FIRST_COMPONENT + 4 * COMPONENT_BYTES;
  private static final long BIG_ENDIAN = 1;
  private static final long PLANAR_RGB = 1 << 5;

  private final MethodHandle findDecoder;
  private final MethodHandle newContext;
  private final MethodHandle freeContext;
  private final MethodHandle setOption;
  private final MethodHandle open;
  private final MethodHandle newPacket;
  private final MethodHandle fillPacket;
  private final MethodHandle emptyPacket;
  private final MethodHandle freePacket;
  private final MethodHandle send;
  private final MethodHandle receive;
  private final MethodHandle newFrame;
  private final MethodHandle freeFrame;
  private final MethodHandle describeFormat;

  /// Loads the libraries for the lifetime of the process.
  ///
  /// @param needed dependencies of the two libraries, in loading order
  /// @param utilFile libavutil
  /// @param codecFile libavcodec
  /// @throws IllegalArgumentException if a file cannot be loaded
  /// @throws java.util.NoSuchElementException if a library lacks a required function
  public FrameCodec(List<Path> needed, Path utilFile, Path codecFile) {
    needed.forEach(NativeCalls::loadLibrary);
    SymbolLookup util = loadLibrary(utilFile);
    SymbolLookup codec = loadLibrary(codecFile);
    requireMajor(util, "avutil_version", UTIL_MAJOR);
    requireMajor(codec, "avcodec_version", CODEC_MAJOR);
    findDecoder =
        function(codec, "avcodec_find_decoder_by_name", FunctionDescriptor.of(ADDRESS, ADDRESS));
    newContext = function(codec, "avcodec_alloc_context3", FunctionDescriptor.of(ADDRESS, ADDRESS));
    freeContext = function(codec, "avcodec_free_context", FunctionDescriptor.ofVoid(ADDRESS));
    setOption =
        function(
            util,
            "av_opt_set_int",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    open =
        function(
            codec, "avcodec_open2", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    newPacket = function(codec, "av_packet_alloc", FunctionDescriptor.of(ADDRESS));
    fillPacket =
        function(codec, "av_new_packet", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    emptyPacket = function(codec, "av_packet_unref", FunctionDescriptor.ofVoid(ADDRESS));
    freePacket = function(codec, "av_packet_free", FunctionDescriptor.ofVoid(ADDRESS));
    send =
        function(codec, "avcodec_send_packet", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    receive =
        function(codec, "avcodec_receive_frame", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    newFrame = function(util, "av_frame_alloc", FunctionDescriptor.of(ADDRESS));
    freeFrame = function(util, "av_frame_free", FunctionDescriptor.ofVoid(ADDRESS));
    describeFormat =
        function(util, "av_pix_fmt_desc_get", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MethodHandle level = function(util, "av_log_set_level", FunctionDescriptor.ofVoid(JAVA_INT));
    callVoid(
        () -> {
          level.invokeExact(LOG_QUIET);
        });
  }

  private static void requireMajor(SymbolLookup library, String function, int major) {
    MethodHandle version = function(library, function, FunctionDescriptor.of(JAVA_INT));
    checkMajor(function, callInt(() -> (int) version.invokeExact()), major);
  }

  /// Checks the version of a loaded library: with another one, members would be read from wrong
  /// offsets.
  ///
  /// @param version the major version, shifted left by 16 bits, and lower parts
  /// @throws UnsupportedOperationException if the major version is another one
  static void checkMajor(String function, int version, int major) {
    if (version >>> 16 != major) {
      throw new UnsupportedOperationException(
          function + " is " + (version >>> 16) + " instead of " + major);
    }
  }

  /// Decodes the first frame of a stream. Returns null if the decoder rejects it or reports an
  /// error.
  ///
  /// @param stream HEVC with start codes and parameter sets, or AV1 open bitstream units
  /// @param maxPixels larger frames are rejected before allocation
  public @Nullable VideoFrame decode(Kind kind, byte[] stream, long maxPixels)
      throws DecodeException {
    try (Frames frames = frames(kind, List.of(stream).iterator(), maxPixels)) {
      return frames.next();
    }
  }

  /// Returns the frames of a stream, which the caller closes.
  ///
  /// @param packets the packets in decoding order, each HEVC with start codes or AV1 open bitstream
  ///   units; the first with parameter sets
  /// @param maxPixels larger frames are rejected before allocation
  public Frames frames(Kind kind, Iterator<byte[]> packets, long maxPixels) {
    return new Frames(kind, packets, maxPixels);
  }

  /// The frames of a stream in the order of display. For one thread.
  public final class Frames implements AutoCloseable {
    private final Iterator<byte[]> packets;
    private final Arena arena = Arena.ofConfined();
    private final NativeHandle context;
    private final NativeHandle packet;
    private final NativeHandle frame;
    private boolean ended;
    private boolean large;

    private Frames(Kind kind, Iterator<byte[]> packets, long maxPixels) {
      this.packets = packets;
      context = openContext(kind, arena, maxPixels);
      packet =
          new NativeHandle(callPointer(() -> (MemorySegment) newPacket.invokeExact()), freePacket);
      frame =
          new NativeHandle(callPointer(() -> (MemorySegment) newFrame.invokeExact()), freeFrame);
    }

    /// Decodes the next frame. Returns null after the last one, and if the decoder rejects the
    /// stream or reports an error.
    public @Nullable VideoFrame next() throws DecodeException {
      while (true) {
        int received = callInt(() -> (int) receive.invokeExact(context.address(), frame.address()));
        if (received >= 0) {
          MemorySegment struct = withSize(frame.address(), FRAME_BYTES);
          large |=
              (long) struct.get(JAVA_INT, FRAME_WIDTH) * struct.get(JAVA_INT, FRAME_HEIGHT)
                  > LARGE_FRAME;
          return readFrame(struct);
        }
        if (!TRY_AGAIN.contains(received) || ended) {
          return null;
        }
        if (packets.hasNext()) {
          if (!send(packets.next())) {
            return null;
          }
        } else {
          ended = true;
          callInt(() -> (int) send.invokeExact(context.address(), MemorySegment.NULL));
        }
      }
    }

    private boolean send(byte[] stream) {
      int filled = callInt(() -> (int) fillPacket.invokeExact(packet.address(), stream.length));
      if (filled < 0) {
        throw new OutOfMemoryError("cannot allocate a packet");
      }
      MemorySegment data = withSize(packet.address(), PACKET_BYTES).get(ADDRESS, PACKET_DATA);
      MemorySegment.copy(stream, 0, withSize(data, stream.length), JAVA_BYTE, 0, stream.length);
      int sent = callInt(() -> (int) send.invokeExact(context.address(), packet.address()));
      callVoid(
          () -> {
            emptyPacket.invokeExact(packet.address());
          });
      return sent >= 0;
    }

    @Override
    public void close() {
      frame.close();
      packet.close();
      context.close();
      arena.close();
      if (large) {
        NativeHeap.trim();
      }
    }
  }

  private NativeHandle openContext(Kind kind, Arena arena, long maxPixels) {
    MemorySegment name = arena.allocateFrom(kind.decoder);
    MemorySegment decoder = callPointer(() -> (MemorySegment) findDecoder.invokeExact(name));
    if (decoder.address() == 0) {
      throw new IllegalStateException("libavcodec lacks " + kind.decoder);
    }
    NativeHandle context =
        new NativeHandle(
            callPointer(() -> (MemorySegment) newContext.invokeExact(decoder)), freeContext);
    applyOption(arena, context, "threads", 1);
    applyOption(arena, context, "max_pixels", maxPixels);
    // AV_EF_CRCCHECK, AV_EF_BITSTREAM, AV_EF_BUFFER, AV_EF_EXPLODE: any error fails the frame.
    applyOption(arena, context, "err_detect", 0b1111);
    int opened =
        callInt(() -> (int) open.invokeExact(context.address(), decoder, MemorySegment.NULL));
    if (opened < 0) {
      context.close();
      throw new IllegalStateException(kind.decoder + " cannot be opened: " + opened);
    }
    return context;
  }

  private void applyOption(Arena arena, NativeHandle context, String name, long value) {
    MemorySegment key = arena.allocateFrom(name);
    callInt(() -> (int) setOption.invokeExact(context.address(), key, value, 0));
  }

  private @Nullable VideoFrame readFrame(MemorySegment frame) throws DecodeException {
    int width = frame.get(JAVA_INT, FRAME_WIDTH);
    int height = frame.get(JAVA_INT, FRAME_HEIGHT);
    int number = frame.get(JAVA_INT, FRAME_FORMAT);
    MemorySegment found = callPointer(() -> (MemorySegment) describeFormat.invokeExact(number));
    if ((frame.get(JAVA_INT, FRAME_FLAGS) & CORRUPT) != 0 || found.address() == 0) {
      return null;
    }
    MemorySegment format = withSize(found, FORMAT_BYTES);
    int components = format.get(JAVA_BYTE, FORMAT_COMPONENTS) < 3 ? 1 : 3;
    long flags = format.get(JAVA_LONG, FORMAT_FLAGS);
    int depth = format.get(JAVA_INT, FORMAT_FIRST_COMPONENT + 16);
    int bytes = depth > 8 ? 2 : 1;
    byte[][] planes = new byte[components][];
    int shiftX = format.get(JAVA_BYTE, FORMAT_SHIFT_X);
    int shiftY = format.get(JAVA_BYTE, FORMAT_SHIFT_Y);
    for (int i = 0; i < components; i++) {
      long component = FORMAT_FIRST_COMPONENT + i * COMPONENT_BYTES;
      boolean known =
          (flags & BIG_ENDIAN) == 0
              && depth >= 8
              && format.get(JAVA_INT, component + 4) == bytes
              && format.get(JAVA_INT, component + 8) == 0
              && format.get(JAVA_INT, component + 12) == 0
              && format.get(JAVA_INT, component + 16) == depth;
      if (!known) {
        throw DecodeException.unsupported("video frame of pixel format " + number);
      }
      int plane = format.get(JAVA_INT, component);
      int columns = i == 0 ? width : (width + (1 << shiftX) - 1) >> shiftX;
      int rows = i == 0 ? height : (height + (1 << shiftY) - 1) >> shiftY;
      planes[i] = copyPlane(frame, plane, bytes * columns, rows);
    }
    return new VideoFrame(
        width,
        height,
        depth,
        planes,
        shiftX,
        shiftY,
        (flags & PLANAR_RGB) != 0,
        frame.get(JAVA_INT, FRAME_RANGE) == FULL_RANGE || (number >= 12 && number <= 14),
        frame.get(JAVA_INT, FRAME_MATRIX),
        frame.get(JAVA_INT, FRAME_TRANSFER),
        frame.get(JAVA_INT, FRAME_PRIMARIES));
  }

  private static byte[] copyPlane(MemorySegment frame, int plane, int rowBytes, int rows) {
    int line = frame.get(JAVA_INT, FRAME_LINE_SIZES + 4L * plane);
    if (line < rowBytes) {
      throw new IllegalStateException(
          "line size " + line + " is too small for " + rowBytes + " bytes");
    }
    MemorySegment data =
        withSize(frame.get(ADDRESS, 8L * plane), (long) line * (rows - 1) + rowBytes);
    byte[] samples = new byte[Math.multiplyExact(rowBytes, rows)];
    for (int y = 0; y < rows; y++) {
      MemorySegment.copy(data, JAVA_BYTE, (long) line * y, samples, y * rowBytes, rowBytes);
    }
    return samples;
  }

  /// A structure allocated by the library and the function that frees it.
  private record NativeHandle(MemorySegment address, MethodHandle release)
      implements AutoCloseable {
    private NativeHandle {
      if (address.address() == 0) {
        throw new OutOfMemoryError("cannot allocate a structure");
      }
    }

    @Override
    public void close() {
      NativeCalls.release(release, address);
    }
  }
}
