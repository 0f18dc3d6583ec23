package app.akin.cli;

import app.akin.core.benchmark.BenchmarkFigure;
import app.akin.core.benchmark.BenchmarkListener;
import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.benchmark.BenchmarkStage;
import app.akin.core.library.PhotoLibrary;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `akin bench`: runs the benchmark and prints each figure when it is available.
@Command(name = "bench")
final class BenchVerb implements Callable<Integer> {

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;
  private final BenchmarkPlan plan;

  @Option(names = "--full", descriptionKey = "full")
  private boolean full;

  /// @param plan the benchmark without `--full`
  BenchVerb(AkinCommand akin, Context context, ShutdownHook shutdown, BenchmarkPlan plan) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
    this.plan = plan;
  }

  @Override
  public Integer call() throws InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    boolean complete;
    try (PhotoLibrary library = akin.openLibrary()) {
      shutdown.onShutdown(() -> stopped.set(true));
      BenchmarkPlan wanted = full ? plan.withMillion() : plan;
      Printer printer = new Printer(stopped);
      complete = library.benchmark().run(akin.modelSelection(), wanted, printer);
      printer.clear();
    }
    if (!complete) {
      context.terminal().errors().println(context.messages().of("bench.stopped"));
      return AkinCommand.INTERRUPTED;
    }
    return 0;
  }

  /// Prints figures, and the current stage between them.
  private final class Printer implements BenchmarkListener {
    private final AtomicBoolean stopped;
    private final BenchmarkText text = new BenchmarkText(context.messages(), Version.number());
    private final Set<BenchmarkStage> begun = EnumSet.noneOf(BenchmarkStage.class);
    private @Nullable PercentLine line;
    private @Nullable BenchmarkStage stage;

    Printer(AtomicBoolean stopped) {
      this.stopped = stopped;
    }

    @Override
    public void onFigure(BenchmarkFigure figure) {
      clear();
      if (akin.json()) {
        context.terminal().out().println(text.json(figure));
      } else {
        text.lines(figure).forEach(context.terminal().out()::println);
      }
      context.terminal().out().flush();
    }

    @Override
    public boolean onProgress(BenchmarkStage now, double part) {
      PercentLine shown = line;
      if (shown == null || now != stage) {
        String key = "bench.measuring." + now.name();
        shown = new PercentLine(context.terminal(), context.messages(), key);
        stage = now;
        line = shown;
        if (begun.add(now) && !context.terminal().interactive()) {
          context.terminal().errors().println(context.messages().of(key, 0));
        }
      }
      shown.show(part);
      return !stopped.get();
    }

    void clear() {
      if (line != null) {
        line.clear();
      }
    }
  }
}
