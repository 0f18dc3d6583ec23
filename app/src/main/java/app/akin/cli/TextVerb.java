package app.akin.cli;

import app.akin.core.library.AppPaths;
import app.akin.core.library.ShippedText;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextLine;
import app.akin.core.text.FileTextReader;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `akin text`: prints the text in image files, which need not be in the library.
@Command(name = "text")
final class TextVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "files")
  private List<Path> files = List.of();

  TextVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    shutdown.onShutdown(() -> stopped.set(true));
    AppPaths places = akin.places();
    LogFile.open(context.log(), places.logs());
    int code = 0;
    try (FileTextReader reader = ShippedText.openReader(places, context.environment())) {
      for (Path file : files) {
        if (stopped.get()) {
          return AkinCommand.INTERRUPTED;
        }
        try {
          print(file, reader.read(file.toAbsolutePath(), stopped::get));
        } catch (AkinException e) {
          context.terminal().errors().println(context.messages().of(e));
          code = 1;
        }
      }
    }
    return stopped.get() ? AkinCommand.INTERRUPTED : code;
  }

  /// Prints the text of a file, below its name if there are several.
  private void print(Path file, ImageText text) {
    if (stopped.get()) {
      return;
    }
    PrintStream out = context.terminal().out();
    if (akin.json()) {
      out.println(
          new JsonLine()
              .with("path", file.toString())
              .with("text", text.text())
              .withObjects("lines", text.lines(), TextVerb::add));
      return;
    }
    if (files.size() > 1) {
      out.println(Text.visible(file.toString()) + ':');
    }
    text.text().lines().map(Text::visible).forEach(out::println);
  }

  /// Adds a line with the corners of its box as fractions of the upright image.
  static void add(JsonLine json, TextLine line) {
    json.with("text", line.text())
        .with("confidence", (float) line.confidence())
        .withObjects(
            "box",
            line.corners(),
            (corner, point) -> corner.with("x", (float) point.x()).with("y", (float) point.y()));
  }
}
