package app.akin.desktop;

import app.akin.core.library.LibraryStatus;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelWish;
import app.akin.core.model.PrecisionTable;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.models.CatalogueEntry;
import app.akin.desktop.models.Holding;
import app.akin.desktop.models.Shelf;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/// The one model that answers now: the one inside, or the one the window was started with. Others
/// cannot be fetched or imported here.
///
/// @param library whose photos it answers for
/// @param wish the model
record BuiltInShelf(PhotoLibrary library, ModelWish wish) implements Shelf {
  @Override
  public List<CatalogueEntry> list() {
    LibraryStatus status = library.status(wish);
    boolean inside = wish.model() == null;
    return List.of(
        new CatalogueEntry(
            status.model(),
            status.model(),
            0,
            0,
            inside ? "Apache-2.0" : "",
            List.of("en"),
            inside ? new Holding.BuiltIn() : new Holding.Present(0),
            CatalogueEntry.Role.ANSWERS,
            status.embedded(),
            status.contents()));
  }

  @Override
  public boolean fetch(String name, Predicate<Fetch> progress) {
    throw new AkinException(Problem.MODEL_UNKNOWN, name);
  }

  @Override
  public String take(Path source) {
    throw new AkinException(Problem.MODEL_UNKNOWN, source);
  }

  @Override
  public void use(String name) {
    throw new AkinException(Problem.MODEL_UNKNOWN, name);
  }

  @Override
  public void remove(String name) {
    throw new AkinException(Problem.MODEL_UNKNOWN, name);
  }

  @Override
  public Optional<PrecisionTable> check(DoublePredicate progress) {
    return library.checkPrecisions(wish, progress);
  }
}
