package app.akin.desktop.search;

import app.akin.core.photo.ContentId;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.jspecify.annotations.Nullable;

/// Reads clipboards and dragboards of the platform as [DroppedContent]. JavaFX thread only.
///
/// Formats in order of preference: photos of the library, files, image data, a data URL, a URL,
/// text.
public final class ClipboardReader {
  private static final String PHOTOS = "application/x-akin-photos";
  private static final Pattern DATA =
      Pattern.compile("data:image/[^;,]+(?:;[^;,]+)*;base64,([A-Za-z0-9+/=\\s]+)");
  private static final Pattern SOURCE =
      Pattern.compile("<img[^>]*\\ssrc=[\"']([^\"']+)[\"']", Pattern.CASE_INSENSITIVE);

  private static final Pattern NAMED = Pattern.compile("\\bimg\\b", Pattern.CASE_INSENSITIVE);

  /// Clipboard formats that contain complete image files.
  private static final List<String> FILES =
      List.of("image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp");

  private ClipboardReader() {}

  /// Returns the clipboard format for photos of the library: decimal content ids separated by
  /// spaces.
  public static DataFormat photos() {
    DataFormat known = DataFormat.lookupMimeType(PHOTOS);
    return known != null ? known : new DataFormat(PHOTOS);
  }

  /// Returns whether the board may contain query content. Fast, for drag-over events.
  public static boolean mayContain(Clipboard board) {
    return board.hasContent(photos())
        || board.hasFiles()
        || board.hasImage()
        || board.hasUrl()
        || board.hasHtml()
        || board.hasString();
  }

  /// Returns the content of a board; empty if it can't be used in a query.
  public static Optional<DroppedContent> read(Clipboard board) {
    if (board.getContent(photos()) instanceof String ids) {
      return Optional.of(
          new DroppedContent.Photos(
              Arrays.stream(ids.strip().split(" +"))
                  .map(id -> new ContentId(Long.parseLong(id)))
                  .toList()));
    }
    List<File> files = board.getFiles();
    if (files != null && !files.isEmpty()) {
      return Optional.of(new DroppedContent.Files(files.stream().map(File::toPath).toList()));
    }
    String url = board.hasUrl() ? board.getUrl() : null;
    String text = board.hasString() ? board.getString() : null;
    String html = board.hasHtml() ? board.getHtml() : null;
    // Reading an image from a data URL fails on Linux, so it is decoded here first.
    Optional<DroppedContent> written = data(url).or(() -> data(text)).or(() -> data(source(html)));
    if (written.isPresent()) {
      return written;
    }
    Optional<DroppedContent> bytes = bytes(board);
    if (bytes.isPresent()) {
      return bytes;
    }
    // JavaFX would download an image that HTML references; nothing may be downloaded without
    // consent.
    if (board.hasImage() && (html == null || !NAMED.matcher(html).find())) {
      Image image = board.getImage();
      if (image != null && !image.isError() && image.getPixelReader() != null) {
        return Optional.of(new DroppedContent.Picture(file(image)));
      }
    }
    return address(source(html))
        .or(() -> address(url))
        .or(() -> address(text))
        .or(() -> words(text));
  }

  private static Optional<DroppedContent> bytes(Clipboard board) {
    for (String type : FILES) {
      DataFormat format = DataFormat.lookupMimeType(type);
      DataFormat known = format != null ? format : new DataFormat(type);
      if (board.hasContent(known) && board.getContent(known) instanceof ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        if (bytes.length > 0) {
          return Optional.of(new DroppedContent.Picture(bytes));
        }
      }
    }
    return Optional.empty();
  }

  /// Returns an image as the bytes of a file.
  static byte[] file(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[Math.multiplyExact(width, height)];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return ClipboardBitmap.of(width, height, pixels);
  }

  private static @Nullable String source(@Nullable String html) {
    if (html == null) {
      return null;
    }
    Matcher matcher = SOURCE.matcher(html);
    return matcher.find() ? matcher.group(1).replace("&amp;", "&") : null;
  }

  private static Optional<DroppedContent> data(@Nullable String text) {
    if (text == null || !text.startsWith("data:")) {
      return Optional.empty();
    }
    Matcher matcher = DATA.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
      return Optional.of(new DroppedContent.Picture(bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<DroppedContent> address(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String first = text.strip();
    String lower = first.toLowerCase(Locale.ROOT);
    boolean web = lower.startsWith("http://") || lower.startsWith("https://");
    if (!web || first.chars().anyMatch(Character::isWhitespace)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DroppedContent.Address(URI.create(first)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<DroppedContent> words(@Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new DroppedContent.Text(text.strip()));
  }
}
