package app.akin.cli;

import app.akin.core.library.Purge;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.PathText;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `akin purge`: deletes all data of Akin after a confirmation.
@Command(name = "purge")
final class PurgeVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Option(names = "--yes")
  private boolean yes;

  PurgeVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    Purge purge = new Purge(akin.places(), context.clock());
    List<Purge.DataFolder> kept = purge.dataFolders();
    if (!yes && !kept.isEmpty()) {
      for (Purge.DataFolder place : kept) {
        errors.println(
            messages.of(
                "purge.place",
                Text.visible(place.path().toString()),
                DataSize.occupiedMegabytes(place.bytes())));
      }
      if (!context.confirm(messages.of("purge.ask"))) {
        errors.println(messages.of("purge.kept"));
        return 1;
      }
    }
    List<Path> left = purge.run();
    long bytes = kept.stream().mapToLong(Purge.DataFolder::bytes).sum();
    context
        .terminal()
        .out()
        .println(
            akin.json()
                ? new JsonLine()
                    .with("freed", bytes)
                    .withTexts("left", left.stream().map(PathText::of).toList())
                    .toString()
                : messages.of("purge.done", DataSize.occupiedMegabytes(bytes)));
    for (Path path : left) {
      errors.println(messages.of("purge.left", Text.visible(path.toString())));
    }
    return left.isEmpty() ? 0 : 1;
  }
}
