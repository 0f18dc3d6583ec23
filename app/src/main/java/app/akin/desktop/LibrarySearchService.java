package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SharedAnswer;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SharedSearchModel;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Searches a library, and the photos of other computers in its shared library. Thread-safe.
final class LibrarySearchService implements SharedSearchModel.Service {
  private final PhotoLibrary library;

  /// Whether photos of other computers are searched.
  private volatile boolean beyondThisComputer;

  LibrarySearchService(PhotoLibrary library) {
    this.library = library;
  }

  /// Sets whether photos of other computers are searched.
  void searchBeyondThisComputer(boolean beyond) {
    beyondThisComputer = beyond;
  }

  /// Finds photos of this library, as [SearchModel.Service] requires. Without any, those of other
  /// computers can still be found: the answer is empty then.
  Optional<SearchAnswer> findOwn(SearchRequest request, BooleanSupplier superseded) {
    try {
      return library.search().find(request, superseded);
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.LibraryEmpty && beyondThisComputer) {
        return Optional.of(SearchAnswer.EMPTY);
      }
      throw e;
    }
  }

  @Override
  public boolean isConnected() {
    return library.share().settings().isPresent();
  }

  @Override
  public Optional<SharedAnswer> find(SearchRequest request, BooleanSupplier superseded) {
    return library.share().find(library.search(), request, superseded);
  }
}
