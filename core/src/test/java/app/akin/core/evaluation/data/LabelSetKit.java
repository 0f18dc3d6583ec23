package app.akin.core.evaluation.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Writes small label sets in the form that their publishers describe.
final class LabelSetKit {
  private LabelSetKit() {}

  /// Writes a text file.
  static Path text(Path folder, String name, String... lines) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, List.of(lines), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Creates files that stand for photos.
  static void photos(Path folder, String... names) {
    for (String name : names) {
      text(folder, name, name);
    }
  }

  /// Returns the problem of an exception.
  static Problem problem(ThrowingCallable code) {
    AtomicReference<Problem> problem = new AtomicReference<>();
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(AkinException.class, e -> problem.set(e.problem()));
    return problem.get();
  }

  /// Returns the query of an id.
  static LabelledQuery query(LabelSet set, String id) {
    return set.queries().stream()
        .filter(query -> query.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no query " + id));
  }

  /// Returns the ids of the gallery.
  static List<String> ids(LabelSet set) {
    return switch (set.gallery()) {
      case Gallery.Listed listed -> listed.photos().stream().map(GalleryPhoto::id).toList();
      case Gallery.Folder folder -> throw new AssertionError(folder);
    };
  }

  /// Returns the labels of the measures.
  static List<String> measures(LabelSet set) {
    return set.protocol().measures().stream().map(Measure::label).toList();
  }
}
