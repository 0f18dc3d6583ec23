package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.i18n.Messages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `akin search` for a second stage, and its run with progress.
final class RerankOptions {
  @Option(names = "--rerank", paramLabel = "N")
  private OptionConverters.@Nullable Limit count;

  @Option(names = "--rerank-model", paramLabel = "NAME|DIR")
  private @Nullable String model;

  /// Returns whether a second stage is requested.
  boolean isRequested() {
    return count != null;
  }

  /// Returns the number of results that the first stage has to find.
  ///
  /// @param limit number of results to print
  int limit(int limit) {
    OptionConverters.Limit best = count;
    return best == null ? limit : Math.max(limit, best.count());
  }

  /// Orders the best results of an answer. A query that the second model cannot read is reported,
  /// and the answer stays as it is.
  ///
  /// @param requested the device and the precision
  /// @return empty if the user stopped it
  Optional<SearchAnswer> apply(
      PhotoLibrary library,
      SearchRequest request,
      SearchAnswer answer,
      ModelSelection requested,
      Context context,
      ShutdownHook shutdown) {
    OptionConverters.Limit best = count;
    if (best == null) {
      return Optional.of(answer);
    }
    AtomicBoolean stopped = new AtomicBoolean();
    shutdown.onShutdown(() -> stopped.set(true));
    PercentLine line = new PercentLine(context.terminal(), context.messages(), "search.rerank");
    line.showText(context.messages().of("search.rerank"));
    try {
      return library
          .reranker()
          .rerank(
              request,
              answer,
              new ModelSelection(name(library), requested.device(), requested.precision()),
              best.count(),
              status -> line.showText(text(status, context.messages())),
              stopped::get);
    } catch (AkinException e) {
      if (!concernsQuery(e.problem())) {
        throw e;
      }
      line.clear();
      context.terminal().errors().println(context.messages().of(e));
      return Optional.of(answer);
    } finally {
      line.clear();
    }
  }

  private static boolean concernsQuery(Problem problem) {
    return problem instanceof Problem.QueryPrompt || problem instanceof Problem.QuerySaysNothing;
  }

  private String name(PhotoLibrary library) {
    String chosen = model;
    if (chosen != null) {
      return chosen;
    }
    List<String> installed = library.models().rerankModels();
    if (installed.isEmpty()) {
      throw new AkinException(new Problem.NoPromptModel());
    }
    return installed.getFirst();
  }

  private static String text(RerankStatus status, Messages messages) {
    if (status.total() == 0) {
      return messages.of("search.rerank");
    }
    String done = messages.of("search.rerank.progress", status.done(), status.total());
    return status
        .remaining()
        .map(left -> done + messages.of("progress.left", new ProgressText(messages).time(left)))
        .orElse(done);
  }
}
