package app.akin.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that models are measured by what a library knows, and that results are kept.
final class RecallHistoryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T10:15:30Z"), ZoneOffset.UTC);
  private static final int PHOTOS = 8;

  @TempDir private Path base;

  private Path folder() {
    return base.resolve("library");
  }

  private RecallHistory history() {
    return new RecallHistory(folder(), CLOCK);
  }

  @Test
  void resultsOfMeasuredModelsAreKept() throws Exception {
    Path photos = base.resolve("photos");
    for (int i = 0; i < PHOTOS; i++) {
      Path file = photos.resolve(i < PHOTOS / 2 ? "beach" : "forest").resolve(i + ".jpg");
      Files.createDirectories(file.getParent());
      Files.write(file, ImageKit.photo(i, 64, 48));
    }
    TinyModel.write(base.resolve("tiny"));
    AppPaths paths =
        new AppPaths(folder(), base.resolve("compiled"), BuildCache.NATIVES, base.resolve("logs"));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, CLOCK)) {
      assertThat(history().measure(library, ModelSelection.DEFAULT, _ -> true)).isTrue();
      assertThat(history().read()).as("no photo is indexed").isEmpty();

      String model = TinyModel.importInto(library.models(), base.resolve("tiny"), true);
      ModelSelection selection = ModelSelection.DEFAULT;
      library
          .ingest()
          .start(
              new IngestRequest(
                  List.of(photos),
                  false,
                  new ModelSelection(model, selection.device(), selection.precision())))
          .await();
      List<Double> parts = new ArrayList<>();
      assertThat(history().measure(library, selection, part -> parts.add(part) && part < 0.5))
          .as("stopped")
          .isFalse();
      assertThat(parts).containsExactly(0.0, 0.5);
      assertThat(history().read()).isEmpty();

      assertThat(history().measure(library, selection, _ -> true)).isTrue();
      ModelRecall recall = history().read().getFirst();
      assertThat(recall.model()).isEqualTo(model);
      assertThat(recall.measured()).isEqualTo(CLOCK.instant());
      assertThat(recall.photos()).isEqualTo(PHOTOS);
      // Ten results hold all eight photos, so both folders are found.
      assertThat(recall.rows())
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.kind()).isEqualTo(LibraryEvaluation.Kind.FOLDER);
                assertThat(row.found()).isEqualTo(1);
                assertThat(row.queries()).isEqualTo(2);
                assertThat(row.hasFewQueries()).isTrue();
              });

      // A later result replaces the one before.
      assertThat(history().measure(library, selection, _ -> true)).isTrue();
      assertThat(history().read()).containsExactly(recall);
      try (Stream<Path> files = Files.list(folder())) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
      }
      history().remove("another");
      assertThat(history().read()).hasSize(1);
      history().remove(model);
      assertThat(history().read()).isEmpty();
    }
  }

  @Test
  void damagedResultsAreLeftOut() throws Exception {
    String good =
        """
        {"model":"a","measured":"2026-11-29T10:15:30Z","photos":9,"rows":[
        {"kind":"keyword","found":0.5,"low":0,"high":1,"queries":3}]}\
        """;
    for (String bad :
        List.of(
            "[" + good + ",{}]",
            "[" + good + "," + good.replace("0.5", "7") + "]",
            "[" + good + "," + good.replace("keyword", "colour") + "]",
            "[" + good + "," + good.replace("2026-", "") + "]",
            "[" + good + "," + good.replace("s\":9", "s\":true") + "]",
            "[" + good + ",7]")) {
      Files.createDirectories(folder());
      Files.writeString(folder().resolve("evaluation.json"), bad);
      assertThat(history().read()).as(bad).hasSize(1);
    }
    for (String bad : List.of("", "{}", "[", "[" + good, "\u0000\u0001")) {
      Files.writeString(folder().resolve("evaluation.json"), bad);
      assertThat(history().read()).as(bad).isEmpty();
    }
  }
}
