package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.precision.PrecisionTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `akin models`: manages the models.
@Command(name = "models", synopsisSubcommandLabel = "COMMAND")
final class ModelsVerb implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec command = spec;
    if (command != null) {
      throw new ParameterException(command.commandLine(), "Missing required subcommand");
    }
  }

  /// `akin models check`: tests every precision of the model on this machine.
  @Command(name = "check")
  static final class Check implements Callable<Integer> {

    private final AkinCommand akin;
    private final Context context;
    private final ShutdownHook shutdown;

    Check(AkinCommand akin, Context context, ShutdownHook shutdown) {
      this.akin = akin;
      this.context = context;
      this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
      AtomicBoolean stopped = new AtomicBoolean();
      Optional<PrecisionTable> found;
      try (PhotoLibrary library = akin.openLibrary()) {
        shutdown.onShutdown(() -> stopped.set(true));
        PercentLine line =
            new PercentLine(context.terminal(), context.messages(), "progress.checking");
        found =
            library.checkPrecisions(
                akin.modelSelection(),
                part -> {
                  line.show(part);
                  return !stopped.get();
                });
        line.clear();
      }
      if (found.isEmpty()) {
        context.terminal().errors().println(context.messages().of("check.stopped"));
        return AkinCommand.INTERRUPTED;
      }
      print(found.get());
      return 0;
    }

    private void print(PrecisionTable table) {
      if (akin.json()) {
        table
            .rows()
            .forEach(row -> context.terminal().out().println(PrecisionText.json(row, table)));
        return;
      }
      PrecisionText.lines(table, context.messages()).forEach(context.terminal().out()::println);
      context.terminal().out().println(PrecisionText.sentence(table, context.messages()));
      table
          .rejectedGpu()
          .ifPresent(
              row ->
                  context
                      .terminal()
                      .out()
                      .println(
                          context
                              .messages()
                              .of("card.refused", PrecisionText.reason(row, context.messages()))));
    }
  }
}
