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

/// The expected raw features from reference implementations: torch for the starter model, a forward
/// pass in double precision for the synthetic checkpoint.
///
/// @param image of the starter model for [SampleImages#query]
/// @param text of the starter model for [#TEXT]
/// @param syntheticImage of the synthetic checkpoint for the same image
/// @param syntheticText of the synthetic checkpoint for the same text
record ReferenceFeatures(
    Embedding image, Embedding text, Embedding syntheticImage, Embedding syntheticText) {
  /// The text to embed.
  static final String TEXT = "make it night";

  /// Relative tolerance of norms, because CPUs sum in different orders.
  private static final double NORM_TOLERANCE = 0.002;

  private static final double MIN_COSINE = 0.9999;

  /// Returns the bundled reference features.
  static ReferenceFeatures load() throws IOException {
    try (Reader in =
        new InputStreamReader(Resource.SELF_TEST_NUMBERS.open(), StandardCharsets.UTF_8)) {
      JsonObject json = JsonParser.parseReader(in).getAsJsonObject();
      return new ReferenceFeatures(
          vector(json, "picture"),
          vector(json, "words"),
          vector(json, "made_picture"),
          vector(json, "made_words"));
    }
  }

  /// Compares a computed feature with its reference.
  ///
  /// @return the cosine of both
  /// @throws IllegalStateException if they differ by more than rounding
  static double compare(String what, Embedding found, Embedding expected) {
    if (found.dimension() != expected.dimension()) {
      throw new IllegalStateException(
          "%s has %d components, not %d".formatted(what, found.dimension(), expected.dimension()));
    }
    double cosine = 0;
    for (int i = 0; i < found.dimension(); i++) {
      cosine += (double) found.unit()[i] * expected.unit()[i];
    }
    double share = Math.abs(found.norm() - expected.norm()) / expected.norm();
    // Written so that NaN fails, too.
    if (!(cosine >= MIN_COSINE && share <= NORM_TOLERANCE)) {
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
