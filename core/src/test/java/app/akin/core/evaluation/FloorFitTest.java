package app.akin.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.evaluation.FloorFit.Answer;
import app.akin.core.evaluation.FloorFit.Hit;
import app.akin.core.kit.TestSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Tests that floors are found in results whose best floor is known.
final class FloorFitTest {
  @Test
  void theFloorBehindWhichResultsAreRightIsFound() {
    SplittableRandom random = new SplittableRandom(TestSeed.of(getClass()));
    double border = 0.3 + 0.4 * random.nextDouble();
    List<Answer> answers = new ArrayList<>();
    double lowestRight = 1;
    for (int query = 0; query < 40; query++) {
      List<Hit> hits = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        double cosine = random.nextDouble();
        boolean right = cosine >= border;
        lowestRight = right ? Math.min(lowestRight, cosine) : lowestRight;
        hits.add(new Hit(cosine, right));
      }
      answers.add(new Answer(hits, false));
    }
    assertThat(FloorFit.smallest(answers, 1, 0)).hasValue(lowestRight);
  }

  @Test
  void queriesToWhichNothingFitsRaiseTheFloor() {
    List<Answer> answers =
        List.of(
            new Answer(List.of(new Hit(0.5, true), new Hit(0.4, true)), false),
            new Answer(List.of(new Hit(0.45, false)), true));

    assertThat(FloorFit.smallest(answers.subList(0, 1), 0.8, 0.9)).hasValue(0.4);
    assertThat(FloorFit.smallest(answers, 0.6, 0)).hasValue(0.4);
    assertThat(FloorFit.smallest(answers, 0.6, 0.9)).hasValue(0.5);
  }

  @Test
  void oneQueryWithManyResultsDoesNotDecide() {
    List<Hit> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(new Hit(0.4, true));
    }
    List<Answer> answers =
        List.of(
            new Answer(many, false),
            new Answer(List.of(new Hit(0.4, false)), false),
            new Answer(List.of(new Hit(0.6, true)), false));

    // All results together are 99 % right at 0.4; the mean over the queries is 67 %.
    assertThat(FloorFit.smallest(answers, 0.8, 0)).hasValue(0.6);
  }

  @Test
  void noFloorSufficesIfNothingIsRight() {
    assertThat(FloorFit.smallest(List.of(new Answer(List.of(new Hit(0.9, false)), false)), 0.5, 0))
        .isEmpty();
  }
}
