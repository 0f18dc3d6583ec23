package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.SavedSearches;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.photo.AkinException;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.TextGroup;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin searches`: saves searches, lists them with the number of new photos, and runs them.
@Command(name = "searches")
final class SearchesVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  SearchesVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  /// Returns the command line with its subcommands.
  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new ListSearches(this))
        .addSubcommand(new SearchesSaveVerb(akin, context))
        .addSubcommand(new Run(this))
        .addSubcommand(new Rename(this))
        .addSubcommand(new Delete(this));
  }

  /// Lists the saved searches if no subcommand is given.
  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      List<SavedSearch> all = library.savedSearches().list();
      if (all.isEmpty() && !akin.json()) {
        context.terminal().out().println(context.messages().of("searches.none"));
      }
      for (SavedSearch search : all) {
        print(search, library.savedSearches());
      }
    }
    return 0;
  }

  private void print(SavedSearch search, SavedSearches searches) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    String problem = "";
    int fresh = 0;
    try {
      fresh = searches.countNew(search, Locale.getDefault(), akin.queryModelSelection());
    } catch (AkinException e) {
      // A place or model may be gone: the other searches are listed, too.
      problem = messages.of(e);
    }
    if (akin.json()) {
      JsonLine line = json(search);
      out.println(problem.isEmpty() ? line.with("new", fresh) : line.with("problem", problem));
      return;
    }
    String name = Text.visible(search.name());
    out.println(
        problem.isEmpty()
            ? messages.of("searches.line", name, fresh, fresh == SavedSearches.MAX_COUNT ? "+" : "")
            : messages.of("searches.line.problem", name, problem));
    out.println("    " + Text.visible(description(search.query())));
  }

  /// Returns a query in the form of a command line.
  private static String description(SavedQuery query) {
    Stream<String> parts =
        query.parts().stream()
            .map(
                part ->
                    switch (part) {
                      case QueryPart.Image image -> "--image " + name(image.image());
                      case QueryPart.Text text -> text.text();
                      case QueryPart.ExcludedText text -> "--not " + text.text();
                      case QueryPart.Feedback feedback ->
                          switch (feedback.direction()) {
                            case MORE -> "--more " + name(feedback.image());
                            case LESS -> "--less " + name(feedback.image());
                          };
                    });
    Stream<String> facts = query.facts().stream().map(fact -> "--where " + fact);
    Stream<String> folder = query.in() == null ? Stream.of() : Stream.of("--in " + query.in());
    return Stream.of(Stream.of(query.line()), parts, facts, folder)
        .flatMap(each -> each)
        .filter(each -> !each.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static String name(QueryImage image) {
    return switch (image) {
      case QueryImage.File file -> file.path().toString();
      case QueryImage.Bytes bytes -> bytes.name();
      case QueryImage.Photo photo -> "#" + photo.content().value();
    };
  }

  private static JsonLine json(SavedSearch search) {
    SavedQuery query = search.query();
    List<String> texts = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    List<String> images = new ArrayList<>();
    List<String> more = new ArrayList<>();
    List<String> less = new ArrayList<>();
    for (QueryPart part : query.parts()) {
      switch (part) {
        case QueryPart.Image image -> images.add(name(image.image()));
        case QueryPart.Text text -> texts.add(text.text());
        case QueryPart.ExcludedText text -> excluded.add(text.text());
        case QueryPart.Feedback feedback -> {
          switch (feedback.direction()) {
            case MORE -> more.add(name(feedback.image()));
            case LESS -> less.add(name(feedback.image()));
          }
        }
      }
    }
    return new JsonLine()
        .with("search", search.name())
        .with("line", query.line())
        .withTexts("images", images)
        .withTexts("texts", texts)
        .withTexts("minus", excluded)
        .withTexts("more", more)
        .withTexts("less", less)
        .withTexts("facts", query.facts());
  }

  /// `akin searches list`.
  @Command(name = "list")
  static final class ListSearches implements Callable<Integer> {
    private final SearchesVerb verb;

    ListSearches(SearchesVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      return verb.call();
    }
  }

  /// `akin searches run NAME`.
  @Command(name = "run")
  static final class Run implements Callable<Integer> {
    private final SearchesVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Option(names = "--new")
    private boolean onlyNew;

    @Option(names = "--limit", paramLabel = "N")
    private OptionConverters.Limit limit = new OptionConverters.Limit(20);

    @Option(names = "--print0")
    private boolean print0;

    Run(SearchesVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      SearchAnswer answer;
      SavedSearch search;
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        SavedSearches searches = library.savedSearches();
        search = searches.find(name);
        long highest = searches.highestPhoto();
        SearchRequest request =
            searches.request(
                search,
                Locale.getDefault(),
                limit.count(),
                verb.akin.queryModelSelection(),
                SearchRequest.Stacks.ALL);
        answer = library.search().find(onlyNew ? SavedSearches.onlyNew(request, search) : request);
        searches.look(search, highest);
      }
      boolean json = verb.akin.json() && !print0;
      new SearchAnswerText(
              verb.context,
              new SearchAnswerText.Form(
                  json,
                  print0,
                  search.query().useKind(),
                  SearchRequest.Stacks.ALL,
                  limit.count(),
                  SearchRequest.Order.SCORE))
          .print(answer, Map.of(), TextGroup.NONE, Optional.empty());
      return 0;
    }
  }

  /// `akin searches rename NAME NEW`.
  @Command(name = "rename")
  static final class Rename implements Callable<Integer> {
    private final SearchesVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW", descriptionKey = "new")
    private String other = "";

    Rename(SearchesVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        library.savedSearches().rename(library.savedSearches().find(name).id(), other);
      }
      return 0;
    }
  }

  /// `akin searches delete NAME`.
  @Command(name = "delete")
  static final class Delete implements Callable<Integer> {
    private final SearchesVerb verb;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    Delete(SearchesVerb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      try (PhotoLibrary library = verb.akin.openLibrary()) {
        SavedSearch search = library.savedSearches().find(name);
        library.savedSearches().delete(search.id());
        if (!verb.akin.json()) {
          verb.context
              .terminal()
              .out()
              .println(verb.context.messages().of("searches.deleted", Text.visible(search.name())));
        }
      }
      return 0;
    }
  }
}
