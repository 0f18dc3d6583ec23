package app.akin.cli;

import app.akin.core.library.PhotoCollections;
import app.akin.core.library.PhotoCollections.Member;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin collections`: lists, changes and exports collections of photos.
@Command(name = "collections")
final class CollectionsVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  CollectionsVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  /// Returns the command line with its subcommands.
  CommandLine commandLine(ShutdownHook shutdown) {
    return new CommandLine(this)
        .addSubcommand(new ListCollections(this))
        .addSubcommand(new Create(this))
        .addSubcommand(new Add(this))
        .addSubcommand(new Remove(this))
        .addSubcommand(new Move(this))
        .addSubcommand(new Rename(this))
        .addSubcommand(new Delete(this))
        .addSubcommand(new Target(this))
        .addSubcommand(new Show(this))
        .addSubcommand(new CollectionsExportVerb(akin, context, shutdown));
  }

  /// Lists the collections if no subcommand is given.
  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      List<PhotoCollection> all = library.collections().list();
      if (all.isEmpty() && !akin.json()) {
        print("collections.none");
      }
      all.forEach(this::print);
    }
    return 0;
  }

  private void print(PhotoCollection collection) {
    PrintStream out = context.terminal().out();
    if (akin.json()) {
      out.println(
          new JsonLine()
              .with("collection", collection.name())
              .with("photos", collection.photos())
              .with("missing", collection.missing())
              .with("target", collection.isTarget()));
    } else {
      Messages messages = context.messages();
      String line =
          (collection.isTarget() ? "* " : "  ")
              + messages.of(
                  "collections.line",
                  Text.visible(collection.name()),
                  collection.photos(),
                  collection.missing());
      out.println(line);
    }
  }

  private void print(String key, Object... arguments) {
    context.terminal().out().println(context.messages().of(key, arguments));
  }

  /// Prints what a change did: the collection as JSON, or a sentence.
  private void report(PhotoCollection collection, String key, int count) {
    if (akin.json()) {
      print(collection);
    } else {
      print(key, Text.visible(collection.name()), count);
    }
  }

  /// Runs a change of a collection.
  private int change(String name, Change change) {
    try (PhotoLibrary library = akin.openLibrary()) {
      PhotoCollections collections = library.collections();
      change.run(collections, collections.find(name));
    }
    return 0;
  }

  /// A change of a collection.
  @FunctionalInterface
  private interface Change {
    void run(PhotoCollections collections, PhotoCollection collection);
  }

  /// Returns the photo of a file that is in a collection.
  private static PhotoId member(
      PhotoCollections collections, PhotoCollection collection, Path file) {
    PhotoId photo = collections.photosAt(List.of(file)).getFirst();
    if (!collections.with(photo).contains(collection.id())) {
      throw new AkinException(new Problem.PhotoNotInCollection(collection.name(), file.toString()));
    }
    return photo;
  }

  /// `akin collections list`.
  @Command(name = "list")
  static final class ListCollections implements Callable<Integer> {
    private final CollectionsVerb verb;

    ListCollections(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.call();
    }
  }

  /// `akin collections create NAME [FILE...]`.
  @Command(name = "create")
  static final class Create implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "0..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    Create(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        PhotoCollections collections = library.collections();
        PhotoCollection created = collections.create(name, collections.photosAt(files));
        verb.report(created, "collections.created", created.photos());
      }
      return 0;
    }
  }

  /// `akin collections add NAME FILE...`.
  @Command(name = "add")
  static final class Add implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--before", paramLabel = "FILE")
    private @Nullable Path before;

    Add(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) -> {
            Path next = before;
            PhotoId place = next == null ? null : member(collections, collection, next);
            int added = collections.add(collection.id(), collections.photosAt(files), place);
            verb.report(collections.find(collection.name()), "collections.added", added);
          });
    }
  }

  /// `akin collections remove NAME FILE...`.
  @Command(name = "remove")
  static final class Remove implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "0..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--missing")
    private boolean missing;

    Remove(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) -> {
            List<PhotoId> photos = new ArrayList<>(collections.photosAt(files));
            if (missing) {
              collections.members(collection.id()).stream()
                  .filter(Member::isMissing)
                  .forEach(member -> photos.add(member.photo()));
            }
            int removed = collections.remove(collection.id(), photos);
            verb.report(collections.find(collection.name()), "collections.removed", removed);
          });
    }
  }

  /// `akin collections move NAME FILE...`.
  @Command(name = "move")
  static final class Move implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--before", paramLabel = "FILE")
    private @Nullable Path before;

    Move(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) -> {
            List<PhotoId> photos = new ArrayList<>();
            files.forEach(file -> photos.add(member(collections, collection, file)));
            Path next = before;
            PhotoId place = next == null ? null : member(collections, collection, next);
            collections.move(collection.id(), photos, place);
            verb.report(collection, "collections.moved", photos.size());
          });
    }
  }

  /// `akin collections rename NAME NEW`.
  @Command(name = "rename")
  static final class Rename implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW", descriptionKey = "new")
    private String other = "";

    Rename(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) ->
              verb.report(
                  collections.rename(collection.id(), other),
                  "collections.renamed",
                  collection.photos()));
    }
  }

  /// `akin collections delete NAME`.
  @Command(name = "delete")
  static final class Delete implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    Delete(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) -> {
            collections.delete(collection.id());
            if (!verb.akin.json()) {
              verb.report(collection, "collections.deleted", collection.photos());
            }
          });
    }
  }

  /// `akin collections target [NAME]`.
  @Command(name = "target")
  static final class Target implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", descriptionKey = "name")
    private @Nullable String name;

    @Option(names = "--none")
    private boolean none;

    Target(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        PhotoCollections collections = library.collections();
        String wanted = name;
        if (none) {
          collections.setTarget(OptionalLong.empty());
        } else if (wanted != null) {
          collections.setTarget(OptionalLong.of(collections.find(wanted).id()));
        }
        collections
            .target()
            .ifPresentOrElse(
                verb::print,
                () -> {
                  if (!verb.akin.json()) {
                    verb.print("collections.target.none");
                  }
                });
      }
      return 0;
    }
  }

  /// `akin collections show NAME`.
  @Command(name = "show")
  static final class Show implements Callable<Integer> {
    private final CollectionsVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Option(names = "--print0")
    private boolean print0;

    Show(CollectionsVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.change(
          name,
          (collections, collection) ->
              collections.members(collection.id()).forEach(member -> verb.print(member, print0)));
    }
  }

  private void print(Member member, boolean print0) {
    PrintStream out = context.terminal().out();
    if (akin.json()) {
      JsonLine line = new JsonLine().with("photo", member.photo().value());
      if (!member.isMissing()) {
        line.with("path", PathText.of(member.paths().getFirst()))
            .withTexts("paths", member.paths().stream().map(PathText::of).toList());
      }
      out.println(line.with("missing", member.isMissing()));
    } else if (print0) {
      if (!member.isMissing()) {
        out.writeBytes(Text.bytes(member.paths().getFirst()));
        out.write(0);
      }
    } else if (member.isMissing()) {
      print("collections.missing", String.valueOf(member.photo().value()));
    } else {
      out.println(Text.visible(member.paths().getFirst().toString()));
    }
  }
}
