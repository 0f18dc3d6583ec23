package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.model.ModelSelection;
import app.akin.core.search.SavedQuery;
import app.akin.desktop.collections.SavedSearchStore;
import java.util.List;
import java.util.Locale;

/// The saved searches of a library. Thread-safe.
///
/// @param library the library
/// @param selection the model that answers
record LibrarySavedSearches(PhotoLibrary library, ModelSelection selection)
    implements SavedSearchStore {
  @Override
  public List<SavedSearch> list() {
    return library.savedSearches().list();
  }

  @Override
  public String revision() {
    return library.photos().revision().all();
  }

  @Override
  public SavedSearch save(String name, SavedQuery query, boolean replace) {
    return library.savedSearches().save(name, query, replace);
  }

  @Override
  public SavedSearch restore(SavedSearch before) {
    return library.savedSearches().restore(before);
  }

  @Override
  public void rename(long id, String name) {
    library.savedSearches().rename(id, name);
  }

  @Override
  public void delete(long id) {
    library.savedSearches().delete(id);
  }

  @Override
  public int countNew(SavedSearch search) {
    return library.savedSearches().countNew(search, Locale.getDefault(), selection);
  }

  @Override
  public long highestPhoto() {
    return library.savedSearches().highestPhoto();
  }

  @Override
  public void look(SavedSearch search, long highestPhoto) {
    library.savedSearches().look(search, highestPhoto);
  }
}
