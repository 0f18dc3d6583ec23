package app.akin.core.scan;

/// Decides which files may be photos. Other files are neither read nor listed.
public interface CandidateRule {
  /// Maximum number of leading bytes passed to [#matchesContent].
  int HEAD_BYTES = 64;

  /// Returns whether a file name has a photo's extension.
  boolean matchesName(String fileName);

  /// Returns whether the leading bytes of a file without an extension are those of an image.
  ///
  /// @param head up to [#HEAD_BYTES] bytes
  /// @param length number of valid bytes in the array
  boolean matchesContent(byte[] head, int length);
}
