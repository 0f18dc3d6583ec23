package app.akin.cli;

import app.akin.cli.SharedAnswerText.Hit;
import app.akin.core.library.Stacks;
import app.akin.core.photo.PathText;
import app.akin.core.query.Fact;
import app.akin.core.query.FilterConflict;
import app.akin.core.search.IgnoredFeedback;
import app.akin.core.search.MergedResults;
import app.akin.core.search.PromptLimit;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.ReadAs;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.SharedResult;
import app.akin.core.search.TextGroup;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Prints the answers of searches: results on standard output, notes on standard error.
///
/// @param context the terminal and the texts
/// @param form how answers are printed
record SearchAnswerText(Context context, Form form) {
  static final String READ_AS = "read_as";

  private static final int BAR = 10;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /// How answers are printed.
  ///
  /// @param json whether results are JSON
  /// @param print0 whether only paths are printed, each followed by a null byte
  /// @param kind whether the kind of thing of images was asked for
  /// @param stacks what is shown of stacks
  /// @param limit maximum number of results
  /// @param order the order of results
  record Form(
      boolean json,
      boolean print0,
      boolean kind,
      SearchRequest.Stacks stacks,
      int limit,
      SearchRequest.Order order) {}

  /// Prints an answer.
  ///
  /// @param members the stacks of results, for JSON
  /// @param texts the photos in which all words are written
  /// @param shared the answer of a shared library, if it was asked
  void print(
      SearchAnswer answer,
      Map<Long, Stacks.Stack> members,
      TextGroup texts,
      Optional<SharedAnswer> shared) {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    PrintStream out = context.terminal().out();
    answer.readAs().ifPresent(this::printReadAs);
    for (String text : answer.unknownTerms()) {
      errors.println(messages.of("search.unheard", Text.visible(text)));
    }
    if (form.kind() && !answer.canUseKind()) {
      errors.println(messages.of("search.kind.unsupported", answer.model().orElse("")));
    }
    printLimits(answer.limits(), answer.model().orElse(""));
    answer.reranked().ifPresent(second -> printLimits(second.limits(), second.model()));
    for (IgnoredFeedback ignored : answer.feedback().ignored()) {
      errors.println(
          messages.of(
              "search.feedback." + ignored.reason().name(),
              name(ignored.image()),
              QueryPart.Feedback.MAX));
    }
    List<Hit> hits = hits(answer, shared);
    if (hits.isEmpty()) {
      errors.println(
          answer.conflict().map(this::reason).orElseGet(() -> messages.of("search.nothing")));
    }
    for (SearchAnswer.Missing missing : answer.missing()) {
      errors.println(messages.of("search.missing", fact(missing.fact()), missing.count()));
    }
    shared.ifPresent(found -> printExtent(answer, found));
    List<Float> scores = answer.reranked().map(SearchAnswer.Reranked::scores).orElse(List.of());
    for (int i = 0; i < hits.size(); i++) {
      SearchResult hit;
      switch (hits.get(i)) {
        case Hit.Own own -> hit = own.result();
        case Hit.Shared other -> {
          print(i + 1, other.result(), hits.size());
          continue;
        }
      }
      boolean reranked = i < scores.size();
      if (form.json()) {
        JsonLine line = json(hit, members);
        answer.readAs().ifPresent(read -> line.with(READ_AS, read.english()));
        if (hit.feedbackShare() != 0) {
          line.with("feedback", hit.feedbackShare());
        }
        if (answer.feedback().more().contains(hit.content())) {
          line.with("marked", "more");
        }
        out.println(reranked ? line.with("rerank", scores.get(i)) : line);
      } else if (form.print0()) {
        out.writeBytes(Text.bytes(hit.path()));
        out.write(0);
      } else {
        float score = reranked ? scores.get(i) : hit.score();
        out.println(line(i + 1, hit, score, String.valueOf(hits.size()).length()));
      }
    }
    printTexts(texts, members);
  }

  /// Returns the results to print.
  private List<Hit> hits(SearchAnswer answer, Optional<SharedAnswer> shared) {
    List<Hit> own = answer.results().stream().<Hit>map(Hit.Own::new).toList();
    List<Hit> others =
        shared.stream()
            .flatMap(found -> found.results().stream())
            .<Hit>map(Hit.Shared::new)
            .toList();
    boolean byDate =
        form.order() == SearchRequest.Order.DATE || shared.flatMap(SharedAnswer::model).isEmpty();
    boolean twoModels =
        shared.filter(found -> MergedResults.areOfTwoModels(answer, found)).isPresent();
    List<Hit> all =
        twoModels && !byDate
            ? MergedResults.byBand(own, others, Hit::band)
            : MergedResults.of(
                own, others, byDate ? SharedAnswerText.NEWEST_FIRST : SharedAnswerText.BEST_FIRST);
    return all.subList(0, Math.min(form.limit(), all.size()));
  }

  /// Prints what the answer of a shared library leaves out, and its model if it is another one.
  private void printExtent(SearchAnswer answer, SharedAnswer shared) {
    PrintStream errors = context.terminal().errors();
    if (MergedResults.areOfTwoModels(answer, shared)) {
      errors.println(
          context
              .messages()
              .of("search.shared.model", shared.model().orElse(""), answer.model().orElse("")));
    }
    if (shared.indexedShare() < 1) {
      errors.println(
          context
              .messages()
              .of(
                  "search.shared.partly",
                  shared.model().orElse(""),
                  (int) (100 * shared.indexedShare())));
    }
    if (!shared.exact()) {
      errors.println(context.messages().of("search.shared.approximate"));
    }
  }

  /// Prints a photo of a shared library.
  private void print(int rank, SharedResult hit, int count) {
    PrintStream out = context.terminal().out();
    if (form.json()) {
      out.println(SharedAnswerText.json(hit));
    } else if (form.print0()) {
      hit.photo()
          .local()
          .ifPresent(
              path -> {
                out.writeBytes(Text.bytes(path));
                out.write(0);
              });
    } else {
      out.println(
          line(
              rank,
              hit.score(),
              hit.band(),
              hit.photo().date(),
              new SharedAnswerText(context).place(hit),
              String.valueOf(count).length()));
    }
  }

  /// Prints the photos in which all words are written. They are not part of the results, so that
  /// paths for other programs leave them out.
  private void printTexts(TextGroup texts, Map<Long, Stacks.Stack> members) {
    if (form.print0() || texts.results().isEmpty()) {
      return;
    }
    if (!form.json()) {
      context
          .terminal()
          .errors()
          .println(
              context
                  .messages()
                  .of(
                      texts.unread() == 0 ? "search.texts" : "search.texts.unread",
                      texts.count(),
                      texts.unread(),
                      texts.more() ? 1 : 0));
    }
    for (SearchResult hit : texts.results()) {
      if (form.json()) {
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

  /// Returns the name of an image as given.
  static String name(QueryImage image) {
    return Text.visible(
        switch (image) {
          case QueryImage.File file -> file.path().toString();
          case QueryImage.Bytes bytes -> bytes.name();
          case QueryImage.Photo photo -> "#" + photo.content().value();
        });
  }

  private void printLimits(List<PromptLimit> limits, String model) {
    for (PromptLimit limit : limits) {
      String key =
          switch (limit) {
            case BALANCE -> "search.limit.balance";
            case EXCLUDED_TEXT -> "search.limit.excluded";
            case SEVERAL_IMAGES -> "search.limit.images";
            case FEEDBACK -> "search.limit.feedback";
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
        line(rank, score, hit.band(), hit.date(), Text.visible(hit.path().toString()), rankWidth);
    if (hit.offline()) {
      line += "  " + context.messages().of("search.offline");
    }
    if (hit.stack() != null && form.stacks() == SearchRequest.Stacks.FOLD) {
      line += "  " + context.messages().of("search.stack", hit.stack().photos());
    }
    int copies = hit.paths().size() - 1;
    return copies == 0 ? line : line + "  " + context.messages().of("search.copies", copies);
  }

  private String line(
      int rank, float score, RelevanceBand band, LocalDateTime date, String place, int rankWidth) {
    return String.format(
        "%" + rankWidth + "d  %s  %-8s  %s  %s",
        rank,
        bar(score),
        context.messages().of("search.band." + band.name()),
        date.toLocalDate(),
        place);
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
