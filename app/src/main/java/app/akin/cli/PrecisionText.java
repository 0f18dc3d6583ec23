package app.akin.cli;

import app.akin.core.model.PrecisionRow;
import app.akin.core.model.PrecisionTable;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a check of a model's precisions found, in words.
final class PrecisionText {
  private PrecisionText() {}

  /// Which precision was taken and why, in one sentence.
  static String sentence(PrecisionTable table, Messages messages) {
    if (table.rows().size() == 1) {
      return messages.of("precision.only", Text.visible(table.model()));
    }
    int pictures = table.made() + table.own();
    if (table.device() != Device.CPU) {
      return messages.of(
          "precision.card",
          Text.visible(table.model()),
          device(table.takenRow()),
          table.taken().word(),
          table.takenRow().picturesPerSecond() / table.reference().picturesPerSecond(),
          table.takenRow().neighbours(),
          pictures);
    }
    if (table.taken() == Precision.FP32) {
      return messages.of("precision.reference", Text.visible(table.model()), pictures);
    }
    PrecisionRow taken = table.takenRow();
    return messages.of(
        "precision.taken",
        Text.visible(table.model()),
        taken.precision().word(),
        taken.picturesPerSecond() / table.reference().picturesPerSecond(),
        taken.neighbours(),
        pictures);
  }

  /// A line for each precision, under a heading.
  static List<String> lines(PrecisionTable table, Messages messages) {
    return Stream.concat(
            Stream.of(messages.of("precision.head")),
            table.rows().stream()
                .map(
                    row ->
                        messages.of(
                            "precision.row",
                            "%-12s".formatted(name(row)),
                            number("%10.1f", row.picturesPerSecond()),
                            number("%8.4f", row.centredCosine()),
                            number("%12.3f", row.neighbours()),
                            verdict(row, table, messages))))
        .toList();
  }

  /// A row for programs; what was not measured is left out.
  static JsonLine json(PrecisionRow row, PrecisionTable table) {
    JsonLine line =
        new JsonLine()
            .with("model", table.model())
            .with("device", device(row))
            .with("precision", row.precision().word())
            .with("verdict", row.verdict().name().toLowerCase(Locale.ROOT))
            .with("used", table.isTaken(row))
            .with("images_per_s", row.picturesPerSecond());
    if (!Double.isNaN(row.centredCosine())) {
      line.with("centred_cosine", row.centredCosine()).with("neighbours", row.neighbours());
    }
    return row.detail().isEmpty() ? line : line.with("detail", row.detail());
  }

  /// Why a row is not used, in words.
  static String reason(PrecisionRow row, Messages messages) {
    return messages.of("precision." + row.verdict().name(), Text.visible(row.detail()));
  }

  private static String verdict(PrecisionRow row, PrecisionTable table, Messages messages) {
    return table.isTaken(row) ? messages.of("precision.used") : reason(row, messages);
  }

  /// A precision of the processor by its word, one of a card with the card's.
  private static String name(PrecisionRow row) {
    String word = row.precision().word();
    return row.device() == Device.CPU ? word : device(row) + " " + word;
  }

  private static String device(PrecisionRow row) {
    return row.device().name().toLowerCase(Locale.ROOT);
  }

  /// A number in its column, or a dash for one that was not measured.
  private static String number(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    return Double.isNaN(value) ? " ".repeat(text.length() - 1) + "-" : text;
  }
}
