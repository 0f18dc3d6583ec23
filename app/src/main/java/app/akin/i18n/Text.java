package app.akin.i18n;

import app.akin.core.photo.PathText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Makes text safe for terminals and other programs.
public final class Text {
  private Text() {}

  /// Returns the name of a file or folder for display; the whole path of a root.
  public static String name(Path path) {
    Path name = path.getFileName();
    return visible(String.valueOf(name == null ? path : name));
  }

  /// Escapes control characters, so that a file name can neither break a line nor control a
  /// terminal.
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        visible.append("\\n");
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        visible.append(String.format("\\u%04x", (int) c));
      } else {
        visible.append(c);
      }
    }
    return visible.toString();
  }

  /// Returns the bytes of an absolute path as the file system stores them, even if they are not
  /// valid text.
  public static byte[] bytes(Path path) {
    if (PathText.of(path).equals(path.toString())) {
      return path.toString().getBytes(StandardCharsets.UTF_8);
    }
    String address = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(address, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    byte[] all = bytes.toByteArray();
    boolean slash = all.length > 1 && all[all.length - 1] == '/' && !path.toString().endsWith("/");
    return slash ? Arrays.copyOf(all, all.length - 1) : all;
  }

  /// Truncates a text to a number of characters and appends an ellipsis.
  public static String truncate(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width <= 1 ? "" : text.substring(0, width - 1) + "…";
  }
}
