package app.akin.cli;

import app.akin.core.evaluation.Answers;
import app.akin.core.evaluation.Evaluation;
import app.akin.core.evaluation.LibraryEvaluation;
import app.akin.core.evaluation.RankingFit;
import app.akin.core.evaluation.Variant;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelSets;
import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.Measurement;
import app.akin.core.evaluation.metric.Measures;
import app.akin.core.evaluation.metric.RankingFile;
import app.akin.core.evaluation.metric.RankingFormat;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin eval`: measures how well models find photos, by a label set or by what the library knows.
@Command(name = "eval")
final class EvalVerb implements Callable<Integer> {

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "LABELS", descriptionKey = "labels")
  private @Nullable Path labels;

  @Option(names = "--photos", paramLabel = "DIR")
  private @Nullable Path photos;

  @Option(names = "--compare", paramLabel = "WHAT", split = ",")
  private List<String> compared = new ArrayList<>();

  @Option(names = "--scratch", paramLabel = "DIR")
  private @Nullable Path scratch;

  @Option(names = "--ranking", paramLabel = "FILE")
  private @Nullable Path ranking;

  @Option(names = "--fit")
  private boolean fit;

  EvalVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  /// A measured variant, or a measured ranking file.
  ///
  /// @param label its name in tables
  /// @param answers the answers; empty for a ranking file
  private record Measured(
      String label, Optional<Answers> answers, Rankings rankings, Measurement measurement) {}

  @Override
  public Integer call() throws InterruptedException {
    Path file = labels;
    boolean complete = file == null ? measureLibrary() : measure(file);
    if (!complete) {
      context.terminal().errors().println(context.messages().of("eval.stopped"));
      return AkinCommand.INTERRUPTED;
    }
    return 0;
  }

  private boolean measureLibrary() {
    if (photos != null || scratch != null || ranking != null || fit || !compared.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), context.messages().of("usage.eval"));
    }
    EvaluationText text = new EvaluationText(context.messages());
    try (PhotoLibrary library = akin.openLibrary()) {
      shutdown.onShutdown(() -> stopped.set(true));
      ModelSelection selection = akin.queryModelSelection();
      String wanted = selection.model();
      List<String> models = wanted == null ? LibraryEvaluation.models(library) : List.of(wanted);
      if (models.isEmpty()) {
        throw new AkinException(new Problem.LibraryEmpty());
      }
      for (String model : models) {
        Optional<LibraryEvaluation.Result> result =
            LibraryEvaluation.measure(
                library,
                new ModelSelection(model, selection.device(), selection.precision()),
                asking());
        if (result.isEmpty()) {
          return false;
        }
        print(akin.json() ? List.of(text.json(result.get()).toString()) : text.lines(result.get()));
      }
    }
    return true;
  }

  private boolean measure(Path file) throws InterruptedException {
    AppPaths places = akin.places();
    LabelSet set = LabelSets.read(file, photos);
    EvaluationText text = new EvaluationText(context.messages());
    PrintStream errors = context.terminal().errors();
    text.warnings(set).forEach(errors::println);
    Path folder = scratch == null ? places.compiled().resolveSibling("evaluation") : scratch;
    Variant first =
        new Variant(new ActiveModel(places.library()).resolveForSearch(akin.modelSelection()));
    shutdown.begin();
    try (Evaluation evaluation =
        new Evaluation(
            set,
            folder,
            library ->
                context.open(
                    new AppPaths(
                        library,
                        places.compiled(),
                        places.natives(),
                        places.models(),
                        places.logs())),
            places.natives())) {
      shutdown.onShutdown(() -> stopped.set(true));
      List<Comparison> comparisons = comparisons(first);
      if (!set.hasParaphrases() && compared.contains(Variant.PARAPHRASES)) {
        throw new AkinException(new Problem.LabelsWithoutParaphrases(file));
      }
      Optional<Measured> base = answered(evaluation, set, first);
      if (base.isEmpty()) {
        return false;
      }
      print(set, base.get());
      writeRanking(set, base.get());
      for (Comparison comparison : comparisons) {
        Optional<Measured> other =
            switch (comparison) {
              case Comparison.Run(Variant variant) -> answered(evaluation, set, variant);
              case Comparison.Given(Path path, Rankings rankings) ->
                  Optional.of(
                      new Measured(
                          String.valueOf(path.getFileName()),
                          Optional.empty(),
                          rankings,
                          Measures.of(set, rankings)));
            };
        if (other.isEmpty()) {
          return false;
        }
        print(set, other.get());
        List<Difference> differences =
            Measures.compare(base.get().measurement(), other.get().measurement());
        print(
            akin.json()
                ? List.of(
                    text.json(base.get().label(), other.get().label(), differences).toString())
                : text.lines(base.get().label(), other.get().label(), differences));
      }
      if (!fit) {
        return true;
      }
      Optional<RankingFit> fitted = evaluation.fit(first, fitting());
      fitted.ifPresent(
          found -> print(akin.json() ? List.of(text.json(found).toString()) : text.lines(found)));
      return fitted.isPresent();
    }
  }

  /// What the first variant is compared with.
  private sealed interface Comparison {
    /// Another variant, which is run.
    record Run(Variant variant) implements Comparison {}

    /// The rankings of a file.
    record Given(Path file, Rankings rankings) implements Comparison {}
  }

  /// Returns what `--compare` names: the plain sum, averaged paraphrases, a precision, a ranking
  /// file, a file in the form of `ranking.json`, or a model.
  private List<Comparison> comparisons(Variant first) {
    List<Comparison> comparisons = new ArrayList<>();
    for (String word : compared) {
      comparisons.add(comparison(first, word));
    }
    return comparisons;
  }

  private static Comparison comparison(Variant first, String word) {
    if (word.equals(Variant.SUM)) {
      return new Comparison.Run(first.withSum());
    }
    if (word.equals(Variant.PARAPHRASES)) {
      return new Comparison.Run(first.withParaphrases());
    }
    for (Precision precision : Precision.values()) {
      if (precision.word().equals(word)) {
        return new Comparison.Run(first.withPrecision(precision));
      }
    }
    Path file = Path.of(word);
    if (!Files.isRegularFile(file)) {
      return new Comparison.Run(first.withModel(word));
    }
    try {
      return new Comparison.Given(file, RankingFile.read(file).rankings());
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.RankingInvalid)) {
        throw e;
      }
      return new Comparison.Run(first.withSettings(word, text(file)));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.LabelFileUnreadable(file, String.valueOf(e.getMessage())));
    }
  }

  /// Indexes the photos and answers the queries; empty if stopped.
  private Optional<Measured> answered(Evaluation evaluation, LabelSet set, Variant variant)
      throws InterruptedException {
    IngestJob job = evaluation.index(variant);
    shutdown.onShutdown(
        () -> {
          stopped.set(true);
          job.stop();
        });
    IngestReport report;
    try (Progress _ = Progress.show(job::status, context.terminal(), context.messages())) {
      report = job.await();
    }
    if (report.stopped() || stopped.get()) {
      return Optional.empty();
    }
    if (report.failed() > 0) {
      context.terminal().errors().println(context.messages().of("eval.failed", report.failed()));
    }
    Optional<Answers> answers = evaluation.answer(variant, asking());
    return answers.map(
        found -> {
          found.problems().stream()
              .map(problem -> context.messages().of(new AkinException(problem)))
              .distinct()
              .forEach(context.terminal().errors()::println);
          return new Measured(
              variant.label(Text.visible(found.model())),
              answers,
              found.rankings(),
              Measures.of(set, found.rankings()));
        });
  }

  private DoublePredicate asking() {
    return progress("eval.asking");
  }

  private DoublePredicate fitting() {
    return progress("eval.fitting");
  }

  /// Returns progress that shows the percentage and the time left.
  ///
  /// @param key the message with the percentage; with `.left`, also with the time left
  private DoublePredicate progress(String key) {
    PercentLine line = new PercentLine(context.terminal(), context.messages(), key);
    long start = System.nanoTime();
    return part -> {
      if (part > 0) {
        Duration left = Duration.ofNanos((long) ((System.nanoTime() - start) * (1 - part) / part));
        line.showText(
            context
                .messages()
                .of(
                    key + ".left",
                    (int) (100 * part),
                    new ProgressText(context.messages()).time(left)));
      } else {
        line.show(part);
      }
      return !stopped.get();
    };
  }

  private void print(LabelSet set, Measured measured) {
    EvaluationText text = new EvaluationText(context.messages());
    measured.measurement().warnings().stream()
        .map(problem -> context.messages().of(new AkinException(problem)))
        .forEach(context.terminal().errors()::println);
    print(
        akin.json()
            ? List.of(
                text.json(set, measured.label(), measured.answers(), measured.measurement())
                    .toString())
            : text.lines(set, measured.label(), measured.answers(), measured.measurement()));
  }

  private void print(List<String> lines) {
    new PercentLine(context.terminal(), context.messages(), "eval.asking").clear();
    lines.forEach(context.terminal().out()::println);
    context.terminal().out().flush();
  }

  /// Writes the files for the server of the benchmark: the second one of a benchmark with two gets
  /// the name of its format before the extension.
  private void writeRanking(LabelSet set, Measured measured) {
    Path file = ranking;
    if (file == null) {
      return;
    }
    List<RankingFormat> formats = RankingFormat.of(set.benchmark());
    for (RankingFormat format : formats) {
      Path target = file;
      if (format != formats.getFirst()) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String suffix = "-" + format.name().toLowerCase(Locale.ROOT);
        target =
            file.resolveSibling(
                dot < 0 ? name + suffix : name.substring(0, dot) + suffix + name.substring(dot));
      }
      RankingFile.of(set, format, measured.rankings()).write(target);
      context
          .terminal()
          .errors()
          .println(context.messages().of("eval.written", Text.visible(target.toString())));
    }
  }
}
