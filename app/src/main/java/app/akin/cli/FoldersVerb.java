package app.akin.cli;

import app.akin.core.library.LibraryStatus;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.PathText;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin folders`: lists and changes the folders of the library.
@Command(name = "folders")
final class FoldersVerb implements Callable<Integer> {
  private static final int WRONG_USAGE = 2;

  private final AkinCommand akin;
  private final Context context;

  FoldersVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  /// Lists the folders if no subcommand is given.
  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      print(library);
    }
    return 0;
  }

  private void print(PhotoLibrary library) {
    PrintStream out = context.terminal().out();
    List<LibraryStatus.Folder> folders = library.folders().list();
    if (akin.json()) {
      folders.forEach(folder -> out.println(addMembers(new JsonLine(), folder)));
      return;
    }
    if (folders.isEmpty()) {
      out.println(context.messages().of("folders.none"));
    }
    folders.forEach(folder -> lines(folder, context.messages()).forEach(out::println));
    printLeftOut(library.folders().leftOut(), out);
  }

  /// Prints the patterns of folders that every scan leaves out, one line for each reason.
  private void printLeftOut(List<LibraryStatus.LeftOut> all, PrintStream out) {
    Messages messages = context.messages();
    out.println(messages.of("folders.leftout"));
    Map<String, List<String>> patterns = new LinkedHashMap<>();
    for (LibraryStatus.LeftOut leftOut : all) {
      if (!leftOut.included()) {
        patterns.computeIfAbsent(leftOut.reason(), _ -> new ArrayList<>()).add(leftOut.pattern());
      }
    }
    patterns.forEach(
        (reason, group) ->
            out.println(
                messages.of(
                    "folders.leftout.reason",
                    messages.of("folders.leftout." + reason),
                    String.join(", ", group))));
    List<String> included =
        all.stream()
            .filter(LibraryStatus.LeftOut::included)
            .map(LibraryStatus.LeftOut::pattern)
            .toList();
    if (!included.isEmpty()) {
      out.println(messages.of("folders.leftout.included", String.join(", ", included)));
    }
  }

  private int setIncluded(String pattern, boolean included) {
    try (PhotoLibrary library = akin.openLibrary()) {
      if (!library.folders().setIncluded(pattern, included)) {
        context
            .terminal()
            .errors()
            .println(context.messages().of("folders.leftout.unknown", Text.visible(pattern)));
        return WRONG_USAGE;
      }
      print(library);
    }
    return 0;
  }

  /// Adds a folder to a JSON object.
  static JsonLine addMembers(JsonLine json, LibraryStatus.Folder folder) {
    json.with("path", PathText.of(folder.path()))
        .with("present", folder.isPresent())
        .with("state", folder.state().word())
        .with("files", folder.files())
        .withTexts("exclude", folder.exclusions());
    if (folder.minBytes() > 0) {
      json.with("min_bytes", folder.minBytes());
    }
    if (folder.minPixels() > 0) {
      json.with("min_pixels", folder.minPixels());
    }
    LibraryStatus.PendingConfirmation question = folder.confirmation();
    if (question != null) {
      json.with("question", question.loss() ? "loss" : "volume")
          .with("missing", question.missing())
          .with("accepted", question.accepted());
    }
    return json;
  }

  /// Returns the lines that describe a folder.
  static List<String> lines(LibraryStatus.Folder folder, Messages messages) {
    List<String> lines = new ArrayList<>();
    String path = Text.visible(folder.path().toString());
    lines.add(
        switch (folder.state()) {
          case PRESENT -> messages.of("folders.present", path);
          case ABSENT, EMPTY -> messages.of("folders.absent", path, folder.files());
          case OTHER_VOLUME -> messages.of("folders.other", path, folder.files());
        });
    LibraryStatus.PendingConfirmation question = folder.confirmation();
    if (question != null && question.accepted()) {
      lines.add(messages.of("folders.accepted"));
    } else if (question != null) {
      lines.add(
          question.loss()
              ? messages.of("folders.loss", question.missing(), question.known(), path)
              : messages.of("folders.volume", path));
    }
    if (folder.minBytes() > 0) {
      lines.add(messages.of("folders.small", folder.minBytes()));
    }
    if (folder.minPixels() > 0) {
      lines.add(messages.of("folders.pixels", folder.minPixels()));
    }
    for (String exclusion : folder.exclusions()) {
      lines.add(messages.of("folders.exclusion", Text.visible(exclusion)));
    }
    return lines;
  }

  /// `akin folders list`.
  @Command(name = "list")
  static final class ListFolders implements Callable<Integer> {
    private final FoldersVerb folders;

    ListFolders(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      return folders.call();
    }
  }

  /// `akin folders add DIR`.
  @Command(name = "add")
  static final class AddFolder implements Callable<Integer> {
    private final FoldersVerb folders;

    @Parameters(paramLabel = "DIR", arity = "1", descriptionKey = "folder")
    private @Nullable Path folder;

    @Option(names = "--exclude", paramLabel = "DIR")
    private List<Path> exclude = new ArrayList<>();

    @Option(names = "--min-size", paramLabel = "BYTES")
    private OptionConverters.@Nullable Size minSize;

    @Option(names = "--min-pixels", paramLabel = "N")
    private OptionConverters.@Nullable Pixels minPixels;

    AddFolder(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = folders.akin.openLibrary()) {
        if (folder != null) {
          library.folders().add(folder, exclude);
          if (minSize != null) {
            library.folders().setMinBytes(folder, minSize.bytes());
          }
          if (minPixels != null) {
            library.folders().setMinPixels(folder, minPixels.count());
          }
        }
        folders.print(library);
      }
      return 0;
    }
  }

  /// `akin folders include PATTERN`.
  @Command(name = "include")
  static final class IncludeFolders implements Callable<Integer> {
    private final FoldersVerb folders;

    @Parameters(paramLabel = "PATTERN", arity = "1", descriptionKey = "pattern")
    private String pattern = "";

    IncludeFolders(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      return folders.setIncluded(pattern, true);
    }
  }

  /// `akin folders leave-out PATTERN`.
  @Command(name = "leave-out")
  static final class LeaveOutFolders implements Callable<Integer> {
    private final FoldersVerb folders;

    @Parameters(paramLabel = "PATTERN", arity = "1", descriptionKey = "pattern")
    private String pattern = "";

    LeaveOutFolders(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      return folders.setIncluded(pattern, false);
    }
  }

  /// `akin folders remove DIR`.
  @Command(name = "remove")
  static final class RemoveFolder implements Callable<Integer> {
    private final FoldersVerb folders;

    @Parameters(paramLabel = "DIR", arity = "1", descriptionKey = "folder")
    private @Nullable Path folder;

    RemoveFolder(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = folders.akin.openLibrary()) {
        if (folder != null) {
          library.folders().remove(folder);
        }
        folders.print(library);
      }
      return 0;
    }
  }

  /// `akin folders confirm DIR`.
  @Command(name = "confirm")
  static final class ConfirmFolder implements Callable<Integer> {
    private final FoldersVerb folders;

    @Parameters(paramLabel = "DIR", arity = "1", descriptionKey = "folder")
    private @Nullable Path folder;

    ConfirmFolder(FoldersVerb folders) {
      this.folders = folders;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = folders.akin.openLibrary()) {
        if (folder != null) {
          library.folders().accept(folder);
        }
        folders.print(library);
      }
      return 0;
    }
  }
}
