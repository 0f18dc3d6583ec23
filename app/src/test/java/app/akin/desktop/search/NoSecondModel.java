package app.akin.desktop.search;

import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.TestTasks;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Results that no second model orders, because none is installed.
public final class NoSecondModel implements RerankModel.Service {
  private NoSecondModel() {}

  /// Returns the results of a search as they are.
  public static RerankModel of(SearchModel search) {
    return new RerankModel(
        new NoSecondModel(), search, TestTasks.immediate(), TestTasks.immediate());
  }

  @Override
  public Optional<String> model() {
    return Optional.empty();
  }

  @Override
  public Optional<SearchAnswer> rerank(
      SearchRequest request,
      SearchAnswer answer,
      Consumer<RerankStatus> progress,
      BooleanSupplier stopped) {
    throw new AssertionError("no model is installed");
  }
}
