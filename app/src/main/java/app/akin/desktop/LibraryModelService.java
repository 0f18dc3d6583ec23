package app.akin.desktop;

import app.akin.core.evaluation.RecallHistory;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.FetchStatus;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.desktop.models.InstallState;
import app.akin.desktop.models.ModelEntry;
import app.akin.desktop.models.ModelEntry.Role;
import app.akin.desktop.models.ModelService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/// Implements the model actions of the window with a library.
///
/// @param library the library
/// @param selection device and precision of the models
/// @param measured what was measured of the models
record LibraryModelService(PhotoLibrary library, ModelSelection selection, RecallHistory measured)
    implements ModelService {
  /// Interval between progress updates of a download.
  private static final long POLL_MILLIS = 200;

  @Override
  public List<ModelEntry> list() {
    return library.models().list().stream().map(LibraryModelService::entry).toList();
  }

  private static ModelEntry entry(CatalogedModel model) {
    Role role = model.active() ? Role.ANSWERS : model.target() ? Role.COMES : Role.RESTS;
    return new ModelEntry(
        model.descriptor().name(),
        model.descriptor().title(),
        model.descriptor().downloadSize(),
        model.descriptor().memory(),
        model.descriptor().licence(),
        LibraryModels.licence(model.descriptor().licence()).orElse(""),
        model.descriptor().languages(),
        holding(model),
        role,
        model.embeddedCount(),
        model.photoCount(),
        model.embedsPrompts(),
        model.photoTime());
  }

  private static InstallState holding(CatalogedModel model) {
    return switch (model.state()) {
      case BUILT_IN -> new InstallState.BuiltIn();
      case OFFERED -> new InstallState.Available(0);
      case BEGUN -> new InstallState.Available(model.bytes());
      case INSTALLED -> new InstallState.Installed(model.bytes());
      case DAMAGED -> new InstallState.Damaged();
    };
  }

  @Override
  public boolean fetch(String name, Predicate<Fetch> progress) {
    return follow(library.models().fetch(name, true), progress);
  }

  /// Waits for the end of a download or import and publishes its progress.
  private static boolean follow(ModelFetch fetch, Predicate<Fetch> progress) {
    try {
      while (!fetch.isDone()) {
        if (!progress.test(toFetch(fetch.status()))) {
          fetch.stop();
        }
        Thread.sleep(POLL_MILLIS);
      }
      return fetch.await();
    } catch (InterruptedException e) {
      fetch.stop();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Fetch toFetch(FetchStatus status) {
    boolean verifying = status.phase() == FetchStatus.Phase.VERIFYING;
    return new Fetch(
        status.name(), verifying, status.bytes(), status.total(), status.bytesPerSecond());
  }

  @Override
  public Optional<String> importFrom(Path source, Predicate<Fetch> progress) {
    ModelFetch imported = library.models().startImport(source, true);
    return follow(imported, progress) ? Optional.of(imported.status().name()) : Optional.empty();
  }

  @Override
  public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
    return library.models().timePhotos(name, progress);
  }

  @Override
  public void use(String name) {
    library.models().switchTo(name, false);
  }

  @Override
  public void remove(String name) {
    library.models().remove(name);
    measured.remove(name);
  }

  @Override
  public Optional<PrecisionTable> check(DoublePredicate progress) {
    return library.checkPrecisions(selection, progress);
  }
}
