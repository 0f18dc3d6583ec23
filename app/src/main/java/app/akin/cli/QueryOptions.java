package app.akin.cli;

import app.akin.core.query.Fact;
import app.akin.core.search.LineReader;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// The options that say what is searched for.
// The fields of query parts only declare options; [QueryArguments] consumes their values in order.
@SuppressWarnings("UnusedVariable")
final class QueryOptions {
  private final Context context;
  private final QueryArguments arguments;

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

  QueryOptions(Context context) {
    this.context = context;
    this.arguments = new QueryArguments(new OptionConverters(context.messages()));
  }

  /// Returns what the options are collected in.
  QueryArguments arguments() {
    return arguments;
  }

  /// Returns the parts of the query.
  ///
  /// @param command reports wrong usage
  List<QueryPart> parts(CommandLine command) throws IOException {
    try {
      return arguments.request(this::standardInput);
    } catch (TypeConversionException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }

  private byte[] standardInput(int limit) throws IOException {
    try (InputStream input = context.terminal().input().open()) {
      return input.readNBytes(limit);
    }
  }

  /// Returns the facts, not those of the line.
  List<Fact> facts(LineReader lines) {
    List<Fact> facts = new ArrayList<>();
    for (String fact : arguments.facts()) {
      facts.add(lines.fact(fact));
    }
    if (after != null || before != null) {
      facts.add(Fact.taken(after, before));
    }
    return facts;
  }

  /// Returns the line of the search box; empty if none was given.
  String line() {
    return arguments.line();
  }

  /// Returns the folder to which the search is restricted; null for none.
  @Nullable Path folder() {
    Path folder = in;
    return folder == null ? null : folder.toAbsolutePath().normalize();
  }

  /// Returns the order of the results.
  SearchRequest.Order sort() {
    return sort;
  }

  /// Returns whether images stand for the kind of thing that they show.
  boolean isOfKind() {
    return kind;
  }
}
