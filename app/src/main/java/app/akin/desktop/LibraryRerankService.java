package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.search.RerankModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Orders results by the first installed model that reads image and text together, unless it
/// answers already. Thread-safe.
///
/// @param library the library
/// @param selection the model that answers, if the library's does not, and the device; its
///   precision is that of another model
record LibraryRerankService(PhotoLibrary library, ModelSelection selection)
    implements RerankModel.Service {
  @Override
  public Optional<String> model() {
    return name().map(library.models()::title);
  }

  @Override
  public Optional<SearchAnswer> rerank(
      SearchRequest request,
      SearchAnswer answer,
      Consumer<RerankStatus> progress,
      BooleanSupplier stopped) {
    String name = name().orElseThrow(() -> new AkinException(new Problem.NoPromptModel()));
    return library
        .reranker()
        .rerank(
            request,
            answer,
            new ModelSelection(name, selection.device(), null),
            RerankModel.COUNT,
            progress,
            stopped);
  }

  private Optional<String> name() {
    String answering =
        Objects.requireNonNullElseGet(selection.model(), () -> library.models().choice().active());
    List<String> installed = library.models().rerankModels();
    return installed.contains(answering) ? Optional.empty() : installed.stream().findFirst();
  }
}
