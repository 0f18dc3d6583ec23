package app.akin.core.scan;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// One line of an ignore file, in the syntax of `gitignore(5)`.
///
/// @param path matches the whole path relative to the ignore file's folder
/// @param foldersOnly whether it matches folders only
/// @param excludes false for a negated pattern, which includes again what an earlier line excluded
record IgnorePattern(Pattern path, boolean foldersOnly, boolean excludes) {
  private static final String ANY_FOLDERS_REGEX = "(?:.*/)?";

  /// Parses a line; returns null for comments, empty lines and patterns that match nothing.
  static @Nullable IgnorePattern of(String line) {
    return of(line, 0);
  }

  /// Parses a line as [#of(String)] does.
  ///
  /// @param flags additional flags of [Pattern]
  static @Nullable IgnorePattern of(String line, int flags) {
    String text = withoutTrailingSpaces(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    boolean excludes = !text.startsWith("!");
    if (!excludes) {
      text = text.substring(1);
    }
    boolean foldersOnly = text.endsWith("/");
    if (foldersOnly) {
      text = text.substring(0, text.length() - 1);
    }
    // A slash at the start or in the middle anchors a pattern to the folder of its file.
    boolean anchored = text.indexOf('/') >= 0;
    if (text.startsWith("/")) {
      text = text.substring(1);
    }
    if (text.isEmpty()) {
      return null;
    }
    try {
      String regex = (anchored ? "" : ANY_FOLDERS_REGEX) + regex(text);
      return new IgnorePattern(
          Pattern.compile(regex, Pattern.DOTALL | flags), foldersOnly, excludes);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  /// Returns whether the pattern matches a path.
  ///
  /// @param relative path relative to the ignore file's folder, names separated by `/`
  boolean matches(String relative, boolean folder) {
    return (folder || !foldersOnly) && path.matcher(relative).matches();
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isEscaped(String line, int at) {
    int slashes = 0;
    while (at - slashes > 0 && line.charAt(at - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  /// Translates a glob pattern to a regular expression.
  ///
  /// @throws PatternSyntaxException if it matches nothing, such as an unclosed bracket
  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          int end = i;
          while (end < glob.length() && glob.charAt(end) == '*') {
            end++;
          }
          boolean isDoubleAsterisk =
              end - i >= 2
                  && (i == 0 || glob.charAt(i - 1) == '/')
                  && (end == glob.length() || glob.charAt(end) == '/');
          if (!isDoubleAsterisk) {
            regex.append("[^/]*");
          } else if (end == glob.length()) {
            // Matches everything inside, but not the folder itself.
            regex.append(i == 0 ? ".*" : ".+");
          } else {
            regex.append(ANY_FOLDERS_REGEX);
            end++;
          }
          i = end;
        }
        case '?' -> {
          regex.append("[^/]");
          i++;
        }
        case '[' -> i = bracket(glob, i, regex);
        case '\\' -> {
          if (i + 1 == glob.length()) {
            throw new PatternSyntaxException("trailing backslash", glob, i);
          }
          regex.append(Pattern.quote(glob.substring(i + 1, i + 2)));
          i += 2;
        }
        default -> {
          regex.append(Pattern.quote(String.valueOf(c)));
          i++;
        }
      }
    }
    return regex.toString();
  }

  /// Appends a bracket expression and returns the index after it.
  private static int bracket(String glob, int start, StringBuilder regex) {
    int i = start + 1;
    // A bracket expression never matches a slash.
    regex.append("(?!/)[");
    if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) {
      regex.append('^');
      i++;
    }
    boolean first = true;
    while (i < glob.length() && (first || glob.charAt(i) != ']')) {
      boolean isFirst = first;
      first = false;
      char c = glob.charAt(i);
      if (glob.startsWith("[:", i) && glob.indexOf(":]", i + 2) > 0) {
        int end = glob.indexOf(":]", i + 2);
        regex.append(posix(glob, i, glob.substring(i + 2, end)));
        i = end + 2;
      } else if (c == '-' && i + 1 < glob.length() && glob.charAt(i + 1) != ']' && !isFirst) {
        regex.append('-');
        i++;
      } else {
        if (c == '\\') {
          i++;
          if (i == glob.length()) {
            break;
          }
          c = glob.charAt(i);
        }
        regex.append(Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c);
        i++;
      }
    }
    if (i >= glob.length()) {
      throw new PatternSyntaxException("unclosed bracket", glob, start);
    }
    regex.append(']');
    return i + 1;
  }

  private static String posix(String glob, int at, String name) {
    return switch (name) {
      case "alnum" -> "\\p{Alnum}";
      case "alpha" -> "\\p{Alpha}";
      case "blank" -> "\\p{Blank}";
      case "cntrl" -> "\\p{Cntrl}";
      case "digit" -> "\\p{Digit}";
      case "graph" -> "\\p{Graph}";
      case "lower" -> "\\p{Lower}";
      case "print" -> "\\p{Print}";
      case "punct" -> "\\p{Punct}";
      case "space" -> "\\s";
      case "upper" -> "\\p{Upper}";
      case "xdigit" -> "\\p{XDigit}";
      default -> throw new PatternSyntaxException("unknown class " + name, glob, at);
    };
  }
}
