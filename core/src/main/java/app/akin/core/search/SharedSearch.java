package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.ModelRow;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds photos in shared libraries. Thread-safe.
///
/// The model of this library answers, otherwise another installed one, which stays open until the
/// model of this library answers again or [#close] is called.
final class SharedSearch implements AutoCloseable {
  private final CatalogueReader catalogue;
  private final Models models;
  private final ModelSwitch activeModel;
  private final QueryPartEmbedder embedder;
  private final QueryGloss glosses;
  private final SessionCache sessions;

  /// The model that answers, if it is not the active one, or if this library has nothing that the
  /// model embedded. Guarded by the monitor of the sessions.
  private @Nullable ModelSession separate;

  /// @param catalogue the catalogue of this library
  /// @param models opens models
  /// @param activeModel resolves the model of a query
  /// @param embedder embeds the parts of queries
  /// @param glosses puts Chinese texts into English
  /// @param sessions opens the model of this library
  SharedSearch(
      CatalogueReader catalogue,
      Models models,
      ModelSwitch activeModel,
      QueryPartEmbedder embedder,
      QueryGloss glosses,
      SessionCache sessions) {
    this.catalogue = catalogue;
    this.models = models;
    this.activeModel = activeModel;
    this.embedder = embedder;
    this.glosses = glosses;
    this.sessions = sessions;
  }

  /// Returns the photos that are nearest to a query, or those that its filter allows.
  ///
  /// @param source opens the shared library
  /// @throws AkinException as [Search#findShared]
  <F> SharedAnswer find(SearchRequest asked, SharedPhotos.Source<F> source) {
    ModelSelection active = activeModel.resolveForSearch(asked.model());
    EmbeddedQuery query =
        embed(
            asked,
            active,
            asked.model().model() == null ? ahead(active, source) : Optional.empty());
    SharedRanking<F> ranking =
        new SharedRanking<>(
            catalogue, source.open(query.fingerprint(), query.model()), query.request());
    return query
        .features()
        .map(features -> ranking.ranked(query.model(), features, query.settings()))
        .orElseGet(ranking::listed);
  }

  /// A query that needs the model no more, so that searches in this library do not wait for the
  /// server of the shared one.
  ///
  /// @param request the search, as the model reads it
  /// @param fingerprint the fingerprint of the model
  /// @param model the name of the model
  /// @param features the features of the query; empty if it ranks nothing
  /// @param settings how scores are combined
  private record EmbeddedQuery(
      SearchRequest request,
      String fingerprint,
      String model,
      Optional<QueryFeatures> features,
      RankingSettings settings) {}

  /// Embeds a query.
  ///
  /// @param ahead the model that answers instead of the active one
  private EmbeddedQuery embed(
      SearchRequest asked, ModelSelection active, Optional<ModelSelection> ahead) {
    synchronized (sessions) {
      ModelSession queries = ahead.map(this::separate).orElseGet(() -> queries(asked, active));
      SearchRequest request = asked.withParts(glosses.read(asked, queries::selection).parts());
      Optional<QueryFeatures> features =
          request.isRanked()
              ? QueryFeatures.of(request.parts(), embedder, queries, () -> false)
              : Optional.empty();
      return new EmbeddedQuery(
          request,
          queries.model().fingerprint(),
          queries.model().name(),
          features,
          models.ranking(queries.selection()));
    }
  }

  /// Returns the active model, which needs no photo of this library.
  private ModelSession queries(SearchRequest request, ModelSelection active) {
    try {
      ModelSession own = sessions.open(request, false).queries();
      closeSeparate();
      return own;
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.LibraryEmpty
          || e.problem() instanceof Problem.ModelNotIndexed)) {
        throw e;
      }
    }
    return separate(active);
  }

  /// Returns the installed model that answers instead of the active one; empty if there is none.
  /// Opens no model unless the shared library has more vectors of another one.
  private Optional<ModelSelection> ahead(ModelSelection active, SharedPhotos.Source<?> source) {
    Optional<SearchSession> own;
    synchronized (sessions) {
      own = sessions.current();
    }
    return own
        .filter(open -> open.selection().equals(active))
        .map(open -> open.model().fingerprint())
        .or(() -> models.fingerprint(Objects.requireNonNullElse(active.model(), Models.STARTER)))
        .stream()
        .flatMap(known -> source.ahead(known).stream())
        .flatMap(model -> installed(model).stream())
        // Its precisions may be others.
        .map(name -> new ModelSelection(name, active.device(), null))
        .findFirst();
  }

  private Optional<String> installed(SharedPhotos.Model model) {
    Stream<String> ownNames =
        catalogue.vectors().models().stream()
            .filter(row -> row.fingerprint().equals(model.fingerprint()))
            .map(ModelRow::name);
    return Stream.concat(ownNames, Stream.of(model.name()))
        .distinct()
        .filter(name -> models.isInstalled(name, model.fingerprint()))
        .findFirst();
  }

  private ModelSession separate(ModelSelection selection) {
    ModelSession open = separate;
    if (open == null || !open.selection().equals(selection)) {
      closeSeparate();
      open = ModelSession.open(catalogue, models, selection);
      separate = open;
    }
    return open;
  }

  /// Closes the model, unless it is the one of this library; the next query opens it again.
  @Override
  public void close() {
    synchronized (sessions) {
      closeSeparate();
    }
  }

  private void closeSeparate() {
    ModelSession open = separate;
    separate = null;
    if (open != null) {
      open.close();
    }
  }
}
