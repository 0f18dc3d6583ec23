package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Stacks;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.LineReader;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.TextGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin search`: finds photos by images, words, or both.
@Command(name = "search")
// The field of the words only declares a parameter; [QueryArguments] consumes its values in order.
@SuppressWarnings("UnusedVariable")
final class SearchVerb implements Callable<Integer>, QueryArguments.Owner {
  /// Maximum number of photos in which the words are written.
  private static final int TEXTS = 12;

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Mixin private final QueryOptions query;

  @Spec private @Nullable CommandSpec spec;

  // Picocli passes the parts of a query to the consumer in the order of the arguments.
  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      descriptionKey = "text.words",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> words;

  @Option(names = "--verbatim")
  private boolean verbatim;

  @Option(names = "--explain")
  private boolean explain;

  @Mixin private final RerankOptions rerank = new RerankOptions();

  @Option(names = "--stacks", paramLabel = "fold|all")
  private SearchRequest.Stacks stacks = SearchRequest.Stacks.ALL;

  @Option(names = "--limit", paramLabel = "N")
  private OptionConverters.Limit limit = new OptionConverters.Limit(20);

  @Option(names = "--scope", paramLabel = "computer|shared|all")
  private Scope scope = Scope.COMPUTER;

  @Option(names = "--print0")
  private boolean print0;

  /// Where photos are searched.
  enum Scope {
    /// In this library.
    COMPUTER,
    /// In the shared library, without photos that this one has, too.
    SHARED,
    /// In both.
    ALL
  }

  SearchVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
    this.query = new QueryOptions(context);
  }

  @Override
  public QueryArguments parts() {
    return query.arguments();
  }

  @Override
  public Integer call() throws IOException {
    if (print0 && akin.json()) {
      throw new ParameterException(commandLine(), context.messages().of("usage.print0"));
    }
    if (rerank.isRequested() && query.sort() == SearchRequest.Order.DATE) {
      throw new ParameterException(commandLine(), context.messages().of("search.rerank.sort"));
    }
    if (rerank.isRequested() && scope != Scope.COMPUTER) {
      throw new ParameterException(commandLine(), context.messages().of("search.rerank.scope"));
    }
    List<QueryPart> parts = query.parts(commandLine());
    Optional<SearchAnswer> answer;
    Optional<SharedAnswer> shared;
    Map<Long, Stacks.Stack> members = Map.of();
    TextGroup texts;
    try (PhotoLibrary library = akin.openLibrary()) {
      List<Fact> facts = query.facts(library.lines());
      ParsedLine line = read(library.lines(), parts);
      SearchRequest request =
          request(
              withLine(parts, line),
              Stream.concat(facts.stream(), line.facts().stream().map(ParsedLine.Chip::fact))
                  .toList());
      if (explain) {
        JsonLine explanation = explanation(request, line);
        library
            .search()
            .readAs(request)
            .ifPresent(read -> explanation.with(SearchAnswerText.READ_AS, read.english()));
        context.terminal().out().println(explanation);
        return 0;
      }
      answer =
          rerank.apply(
              library, request, find(library, request), akin.modelSelection(), context, shutdown);
      shared = findShared(library, request);
      texts = scope == Scope.SHARED ? TextGroup.NONE : library.search().texts(request, TEXTS);
      if (answer.isPresent() && stacks == SearchRequest.Stacks.FOLD && akin.json()) {
        members =
            library
                .stacks()
                .of(
                    answer.get().results().stream()
                        .map(SearchResult::stack)
                        .filter(Objects::nonNull)
                        .map(SearchResult.Stack::id)
                        .toList());
      }
    }
    if (answer.isEmpty()) {
      context.terminal().errors().println(context.messages().of("search.rerank.stopped"));
      return AkinCommand.INTERRUPTED;
    }
    new SearchAnswerText(
            context,
            new SearchAnswerText.Form(
                akin.json(), print0, query.isOfKind(), stacks, limit.count(), query.sort()))
        .print(answer.get(), members, texts, shared);
    return 0;
  }

  private SearchAnswer find(PhotoLibrary library, SearchRequest request) {
    if (scope == Scope.SHARED) {
      return SearchAnswer.EMPTY;
    }
    try {
      return library.search().find(request);
    } catch (AkinException e) {
      if (scope == Scope.ALL && e.problem() instanceof Problem.LibraryEmpty) {
        return SearchAnswer.EMPTY;
      }
      throw e;
    }
  }

  /// Searches the shared library. If both are searched, a problem with the shared one is a note.
  private Optional<SharedAnswer> findShared(PhotoLibrary library, SearchRequest request) {
    if (scope == Scope.COMPUTER) {
      return Optional.empty();
    }
    try {
      return Optional.of(library.share().find(library.search(), request));
    } catch (AkinException e) {
      if (scope == Scope.SHARED) {
        throw e;
      }
      context.terminal().errors().println(context.messages().of(e));
      return Optional.empty();
    }
  }

  private SearchRequest request(List<QueryPart> parts, List<Fact> facts) {
    return new SearchRequest(
        parts,
        SearchRequest.NEUTRAL_BALANCE,
        new SearchRequest.Filter(query.folder(), facts, List.of()),
        query.sort(),
        rerank.limit(limit.count()),
        rerank.isRequested()
            ? new ModelSelection(akin.modelSelection().model(), Device.CPU, null)
            : akin.queryModelSelection(),
        query.isOfKind(),
        stacks,
        verbatim);
  }

  private ParsedLine read(LineReader lines, List<QueryPart> parts) {
    if (query.line().isBlank()) {
      return ParsedLine.EMPTY;
    }
    lines.refresh();
    boolean hasImage = parts.stream().anyMatch(part -> part instanceof QueryPart.Image);
    return lines.read(query.line(), hasImage, Locale.getDefault());
  }

  private static List<QueryPart> withLine(List<QueryPart> parts, ParsedLine line) {
    List<QueryPart> all = new ArrayList<>(parts);
    if (!line.text().isEmpty()) {
      all.add(new QueryPart.Text(line.text(), 1));
    }
    line.minus().forEach(minus -> all.add(new QueryPart.ExcludedText(minus.text(), 1)));
    return all;
  }

  private static JsonLine explanation(SearchRequest request, ParsedLine line) {
    List<String> texts = new ArrayList<>();
    List<String> minus = new ArrayList<>();
    for (QueryPart part : request.parts()) {
      switch (part) {
        case QueryPart.Text text -> texts.add(text.text());
        case QueryPart.ExcludedText text -> minus.add(text.text());
        case QueryPart.Image _, QueryPart.Feedback _ -> {}
      }
    }
    return new JsonLine()
        .with("text", String.join(" ", texts))
        .withTexts("minus", minus)
        .withTexts("facts", request.filter().facts().stream().map(Fact::canonical).toList())
        .withTexts(
            "offered", line.offered().stream().map(chip -> chip.fact().canonical()).toList());
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
