package app.akin.core.photo;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where the marks of a photo come from.
///
/// @param stated what each part states, those that win first
public record MarkSources(List<StatedMarks> stated) {
  /// Nothing is stated.
  public static final MarkSources NONE = new MarkSources(List.of());

  /// Copies the list.
  public MarkSources {
    stated = List.copyOf(stated);
  }

  /// Returns the part whose rating counts, even if it is that there is none.
  public Optional<FactsPart> rating() {
    return first(marks -> marks.rating() != null);
  }

  /// Returns the part whose flag counts, even if it is that there is none.
  public Optional<FactsPart> flag() {
    return first(marks -> marks.flag() != null);
  }

  /// Returns the part whose caption counts, even if it is that there is none.
  public Optional<FactsPart> caption() {
    return first(marks -> marks.caption() != null);
  }

  /// Returns the parts that state a keyword of the photo.
  public List<FactsPart> keyword(String keyword) {
    return stated.stream()
        .filter(marks -> marks.keywords().contains(keyword))
        .map(StatedMarks::part)
        .distinct()
        .toList();
  }

  private Optional<FactsPart> first(Predicate<StatedMarks> states) {
    return stated.stream().filter(states).map(StatedMarks::part).findFirst();
  }
}
