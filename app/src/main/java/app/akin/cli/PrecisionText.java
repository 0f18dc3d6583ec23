package app.akin.cli;

import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Formats the result of a precision check.
final class PrecisionText {
  private PrecisionText() {}

  /// Returns which precision was chosen and why, in one sentence.
  static String sentence(PrecisionTable table, Messages messages) {
    if (table.rows().size() == 1) {
      return messages.of("precision.only", Text.visible(table.model()));
    }
    int pictures = table.syntheticCount() + table.photoCount();
    if (table.device() != Device.CPU) {
      return messages.of(
          "precision.card",
          Text.visible(table.model()),
          device(table.chosenRow()),
          table.chosen().word(),
          table.chosenRow().imagesPerSecond() / table.referenceRow().imagesPerSecond(),
          table.chosenRow().neighbours(),
          pictures);
    }
    if (table.chosen() == Precision.FP32) {
      return messages.of("precision.reference", Text.visible(table.model()), pictures);
    }
    PrecisionRow taken = table.chosenRow();
    return messages.of(
        "precision.taken",
        Text.visible(table.model()),
        taken.precision().word(),
        taken.imagesPerSecond() / table.referenceRow().imagesPerSecond(),
        taken.neighbours(),
        pictures);
  }

  /// Returns a table with a row for each precision.
  static List<String> lines(PrecisionTable table, Messages messages) {
    return Stream.concat(
            Stream.of(messages.of("precision.head")),
            table.rows().stream()
                .map(
                    row ->
                        messages.of(
                            "precision.row",
                            "%-12s".formatted(name(row)),
                            number("%10.1f", row.imagesPerSecond()),
                            number("%8.4f", row.centredCosine()),
                            number("%12.3f", row.neighbours()),
                            verdict(row, table, messages))))
        .toList();
  }

  /// Returns a row as JSON, without members that were not measured.
  static JsonLine json(PrecisionRow row, PrecisionTable table) {
    JsonLine line =
        new JsonLine()
            .with("model", table.model())
            .with("device", device(row))
            .with("precision", row.precision().word())
            .with("verdict", row.verdict().name().toLowerCase(Locale.ROOT))
            .with("used", table.isChosen(row))
            .with("images_per_s", row.imagesPerSecond());
    if (!Double.isNaN(row.centredCosine())) {
      line.with("centred_cosine", row.centredCosine()).with("neighbours", row.neighbours());
    }
    return row.detail().isEmpty() ? line : line.with("detail", row.detail());
  }

  /// Returns the verdict on a precision.
  static String reason(PrecisionRow row, Messages messages) {
    return messages.of("precision." + row.verdict().name(), Text.visible(row.detail()));
  }

  private static String verdict(PrecisionRow row, PrecisionTable table, Messages messages) {
    return table.isChosen(row) ? messages.of("precision.used") : reason(row, messages);
  }

  /// Returns the name of a precision, preceded by the device if it is a GPU.
  private static String name(PrecisionRow row) {
    String word = row.precision().word();
    return row.device() == Device.CPU ? word : device(row) + " " + word;
  }

  private static String device(PrecisionRow row) {
    return row.device().name().toLowerCase(Locale.ROOT);
  }

  /// Returns a number padded to its column, or a dash if it was not measured.
  private static String number(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    return Double.isNaN(value) ? " ".repeat(text.length() - 1) + "-" : text;
  }
}
