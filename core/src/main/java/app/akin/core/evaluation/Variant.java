package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Precision;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A way to answer the queries of a label set.
///
/// @param selection model, device and precision
/// @param settings how the parts of a query are combined; null for the model's own way
/// @param settingsName the name of the settings; empty for the model's own
/// @param paraphrases whether the paraphrases of a query text are averaged with it
public record Variant(
    ModelSelection selection,
    @Nullable RankingSettings settings,
    String settingsName,
    boolean paraphrases) {
  /// The name of the plain sum.
  public static final String SUM = "sum";

  /// The name of averaged paraphrases.
  public static final String PARAPHRASES = "paraphrases";

  /// Creates the variant of a model with its own settings.
  public Variant(ModelSelection selection) {
    this(selection, null, "", false);
  }

  /// Returns this variant with the plain sum of the parts.
  public Variant withSum() {
    return new Variant(selection, RankingSettings.SUM, SUM, paraphrases);
  }

  /// Returns this variant with the settings of a text in the form of `ranking.json`.
  ///
  /// @param name the name of the settings, for tables and messages
  /// @throws app.akin.core.photo.AkinException `ModelConfig` if the text is invalid
  public Variant withSettings(String name, String json) {
    return new Variant(selection, RankingSettings.parse(name, json), name, paraphrases);
  }

  /// Returns this variant with averaged paraphrases.
  public Variant withParaphrases() {
    return new Variant(selection, settings, settingsName, true);
  }

  /// Returns this variant with another precision.
  public Variant withPrecision(Precision precision) {
    return new Variant(
        new ModelSelection(selection.model(), selection.device(), precision),
        settings,
        settingsName,
        paraphrases);
  }

  /// Returns this variant with another model.
  public Variant withModel(String model) {
    return new Variant(
        new ModelSelection(model, selection.device(), selection.precision()),
        settings,
        settingsName,
        paraphrases);
  }

  /// Returns a short name.
  ///
  /// @param model the name of the model
  public String label(String model) {
    Precision precision = selection.precision();
    return Stream.of(
            model,
            precision == null ? "" : precision.word(),
            settingsName,
            paraphrases ? PARAPHRASES : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "))
        .strip();
  }

  /// Returns the name of the folder of the library that holds the vectors of this variant: photos
  /// of different precisions must not be mixed.
  String libraryFolder() {
    Precision precision = selection.precision();
    return "library-"
        + selection.device().name().toLowerCase(Locale.ROOT)
        + "-"
        + (precision == null ? "auto" : precision.word());
  }
}
