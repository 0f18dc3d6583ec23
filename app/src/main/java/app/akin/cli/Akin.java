package app.akin.cli;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
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

/// The command line program. Exit codes: 0 success, 1 failure, 2 wrong usage.
final class Akin {
  private static final Logger log = LoggerFactory.getLogger(Akin.class);
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final int NARROWEST = 55;

  private final Context context;
  private final BenchmarkPlan bench;
  private final WindowLauncher windowLauncher;
  private final WindowRenderer windowRenderer;

  /// @param bench the size of the benchmark
  /// @param windowLauncher opens the window
  /// @param windowRenderer renders a window off screen for the self-test
  Akin(
      Context context,
      BenchmarkPlan bench,
      WindowLauncher windowLauncher,
      WindowRenderer windowRenderer) {
    this.context = context;
    this.bench = bench;
    this.windowLauncher = windowLauncher;
    this.windowRenderer = windowRenderer;
  }

  /// Runs one command line, flushes its output and returns its exit code.
  int run(String... arguments) {
    Terminal terminal = context.terminal();
    try (ShutdownHook shutdown = ShutdownHook.install()) {
      int code =
          isPlainStart(arguments) ? plainStart(shutdown) : commandLine(shutdown).execute(arguments);
      if (terminal.out().checkError()) {
        code = unwritten(code);
      }
      terminal.errors().flush();
      return code;
    }
  }

  /// Reports output that could not be written. A pipe whose reader has ended, such as `head`, is no
  /// fault.
  private int unwritten(int code) {
    if (!context.terminal().piped()) {
      context.terminal().errors().println(context.messages().of("output.unwritable"));
    }
    return code == 0 ? FAILED : code;
  }

  /// Returns whether the arguments open the window without further parsing.
  private static boolean isPlainStart(String... arguments) {
    return arguments.length == 0 || (arguments.length == 1 && arguments[0].equals(OpenVerb.NAME));
  }

  /// Opens the window without creating the verbs, which delay its start.
  private int plainStart(ShutdownHook shutdown) {
    try {
      return new AkinCommand(context, shutdown, windowLauncher, windowRenderer)
          .openWindow(List.of(), () -> commandLine(shutdown));
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /// Returns the command line with all verbs and options.
  CommandLine commandLine(ShutdownHook shutdown) {
    AkinCommand akin = new AkinCommand(context, shutdown, windowLauncher, windowRenderer);
    FoldersVerb verb = new FoldersVerb(akin, context);
    CommandLine folders =
        new CommandLine(verb)
            .addSubcommand(new FoldersVerb.ListFolders(verb))
            .addSubcommand(new FoldersVerb.AddFolder(verb))
            .addSubcommand(new FoldersVerb.ConfirmFolder(verb))
            .addSubcommand(new FoldersVerb.RemoveFolder(verb))
            .addSubcommand(new FoldersVerb.IncludeFolders(verb))
            .addSubcommand(new FoldersVerb.LeaveOutFolders(verb));
    StacksVerb stacksVerb = new StacksVerb(akin, context);
    CommandLine stacks =
        new CommandLine(stacksVerb)
            .addSubcommand(new StacksVerb.ListStacks(stacksVerb))
            .addSubcommand(new StacksVerb.Find(stacksVerb, shutdown))
            .addSubcommand(new StacksVerb.Split(stacksVerb))
            .addSubcommand(new StacksVerb.Join(stacksVerb))
            .addSubcommand(new StacksVerb.Cover(stacksVerb))
            .addSubcommand(new StacksVerb.Undo(stacksVerb));
    SidecarsVerb sidecarsVerb = new SidecarsVerb(akin, context, shutdown);
    CommandLine sidecars =
        new CommandLine(sidecarsVerb)
            .addSubcommand(new SidecarsVerb.Export(sidecarsVerb))
            .addSubcommand(new SidecarsVerb.Undo(sidecarsVerb));
    CommandLine commandLine =
        new CommandLine(akin)
            .addSubcommand(new OpenVerb(akin))
            .addSubcommand(new IndexVerb(akin, context, shutdown))
            .addSubcommand(new SearchVerb(akin, context, shutdown))
            .addSubcommand(new FacetsVerb(akin, context))
            .addSubcommand(new RateVerb(akin, context))
            .addSubcommand(new KeywordsVerb(akin, context))
            .addSubcommand(new CaptionVerb(akin, context))
            .addSubcommand(new UndoVerb(akin, context))
            .addSubcommand(new UndoVerb.Redo(akin, context))
            .addSubcommand(new TextVerb(akin, context, shutdown))
            .addSubcommand(new StatusVerb(akin, context))
            .addSubcommand(folders)
            .addSubcommand(stacks)
            .addSubcommand(new CollectionsVerb(akin, context).commandLine(shutdown))
            .addSubcommand(new SearchesVerb(akin, context).commandLine())
            .addSubcommand(sidecars)
            .addSubcommand(new ShareVerb(akin, context, shutdown).commandLine())
            .addSubcommand(
                new CommandLine(new ModelsVerb())
                    .addSubcommand(new ModelsListVerb(akin, context))
                    .addSubcommand(new ModelsGetVerb(akin, context, shutdown))
                    .addSubcommand(new ModelsImportVerb(akin, context, shutdown))
                    .addSubcommand(new ModelsUseVerb(akin, context, shutdown))
                    .addSubcommand(new ModelsRemoveVerb(akin, context))
                    .addSubcommand(new ModelsVerb.Check(akin, context, shutdown)))
            .addSubcommand(new DoctorVerb(akin, context, shutdown))
            .addSubcommand(new BenchVerb(akin, context, shutdown, bench))
            .addSubcommand(new EvalVerb(akin, context, shutdown))
            .addSubcommand(new UpdatesVerb(akin, context))
            .addSubcommand(new PurgeVerb(akin, context))
            .setResourceBundle(context.messages().bundle())
            .setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(context.terminal().errors(), true, StandardCharsets.UTF_8))
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setUsageHelpWidth(Math.max(NARROWEST, context.terminal().width()))
            // A query text may start with @, and options must be complete.
            .setExpandAtFiles(false)
            .setAbbreviatedOptionsAllowed(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(this::badUsage)
            .setExecutionExceptionHandler(this::failed);
    new OptionConverters(context.messages()).register(commandLine);
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
    if (!LogFile.isOpen(context.log())) {
      // The verb has failed before it opened a library; the log would go to the terminal.
      LogFile.open(context.log(), context.places(null).logs());
    }
    if (exception instanceof AkinException known) {
      log.info("Failed with a known problem", known);
      context.terminal().errors().println(messages.of(known));
      return switch (known.problem()) {
        case Problem.QueryEmpty _,
            Problem.NameEmpty _,
            Problem.NameTooLong _,
            Problem.QueryPrompt _,
            Problem.FeedbackIgnored _,
            Problem.InvalidFact _,
            Problem.NoFolders _,
            Problem.PrecisionAbsent _ ->
            BAD_USAGE;
        default -> FAILED;
      };
    }
    log.error("Failed with an unexpected error", exception);
    context
        .terminal()
        .errors()
        .println(messages.of("unforeseen", exception, context.places(null).logs().toString()));
    return FAILED;
  }
}
