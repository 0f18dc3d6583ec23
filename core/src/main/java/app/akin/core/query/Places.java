package app.akin.core.query;

import java.util.List;
import java.util.Optional;

/// A table of places. Thread-safe.
public interface Places {
  /// Returns the place of an identifier, such as "Paris, Texas".
  Optional<Vocabulary.Place> withId(String id);

  /// Returns the places of a name or alias in any language, compared without case, accents, blanks
  /// and hyphens: most populous first.
  List<Vocabulary.Place> named(String name);
}
