package app.akin.i18n;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sentences by key, as picocli wants them. Immutable, thread-safe.
final class Sentences extends java.util.ResourceBundle {
  private final Map<String, String> sentences;

  Sentences(Map<String, String> sentences) {
    this.sentences = Map.copyOf(sentences);
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    return sentences.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(sentences.keySet());
  }
}
