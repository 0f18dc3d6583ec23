package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the model and the index of a library open between queries, until another model is
/// requested. Not thread-safe: callers hold its monitor while they open, use or close a session.
final class SessionCache implements AutoCloseable {
  private final Path library;
  private final CatalogueReader catalogue;
  private final Models models;
  private final ModelSwitch activeModel;
  private @Nullable SearchSession session;

  /// @param library the folder of the library
  /// @param catalogue the catalogue of the library; not closed
  /// @param models opens models
  /// @param activeModel resolves the model of a query
  SessionCache(Path library, CatalogueReader catalogue, Models models, ModelSwitch activeModel) {
    this.library = library;
    this.catalogue = catalogue;
    this.models = models;
    this.activeModel = activeModel;
  }

  /// Returns the open session; empty if there is none.
  Optional<SearchSession> current() {
    return Optional.ofNullable(session);
  }

  /// Returns the session for a request. Opens it unless its model is open.
  ///
  /// @param complete whether to wait until the index has all photos
  /// @throws app.akin.core.photo.AkinException as [SearchSession#open]
  SearchSession open(SearchRequest request, boolean complete) {
    List<QueryPart> parts = request.parts();
    boolean images = parts.stream().anyMatch(part -> part instanceof QueryPart.Image);
    boolean texts =
        parts.stream()
            .anyMatch(
                part -> part instanceof QueryPart.Text || part instanceof QueryPart.ExcludedText);
    return open(request.model(), images, texts, complete);
  }

  /// Returns the session for a model. Opens it unless the model is open.
  ///
  /// @param images whether the first query has images
  /// @param texts whether the first query has texts
  /// @param complete whether to wait until the index has all photos
  /// @throws app.akin.core.photo.AkinException as [SearchSession#open]
  SearchSession open(ModelSelection requested, boolean images, boolean texts, boolean complete) {
    // Another process may have changed the active model.
    ModelSelection selection = activeModel.resolveForSearch(requested);
    SearchSession open = session;
    if (open == null || !open.selection().equals(selection)) {
      close();
      open = SearchSession.open(library, catalogue, models, selection, images, texts);
      session = open;
    }
    if (complete) {
      open.modelIndex().refresh();
    } else {
      open.modelIndex().refreshSoon();
    }
    return open;
  }

  /// Closes the model and its index; the next query opens them again.
  @Override
  public void close() {
    SearchSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
