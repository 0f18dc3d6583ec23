package app.akin.core.evaluation.metric;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// JSON texts in the form of Python's `json.dump`: a space after commas and colons, and escapes for
/// everything that is not printable ASCII. Gson has no option for either.
final class PythonJson {
  private PythonJson() {}

  /// Returns a list of texts.
  static String list(List<String> texts) {
    return texts.stream().map(PythonJson::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  /// Returns a text in quotation marks.
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> {
          if (c < ' ' || c > '~') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
