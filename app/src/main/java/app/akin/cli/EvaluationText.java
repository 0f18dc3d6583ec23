package app.akin.cli;

import app.akin.core.evaluation.Answers;
import app.akin.core.evaluation.LibraryEvaluation;
import app.akin.core.evaluation.ModelRecall;
import app.akin.core.evaluation.RankingFit;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.Interval;
import app.akin.core.evaluation.metric.MeasureRow;
import app.akin.core.evaluation.metric.Measurement;
import app.akin.core.photo.AkinException;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Formats the values of evaluations as tables and as JSON.
///
/// @param messages texts
record EvaluationText(Messages messages) {
  private static final int MOST_MISSING = 20;
  private static final int CATEGORY_WIDTH = 16;

  /// Returns what the user should know about a label set, and its missing files.
  List<String> warnings(LabelSet set) {
    List<String> lines = new ArrayList<>();
    set.warnings().forEach(problem -> lines.add(messages.of(new AkinException(problem))));
    set.missing().stream()
        .limit(MOST_MISSING)
        .forEach(file -> lines.add(messages.of("eval.missing", Text.visible(file.toString()))));
    if (set.missing().size() > MOST_MISSING) {
      lines.add(messages.of("eval.missing.more", set.missing().size() - MOST_MISSING));
    }
    return lines;
  }

  /// Returns the table of a variant.
  ///
  /// @param answers its answers; empty for a ranking file
  List<String> lines(
      LabelSet set, String label, Optional<Answers> answers, Measurement measurement) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.of("eval.title", Text.visible(set.name()), label));
    int queries = measurement.queries().size();
    lines.add(
        answers
            .map(found -> messages.of("eval.counts", queries, found.photos()))
            .orElseGet(() -> messages.of("eval.counts.file", queries)));
    if (measurement.table().isEmpty()) {
      lines.add(messages.of("eval.nothing"));
      return lines;
    }
    lines.add(messages.of("eval.head"));
    for (MeasureRow row : measurement.table()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-16s %-16s %7.1f   %-16s %7d",
              category(row.category()),
              row.measure().label(),
              100 * row.value(),
              interval(row.interval()),
              row.queries()));
    }
    return lines;
  }

  /// Returns the table of the differences between two variants.
  List<String> lines(String first, String second, List<Difference> differences) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.of("eval.difference", first, second));
    if (differences.isEmpty()) {
      lines.add(messages.of("eval.nothing"));
      return lines;
    }
    lines.add(messages.of("eval.difference.head"));
    for (Difference row : differences) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-16s %-16s %6.1f  %6.1f     %+7.1f    %-16s %s",
              category(row.category()),
              row.measure().label(),
              100 * row.first(),
              100 * row.second(),
              100 * row.difference(),
              interval(row.interval()),
              messages.of(row.moreThanNoise() ? "eval.real" : "eval.noise")));
    }
    return lines;
  }

  /// Returns the table of a model in a library.
  List<String> lines(LibraryEvaluation.Result result) {
    String model = Text.visible(result.model());
    List<String> lines = new ArrayList<>();
    if (result.measurement().table().isEmpty()) {
      lines.add(messages.of("eval.library.nothing", model));
      return lines;
    }
    lines.add(messages.of("eval.library", model, result.photos()));
    lines.add(messages.of("eval.library.head"));
    for (ModelRecall.Row row : result.rows()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-31s %7d  %5.0f %%   %s",
              messages.of("eval.library." + row.kind().name()),
              row.queries(),
              100 * row.found(),
              interval(row.interval())));
    }
    if (result.rows().stream().anyMatch(ModelRecall.Row::hasFewQueries)) {
      lines.add(messages.of("eval.library.few"));
    }
    lines.add(messages.of("eval.library.honest"));
    return lines;
  }

  /// Returns what a fit found.
  List<String> lines(RankingFit fit) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.of("eval.fit", fit.tuningQueries(), fit.testQueries()));
    lines.add(
        messages.of(
            "eval.fit.factors", fit.textFactor(), fit.productFactor(), fit.excludedFactor()));
    String sum = messages.of("eval.fit.sum");
    String fitted = messages.of("eval.fit.fitted");
    if (!fit.composed().isEmpty()) {
      lines.add(messages.of("eval.fit.composed"));
      lines.addAll(lines(sum, fitted, fit.composed()));
    }
    if (!fit.excluded().isEmpty()) {
      lines.add(messages.of("eval.fit.excluded"));
      lines.addAll(lines(sum, fitted, fit.excluded()));
    }
    trials(fit, lines);
    band("eval.fit.strong", fit.strong(), lines);
    band("eval.fit.possible", fit.possible(), lines);
    if (!fit.composed().isEmpty()) {
      lines.add(messages.of(fit.composedCapped() ? "eval.fit.capped" : "eval.fit.uncapped"));
    }
    lines.add(messages.of(fit.isWorthUsing() ? "eval.fit.worth" : "eval.fit.worthless"));
    lines.add(fit.json());
    return lines;
  }

  private void trials(RankingFit fit, List<String> lines) {
    if (fit.trials().isEmpty()) {
      return;
    }
    lines.add(messages.of("eval.fit.trials"));
    lines.add(messages.of("eval.fit.trials.head"));
    for (RankingFit.Trial trial : fit.trials()) {
      Difference precision = trial.differences().getFirst();
      lines.add(
          String.format(
              Locale.ROOT,
              "%4.2f  %7.2f  %8.2f  %7.1f  %+10.1f   %-16s %15.1f  %11.1f  %5.1f %%",
              trial.textFactor(),
              trial.productFactor(),
              trial.excludedFactor(),
              100 * precision.second(),
              100 * precision.difference(),
              interval(precision.interval()),
              100 * trial.differences().get(1).second(),
              100 * trial.differences().get(2).second(),
              100 * trial.opposed()));
    }
  }

  private void band(String key, RankingFit.Band band, List<String> lines) {
    List<String> minima = new ArrayList<>();
    band.cosine().ifPresent(cosine -> minima.add(messages.of("eval.fit.cosine", cosine)));
    band.z().ifPresent(z -> minima.add(messages.of("eval.fit.z", z)));
    if (minima.isEmpty()) {
      lines.add(messages.of(key + ".none"));
      return;
    }
    lines.add(
        messages.of(
            key,
            minima.size() == 1
                ? minima.getFirst()
                : messages.of("eval.fit.or", minima.getFirst(), minima.getLast())));
    band.precision()
        .ifPresent(
            precision ->
                lines.add(
                    messages.of(
                        "eval.fit.precision",
                        100 * precision.value(),
                        interval(precision.interval()),
                        precision.queries())));
  }

  /// Returns what a fit found as JSON.
  JsonLine json(RankingFit fit) {
    JsonLine line =
        new JsonLine()
            .with("tuning_queries", fit.tuningQueries())
            .with("test_queries", fit.testQueries())
            .with("words", fit.textFactor())
            .with("minus", fit.excludedFactor())
            .with("product", fit.productFactor())
            .with("worth_using", fit.isWorthUsing());
    band(line, "strong", fit.strong());
    band(line, "possible", fit.possible());
    return line.with("composed_capped", fit.composedCapped())
        .withObjects("composed", fit.composed(), EvaluationText::difference)
        .withObjects("excluded", fit.excluded(), EvaluationText::difference)
        .withObjects("trials", fit.trials(), EvaluationText::trial)
        .with("ranking", fit.json());
  }

  private static void band(JsonLine line, String name, RankingFit.Band band) {
    band.cosine().ifPresent(cosine -> line.with(name, cosine));
    band.z().ifPresent(z -> line.with(name + "_widths", z));
    band.precision()
        .ifPresent(
            precision ->
                line.with(name + "_precision", precision.value())
                    .with(name + "_precision_low", precision.interval().low())
                    .with(name + "_precision_high", precision.interval().high())
                    .with(name + "_queries", precision.queries()));
  }

  private static void trial(JsonLine line, RankingFit.Trial trial) {
    line.with("words", trial.textFactor())
        .with("product", trial.productFactor())
        .with("minus", trial.excludedFactor())
        .with("opposed", trial.opposed())
        .withObjects("differences", trial.differences(), EvaluationText::difference);
  }

  private static void difference(JsonLine line, Difference row) {
    line.with("category", row.category())
        .with("measure", row.measure().label())
        .with("first", row.first())
        .with("second", row.second())
        .with("difference", row.difference())
        .with("low", row.interval().low())
        .with("high", row.interval().high())
        .with("more_than_noise", row.moreThanNoise())
        .with("queries", row.queries());
  }

  /// Returns a variant as JSON, with all missing files.
  JsonLine json(LabelSet set, String label, Optional<Answers> answers, Measurement measurement) {
    JsonLine line = new JsonLine().with("labels", set.name()).with("variant", label);
    answers.ifPresent(found -> line.with("model", found.model()).with("photos", found.photos()));
    return line.with("queries", measurement.queries().size())
        .withTexts("missing", set.missing().stream().map(Path::toString).toList())
        .withObjects("measures", measurement.table(), this::measure);
  }

  /// Returns the differences between two variants as JSON.
  JsonLine json(String first, String second, List<Difference> differences) {
    return new JsonLine()
        .with("compared", second)
        .with("with", first)
        .withObjects("differences", differences, EvaluationText::difference);
  }

  /// Returns the values of a model in a library as JSON.
  JsonLine json(LibraryEvaluation.Result result) {
    return new JsonLine()
        .with("model", result.model())
        .with("photos", result.photos())
        .with("queries", result.measurement().queries().size())
        .withObjects("measures", result.measurement().table(), this::measure);
  }

  private void measure(JsonLine line, MeasureRow row) {
    line.with("category", row.category())
        .with("measure", row.measure().label())
        .with("value", row.value())
        .with("low", row.interval().low())
        .with("high", row.interval().high())
        .with("queries", row.queries());
  }

  private String category(String category) {
    return Text.truncate(
        category.isEmpty() ? messages.of("eval.all") : Text.visible(category), CATEGORY_WIDTH);
  }

  private static String interval(Interval interval) {
    return String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high());
  }
}
