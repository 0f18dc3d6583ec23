package app.akin.desktop.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.photo.Problem;
import app.akin.desktop.TestTasks;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.tour.FakeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the welcome model.
final class WelcomeModelTest {
  private static final Path PICTURES = Path.of("/home/mira/Pictures");

  /// Problems of a single action on a model.
  private static final Set<Class<? extends Problem>> TOLD =
      Set.of(
          Problem.ModelCacheUnwritable.class,
          Problem.ModelBuiltIn.class,
          Problem.ModelImport.class,
          Problem.ModelNameTaken.class,
          Problem.ModelWithoutPrompts.class);

  private final List<Path> added = new ArrayList<>();
  private int begun;

  private WelcomeModel model(Optional<Path> pictures) {
    FoldersModel folders =
        new FoldersModel(
            new FoldersModel.Actions(
                List::of, (folder, _) -> added.add(folder), added::remove, _ -> {}),
            FakeRuns.indexing(
                () -> new FakeRuns.FakeRun(FakeRuns.status(Phase.LOOKING, 0, 0, 0, Throttle.FULL))),
            TestTasks.immediate());
    return new WelcomeModel(folders, () -> pictures, () -> begun++, TestTasks.immediate());
  }

  @Test
  void picturesFolderIsOfferedAndAdded() {
    WelcomeModel model = model(Optional.of(PICTURES));
    model.begin();

    assertThat(added).containsExactly(PICTURES);
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void nothingStartsWithoutAFolder() {
    WelcomeModel model = model(Optional.of(PICTURES));
    model.leave(PICTURES);
    model.begin();

    assertThat(added).isEmpty();
    assertThat(begun).isZero();
  }

  @Test
  void nestedFolderIsNotAddedTwice() {
    WelcomeModel model = model(Optional.empty());
    model.choose(List.of(PICTURES.resolve("2020"), PICTURES, PICTURES.resolve("2021"), PICTURES));

    assertThat(model.chosen()).containsExactly(PICTURES);
  }

  @Test
  void picturesFolderComesFromTheSystem(@TempDir Path home) throws IOException {
    Path configuration = Files.createDirectory(home.resolve(".config"));
    assertThat(PicturesFolder.of(home, Map.of())).isEmpty();

    Path usual = Files.createDirectory(home.resolve("Pictures"));
    assertThat(PicturesFolder.of(home, Map.of())).contains(usual);

    Path named = Files.createDirectory(home.resolve("Bilder \"neu\""));
    Path dirs = configuration.resolve("user-dirs.dirs");
    Files.writeString(
        dirs, "# made\nXDG_MUSIC_DIR=\"$HOME/M\"\nXDG_PICTURES_DIR=\"$HOME/Bilder \\\"neu\\\"\"\n");
    assertThat(PicturesFolder.of(home, Map.of())).contains(named);

    Path plain = Files.createDirectory(home.resolve("Bilder"));
    Files.writeString(dirs, "XDG_PICTURES_DIR=\"$HOME/Bilder\"\n");
    assertThat(PicturesFolder.of(home, Map.of())).contains(plain);

    Files.writeString(dirs, "XDG_PICTURES_DIR=\"$HOME/\"\n");
    assertThat(PicturesFolder.of(home, Map.of())).as("not all of home").contains(usual);

    Path elsewhere = Files.createDirectory(home.resolve("configuration"));
    Files.writeString(elsewhere.resolve("user-dirs.dirs"), "XDG_PICTURES_DIR=\"$HOME/Bilder\"\n");
    assertThat(PicturesFolder.of(home, Map.of("XDG_CONFIG_HOME", elsewhere.toString())))
        .contains(plain);
  }

  @ParameterizedTest
  @MethodSource("app.akin.i18n.ProblemSamples#all")
  void problemsOfLibraryAndModelHaveAState(Problem problem) {
    String name = problem.getClass().getSimpleName();
    boolean lasting = name.startsWith("Library") || name.matches("Model[A-Z].*");
    boolean told = TOLD.contains(problem.getClass());

    if (lasting && !told) {
      assertThat(Condition.of(problem)).isPresent();
    }
    if (name.startsWith("Query")) {
      assertThat(Condition.of(problem)).as("told in a line").isEmpty();
    }
  }
}
