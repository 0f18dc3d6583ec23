package app.akin.core.library;

import app.akin.core.benchmark.BenchmarkRunner;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.diagnostics.Diagnosis;
import app.akin.core.diagnostics.Diagnosis.Place;
import app.akin.core.diagnostics.Doctor;
import app.akin.core.diagnostics.LibraryCheckup;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.GraphicsLibrary;
import app.akin.core.gpu.GpuSupport;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.LibraryVectors;
import app.akin.core.model.ModelList;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.model.SamplePhotos;
import app.akin.core.model.PrecisionTable;
import app.akin.core.net.Consent;
import app.akin.core.net.NetSettings;
import app.akin.core.net.ImageDownload;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import app.akin.core.search.Search;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Counts;
import app.akin.core.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A library, open: the door to everything Akin's core does. Thread-safe.
///
/// Reading goes on beside a run of this or another process; writing takes the library's lock for
/// the length of a run.
public final class PhotoLibrary implements AutoCloseable {
  /// The long side of a thumbnail, in pixels.
  private static final int THUMBNAIL_SIDE = 512;

  /// The long side of a picture that a person draws a crop on, in pixels.
  private static final int PREVIEW_SIDE = 1280;

  /// What decoding takes for each pixel, at the most common formats.
  private static final int BYTES_PER_PIXEL = 12;

  private static final Logger log = LoggerFactory.getLogger(PhotoLibrary.class);

  private final LibraryPlaces places;
  private final Clock clock;
  private final Store store;
  private final Models models;
  private final ActiveModel choice;
  private final LibraryModels libraryModels;
  private final Supplier<PhotoDecoder> decoder;
  private final Folders folders;
  private final Ingest ingest;
  private final Search search;
  private final Photos photos;
  private final BenchmarkRunner benchmark;
  private final GpuSupport gpu;
  private final LibraryModels.NetEnvironment surroundings;

  private PhotoLibrary(
      LibraryPlaces places,
      Clock clock,
      Volumes volumes,
      Store store,
      LibraryModels.NetEnvironment surroundings) {
    this.places = places;
    this.clock = clock;
    this.store = store;
    this.surroundings = surroundings;
    Runtime runtime = Runtime.getRuntime();
    int threads = runtime.availableProcessors();
    CatalogueReader catalogue = store.reader();
    this.decoder =
        new MadeOnce<>(
            () -> new PhotoDecoder(maxPixels(runtime), THUMBNAIL_SIDE, places.natives()));
    this.models =
        new Models(places.compiled(), places.natives(), places.models(), threads, System.getenv());
    this.choice = new ActiveModel(places.library());
    this.libraryModels =
        new LibraryModels(
            ModelList.shipped(),
            models,
            new LibraryVectors(places.library(), places.natives(), catalogue, clock),
            choice,
            surroundings,
            clock);
    this.folders = new Folders(places.library(), places.natives(), catalogue, volumes, clock);
    Function<Path, Ingest> ingests =
        folder ->
            new Ingest(
                folder,
                places.natives(),
                models,
                decoder,
                volumes,
                clock,
                threads,
                runtime.maxMemory());
    this.ingest = ingests.apply(places.library());
    Supplier<PhotoDecoder> previews =
        new MadeOnce<>(() -> new PhotoDecoder(maxPixels(runtime), PREVIEW_SIDE, places.natives()));
    this.search = new Search(places.library(), catalogue, models, decoder, previews, volumes);
    this.photos = new Photos(catalogue, decoder, volumes);
    this.gpu =
        new GpuSupport(
            GraphicsLibrary.of(places.natives(), places.compiled()), models, surroundings, clock);
    this.benchmark =
        new BenchmarkRunner(
            models,
            decoder,
            catalogue,
            places.library(),
            places.compiled().resolveSibling("scratch"),
            ingests,
            threads,
            choice);
  }

  /// Opens a library, making it where there is none. One that is damaged is salvaged: what can be
  /// read of it goes on in new databases, and the damaged ones are kept beside them.
  ///
  /// @throws app.akin.core.photo.AkinException of a `LIBRARY_` kind where that cannot be done
  public static PhotoLibrary open(LibraryPlaces places, Clock clock) {
    return open(places, clock, LibraryModels.NetEnvironment.ofProcess());
  }

  /// The same with other surroundings of what connects.
  public static PhotoLibrary open(
      LibraryPlaces places, Clock clock, LibraryModels.NetEnvironment surroundings) {
    return open(places, clock, Volumes.of(System.getProperty("os.name")), surroundings);
  }

  /// The same on a system with these volumes.
  static PhotoLibrary open(LibraryPlaces places, Clock clock, Volumes volumes) {
    return open(places, clock, volumes, LibraryModels.NetEnvironment.ofProcess());
  }

  private static PhotoLibrary open(
      LibraryPlaces places,
      Clock clock,
      Volumes volumes,
      LibraryModels.NetEnvironment surroundings) {
    if (Store.isMarkedDamaged(places.library())) {
      salvage(places, clock);
    }
    Store store;
    try {
      store = Store.openForReading(places.library(), places.natives(), clock);
    } catch (AkinException e) {
      if (e.problem() != Problem.LIBRARY_DAMAGED || !salvage(places, clock)) {
        throw e;
      }
      store = Store.openForReading(places.library(), places.natives(), clock);
    }
    return new PhotoLibrary(places, clock, volumes, store, surroundings);
  }

  /// Saves what can be saved of a damaged library; whether anything was.
  private static boolean salvage(LibraryPlaces places, Clock clock) {
    try {
      return !Store.salvage(places.library(), places.natives(), clock).isEmpty();
    } catch (AkinException e) {
      // Somebody is writing to it, or nothing can be read: opening it says what there is to say.
      log.warn("the library was not salvaged", e);
      return false;
    }
  }

  /// The largest picture that is decoded: what fits into half of the heap.
  private static long maxPixels(Runtime runtime) {
    return runtime.maxMemory() / 2 / BYTES_PER_PIXEL;
  }

  private ModelSelection answering(ModelSelection wish) {
    return new ModelSwitch(choice, models, store.reader()).resolveForSearch(wish);
  }

  /// What the library holds, as one model sees it.
  public LibraryStatus status(ModelSelection wish) {
    CatalogueReader catalogue = store.reader();
    try (EmbeddingModel model = models.open(answering(wish))) {
      Counts counts = catalogue.counts(catalogue.model(model.fingerprint()).orElse(0));
      return new LibraryStatus(
          places.library(),
          folders.list(),
          counts.photos(),
          counts.files(),
          counts.contents(),
          model.name(),
          counts.embedded(),
          counts.small(),
          counts.videos(),
          failures());
    }
  }

  /// The files that could not be taken in, by path. [IngestRequest#retry] tries some of them again,
  /// an [IngestRequest] with `retry` all.
  public List<LibraryStatus.Failure> failures() {
    return store.reader().failures().stream()
        .map(
            failed ->
                new LibraryStatus.Failure(
                    failed.path(),
                    failed.kind(),
                    failed.detail(),
                    failed.tries(),
                    failed.lastTry()))
        .toList();
  }

  /// Tries every precision of a model on made pictures and on some of the library's photos, takes
  /// the quickest that finds what fp32 finds, and remembers it for this machine; empty where it was
  /// stopped. Takes up to a minute or two, on the caller's platform thread.
  ///
  /// @param wish the model, the one that runs embed with where it names none; its precision is not
  ///   looked at
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  public Optional<PrecisionTable> checkPrecisions(ModelSelection wish, DoublePredicate progress) {
    return models.check(
        choice.resolveForIndexing(wish), SamplePhotos.of(store.reader(), decoder.get()), progress);
  }

  /// Looks the installation over, and reads every byte of the models that are here. Changes
  /// nothing.
  ///
  /// @param wish the model to look at
  public Diagnosis examine(ModelSelection wish) {
    Map<Place.Kind, Path> kept =
        Map.of(
            Place.Kind.LIBRARY, places.library(),
            Place.Kind.MODELS, places.models(),
            Place.Kind.COMPILED, places.compiled(),
            Place.Kind.NATIVES, places.natives(),
            Place.Kind.LOGS, places.logs());
    return new Doctor(models, libraryModels, store.reader(), gpu, checkup(), kept, System.getenv())
        .examine(answering(wish));
  }

  /// Where a model computes for many pictures where the wish leaves the device open, and why no
  /// graphics card does where there might be one.
  ///
  /// @param wish the model
  public Models.DeviceChoice place(ModelSelection wish) {
    try (EmbeddingModel model = models.open(choice.resolveForIndexing(wish))) {
      return models.deviceChoice(model);
    }
  }

  /// The photo folders.
  public Folders folders() {
    return folders;
  }

  /// Takes photos in.
  public Ingest ingest() {
    return ingest;
  }

  /// Finds photos.
  public Search search() {
    return search;
  }

  /// Fetches a picture to search with from the web, for a person who just said yes to that. On the
  /// caller's thread, up to minutes.
  ///
  /// @return the bytes of an image file, or of what its server says is one
  /// @throws AkinException of a `PICTURE_` kind, `NET_INSECURE`, or what is wrong with the settings
  ///   of connections
  public byte[] pictureAt(URI address) {
    NetSettings settings = NetSettings.of(surroundings.environment());
    try (ImageDownload download = new ImageDownload(settings, surroundings.retryPolicy(), clock)) {
      return download.fetch(Consent.PICTURE, address);
    }
  }

  /// Looks whether the library's own files are sound.
  public LibraryCheckup checkup() {
    return new LibraryCheckup(places.library(), places.natives(), clock);
  }

  /// Shows photos.
  public Photos photos() {
    return photos;
  }

  /// The models: what there is, getting, changing, removing.
  public LibraryModels models() {
    return libraryModels;
  }

  /// Returns the benchmark of this machine.
  public BenchmarkRunner benchmark() {
    return benchmark;
  }

  /// Returns the setup of GPU support.
  public GpuSupport gpu() {
    return gpu;
  }

  @Override
  public void close() {
    search.close();
    store.close();
  }
}
