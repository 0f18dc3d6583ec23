package app.akin.core.query;

import java.util.List;
import java.util.Optional;

/// A table of places. Thread-safe.
public interface Places {
  /// A table without places.
  Places NONE =
      new Places() {
        @Override
        public Optional<Vocabulary.Place> withId(String id) {
          return Optional.empty();
        }

        @Override
        public List<Vocabulary.Place> named(String name) {
          return List.of();
        }
      };

  /// Returns the place of an identifier, such as "Paris, Texas".
  Optional<Vocabulary.Place> withId(String id);

  /// Returns the places of a name or alias in any language, compared without case, accents, blanks
  /// and hyphens: most populous first.
  List<Vocabulary.Place> named(String name);
}
