package app.akin.core.embed.decoder;

import app.akin.core.embed.image.PreparedImage;
import java.util.Optional;

/// The input of one embedding.
///
/// @param ids token ids of the prompt, in which one id stands for the image
/// @param image the image; empty if the prompt has none
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
public record Sequence(long[] ids, Optional<PreparedImage> image) {
  /// Returns the number of tokens, including those of the image.
  public int tokens() {
    return ids.length + image.map(prepared -> prepared.tokens() - 1).orElse(0);
  }

  /// Returns the position of the id of the image.
  ///
  /// @throws IllegalStateException if it does not occur exactly once
  int imagePosition(long imageId) {
    int found = -1;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == imageId) {
        if (found >= 0) {
          throw new IllegalStateException("more than one image in the ids");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalStateException("no image in the ids");
    }
    return found;
  }
}
