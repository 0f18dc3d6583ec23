package app.akin.core.sidecar;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a sidecar and its encoding, so that unchanged parts keep their bytes.
///
/// @param text the text without a byte order mark
/// @param charset the encoding
/// @param mark the bytes of the byte order mark; empty if there is none
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
record PacketText(String text, Charset charset, byte[] mark) {
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private static final int DECLARATION_BYTES = 200;

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xFF, (byte) 0xFE};

  /// Returns a new text in UTF-8.
  static PacketText ofUtf8(String text) {
    return new PacketText(text, StandardCharsets.UTF_8, new byte[0]);
  }

  /// Decodes a sidecar: by its byte order mark, by the null bytes of UTF-16, by its XML
  /// declaration, or as UTF-8.
  ///
  /// @throws UnusableSidecarException `MALFORMED` if bytes are invalid in the encoding, or if
  ///   encoding the text again would give other bytes
  static PacketText decode(byte[] bytes) throws UnusableSidecarException {
    byte[] mark = mark(bytes);
    Charset charset = charset(bytes, mark);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, mark.length, bytes.length - mark.length))
              .toString();
      PacketText packet = new PacketText(text, charset, mark);
      if (!Arrays.equals(packet.encode(text), bytes)) {
        throw new UnusableSidecarException(Obstacle.MALFORMED, "bytes that are not " + charset);
      }
      return packet;
    } catch (CharacterCodingException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, "bytes that are not " + charset);
    }
  }

  private static byte[] mark(byte[] bytes) {
    for (byte[] mark : new byte[][] {UTF_8_MARK, BIG_ENDIAN_MARK, LITTLE_ENDIAN_MARK}) {
      if (bytes.length >= mark.length
          && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
        return mark;
      }
    }
    return new byte[0];
  }

  private static Charset charset(byte[] bytes, byte[] mark) throws UnusableSidecarException {
    if (Arrays.equals(mark, UTF_8_MARK)) {
      return StandardCharsets.UTF_8;
    }
    if (Arrays.equals(mark, BIG_ENDIAN_MARK)
        || (bytes.length > 1 && bytes[0] == 0 && bytes[1] == '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (Arrays.equals(mark, LITTLE_ENDIAN_MARK)
        || (bytes.length > 1 && bytes[0] == '<' && bytes[1] == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    String head =
        new String(
            bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(head);
    if (!declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, "encoding " + declared.group(1));
    }
  }

  /// Encodes a text that [#escape] made safe.
  byte[] encode(String other) throws CharacterCodingException {
    ByteBuffer encoded =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(other));
    byte[] bytes = Arrays.copyOf(mark, mark.length + encoded.remaining());
    encoded.get(bytes, mark.length, encoded.remaining());
    return bytes;
  }

  /// Returns a value as XML text that also is valid between double or single quotation marks.
  ///
  /// @param value a text of [#clean]
  String escape(String value) {
    var encoder = charset.newEncoder();
    StringBuilder escaped = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case '\n', '\t' -> escaped.append("&#").append(point).append(';');
                default -> {
                  String text = Character.toString(point);
                  if (encoder.canEncode(text)) {
                    escaped.append(text);
                  } else {
                    escaped.append("&#").append(point).append(';');
                  }
                }
              }
            });
    return escaped.toString();
  }

  /// Returns a text as XML 1.0 can hold it: line breaks are `\n`, and control characters and
  /// unpaired surrogates are removed.
  static String clean(String value) {
    StringBuilder clean = new StringBuilder(value.length());
    value
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(
            point ->
                point == '\t'
                    || point == '\n'
                    || (point >= 0x20 && point <= 0xD7FF)
                    || (point >= 0xE000 && point <= 0xFFFD)
                    || point >= 0x10000)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
