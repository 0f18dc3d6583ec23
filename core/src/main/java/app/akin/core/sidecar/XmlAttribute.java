package app.akin.core.sidecar;

/// An attribute with its place in the text.
///
/// @param prefix the prefix; empty if there is none
/// @param local the name after the prefix
/// @param value the value without entities
/// @param start offset of the white space before it
/// @param nameStart offset of its name
/// @param valueStart offset of the value, after the quotation mark
/// @param valueEnd offset of the closing quotation mark
record XmlAttribute(
    String prefix,
    String local,
    String value,
    int start,
    int nameStart,
    int valueStart,
    int valueEnd) {
  /// Returns the offset behind the attribute.
  int end() {
    return valueEnd + 1;
  }
}
