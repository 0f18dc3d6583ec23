package app.akin.i18n;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource bundle over a map, for picocli. Immutable and thread-safe.
final class MapResourceBundle extends java.util.ResourceBundle {
  private final Map<String, String> texts;

  MapResourceBundle(Map<String, String> sentences) {
    this.texts = Map.copyOf(sentences);
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    return texts.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(texts.keySet());
  }
}
