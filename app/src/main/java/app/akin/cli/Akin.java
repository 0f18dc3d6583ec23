package app.akin.cli;

import app.akin.core.benchmark.BenchPlan;
import app.akin.core.photo.AkinException;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// The program: a command line in, an exit code out. Exit 0 is done, 1 failed, 2 bad usage.
final class Akin {
  private static final Logger log = LoggerFactory.getLogger(Akin.class);
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final int NARROWEST = 55;

  private final Context context;
  private final BenchPlan bench;
  private final Front front;
  private final Drawing drawing;

  /// @param bench how much a bench measures
  /// @param front opens the window
  /// @param drawing draws one in memory, to see whether it can
  Akin(Context context, BenchPlan bench, Front front, Drawing drawing) {
    this.context = context;
    this.bench = bench;
    this.front = front;
    this.drawing = drawing;
  }

  /// Runs one command line and answers its exit code. What it printed is flushed.
  int run(String... arguments) {
    Terminal terminal = context.terminal();
    try (Ending ending = Ending.watch()) {
      int code =
          isPlainStart(arguments) ? plainStart(ending) : commandLine(ending).execute(arguments);
      terminal.out().flush();
      terminal.errors().flush();
      return code;
    }
  }

  /// Whether the program is started as its icon does it, with nothing to read.
  private static boolean isPlainStart(String... arguments) {
    return arguments.length == 0 || (arguments.length == 1 && arguments[0].equals(OpenVerb.NAME));
  }

  /// Opens the window before any verb is made: they take longer than all else before the toolkit.
  private int plainStart(Ending ending) {
    try {
      return new AkinCommand(context, ending, front, drawing)
          .openWindow(List.of(), () -> commandLine(ending));
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /// Every verb and option, in the words of the context.
  CommandLine commandLine(Ending ending) {
    AkinCommand akin = new AkinCommand(context, ending, front, drawing);
    FoldersVerb verb = new FoldersVerb(akin, context);
    CommandLine folders =
        new CommandLine(verb)
            .addSubcommand(new FoldersVerb.ListFolders(verb))
            .addSubcommand(new FoldersVerb.AddFolder(verb))
            .addSubcommand(new FoldersVerb.ConfirmFolder(verb))
            .addSubcommand(new FoldersVerb.RemoveFolder(verb));
    CommandLine commandLine =
        new CommandLine(akin)
            .addSubcommand(new OpenVerb(akin))
            .addSubcommand(new IndexVerb(akin, context, ending))
            .addSubcommand(new SearchVerb(akin, context))
            .addSubcommand(new StatusVerb(akin, context))
            .addSubcommand(folders)
            .addSubcommand(
                new CommandLine(new ModelsVerb())
                    .addSubcommand(new ModelsListVerb(akin, context))
                    .addSubcommand(new ModelsGetVerb(akin, context, ending))
                    .addSubcommand(new ModelsImportVerb(akin, context))
                    .addSubcommand(new ModelsUseVerb(akin, context))
                    .addSubcommand(new ModelsRemoveVerb(akin, context))
                    .addSubcommand(new ModelsVerb.Check(akin, context, ending)))
            .addSubcommand(new DoctorVerb(akin, context, ending))
            .addSubcommand(new BenchVerb(akin, context, ending, bench))
            .addSubcommand(new UpdatesVerb(akin, context))
            .addSubcommand(new PurgeVerb(akin, context))
            .setResourceBundle(context.messages().bundle())
            .setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(context.terminal().errors(), true, StandardCharsets.UTF_8))
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setUsageHelpWidth(Math.max(NARROWEST, context.terminal().width()))
            // A text may begin with an @, and an option is what it says, not a part of it.
            .setExpandAtFiles(false)
            .setAbbreviatedOptionsAllowed(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(this::badUsage)
            .setExecutionExceptionHandler(this::failed);
    new Words(context.messages()).teach(commandLine);
    return commandLine;
  }

  private int badUsage(ParameterException exception, String[] arguments) {
    String sentence =
        exception.getCause() instanceof TypeConversionException wrong
            ? String.valueOf(wrong.getMessage())
            : context
                .messages()
                .of(
                    "usage.wrong",
                    Text.visible(String.valueOf(exception.getMessage())),
                    exception.getCommandLine().getCommandSpec().qualifiedName());
    context.terminal().errors().println(sentence);
    return BAD_USAGE;
  }

  private int failed(Exception exception, CommandLine commandLine, ParseResult arguments) {
    return failed(exception);
  }

  private int failed(Exception exception) {
    Messages messages = context.messages();
    if (exception instanceof AkinException known) {
      log.info("stopped by a known problem", known);
      context.terminal().errors().println(messages.of(known));
      return switch (known.problem()) {
        case QUERY_EMPTY, QUERY_ONLY_MINUS, NO_FOLDERS, PRECISION_ABSENT -> BAD_USAGE;
        default -> FAILED;
      };
    }
    log.error("stopped by something unforeseen", exception);
    context
        .terminal()
        .errors()
        .println(messages.of("unforeseen", exception, context.places(null).logs().toString()));
    return FAILED;
  }
}
