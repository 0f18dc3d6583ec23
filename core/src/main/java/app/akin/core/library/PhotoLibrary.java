package app.akin.core.library;

import app.akin.core.benchmark.BenchmarkRunner;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.diagnostics.Diagnosis;
import app.akin.core.diagnostics.Doctor;
import app.akin.core.diagnostics.LibraryCheck;
import app.akin.core.embed.CudaLibrary;
import app.akin.core.export.PhotoExport;
import app.akin.core.gpu.GpuSupport;
import app.akin.core.ingest.FollowUp;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.SharedRun;
import app.akin.core.mark.PhotoMarks;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.LibraryVectors;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.net.Consent;
import app.akin.core.net.ImageDownload;
import app.akin.core.net.NetSettings;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.query.QueryParser;
import app.akin.core.query.gloss.GlossCorrections;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.scan.Volumes;
import app.akin.core.search.LineReader;
import app.akin.core.search.Reranker;
import app.akin.core.search.Search;
import app.akin.core.share.Share;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.FactReader;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/// An open library and the entry point to Akin's core. Thread-safe.
///
/// Reads are possible during a run of this or another process; a run holds the library's write
/// lock.
public final class PhotoLibrary implements AutoCloseable {
  /// The table of places, which all libraries of a process share.
  private static final LazyPlaceTable PLACES = new LazyPlaceTable(Resource.PLACES::open);

  private final AppPaths paths;
  private final Clock clock;
  private final Store store;
  private final Models models;
  private final ActiveModel activeModel;
  private final AnsweringModel answering;
  private final LibraryModels libraryModels;
  private final Supplier<PhotoDecoder> decoder;
  private final Folders folders;
  private final StatusReader status;
  private final Ingest ingest;
  private final PhotoFacets facets;
  private final LineReader lines;
  private final Search search;
  private final Reranker reranker;
  private final Photos photos;
  private final Stacks stacks;
  private final PhotoTexts texts;
  private final PhotoCollections collections;
  private final SavedSearches savedSearches;
  private final PhotoExport export;
  private final Sidecars sidecars;
  private final PhotoMarks marks;
  private final BenchmarkRunner benchmark;
  private final GlossCorrections corrections;
  private final GpuSupport gpu;
  private final Share share;
  private final NetEnvironment netEnvironment;

  private PhotoLibrary(
      AppPaths paths, Clock clock, Volumes volumes, Store store, NetEnvironment netEnvironment) {
    this.paths = paths;
    this.clock = clock;
    this.store = store;
    this.netEnvironment = netEnvironment;
    Runtime runtime = Runtime.getRuntime();
    int threads = runtime.availableProcessors();
    CatalogueReader catalogue = store.reader();
    Decoders decoders = Decoders.of(paths.natives(), runtime.maxMemory(), clock);
    this.decoder = decoders.photos();
    this.models =
        new Models(
            paths.compiled(),
            paths.natives(),
            paths.models(),
            volumes,
            threads,
            netEnvironment.environment());
    this.activeModel = new ActiveModel(paths.library());
    this.answering = new AnsweringModel(activeModel, models, catalogue);
    this.libraryModels =
        new LibraryModels(
            ModelList.shipped(),
            models,
            new LibraryVectors(paths.library(), paths.natives(), catalogue, clock),
            activeModel,
            netEnvironment,
            clock);
    boolean southernHome = QueryParser.isSouthern(Locale.getDefault());
    this.share =
        new Share(paths.library(), paths.natives(), catalogue, PLACES, southernHome, clock);
    this.folders = new Folders(paths.library(), paths.natives(), catalogue, volumes, clock);
    this.status = new StatusReader(paths.library(), catalogue, folders, models, answering);
    Function<Path, Ingest> ingests =
        folder ->
            new Ingest(
                folder,
                paths.natives(),
                models,
                decoder,
                volumes,
                PLACES,
                clock,
                threads,
                runtime.maxMemory(),
                folder.equals(paths.library()) ? this::updateStacks : FollowUp.NONE,
                folder.equals(paths.library()) ? share::startRun : () -> SharedRun.NONE);
    this.ingest = ingests.apply(paths.library());
    FactReader facts = catalogue.facts(PLACES, southernHome);
    this.facets = new PhotoFacets(facts);
    this.lines = new LineReader(facts, PLACES, clock, ZoneId.systemDefault());
    this.corrections = GlossCorrections.in(paths.library());
    Glosser glosser = new Glosser(Resource.CHINESE_ENGLISH::open, corrections);
    this.search =
        new Search(
            paths.library(),
            catalogue,
            facts,
            models,
            decoder,
            decoders.previews(),
            volumes,
            glosser);
    this.reranker =
        new Reranker(paths.library(), paths.natives(), catalogue, models, decoder, clock, glosser);
    this.photos = new Photos(catalogue, decoder, volumes, PLACES);
    this.stacks =
        new Stacks(paths.library(), paths.natives(), catalogue, decoder, answering::id, clock);
    this.texts = new PhotoTexts(paths, catalogue, netEnvironment.environment(), clock);
    this.collections = new PhotoCollections(paths.library(), paths.natives(), catalogue, clock);
    this.savedSearches =
        new SavedSearches(paths.library(), paths.natives(), catalogue, search, lines, clock);
    this.export = new PhotoExport(catalogue, decoder);
    this.sidecars = new Sidecars(paths.library(), catalogue, facets, volumes);
    this.marks = new PhotoMarks(paths.library(), paths.natives(), catalogue, clock);
    this.gpu =
        new GpuSupport(
            CudaLibrary.of(paths.natives(), paths.compiled()), models, netEnvironment, clock);
    this.benchmark =
        new BenchmarkRunner(
            models,
            decoder,
            catalogue,
            paths.library(),
            paths.compiled().resolveSibling("scratch"),
            ingests,
            threads,
            activeModel,
            netEnvironment.environment());
  }

  /// Opens a library, creating it if it does not exist. A damaged library is salvaged: everything
  /// readable is copied to new databases, and the damaged ones are kept.
  ///
  /// @param listener receives on this thread the progress of updating a library of an older version
  /// @throws app.akin.core.photo.AkinException with a `LIBRARY_` problem if that fails
  public static PhotoLibrary open(
      AppPaths paths,
      Clock clock,
      NetEnvironment netEnvironment,
      Consumer<MigrationStatus> listener) {
    return open(paths, clock, Volumes.of(OperatingSystem.current()), netEnvironment, listener);
  }

  /// Opens a library that ignores the environment of the process, as tests and self-tests require:
  /// no variable limits the engine, names a proxy or provides a token.
  public static PhotoLibrary openIsolated(AppPaths paths, Clock clock) {
    return open(paths, clock, isolated(paths), _ -> {});
  }

  private static NetEnvironment isolated(AppPaths paths) {
    return NetEnvironment.of(Map.of(), paths.library());
  }

  /// Opens an isolated library on a system with the given volumes.
  static PhotoLibrary open(AppPaths paths, Clock clock, Volumes volumes) {
    return open(paths, clock, volumes, isolated(paths), _ -> {});
  }

  private static PhotoLibrary open(
      AppPaths paths,
      Clock clock,
      Volumes volumes,
      NetEnvironment netEnvironment,
      Consumer<MigrationStatus> listener) {
    Store store = new StoreOpener(paths, clock, PLACES).open(listener);
    return new PhotoLibrary(paths, clock, volumes, store, netEnvironment);
  }

  /// Puts new and changed photos into stacks with the model that answers searches.
  ///
  /// @return number of photos that were moved from one stack to another
  private int updateStacks(Store writing, DoublePredicate progress) {
    return new StackUpdate(writing.reader(), writing.writer(), decoder.get(), answering.id())
        .run(progress)
        .moved();
  }

  /// Returns the status of the library with the embeddings of one model.
  public LibraryStatus status(ModelSelection selection) {
    return status.status(selection);
  }

  /// Returns the files that could not be indexed, sorted by path. [IngestRequest#retry] retries
  /// some of them, an [IngestRequest] with `retry` all.
  public List<LibraryStatus.Failure> failures() {
    return status.failures();
  }

  /// Checks every precision of a model on synthetic images and on some of the library's photos.
  /// Stores the fastest one that gives the same results as fp32 for this machine. Takes up to one
  /// or two minutes on the caller's platform thread. Returns empty if it was stopped.
  ///
  /// @param selection the model; the model used by runs if it names none. Its precision is ignored
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  public Optional<PrecisionTable> checkPrecisions(
      ModelSelection selection, DoublePredicate progress) {
    return models.check(
        activeModel.resolveForIndexing(selection),
        SamplePhotos.of(store.reader(), decoder.get()),
        progress);
  }

  /// Diagnoses the installation and reads every byte of the installed models. Changes nothing.
  ///
  /// @param selection the model to check
  /// @param full whether to check the pages of large databases
  public Diagnosis diagnose(ModelSelection selection, boolean full) {
    return new Doctor(
            models,
            libraryModels,
            store.reader(),
            gpu,
            folders::unavailable,
            checkup(),
            paths.locations(),
            netEnvironment.environment())
        .examine(answering.resolve(selection), full);
  }

  /// Returns the photo folders.
  public Folders folders() {
    return folders;
  }

  /// Returns the indexing of photos.
  public Ingest ingest() {
    return ingest;
  }

  /// Returns the corrections of the English for Chinese queries.
  public GlossCorrections corrections() {
    return corrections;
  }

  /// Returns the search for photos.
  public Search search() {
    return search;
  }

  /// Returns the second stage of searches.
  public Reranker reranker() {
    return reranker;
  }

  /// Downloads a query image from the web after the user's consent. Blocks the calling thread for
  /// up to minutes.
  ///
  /// @return the bytes of the response, which the server declares to be an image
  /// @throws AkinException with a `Picture` problem, `NetInsecure`, or a problem of the network
  ///   settings
  public byte[] downloadImage(URI address) {
    NetSettings settings = NetSettings.of(netEnvironment.environment());
    try (ImageDownload download =
        new ImageDownload(settings, netEnvironment.retryPolicy(), clock)) {
      return download.fetch(Consent.PICTURE, address);
    }
  }

  /// Returns the reader of typed lines.
  public LineReader lines() {
    return lines;
  }

  /// Returns the counts of values that facts have.
  public PhotoFacets facets() {
    return facets;
  }

  /// Returns the integrity check of the library's own files.
  public LibraryCheck checkup() {
    return new LibraryCheck(paths.library(), paths.natives(), clock, LibraryCheck.SMALL_BYTES);
  }

  /// Returns the access to photos, thumbnails and details.
  public Photos photos() {
    return photos;
  }

  /// Returns the stacks of photos.
  public Stacks stacks() {
    return stacks;
  }

  /// Returns the text in the photos.
  public PhotoTexts texts() {
    return texts;
  }

  /// Returns the collections.
  public PhotoCollections collections() {
    return collections;
  }

  /// Returns the saved searches.
  public SavedSearches savedSearches() {
    return savedSearches;
  }

  /// Returns the export of photos.
  public PhotoExport export() {
    return export;
  }

  /// Returns the export of sidecars.
  public Sidecars sidecars() {
    return sidecars;
  }

  /// Returns the marks of photos and the steps that can be undone.
  public PhotoMarks marks() {
    return marks;
  }

  /// Returns the management of models: list, download, switch, remove.
  public LibraryModels models() {
    return libraryModels;
  }

  /// Returns the benchmark of this machine.
  public BenchmarkRunner benchmark() {
    return benchmark;
  }

  /// Returns the part of this library in a shared one.
  public Share share() {
    return share;
  }

  /// Returns the setup of GPU support.
  public GpuSupport gpu() {
    return gpu;
  }

  @Override
  public void close() {
    share.close();
    reranker.close();
    search.close();
    store.close();
  }
}
