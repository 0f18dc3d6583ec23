package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.Step;
import app.akin.i18n.Messages;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `akin undo`: reverts the last step, or lists the steps.
@Command(name = "undo")
final class UndoVerb implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final AkinCommand akin;
  private final Context context;

  @Option(names = "--list")
  private boolean list;

  UndoVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      if (list) {
        library.marks().steps().forEach(this::print);
      } else {
        new MarkOutput(akin, context).printStep("steps.undone", library.marks().undo());
      }
    }
    return 0;
  }

  private void print(Step step) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    out.println(
        akin.json()
            ? new JsonLine()
                .with("kind", step.kind().word())
                .with("made", step.made().toString())
                .with("values", step.targets())
                .with("undone", step.undone())
            : messages.of(
                step.undone() ? "steps.step.undone" : "steps.step",
                TIME.format(step.made().atZone(ZoneId.systemDefault())),
                messages.of("steps." + step.kind().name()),
                step.targets()));
  }

  /// `akin redo`: repeats the step that was reverted last.
  @Command(name = "redo")
  static final class Redo implements Callable<Integer> {
    private final AkinCommand akin;
    private final Context context;

    Redo(AkinCommand akin, Context context) {
      this.akin = akin;
      this.context = context;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = akin.openLibrary()) {
        new MarkOutput(akin, context).printStep("steps.redone", library.marks().redo());
      }
      return 0;
    }
  }
}
