package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.query.Fact;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `akin searches save NAME [TEXT...]`: saves a query, with the options of `akin search`.
@Command(name = "save")
// The fields of query parts only declare options; [QueryArguments] consumes their values in order.
@SuppressWarnings("UnusedVariable")
final class SearchesSaveVerb implements Callable<Integer>, QueryArguments.Owner {
  private final AkinCommand akin;
  private final Context context;
  private final QueryArguments parts;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
  private String name = "";

  @Parameters(
      index = "1..*",
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
      names = "--more",
      paramLabel = "FILE",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> more;

  @Option(
      names = "--less",
      paramLabel = "FILE",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> less;

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

  @Option(names = "--sort", paramLabel = "score|date")
  private SearchRequest.Order sort = SearchRequest.Order.SCORE;

  @Option(names = "--kind")
  private boolean kind;

  @Option(names = "--replace")
  private boolean replace;

  SearchesSaveVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
    this.parts = new QueryArguments(new OptionConverters(context.messages()));
  }

  @Override
  public QueryArguments parts() {
    return parts;
  }

  @Override
  public Integer call() throws IOException {
    try (PhotoLibrary library = akin.openLibrary()) {
      List<String> facts = new ArrayList<>();
      parts.facts().forEach(fact -> facts.add(library.lines().fact(fact).canonical()));
      if (after != null || before != null) {
        facts.add(Fact.taken(after, before).canonical());
      }
      SavedQuery query =
          new SavedQuery(
              parts.request(this::standardInput),
              parts.line(),
              facts,
              in == null ? null : in.toAbsolutePath().normalize(),
              SearchRequest.NEUTRAL_BALANCE,
              kind,
              sort);
      SavedSearch saved = library.savedSearches().save(name, query, replace);
      if (akin.json()) {
        context.terminal().out().println(new JsonLine().with("search", saved.name()));
      } else {
        context
            .terminal()
            .out()
            .println(context.messages().of("searches.saved", Text.visible(saved.name())));
      }
    } catch (TypeConversionException e) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
    }
    return 0;
  }

  private byte[] standardInput(int limit) throws IOException {
    try (InputStream input = context.terminal().input().open()) {
      return input.readNBytes(limit);
    }
  }
}
