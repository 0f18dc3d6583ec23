package app.akin.core.export;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names of the files of a folder, each given once: also on systems that do not distinguish case or
/// forms of Unicode. Not thread-safe.
final class TargetNames {
  /// Characters that some system does not allow.
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cc}]");

  private static final Pattern END = Pattern.compile("[. ]+$");

  /// Names of devices on Windows.
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private final Set<String> taken = new HashSet<>();

  /// Starts with the names that a folder has.
  static TargetNames of(Path folder) throws IOException {
    TargetNames names = new TargetNames();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        names.taken.add(key(String.valueOf(file.getFileName())));
      }
    }
    return names;
  }

  /// Returns a name that was not given yet: the wanted one, or one with a number, such as `a
  /// (2).jpg`.
  String next(String wanted) {
    String name = wanted;
    int dot = wanted.lastIndexOf('.');
    String base = dot <= 0 ? wanted : wanted.substring(0, dot);
    String extension = dot <= 0 ? "" : wanted.substring(dot);
    for (int number = 2; !taken.add(key(name)); number++) {
      name = base + " (" + number + ")" + extension;
    }
    return name;
  }

  /// Returns a name that every system allows.
  static String portable(String name) {
    String plain = END.matcher(FORBIDDEN.matcher(name).replaceAll("_")).replaceAll("");
    return plain.isEmpty() || DEVICE.matcher(plain).matches() ? "_" + plain : plain;
  }

  private static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
