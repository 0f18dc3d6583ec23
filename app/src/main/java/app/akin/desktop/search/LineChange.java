package app.akin.desktop.search;

/// The difference of two lines: one part that another text replaces.
///
/// @param start first index of the replaced part
/// @param end index after it, in the line before
/// @param text what replaces it
record LineChange(int start, int end, String text) {
  /// Returns the smallest change that turns one line into another. It does not split a surrogate
  /// pair.
  static LineChange between(String before, String after) {
    int shorter = Math.min(before.length(), after.length());
    int start = 0;
    while (start < shorter && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    if (start > 0 && Character.isHighSurrogate(before.charAt(start - 1))) {
      start--;
    }
    int same = 0;
    while (same < shorter - start
        && before.charAt(before.length() - 1 - same) == after.charAt(after.length() - 1 - same)) {
      same++;
    }
    if (same > 0 && Character.isLowSurrogate(before.charAt(before.length() - same))) {
      same--;
    }
    return new LineChange(
        start, before.length() - same, after.substring(start, after.length() - same));
  }

  /// Returns whether nothing was replaced and one character or nothing was inserted.
  boolean isKeystroke() {
    return text.codePointCount(0, text.length()) <= 1;
  }
}
