package app.akin.cli;

import app.akin.core.benchmark.BenchmarkFigure;
import app.akin.core.benchmark.BenchmarkFigure.Decode;
import app.akin.core.benchmark.BenchmarkFigure.Embed;
import app.akin.core.benchmark.BenchmarkFigure.Index;
import app.akin.core.benchmark.BenchmarkFigure.Machine;
import app.akin.core.benchmark.BenchmarkFigure.Search;
import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Formats benchmark figures as tables and as JSON. The heading of a table precedes its first
/// figure. For one benchmark, on one thread.
final class BenchmarkText {
  private static final int KILOBYTE = 1000;
  private static final int PERCENT = 100;

  private final Messages messages;
  private final String version;
  private String group = "";

  /// @param version the version of Akin
  BenchmarkText(Messages messages, String version) {
    this.messages = messages;
    this.version = version;
  }

  /// Returns the lines of a figure, preceded by the heading of its table if it is the first.
  List<String> lines(BenchmarkFigure figure) {
    List<String> lines = new ArrayList<>();
    switch (figure) {
      case Machine machine -> machine(machine, lines);
      case Embed embed -> {
        head("embed", lines);
        lines.add(embed(embed));
      }
      case Decode decode -> {
        head("decode", lines);
        lines.add(decode(decode));
      }
      case Index index -> {
        head("index", lines);
        lines.add(index(index));
      }
      case Search search -> {
        head("search", lines);
        lines.add(search(search));
      }
    }
    return lines;
  }

  /// Returns a figure as JSON; times are in milliseconds.
  JsonLine json(BenchmarkFigure figure) {
    return switch (figure) {
      case Machine machine ->
          line("machine")
              .with("processor", machine.processor())
              .with("cores", machine.cores())
              .with("memory", machine.memory())
              .with("heap", machine.heap())
              .with("system", machine.system())
              .with("java", machine.java())
              .with("akin", version)
              .with("engine", machine.engine())
              .with("model", machine.model())
              .with("precision", machine.precision().word());
      case Embed(PrecisionRow row, boolean used) -> {
        JsonLine line =
            line("embed")
                .with("precision", row.precision().word())
                .with("verdict", row.verdict().name().toLowerCase(Locale.ROOT))
                .with("used", used)
                .with("batch", row.batch())
                .with("images_per_s", row.imagesPerSecond());
        times(line, "", row.batchTime())
            .with("centred_cosine", row.centredCosine())
            .with("neighbours", row.neighbours());
        yield row.detail().isEmpty() ? line : line.with("detail", row.detail());
      }
      case Decode decode -> {
        JsonLine line =
            line("decode")
                .with("width", decode.size().width())
                .with("height", decode.size().height())
                .with("megapixels", decode.size().megapixels())
                .with("progressive", decode.progressive())
                .with("bytes", decode.bytes())
                .with("count", decode.decode().count());
        times(line, "", decode.decode());
        yield times(line, "prepare_", decode.prepare());
      }
      case Index index ->
          times(
              line("index")
                  .with("width", index.size().width())
                  .with("height", index.size().height())
                  .with("megapixels", index.size().megapixels())
                  .with("photos", index.photos())
                  .with("precision", index.precision().word())
                  .with("photos_per_s", index.photosPerSecond())
                  .with("of_embed", index.embeddingShare()),
              "",
              index.perPhoto());
      case Search search -> {
        JsonLine line =
            times(
                line("search")
                    .with("what", search.target().name().toLowerCase(Locale.ROOT))
                    .with("vectors", search.vectors())
                    .with("exact", search.exact())
                    .with("results", search.results()),
                "",
                search.time());
        if (!Double.isNaN(search.recall())) {
          line.with("recall", search.recall());
        }
        yield search.buildSeconds() > 0 ? line.with("build_s", search.buildSeconds()) : line;
      }
    };
  }

  private static JsonLine line(String what) {
    return new JsonLine().with("bench", what);
  }

  private static JsonLine times(JsonLine line, String prefix, Timing time) {
    return line.with(prefix + "median_ms", time.medianMillis())
        .with(prefix + "p95_ms", time.p95Millis());
  }

  private void head(String of, List<String> lines) {
    if (!group.equals(of)) {
      group = of;
      lines.add("");
      lines.add(messages.of("bench." + of + ".title"));
      lines.add(messages.of("bench." + of + ".means"));
      lines.add(messages.of("bench." + of + ".head"));
    }
  }

  private void machine(Machine machine, List<String> lines) {
    lines.add(
        messages.of(
            "bench.machine.processor",
            Text.visible(machine.processor()),
            machine.cores(),
            DataSize.gigabytes(machine.memory()),
            DataSize.gigabytes(machine.heap())));
    lines.add(messages.of("bench.machine.system", Text.visible(machine.system())));
    lines.add(
        messages.of(
            "bench.machine.versions", version, Text.visible(machine.java()), machine.engine()));
    lines.add(
        messages.of(
            "bench.machine.model", Text.visible(machine.model()), machine.precision().word()));
  }

  private String embed(Embed embed) {
    PrecisionRow row = embed.row();
    String verdict = messages.of("precision." + row.verdict().name(), Text.visible(row.detail()));
    return row(
        padRight(12, row.precision().word())
            + number("%5.0f", row.batch() == 0 ? Double.NaN : row.batch())
            + number("%12.1f", row.imagesPerSecond())
            + time(row.batchTime())
            + number("%9.4f", row.centredCosine())
            + number("%12.3f", row.neighbours()),
        embed.used() ? messages.of("bench.used", verdict) : verdict);
  }

  private String decode(Decode decode) {
    String kind = messages.of(decode.progressive() ? "bench.progressive" : "bench.baseline");
    return row(
        photo(decode.size())
            + padRight(13, kind)
            + number("%9.0f", (double) decode.bytes() / KILOBYTE)
            + time(decode.decode())
            + time(decode.prepare()),
        "");
  }

  private String index(Index index) {
    return row(
        photo(index.size())
            + number("%7.0f", index.photos())
            + number("%12.1f", index.photosPerSecond())
            + number("%10.0f %%", index.embeddingShare() * PERCENT)
            + time(index.perPhoto()),
        index.precision().word());
  }

  private String search(Search search) {
    String how = messages.of(search.exact() ? "bench.exact" : "bench.codes");
    return row(
        padRight(24, messages.of("bench.search." + search.target().name(), how))
            + number("%10.0f", search.vectors() == 0 ? Double.NaN : search.vectors())
            + time(search.time())
            + number("%9.3f", search.recall()),
        search.buildSeconds() > 0 ? messages.of("bench.built", search.buildSeconds()) : "");
  }

  private static String row(String columns, String remark) {
    return (columns + "  " + remark).stripTrailing();
  }

  private static String photo(BenchmarkPlan.Size size) {
    return padRight(11, String.format(Locale.ROOT, "%.1f MP", size.megapixels()));
  }

  private static String padRight(int width, String text) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private static String time(Timing time) {
    return number("%10.1f", time.medianMillis()) + number("%10.1f", time.p95Millis());
  }

  /// Returns a number padded to its column, or a dash if it was not measured.
  private static String number(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    return Double.isNaN(value) ? " ".repeat(text.length() - 1) + "-" : text;
  }
}
