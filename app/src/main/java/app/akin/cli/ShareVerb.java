package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.PathText;
import app.akin.core.share.ShareAddress;
import app.akin.core.share.ShareSettings;
import app.akin.core.share.ShareStatus;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin share`: joins a shared library, and publishes folders in it.
@Command(name = "share")
final class ShareVerb implements Callable<Integer> {
  /// Standard input in place of a file.
  private static final String STANDARD_INPUT = "-";

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Spec private @Nullable CommandSpec spec;

  ShareVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  /// Returns the verb with its subcommands.
  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new Status(this))
        .addSubcommand(new Create(this))
        .addSubcommand(new Connect(this))
        .addSubcommand(new Disconnect(this))
        .addSubcommand(new Add(this))
        .addSubcommand(new Remove(this))
        .addSubcommand(new MapFolder(this))
        .addSubcommand(new Publish(this));
  }

  /// Prints the help if no subcommand is given.
  @Override
  public Integer call() {
    Objects.requireNonNull(spec).commandLine().usage(context.terminal().out());
    return 0;
  }

  private void print(String key, Object... arguments) {
    context.terminal().out().println(context.messages().of(key, arguments));
  }

  private static String visible(Path path) {
    return Text.visible(path.toString());
  }

  /// How to log in.
  static final class Login {
    @Parameters(index = "0", paramLabel = "ADDRESS", descriptionKey = "address")
    private String address = "";

    @Option(names = "--certificate", paramLabel = "FILE")
    private @Nullable Path certificate;

    @Option(names = "--password-file", paramLabel = "FILE|-")
    private @Nullable String passwordFile;

    ShareAddress address() {
      return ShareAddress.parse(address);
    }

    Optional<Path> certificate() {
      return Optional.ofNullable(certificate);
    }

    /// Returns the password from the file, or from standard input.
    String password(Context context) throws IOException {
      String file = passwordFile;
      if (file != null && !file.equals(STANDARD_INPUT)) {
        return ShareSettings.readPasswordFile(Path.of(file));
      }
      if (file == null) {
        context.terminal().errors().println(context.messages().of("share.password"));
      }
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(context.terminal().input().open(), StandardCharsets.UTF_8))) {
        return Objects.requireNonNullElse(in.readLine(), "");
      }
    }
  }

  /// `akin share create ADDRESS`.
  @Command(name = "create")
  static final class Create implements Callable<Integer> {
    private final ShareVerb verb;

    @Mixin private final Login login = new Login();

    Create(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() throws IOException {
      ShareAddress address = login.address();
      String password = login.password(verb.context);
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.share().create(address, login.certificate(), password);
      }
      verb.print("share.created", address.toString());
      return 0;
    }
  }

  /// `akin share connect ADDRESS`.
  @Command(name = "connect")
  static final class Connect implements Callable<Integer> {
    private final ShareVerb verb;

    @Mixin private final Login login = new Login();

    @Option(names = "--name", paramLabel = "NAME")
    private @Nullable String name;

    Connect(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() throws IOException {
      ShareAddress address = login.address();
      Messages messages = verb.context.messages();
      verb.context
          .terminal()
          .errors()
          .println(messages.of("share.privacy", Text.visible(address.server())));
      String password = login.password(verb.context);
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.share().connect(address, login.certificate(), password, name());
      }
      verb.print("share.connected", address.toString(), name());
      return 0;
    }

    private String name() {
      return name == null ? verb.context.computerName() : name;
    }
  }

  /// `akin share disconnect`.
  @Command(name = "disconnect")
  static final class Disconnect implements Callable<Integer> {
    private final ShareVerb verb;

    Disconnect(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.share().disconnect();
      }
      verb.print("share.disconnected");
      return 0;
    }
  }

  /// `akin share add DIR`.
  @Command(name = "add")
  static final class Add implements Callable<Integer> {
    private final ShareVerb verb;

    @Parameters(index = "0", paramLabel = "DIR", descriptionKey = "dir")
    private Path folder = Path.of("");

    @Option(names = "--name", paramLabel = "NAME")
    private @Nullable String name;

    Add(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        String shared = library.share().addFolder(folder, Optional.ofNullable(name));
        verb.print("share.added", visible(folder), Text.visible(shared));
      }
      return 0;
    }
  }

  /// `akin share remove DIR`.
  @Command(name = "remove")
  static final class Remove implements Callable<Integer> {
    private final ShareVerb verb;

    @Parameters(index = "0", paramLabel = "DIR", descriptionKey = "dir")
    private Path folder = Path.of("");

    Remove(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.share().removeFolder(folder);
      }
      verb.print("share.removed", visible(folder));
      return 0;
    }
  }

  /// `akin share map NAME DIR`.
  @Command(name = "map")
  static final class MapFolder implements Callable<Integer> {
    private final ShareVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1", paramLabel = "DIR", descriptionKey = "dir")
    private Path folder = Path.of("");

    MapFolder(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.share().map(name, folder);
      }
      verb.print("share.mapped", Text.visible(name), visible(folder));
      return 0;
    }
  }

  /// `akin share publish`.
  @Command(name = "publish")
  static final class Publish implements Callable<Integer> {
    private final ShareVerb verb;

    Publish(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        return new Publishing(verb.akin, verb.context, verb.shutdown).run(library)
            ? 0
            : AkinCommand.INTERRUPTED;
      }
    }
  }

  /// `akin share status`.
  @Command(name = "status")
  static final class Status implements Callable<Integer> {
    private final ShareVerb verb;

    Status(ShareVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      ShareStatus status;
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        status = library.share().status();
      }
      if (verb.akin.json()) {
        verb.context.terminal().out().println(json(status));
      } else {
        print(status);
      }
      return 0;
    }

    private static JsonLine json(ShareStatus status) {
      return new JsonLine()
          .with("address", status.settings().address().toString())
          .with("name", status.settings().name())
          .with("server", status.server())
          .with("pgvector", status.vectors())
          .with("publisher", status.canPublish())
          .with("photos", status.photos())
          .with("waiting", status.waiting())
          .with("clock_seconds", status.clockOffset().toMillis() / 1000.0)
          .withObjects(
              "models",
              status.models(),
              (line, model) -> line.with("model", model.name()).with("vectors", model.vectors()))
          .withObjects(
              "folders",
              status.folders(),
              (line, folder) -> {
                line.with("folder", folder.name())
                    .with("files", folder.files())
                    .withTexts("desks", folder.desks());
                folder.local().ifPresent(path -> line.with("path", PathText.of(path)));
              });
    }

    private void print(ShareStatus status) {
      verb.print(
          "share.status",
          status.settings().address().toString(),
          Text.visible(status.settings().name()),
          status.canPublish() ? 1 : 0,
          status.server(),
          status.vectors());
      verb.print("share.status.photos", status.photos(), status.waiting());
      for (ShareStatus.Model model : status.models()) {
        verb.print("share.status.model", Text.visible(model.name()), model.vectors());
      }
      for (ShareStatus.Folder folder : status.folders()) {
        verb.print(
            "share.status.folder",
            Text.visible(folder.name()),
            folder.files(),
            folder.desks().size(),
            Text.visible(String.join(", ", folder.desks())),
            folder.local().isPresent() ? 1 : 0,
            folder.local().map(ShareVerb::visible).orElse(""));
      }
      new Publishing(verb.akin, verb.context, verb.shutdown).warnOfClock(status.clockOffset());
    }
  }
}
