package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryImage;
import app.akin.core.search.SearchAnswer;
import app.akin.desktop.ManualTimer;
import app.akin.desktop.TestTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that searches survive a restart.
class HistoryKeeperTest {
  @TempDir private Path library;
  private final ObjectProperty<Boolean> allowed = new SimpleObjectProperty<>(true);
  private final ManualTimer timer = new ManualTimer();

  private final class Session implements AutoCloseable {
    final SearchModel model =
        new SearchModel(
            (_, _) -> Optional.of(new SearchAnswer("m", List.of(), List.of(), false)),
            PhraseReader.words(),
            ModelSelection.DEFAULT,
            TestTasks.immediate(),
            (_, action) -> action.run());
    final HistoryKeeper keeper =
        new HistoryKeeper(
            model,
            new SearchHistoryStore(library, _ -> new byte[1]),
            allowed,
            TestTasks.immediate(),
            timer::accept);

    String words() {
      return model.queryProperty().get().words();
    }

    @Override
    public void close() {
      keeper.close();
    }
  }

  private Path file() {
    return library.resolve("searches.properties");
  }

  @Test
  void backAndForwardSurviveARestart() {
    try (Session first = new Session()) {
      first.model.type("a dog");
      first.model.searchWith(List.of(new QueryImage.Photo(new ContentId(3))));
      first.model.type("at night");
      first.model.clear();
      first.model.type("boats");
      first.model.back();
      first.model.back();
      assertThat(first.words()).isEqualTo("at night");
    }
    try (Session second = new Session()) {
      assertThat(second.model.queryProperty().get()).isEqualTo(SearchQuery.EMPTY);
      second.model.back();
      assertThat(second.words()).isEqualTo("at night");
      assertThat(second.model.queryProperty().get().pictures()).hasSize(1);
      second.model.back();
      second.model.back();
      assertThat(second.words()).isEqualTo("a dog");
      second.model.forward();
      second.model.forward();
      second.model.forward();
      second.model.forward();
      second.model.forward();
      assertThat(second.words()).isEqualTo("boats");
      assertThat(second.model.canGoForwardProperty().get()).isFalse();
    }
  }

  @Test
  void typingWritesOnceAfterAPauseAndACrashKeepsIt() {
    Session first = new Session();
    first.model.type("a");
    first.model.type("a dog");
    assertThat(file()).doesNotExist();
    timer.pass(HistoryKeeper.DELAY);
    assertThat(file()).exists();

    try (Session second = new Session()) {
      second.model.back();
      assertThat(second.words()).isEqualTo("a dog");
    }
  }

  @Test
  void onlyTheLastHundredAreKept() {
    try (Session first = new Session()) {
      for (int i = 0; i < 150; i++) {
        first.model.searchWith(List.of(new QueryImage.Photo(new ContentId(i + 1))));
      }
    }
    try (Session second = new Session()) {
      int steps = 0;
      while (second.model.canGoBackProperty().get()) {
        second.model.back();
        steps++;
      }
      assertThat(steps).isEqualTo(SearchHistory.MAX - 1);
    }
  }

  @Test
  void nothingIsStoredOrReadWithoutTheSetting() throws Exception {
    try (Session first = new Session()) {
      first.model.type("a dog");
      timer.pass(HistoryKeeper.DELAY);
      assertThat(file()).exists();
      allowed.set(false);
      assertThat(file()).doesNotExist();
      first.model.type("boats");
      timer.pass(HistoryKeeper.DELAY);
    }
    assertThat(file()).doesNotExist();
    Files.writeString(file(), "size=1\n0.words=old\n0.balance=0.5");
    try (Session second = new Session()) {
      assertThat(second.model.canGoBackProperty().get()).isFalse();
    }
  }

  @Test
  void clearedSearchesAreGoneAndTheShownOneStays() {
    try (Session first = new Session()) {
      first.model.type("a dog");
      first.model.clear();
      first.model.type("boats");
      timer.pass(HistoryKeeper.DELAY);

      first.keeper.clear();

      assertThat(file()).doesNotExist();
      assertThat(first.words()).isEqualTo("boats");
      assertThat(first.model.canGoBackProperty().get()).isFalse();
      timer.pass(HistoryKeeper.DELAY);
      assertThat(file()).doesNotExist();
    }
  }
}
