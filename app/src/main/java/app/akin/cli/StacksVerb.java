package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Stacks;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.PathText;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin stacks`: lists and changes the stacks of photos.
@Command(name = "stacks")
final class StacksVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  StacksVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  /// Lists the stacks if no subcommand is given.
  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      print(library.stacks());
    }
    return 0;
  }

  private void print(Stacks stacks) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    List<Stacks.Stack> all = stacks.list();
    if (akin.json()) {
      all.forEach(stack -> out.println(json(stack)));
      return;
    }
    if (stacks.isModelWeak()) {
      context.terminal().errors().println(messages.of("stacks.weak"));
    }
    if (all.isEmpty()) {
      out.println(messages.of("stacks.none"));
    }
    for (Stacks.Stack stack : all) {
      out.println(heading(stack));
      for (int i = 0; i < stack.members().size(); i++) {
        out.println(line(stack.members().get(i), i == stack.cover()));
      }
    }
  }

  private String heading(Stacks.Stack stack) {
    Messages messages = context.messages();
    String id = String.valueOf(stack.id());
    double size = DataSize.megabytes(stack.otherBytes());
    long burst = stack.count(Stacks.Reason.BURST);
    return burst == 0
        ? messages.of("stacks.stack", id, stack.members().size(), size)
        : messages.of(
            "stacks.burst",
            id,
            stack.members().size(),
            burst + 1,
            stack.span().toMillis() / 1000.0,
            size);
  }

  private String line(Stacks.Member member, boolean isCover) {
    Messages messages = context.messages();
    String line = (isCover ? "  * " : "    ") + Text.visible(member.path().toString());
    if (member.reason() != Stacks.Reason.CENTRE) {
      line += "  (" + messages.of("stacks.reason." + member.reason().name()) + ")";
    }
    return member.isMoved() ? line + "  (" + messages.of("stacks.moved") + ")" : line;
  }

  private static JsonLine json(Stacks.Stack stack) {
    return new JsonLine()
        .with("stack", stack.id())
        .with("cover", PathText.of(stack.members().get(stack.cover()).path()))
        .with("other_bytes", stack.otherBytes())
        .with("span_ms", stack.span().toMillis())
        .withObjects(
            "members",
            stack.members(),
            (line, member) ->
                line.with("path", PathText.of(member.path()))
                    .with("reason", member.reason().name().toLowerCase(Locale.ROOT))
                    .with("pixels", member.pixels())
                    .with("bytes", member.bytes())
                    .with("moved", member.isMoved()));
  }

  /// `akin stacks list`.
  @Command(name = "list")
  static final class ListStacks implements Callable<Integer> {
    private final StacksVerb stacks;

    ListStacks(StacksVerb stacks) {
      this.stacks = stacks;
    }

    @Override
    public Integer call() {
      return stacks.call();
    }
  }

  /// `akin stacks find`.
  @Command(name = "find")
  static final class Find implements Callable<Integer> {

    private final StacksVerb stacks;
    private final ShutdownHook shutdown;

    Find(StacksVerb stacks, ShutdownHook shutdown) {
      this.stacks = stacks;
      this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
      Messages messages = stacks.context.messages();
      AtomicBoolean stopped = new AtomicBoolean();
      PercentLine line = new PercentLine(stacks.context.terminal(), messages, "stacks.finding");
      try (PhotoLibrary library = stacks.akin.openLibrary()) {
        shutdown.onShutdown(() -> stopped.set(true));
        boolean complete =
            library
                .stacks()
                .find(
                    part -> {
                      line.show(part);
                      return !stopped.get();
                    });
        line.clear();
        if (!complete) {
          stacks.context.terminal().errors().println(messages.of("stacks.stopped"));
          return AkinCommand.INTERRUPTED;
        }
        List<Stacks.Stack> all = library.stacks().list();
        int photos = all.stream().mapToInt(stack -> stack.members().size()).sum();
        if (stacks.akin.json()) {
          stacks
              .context
              .terminal()
              .out()
              .println(new JsonLine().with("stacks", all.size()).with("photos", photos));
        } else {
          stacks.context.terminal().out().println(messages.of("stacks.found", all.size(), photos));
        }
      }
      return 0;
    }
  }

  /// `akin stacks split FILE...`.
  @Command(name = "split")
  static final class Split implements Callable<Integer> {
    private final StacksVerb stacks;

    @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--never")
    private boolean never;

    Split(StacksVerb stacks) {
      this.stacks = stacks;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = stacks.akin.openLibrary()) {
        if (never) {
          library.stacks().neverStack(files);
        } else {
          library.stacks().split(files);
        }
      }
      return 0;
    }
  }

  /// `akin stacks join FILE...`.
  @Command(name = "join")
  static final class Join implements Callable<Integer> {
    private final StacksVerb stacks;

    @Parameters(paramLabel = "FILE", arity = "2..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    Join(StacksVerb stacks) {
      this.stacks = stacks;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = stacks.akin.openLibrary()) {
        library.stacks().join(files);
      }
      return 0;
    }
  }

  /// `akin stacks cover FILE...`.
  @Command(name = "cover")
  static final class Cover implements Callable<Integer> {
    private final StacksVerb stacks;

    @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    Cover(StacksVerb stacks) {
      this.stacks = stacks;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = stacks.akin.openLibrary()) {
        library.stacks().makeCover(files);
      }
      return 0;
    }
  }

  /// `akin stacks undo`.
  @Command(name = "undo")
  static final class Undo implements Callable<Integer> {
    private final StacksVerb stacks;

    Undo(StacksVerb stacks) {
      this.stacks = stacks;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = stacks.akin.openLibrary()) {
        String undone = library.stacks().undo().name();
        if (!stacks.akin.json()) {
          stacks
              .context
              .terminal()
              .out()
              .println(stacks.context.messages().of("stacks.undone." + undone));
        }
      }
      return 0;
    }
  }
}
