package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Stacks;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.PathText;
import app.akin.core.query.Fact;
import app.akin.core.query.FilterConflict;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.LineReader;
import app.akin.core.search.PromptLimit;
import app.akin.core.search.QueryPart;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
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
import picocli.CommandLine.TypeConversionException;

/// `akin search`: finds photos by images, words, or both.
@Command(name = "search")
// The fields of query parts only declare options; [QueryArguments] consumes their values in order.
@SuppressWarnings("UnusedVariable")
final class SearchVerb implements Callable<Integer> {
  private static final int BAR = 10;
  private static final String READ_AS = "read_as";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /// Maximum number of photos in which the words are written.
  private static final int TEXTS = 12;

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;
  private final QueryArguments parts;

  @Spec private @Nullable CommandSpec spec;

  // Picocli passes the parts of a query to the consumer in the order of the arguments.
  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      descriptionKey = "text.words",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> words;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> images;

  @Option(names = "--text", paramLabel = "T", parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> texts;

  @Option(names = "--not", paramLabel = "T", parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> minus;

  @Option(
      names = "--weight",
      paramLabel = "W",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> weights;

  @Option(names = "--in", paramLabel = "DIR")
  private @Nullable Path in;

  @Option(names = "--after", paramLabel = "DATE")
  private @Nullable LocalDate after;

  @Option(names = "--before", paramLabel = "DATE")
  private @Nullable LocalDate before;

  @Option(
      names = "--where",
      paramLabel = "FACT",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> where;

  @Option(
      names = "--ask",
      paramLabel = "LINE",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable String ask;

  @Option(names = "--verbatim")
  private boolean verbatim;

  @Option(names = "--explain")
  private boolean explain;

  @Option(names = "--sort", paramLabel = "score|date")
  private SearchRequest.Order sort = SearchRequest.Order.SCORE;

  @Mixin private final RerankOptions rerank = new RerankOptions();

  @Option(names = "--kind")
  private boolean kind;

  @Option(names = "--stacks", paramLabel = "fold|all")
  private SearchRequest.Stacks stacks = SearchRequest.Stacks.ALL;

  @Option(names = "--limit", paramLabel = "N")
  private OptionConverters.Limit limit = new OptionConverters.Limit(20);

  @Option(names = "--print0")
  private boolean print0;

  SearchVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
    this.parts = new QueryArguments(new OptionConverters(context.messages()));
  }

  /// Returns the collector of query parts.
  QueryArguments parts() {
    return parts;
  }

  @Override
  public Integer call() throws IOException {
    if (print0 && akin.json()) {
      throw new ParameterException(commandLine(), context.messages().of("usage.print0"));
    }
    if (rerank.isRequested() && sort == SearchRequest.Order.DATE) {
      throw new ParameterException(commandLine(), context.messages().of("search.rerank.sort"));
    }
    List<QueryPart> query = queryParts();
    Optional<SearchAnswer> answer;
    Map<Long, Stacks.Stack> members = Map.of();
    TextGroup texts;
    try (PhotoLibrary library = akin.openLibrary()) {
      List<Fact> facts = new ArrayList<>();
      for (String fact : parts.facts()) {
        facts.add(library.lines().fact(fact));
      }
      if (after != null || before != null) {
        facts.add(Fact.taken(after, before));
      }
      ParsedLine line = read(library.lines(), query);
      SearchRequest request =
          request(
              withLine(query, line),
              Stream.concat(facts.stream(), line.facts().stream().map(ParsedLine.Chip::fact))
                  .toList());
      if (explain) {
        JsonLine explanation = explanation(request, line);
        library
            .search()
            .readAs(request)
            .ifPresent(read -> explanation.with(READ_AS, read.english()));
        context.terminal().out().println(explanation);
        return 0;
      }
      answer =
          rerank.apply(
              library,
              request,
              library.search().find(request),
              akin.modelSelection(),
              context,
              shutdown);
      texts = library.search().texts(request, TEXTS);
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
    print(answer.get(), members, texts);
    return 0;
  }

  private SearchRequest request(List<QueryPart> query, List<Fact> facts) {
    return new SearchRequest(
        query,
        SearchRequest.NEUTRAL_BALANCE,
        new SearchRequest.Filter(
            in == null ? null : in.toAbsolutePath().normalize(), facts, List.of()),
        sort,
        rerank.limit(limit.count()),
        rerank.isRequested()
            ? new ModelSelection(akin.modelSelection().model(), Device.CPU, null)
            : akin.queryModelSelection(),
        kind,
        stacks,
        verbatim);
  }

  private ParsedLine read(LineReader lines, List<QueryPart> query) {
    if (parts.line().isBlank()) {
      return ParsedLine.EMPTY;
    }
    lines.refresh();
    boolean hasImage = query.stream().anyMatch(part -> part instanceof QueryPart.Image);
    return lines.read(parts.line(), hasImage, Locale.getDefault());
  }

  private static List<QueryPart> withLine(List<QueryPart> query, ParsedLine line) {
    List<QueryPart> all = new ArrayList<>(query);
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
        case QueryPart.Image _ -> {}
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

  private List<QueryPart> queryParts() throws IOException {
    try {
      return parts.request(this::standardInput);
    } catch (TypeConversionException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  private byte[] standardInput(int limit) throws IOException {
    try (InputStream input = context.terminal().input().open()) {
      return input.readNBytes(limit);
    }
  }

  private void print(SearchAnswer answer, Map<Long, Stacks.Stack> members, TextGroup texts) {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    PrintStream out = context.terminal().out();
    answer.readAs().ifPresent(this::printReadAs);
    for (String text : answer.unknownTerms()) {
      errors.println(messages.of("search.unheard", Text.visible(text)));
    }
    if (kind && !answer.canUseKind()) {
      errors.println(messages.of("search.kind.unsupported", answer.model().orElse("")));
    }
    printLimits(answer.limits(), answer.model().orElse(""));
    answer.reranked().ifPresent(second -> printLimits(second.limits(), second.model()));
    if (answer.results().isEmpty()) {
      errors.println(
          answer.conflict().map(this::reason).orElseGet(() -> messages.of("search.nothing")));
    }
    for (SearchAnswer.Missing missing : answer.missing()) {
      errors.println(messages.of("search.missing", fact(missing.fact()), missing.count()));
    }
    List<SearchResult> hits =
        answer.results().subList(0, Math.min(limit.count(), answer.results().size()));
    List<Float> scores = answer.reranked().map(SearchAnswer.Reranked::scores).orElse(List.of());
    for (int i = 0; i < hits.size(); i++) {
      SearchResult hit = hits.get(i);
      boolean reranked = i < scores.size();
      if (akin.json()) {
        JsonLine line = json(hit, members);
        answer.readAs().ifPresent(read -> line.with(READ_AS, read.english()));
        out.println(reranked ? line.with("rerank", scores.get(i)) : line);
      } else if (print0) {
        out.writeBytes(Text.bytes(hit.path()));
        out.write(0);
      } else {
        float score = reranked ? scores.get(i) : hit.score();
        out.println(line(i + 1, hit, score, String.valueOf(hits.size()).length()));
      }
    }
    printTexts(texts, members);
  }

  /// Prints the photos in which all words are written. They are not part of the results, so that
  /// paths for other programs leave them out.
  private void printTexts(TextGroup texts, Map<Long, Stacks.Stack> members) {
    if (print0 || texts.results().isEmpty()) {
      return;
    }
    if (!akin.json()) {
      context
          .terminal()
          .errors()
          .println(
              context
                  .messages()
                  .of(
                      texts.unread() == 0 ? "search.texts" : "search.texts.unread",
                      texts.count(),
                      texts.unread()));
    }
    for (SearchResult hit : texts.results()) {
      if (akin.json()) {
        context.terminal().out().println(json(hit, members).with("group", "text"));
      } else {
        context.terminal().out().println("   " + Text.visible(hit.path().toString()));
      }
    }
  }

  private void printReadAs(ReadAs read) {
    PrintStream errors = context.terminal().errors();
    if (!read.english().isEmpty()) {
      errors.println(context.messages().of("search.read_as", Text.visible(read.english())));
    }
    if (!read.ignored().isEmpty()) {
      String ignored = Text.visible(String.join(", ", read.ignored()));
      errors.println(context.messages().of("search.read_as.ignored", ignored));
    }
  }

  private void printLimits(List<PromptLimit> limits, String model) {
    for (PromptLimit limit : limits) {
      String key =
          switch (limit) {
            case BALANCE -> "search.limit.balance";
            case EXCLUDED_TEXT -> "search.limit.excluded";
          };
      context.terminal().errors().println(context.messages().of(key, model));
    }
  }

  private String reason(FilterConflict conflict) {
    Messages messages = context.messages();
    return switch (conflict) {
      case FilterConflict.Alone(Fact fact, List<Integer> years) when years.isEmpty() ->
          messages.of("search.none.fact", fact(fact));
      case FilterConflict.Alone(Fact fact, List<Integer> years) ->
          messages.of(
              "search.none.years",
              fact(fact),
              String.join(", ", years.stream().map(String::valueOf).toList()));
      case FilterConflict.Videos _ -> messages.of("search.none.videos");
      case FilterConflict.Pair(Fact one, long oneCount, Fact other, long otherCount) ->
          messages.of("search.none.pair", fact(one), oneCount, fact(other), otherCount);
      case FilterConflict.Together _ -> messages.of("search.none.together");
    };
  }

  private static String fact(Fact fact) {
    return Text.visible(fact.canonical());
  }

  private static JsonLine json(SearchResult hit, Map<Long, Stacks.Stack> members) {
    JsonLine line =
        new JsonLine()
            .with("path", PathText.of(hit.path()))
            .withTexts("paths", hit.paths().stream().map(PathText::of).toList())
            .with("score", hit.score())
            .with("image", hit.imageShare())
            .with("text", hit.textShare())
            .with("minus", hit.excludedShare())
            .with("both", hit.productShare())
            .with("band", hit.band().name().toLowerCase(Locale.ROOT));
    if (hit.offline()) {
      line.with("offline", true);
    }
    if (!hit.marks().isEmpty()) {
      line.withObjects("text_matches", hit.marks(), TextVerb::add);
    }
    Stacks.Stack stack = hit.stack() == null ? null : members.get(hit.stack().id());
    return stack == null
        ? line
        : line.with("stack", stack.id())
            .withTexts(
                "members",
                stack.members().stream().map(member -> PathText.of(member.path())).toList());
  }

  /// @param score the score that orders it
  private String line(int rank, SearchResult hit, float score, int rankWidth) {
    String line =
        String.format(
            "%" + rankWidth + "d  %s  %-8s  %s  %s",
            rank,
            bar(score),
            context.messages().of("search.band." + hit.band().name()),
            hit.date().toLocalDate(),
            Text.visible(hit.path().toString()));
    if (hit.offline()) {
      line += "  " + context.messages().of("search.offline");
    }
    if (hit.stack() != null && stacks == SearchRequest.Stacks.FOLD) {
      line += "  " + context.messages().of("search.stack", hit.stack().photos());
    }
    int copies = hit.paths().size() - 1;
    return copies == 0 ? line : line + "  " + context.messages().of("search.copies", copies);
  }

  /// Returns a score as a bar of ten characters in steps of one eighth; empty for scores below
  /// zero.
  static String bar(float score) {
    int eighths = Math.round(Math.clamp(score, 0, 1) * BAR * 8);
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    return bar.append(" ".repeat(BAR - bar.length())).toString();
  }
}
