package app.akin.core.scan;

/// Which files may be photos. Other files are neither read nor listed.
public interface CandidateRule {
  /// The number of leading bytes [#matchesContent] is given, where the file has them.
  int HEAD_BYTES = 64;

  /// Whether a file's name says photo.
  boolean matchesName(String fileName);

  /// Whether the first bytes of a file whose name has no extension are a picture's.
  ///
  /// @param head up to [#HEAD_BYTES] bytes
  /// @param length how many of them are the file's
  boolean matchesContent(byte[] head, int length);
}
