package app.akin.core.store;

import java.util.Locale;

/// Why a photo is in a stack. The words are stored and must not change.
public enum StackReason {
  /// It is the centre of the stack: the others are close to it.
  CENTRE,
  /// It is nearly the same image: resized, compressed again, cropped or edited.
  COPY,
  /// Taken by the camera of the cover seconds before or after, of the same view.
  BURST,
  /// The user joined it.
  JOINED;

  /// Returns the stored word, such as `burst`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StackReason ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
