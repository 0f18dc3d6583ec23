package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.photo.AkinException;

/// How a model's features are combined to a score and how its scores are divided into relevance
/// bands. A property of queries: embeddings do not depend on it, so it is not part of the model's
/// fingerprint.
///
/// @param textFactor the weight of the query text relative to the query images if a query has both
/// @param excludedFactor the weight of the excluded text
/// @param productFactor the weight of the product of image and text similarity; 0 for the plain sum
/// @param strong the minimum similarity to the query text of strong results
/// @param possible the minimum similarity to the query text of possible results
/// @param imageZ the minimum z-score of the similarity to the query images of possible results, for
///   queries of images and text
/// @param composedCapped whether results for images and text are at most possible and must match
///   both
/// @param expansion the number of nearest photos that may replace a query image by its kind; 0 if
///   the model does not support it
public record RankingSettings(
    double textFactor,
    double excludedFactor,
    double productFactor,
    Floor strong,
    Floor possible,
    double imageZ,
    boolean composedCapped,
    int expansion) {
  /// The optional file of a model with these settings.
  public static final String FILE = "ranking.json";

  /// The sum of raw features, as BGE-VL is trained, without minimum similarities.
  public static final RankingSettings SUM =
      new RankingSettings(1, 1, 0, Floor.NONE, Floor.NONE, Double.NEGATIVE_INFINITY, false, 0);

  private static final double MAX_FACTOR = 100;
  private static final int MAX_EXPANSION = 1_000;

  /// A minimum similarity to the query text. Either of both values suffices: texts about light have
  /// low cosines that stand out by many standard deviations.
  ///
  /// @param cosine the minimum cosine
  /// @param z the minimum z-score of the cosine among the photos of the library
  public record Floor(double cosine, double z) {
    /// No restriction.
    public static final Floor NONE = new Floor(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /// Returns whether a similarity reaches the floor.
    public boolean isReached(double similarity, double zScore) {
      return similarity >= cosine || zScore >= z;
    }
  }

  /// Returns the settings of a model; the plain sum if its files do not contain any.
  ///
  /// @throws AkinException `ModelConfig` if the file is invalid
  public static RankingSettings of(ModelFiles files) {
    return files.has(FILE) ? read(ModelFormat.settings(files, FILE)) : SUM;
  }

  /// Parses settings. A missing key has the value of the plain sum.
  ///
  /// @param location the file's name for error messages
  /// @param json the text of the file
  /// @throws AkinException `ModelConfig` if it is invalid
  public static RankingSettings parse(String location, String json) {
    return read(SettingsFile.parse(location, json));
  }

  private static RankingSettings read(SettingsFile settings) {
    double textFactor = factor(settings, "words", SUM.textFactor());
    if (textFactor == 0) {
      throw settings.invalid("words", "is 0");
    }
    Floor strong = floor(settings, "strong", "strong_widths");
    Floor possible = floor(settings, "possible", "possible_widths");
    return new RankingSettings(
        textFactor,
        factor(settings, "minus", SUM.excludedFactor()),
        factor(settings, "product", SUM.productFactor()),
        strong,
        possible,
        settings.has("picture_widths") ? settings.number("picture_widths") : SUM.imageZ(),
        composedCapped(settings),
        settings.has("expansion")
            ? settings.integer("expansion", 0, MAX_EXPANSION)
            : SUM.expansion());
  }

  private static double factor(SettingsFile settings, String key, double defaultValue) {
    if (!settings.has(key)) {
      return defaultValue;
    }
    double value = settings.number(key);
    if (!(value >= 0 && value <= MAX_FACTOR)) {
      throw settings.invalid(key, value + " is not a number from 0 to " + (int) MAX_FACTOR);
    }
    return value;
  }

  private static Floor floor(SettingsFile settings, String cosineKey, String zKey) {
    if (!settings.has(cosineKey) && !settings.has(zKey)) {
      return Floor.NONE;
    }
    return new Floor(
        settings.has(cosineKey) ? settings.number(cosineKey) : Double.POSITIVE_INFINITY,
        settings.has(zKey) ? settings.number(zKey) : Double.POSITIVE_INFINITY);
  }

  private static boolean composedCapped(SettingsFile settings) {
    if (!settings.has("composed")) {
      return false;
    }
    String band = settings.text("composed");
    return switch (band) {
      case "possible" -> true;
      case "strong" -> false;
      default -> throw settings.invalid("composed", band + " is neither possible nor strong");
    };
  }
}
