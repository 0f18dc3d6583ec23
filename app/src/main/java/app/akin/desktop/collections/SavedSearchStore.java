package app.akin.desktop.collections;

import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.search.SavedQuery;
import java.util.List;

/// The saved searches of a library; called in the background. Methods throw what those of
/// [app.akin.core.library.SavedSearches] throw.
public interface SavedSearchStore {
  /// Returns all saved searches by name.
  List<SavedSearch> list();

  /// Returns a token that changes with the photos of the library.
  String revision();

  /// Saves a query.
  ///
  /// @param replace whether it replaces the query of the search of this name
  SavedSearch save(String name, SavedQuery query, boolean replace);

  /// Stores a search as it was before it was deleted or changed.
  SavedSearch restore(SavedSearch before);

  /// Renames a saved search.
  void rename(long id, String name);

  /// Deletes a saved search.
  void delete(long id);

  /// Returns the number of photos that are new to a search.
  int countNew(SavedSearch search);

  /// Returns the highest ID of a photo, which [#look] records.
  long highestPhoto();

  /// Records that results of a search were shown.
  ///
  /// @param highestPhoto the result of [#highestPhoto] before
  void look(SavedSearch search, long highestPhoto);
}
