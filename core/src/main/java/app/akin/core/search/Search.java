package app.akin.core.search;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel.QueryComposition;
import app.akin.core.embed.ImageTower;
import app.akin.core.index.DamagedIndexException;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Raster;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.FactReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Finds photos. Thread-safe; runs one query at a time. Must be called on a platform thread,
/// because the model runs on the caller's thread.
///
/// The model and its index stay open between queries until another model is requested or [#close]
/// is called. The features of query parts are cached, so only new parts are computed.
public final class Search implements AutoCloseable {
  /// A text that every model knows.
  private static final String WARM_UP_TEXT = "dog";

  private final Path library;
  private final CatalogueReader catalogue;
  private final Models models;
  private final ModelSwitch activeModel;
  private final QueryPartEmbedder embedder;
  private final QueryGloss glosses;
  private final RankedSearch ranked;
  private final UnrankedSearch unranked;
  private final PhotoTextSearch photoTexts;
  private final SharedSearch shared;

  /// The open model and index. A query holds its monitor.
  private final SessionCache sessions;

  /// @param library the folder of the library
  /// @param catalogue the catalogue of the library; not closed
  /// @param facts the facts of its photos
  /// @param models opens the model of a query
  /// @param decoder decodes query images; requested on first use
  /// @param previews decodes thumbnails large enough to draw a crop on
  /// @param volumes the mounted volumes
  /// @param glosser puts Chinese texts into English
  public Search(
      Path library,
      CatalogueReader catalogue,
      FactReader facts,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Supplier<PhotoDecoder> previews,
      Volumes volumes,
      Glosser glosser) {
    this.library = library;
    this.catalogue = catalogue;
    this.models = models;
    this.activeModel = new ModelSwitch(new ActiveModel(library), models, catalogue);
    this.embedder = new QueryPartEmbedder(catalogue, decoder, previews);
    this.glosses = new QueryGloss(glosser, models);
    this.sessions = new SessionCache(library, catalogue, models, activeModel);
    ResultBuilder results = new ResultBuilder(catalogue, volumes);
    this.ranked = new RankedSearch(catalogue, facts, embedder, results, sessions);
    this.unranked = new UnrankedSearch(catalogue, facts, embedder, results, sessions);
    this.photoTexts = new PhotoTextSearch(catalogue, facts, embedder, results);
    this.shared = new SharedSearch(catalogue, models, activeModel, embedder, glosses, sessions);
  }

  /// Finds the photos nearest to a query, without the query images and their exact copies. Photos
  /// that feedback calls right come first, in the order in which they were marked, and those that
  /// it calls wrong are left out; if stacks are folded, a photo stands for its stack. Without an
  /// image or text, lists all photos that the filter allows, newest first, without those that match
  /// the excluded texts strongly. Waits until the index has all photos.
  ///
  /// @throws AkinException of a `Query` kind if the query is invalid, `LibraryEmpty` or
  ///   `ModelNotIndexed` if nothing is indexed, of a `Model` kind if the model can't be used
  public SearchAnswer find(SearchRequest request) {
    return find(request, () -> false, true).orElseThrow();
  }

  /// Finds photos for a query that a newer one may supersede. While many photos are added to the
  /// index, it is answered from the others, see [SearchAnswer#indexedShare].
  ///
  /// @param superseded checked between stages and between query parts, each of which takes some ten
  ///   milliseconds once the model is loaded, and between the layers of a prompt model
  /// @return empty if superseded
  public Optional<SearchAnswer> find(SearchRequest request, BooleanSupplier superseded) {
    return find(request, superseded, false);
  }

  private Optional<SearchAnswer> find(
      SearchRequest request, BooleanSupplier superseded, boolean complete) {
    synchronized (sessions) {
      try {
        return answer(request, superseded, complete);
      } catch (DamagedIndexException e) {
        // The index is filled again from the catalogue now.
        return answer(request, superseded, complete);
      }
    }
  }

  private Optional<SearchAnswer> answer(
      SearchRequest asked, BooleanSupplier superseded, boolean complete) {
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    QueryGloss.Reading reading = read(asked);
    SearchRequest request = asked.withParts(reading.parts());
    return (request.isRanked()
            ? ranked.rank(request, superseded, complete)
            : unranked.list(request, reading.readAs(), superseded, complete))
        .map(found -> found.with(photoTexts.marked(found.results(), asked), reading.readAs()));
  }

  private QueryGloss.Reading read(SearchRequest request) {
    return glosses.read(request, () -> activeModel.resolveForSearch(request.model()));
  }

  /// Returns what the model reads instead of the Chinese texts of a request; empty if it gets the
  /// texts as typed. Thread-safe.
  ///
  /// @throws AkinException of a `Model` kind if the model can't be used
  public Optional<ReadAs> readAs(SearchRequest request) {
    return read(request).readAs();
  }

  /// Finds the photos in which all words of a request are written, of those that its filter allows.
  /// Needs no model. Thread-safe.
  ///
  /// @param limit maximum number of results
  public TextGroup texts(SearchRequest request, int limit) {
    return photoTexts.find(request, limit);
  }

  /// Finds the photos of a shared library that are nearest to a query, without those that this
  /// library has. Without an image or text, lists those that the filter allows, newest first.
  ///
  /// The model of this library answers. If the request names no model, another installed one that
  /// has vectors of more shared photos answers instead, see [SharedPhotos.Source#ahead]. Scores of
  /// two models are not comparable.
  ///
  /// @param source opens the shared library
  /// @throws AkinException as [#find], or of a `Share` kind
  public <F> SharedAnswer findShared(SearchRequest asked, SharedPhotos.Source<F> source) {
    return shared.find(asked, source);
  }

  /// Opens a search that measures a model or ranking settings, independent of this one. The caller
  /// closes it.
  ///
  /// @throws AkinException as [#find]
  public MeasuredSearch measured(ModelSelection selection) {
    return MeasuredSearch.open(
        library, catalogue, models, embedder, activeModel.resolveForSearch(selection));
  }

  /// Returns a thumbnail of a query image: JPEG, upright, in sRGB, long side at most 512 pixels.
  /// Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  public byte[] thumbnail(QueryImage image) {
    return embedder.thumbnail(image);
  }

  /// Returns the photo of the library of which an image is a copy, otherwise the image. The
  /// metadata of a JPEG may differ. Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be read
  public QueryImage recognize(QueryImage image) {
    return embedder.recognize(image);
  }

  /// Returns a preview of a query image, large enough to draw a [Crop] on: JPEG, upright, in sRGB.
  /// Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  public byte[] preview(QueryImage image) {
    return embedder.preview(image);
  }

  /// Opens the index and the text model, so that the first query is faster. Errors are reported by
  /// the first query.
  ///
  /// @param selection the model that answers
  public void warmUp(ModelSelection selection) {
    synchronized (sessions) {
      try {
        SearchSession open = sessions.open(selection, false, true, false);
        if (open.model().composition() == QueryComposition.PROMPT) {
          // A pass takes seconds, and mapping the weights no time.
          return;
        }
        embedder
            .embedText(open.queries(), WARM_UP_TEXT, () -> false)
            .ifPresent(
                feature -> open.modelIndex().index().nearest(feature.embedding().unit(), 1, null));
      } catch (AkinException | DamagedIndexException e) {
        // Nothing is indexed yet, or the model can't be used; the first query reports it.
        return;
      }
    }
  }

  /// Loads the image model, so that the first query image is faster. Text queries are not blocked.
  /// Must be called on a platform thread.
  public void warmUpImages() {
    Optional<SearchSession> current;
    synchronized (sessions) {
      current = sessions.current();
    }
    current
        .filter(open -> open.model().composition() != QueryComposition.PROMPT)
        .ifPresent(this::warmUpImages);
  }

  private void warmUpImages(SearchSession open) {
    try {
      ImageTower tower = open.model().imageTower();
      Raster grey = new Raster(2, 2, new byte[12]);
      tower.embed(List.of(open.model().prepare(grey)));
      boolean adopted;
      synchronized (sessions) {
        adopted =
            sessions.current().filter(open::equals).isPresent() && open.queries().adopt(tower);
      }
      if (!adopted) {
        tower.close();
      }
    } catch (AkinException | IllegalStateException e) {
      // The model can't be used, or was closed meanwhile; the next query reports it.
      return;
    }
  }

  /// Closes the model and its index; the next query opens them again.
  @Override
  public void close() {
    synchronized (sessions) {
      sessions.close();
      shared.close();
    }
  }
}
