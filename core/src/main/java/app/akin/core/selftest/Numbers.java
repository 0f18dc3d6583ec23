package app.akin.core.selftest;

import app.akin.core.photo.Embedding;
import app.akin.resources.Resource;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// The raw features that a sound installation comes to, from reference implementations: the
/// starter's by torch itself, the made checkpoint's by a forward pass in double precision.
///
/// @param picture the starter's of the picture [SamplePictures#asked]
/// @param words the starter's of [#TEXT]
/// @param madePicture the made checkpoint's of the same picture
/// @param madeWords the made checkpoint's of the same text
record Numbers(Embedding picture, Embedding words, Embedding madePicture, Embedding madeWords) {
  /// The text that is embedded.
  static final String TEXT = "make it night";

  /// How far a norm may be off: other processors add in other orders.
  private static final double NORM_SHARE = 0.002;

  private static final double COSINE = 0.9999;

  /// The numbers that ship.
  static Numbers shipped() throws IOException {
    try (Reader in =
        new InputStreamReader(Resource.SELF_TEST_NUMBERS.open(), StandardCharsets.UTF_8)) {
      JsonObject json = JsonParser.parseReader(in).getAsJsonObject();
      return new Numbers(
          vector(json, "picture"),
          vector(json, "words"),
          vector(json, "made_picture"),
          vector(json, "made_words"));
    }
  }

  /// Holds what was computed against what it must be.
  ///
  /// @return the cosine of both
  /// @throws IllegalStateException where they differ by more than rounding
  static double compare(String what, Embedding found, Embedding expected) {
    if (found.dimension() != expected.dimension()) {
      throw new IllegalStateException(
          "%s has %d numbers, not %d".formatted(what, found.dimension(), expected.dimension()));
    }
    double cosine = 0;
    for (int i = 0; i < found.dimension(); i++) {
      cosine += (double) found.unit()[i] * expected.unit()[i];
    }
    double share = Math.abs(found.norm() - expected.norm()) / expected.norm();
    // Not a number is not good enough, either.
    if (!(cosine >= COSINE && share <= NORM_SHARE)) {
      throw new IllegalStateException(
          "%s differs: cosine %.6f, norm %.5f instead of %.5f"
              .formatted(what, cosine, found.norm(), expected.norm()));
    }
    return cosine;
  }

  private static Embedding vector(JsonObject json, String name) {
    JsonArray values = json.getAsJsonArray(name);
    float[] raw = new float[values.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = values.get(i).getAsFloat();
    }
    return Embedding.ofRaw(raw);
  }
}
