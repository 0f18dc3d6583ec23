package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.FetchStatus;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.ModelFetch;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.PrecisionTable;
import app.akin.desktop.models.CatalogueEntry;
import app.akin.desktop.models.CatalogueEntry.Role;
import app.akin.desktop.models.Holding;
import app.akin.desktop.models.Shelf;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/// The models of a library.
///
/// @param library whose they are
/// @param wish how they run
record LibraryShelf(PhotoLibrary library, ModelSelection wish) implements Shelf {
  /// How often a fetch is looked at.
  private static final long PULSE_MILLIS = 200;

  @Override
  public List<CatalogueEntry> list() {
    return library.models().list().stream().map(LibraryShelf::entry).toList();
  }

  private static CatalogueEntry entry(CatalogedModel model) {
    Role role = model.answers() ? Role.ANSWERS : model.wished() ? Role.COMES : Role.RESTS;
    return new CatalogueEntry(
        model.descriptor().name(),
        model.descriptor().title(),
        model.descriptor().download(),
        model.descriptor().memory(),
        model.descriptor().licence(),
        LibraryModels.licence(model.descriptor().licence()).orElse(""),
        model.descriptor().languages(),
        holding(model),
        role,
        model.covered(),
        model.coverable());
  }

  private static Holding holding(CatalogedModel model) {
    return switch (model.state()) {
      case BUILT_IN -> new Holding.BuiltIn();
      case OFFERED -> new Holding.Absent(0);
      case BEGUN -> new Holding.Absent(model.bytes());
      case INSTALLED -> new Holding.Present(model.bytes());
      case DAMAGED -> new Holding.Damaged();
      case UNSUPPORTED -> new Holding.Unsupported();
    };
  }

  @Override
  public boolean fetch(String name, Predicate<Fetch> progress) {
    ModelFetch fetch = library.models().get(name, true);
    try {
      while (!fetch.isOver()) {
        if (!progress.test(told(fetch.status()))) {
          fetch.stop();
        }
        Thread.sleep(PULSE_MILLIS);
      }
      return fetch.await();
    } catch (InterruptedException e) {
      fetch.stop();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Fetch told(FetchStatus status) {
    return new Fetch(status.name(), status.bytes(), status.total(), status.bytesPerSecond());
  }

  @Override
  public String take(Path source) {
    return library.models().importFrom(source, true);
  }

  @Override
  public void use(String name) {
    library.models().use(name, false);
  }

  @Override
  public void remove(String name) {
    library.models().remove(name);
  }

  @Override
  public Optional<PrecisionTable> check(DoublePredicate progress) {
    return library.checkPrecisions(wish, progress);
  }
}
