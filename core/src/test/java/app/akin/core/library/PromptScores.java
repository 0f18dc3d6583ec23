package app.akin.core.library;

import app.akin.core.embed.ExpectedPrompts;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Photos, queries and their scores by a tiny model that embeds prompts, from the vectors of
/// transformers.
final class PromptScores {
  private static final String CHECKPOINT = "llava-tiny";

  /// The model.
  static final ModelSelection MODEL =
      new ModelSelection(ExpectedPrompts.path(CHECKPOINT).toString(), Device.CPU, Precision.FP32);

  /// The names of the photos, without extension.
  static final List<String> PHOTOS = List.of("square", "wide", "tall", "tiny", "grey");

  private static final Map<String, List<Float>> UNITS =
      ExpectedPrompts.cases("expected_llava.json", CHECKPOINT).stream()
          .collect(Collectors.toMap(ExpectedPrompts.Case::name, ExpectedPrompts.Case::unit));

  private PromptScores() {}

  /// Writes the photos into the folder of a library, as PNG files.
  static void writePhotos(LibraryFixture library) throws IOException {
    for (String photo : PHOTOS) {
      library.write(
          photo + ".png", Files.readAllBytes(ExpectedPrompts.path("pictures/" + photo + ".png")));
    }
  }

  /// Returns the name of the photo that was found.
  static String name(SearchResult result) {
    return result.path().getFileName().toString().replace(".png", "");
  }

  /// Returns the score of a photo.
  ///
  /// @param query the name of a case
  static double score(String query, String photo) {
    List<Float> left = Objects.requireNonNull(UNITS.get(query));
    List<Float> right = Objects.requireNonNull(UNITS.get("picture, " + photo));
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += (double) left.get(i) * right.get(i);
    }
    return sum;
  }
}
