package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.PathText;
import app.akin.core.query.Fact;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.sidecar.Obstacle;
import app.akin.core.sidecar.PlannedSidecar;
import app.akin.core.sidecar.PlannedSidecar.Action;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.UndoReport;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `akin sidecars`: exports what the user set for photos to XMP sidecars, and undoes it.
@Command(name = "sidecars")
final class SidecarsVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  SidecarsVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  /// Prints the help if no subcommand is given.
  @Override
  public Integer call() {
    Objects.requireNonNull(spec).commandLine().usage(context.terminal().out());
    return 0;
  }

  /// Returns a receiver of progress that shows a percentage and is stopped by a signal.
  private DoublePredicate progress(PercentLine line) {
    AtomicBoolean stopped = new AtomicBoolean();
    shutdown.onShutdown(() -> stopped.set(true));
    return part -> {
      line.show(part);
      return !stopped.get();
    };
  }

  private PercentLine line(String key) {
    return new PercentLine(context.terminal(), context.messages(), key);
  }

  private void printLeft(Path target, Obstacle obstacle) {
    context
        .terminal()
        .errors()
        .println(
            context
                .messages()
                .of(
                    "sidecars.left",
                    Text.visible(target.toString()),
                    context.messages().of("sidecars.obstacle." + obstacle.name())));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// `akin sidecars export`.
  @Command(name = "export")
  static final class Export implements Callable<Integer> {
    private final SidecarsVerb sidecars;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    @Option(names = "--where", paramLabel = "FACT")
    private List<String> where = new ArrayList<>();

    @Option(names = "--yes")
    private boolean yes;

    /// Where sidecars are written: one of the two must be given.
    private static final class Place {
      @Option(names = "--beside", required = true)
      // Only its presence matters: without it, a folder is given.
      @SuppressWarnings("UnusedVariable")
      private boolean beside;

      @Option(names = "--to", paramLabel = "FOLDER", required = true)
      private @Nullable Path folder;
    }

    Export(SidecarsVerb sidecars) {
      this.sidecars = sidecars;
    }

    @Override
    public Integer call() throws IOException {
      try (PhotoLibrary library = sidecars.akin.openLibrary()) {
        List<Fact> facts = new ArrayList<>();
        for (String fact : where) {
          facts.add(library.lines().fact(fact));
        }
        Optional<SidecarPlan> plan = plan(library, new Filter(null, facts, List.of()));
        if (plan.isEmpty()) {
          return stopped();
        }
        print(plan.get());
        if (plan.get().writable().isEmpty()) {
          return plan.get().blocked().isEmpty() ? 0 : 1;
        }
        return isConfirmed() ? write(library, plan.get()) : notWritten();
      }
    }

    private Optional<SidecarPlan> plan(PhotoLibrary library, Filter filter) {
      PercentLine line = sidecars.line("sidecars.planning");
      try {
        return library.sidecars().plan(filter, place.folder, sidecars.progress(line));
      } finally {
        line.clear();
      }
    }

    private void print(SidecarPlan plan) {
      Messages messages = sidecars.context.messages();
      PrintStream out = sidecars.context.terminal().out();
      if (sidecars.akin.json()) {
        plan.sidecars().forEach(sidecar -> out.println(json(sidecar)));
        return;
      }
      for (PlannedSidecar sidecar : plan.sidecars()) {
        switch (sidecar.action()) {
          case CREATE, CHANGE ->
              out.println(
                  messages.of(
                      "sidecars." + sidecar.action().name(),
                      Text.visible(sidecar.target().toString())));
          case EQUAL, BLOCKED -> {}
        }
      }
      printBlocked(plan.blocked());
      out.println(
          messages.of(
              "sidecars.plan",
              plan.count(Action.CREATE),
              plan.count(Action.CHANGE),
              plan.count(Action.EQUAL),
              plan.count(Action.BLOCKED)));
      out.flush();
    }

    private static JsonLine json(PlannedSidecar sidecar) {
      JsonLine line =
          new JsonLine()
              .with("photo", PathText.of(sidecar.photo()))
              .with("sidecar", PathText.of(sidecar.target()))
              .with("action", word(sidecar.action()));
      Obstacle obstacle = sidecar.obstacle();
      return obstacle == null ? line : line.with("obstacle", word(obstacle));
    }

    private void printBlocked(List<PlannedSidecar> blocked) {
      for (PlannedSidecar sidecar : blocked) {
        Obstacle obstacle = sidecar.obstacle();
        if (obstacle != null) {
          sidecars.printLeft(sidecar.concerned(), obstacle);
        }
      }
    }

    private boolean isConfirmed() throws IOException {
      return yes
          || (!sidecars.akin.json()
              && sidecars.context.confirm(sidecars.context.messages().of("sidecars.ask")));
    }

    private int notWritten() {
      sidecars.context.terminal().errors().println(sidecars.context.messages().of("sidecars.kept"));
      return 1;
    }

    private int stopped() {
      sidecars
          .context
          .terminal()
          .errors()
          .println(sidecars.context.messages().of("sidecars.stopped"));
      return AkinCommand.INTERRUPTED;
    }

    private int write(PhotoLibrary library, SidecarPlan plan) {
      PercentLine line = sidecars.line("sidecars.writing");
      SidecarReport report;
      try {
        report = library.sidecars().write(plan, sidecars.progress(line));
      } finally {
        line.clear();
      }
      PrintStream out = sidecars.context.terminal().out();
      if (sidecars.akin.json()) {
        out.println(
            new JsonLine()
                .with("created", report.created())
                .with("changed", report.changed())
                .with("equal", report.equal())
                .with("backups", report.backups())
                .with("remaining", report.remaining())
                .withObjects(
                    "blocked",
                    report.blocked(),
                    (json, sidecar) ->
                        json.with("sidecar", PathText.of(sidecar.target()))
                            .with("obstacle", word(Objects.requireNonNull(sidecar.obstacle())))));
      } else {
        // Those of the plan were printed with it.
        printBlocked(report.blocked().subList(0, report.blocked().size() - plan.blocked().size()));
        out.println(
            sidecars
                .context
                .messages()
                .of("sidecars.written", report.created(), report.changed(), report.backups()));
      }
      if (report.remaining() > 0) {
        return stopped();
      }
      return report.blocked().isEmpty() ? 0 : 1;
    }
  }

  /// `akin sidecars undo`.
  @Command(name = "undo")
  static final class Undo implements Callable<Integer> {
    private final SidecarsVerb sidecars;

    Undo(SidecarsVerb sidecars) {
      this.sidecars = sidecars;
    }

    @Override
    public Integer call() {
      Messages messages = sidecars.context.messages();
      PercentLine line = sidecars.line("sidecars.undoing");
      UndoReport report;
      try (PhotoLibrary library = sidecars.akin.openLibrary()) {
        report = library.sidecars().undo(sidecars.progress(line));
      } finally {
        line.clear();
      }
      PrintStream out = sidecars.context.terminal().out();
      PrintStream errors = sidecars.context.terminal().errors();
      if (sidecars.akin.json()) {
        out.println(
            new JsonLine()
                .with("restored", report.restored())
                .with("deleted", report.deleted())
                .with("unchanged", report.unchanged())
                .with("complete", report.complete())
                .with("earlier", report.earlier())
                .withObjects(
                    "left",
                    report.left(),
                    (json, left) ->
                        json.with("sidecar", PathText.of(left.target()))
                            .with("obstacle", word(left.obstacle()))));
      } else {
        report.left().forEach(left -> sidecars.printLeft(left.target(), left.obstacle()));
        out.println(messages.of("sidecars.undone", report.restored(), report.deleted()));
        if (report.complete() && report.earlier() > 0) {
          out.println(messages.of("sidecars.earlier", report.earlier()));
        }
      }
      if (!report.complete()) {
        errors.println(messages.of("sidecars.undo.stopped"));
        return AkinCommand.INTERRUPTED;
      }
      return report.left().isEmpty() ? 0 : 1;
    }
  }
}
