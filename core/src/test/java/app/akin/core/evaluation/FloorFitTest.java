package app.akin.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.evaluation.FloorFit.Answer;
import app.akin.core.evaluation.FloorFit.Hit;
import app.akin.core.kit.TestSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Tests that floors are found in results whose best floor is known.
final class FloorFitTest {
  private static Hit hit(double cosine, boolean right) {
    return new Hit(cosine, Double.NaN, right);
  }

  private static OptionalDouble smallest(
      List<Answer> answers, double precision, double emptyShare) {
    return FloorFit.fit(answers, precision, emptyShare).cosine();
  }

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
        hits.add(hit(cosine, right));
      }
      answers.add(new Answer(hits, false));
    }
    assertThat(smallest(answers, 1, 0)).hasValue(lowestRight);
  }

  @Test
  void queriesToWhichNothingFitsRaiseTheFloor() {
    List<Answer> answers =
        List.of(
            new Answer(List.of(hit(0.5, true), hit(0.4, true)), false),
            new Answer(List.of(hit(0.45, false)), true));

    assertThat(smallest(answers.subList(0, 1), 0.8, 0.9)).hasValue(0.4);
    assertThat(smallest(answers, 0.6, 0)).hasValue(0.4);
    assertThat(smallest(answers, 0.6, 0.9)).hasValue(0.5);
  }

  @Test
  void oneQueryWithManyResultsDoesNotDecide() {
    List<Hit> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(hit(0.4, true));
    }
    List<Answer> answers =
        List.of(
            new Answer(many, false),
            new Answer(List.of(hit(0.4, false)), false),
            new Answer(List.of(hit(0.6, true)), false));

    // All results together are 99 % right at 0.4; the mean over the queries is 67 %.
    assertThat(smallest(answers, 0.8, 0)).hasValue(0.6);
  }

  @Test
  void noFloorSufficesIfNothingIsRight() {
    assertThat(smallest(List.of(new Answer(List.of(hit(0.9, false)), false)), 0.5, 0)).isEmpty();
  }

  @Test
  void minimumZScoreAdmitsTextsWithLowCosines() {
    // Colours: cosines below every floor, but far from other photos.
    List<Hit> colours = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      colours.add(new Hit(0.2, 9 + i, true));
    }
    colours.add(new Hit(0.2, 5, false));
    List<Hit> dogs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      dogs.add(new Hit(0.5 + i / 100.0, 4, true));
      dogs.add(new Hit(0.3, 4, false));
    }
    List<Answer> answers =
        List.of(
            new Answer(colours, false),
            new Answer(dogs, false),
            new Answer(List.of(new Hit(0.25, 6, false)), true));
    FloorFit.Fitted fitted = FloorFit.fit(answers, 0.8, 0.9);

    assertThat(fitted.cosine()).hasValue(0.5);
    assertThat(fitted.z()).as("above the query to which nothing fits").hasValue(9);
    assertThat(fitted.admits(0.2, 9)).isTrue();
    assertThat(fitted.admits(0.5, Double.NaN)).isTrue();
    assertThat(fitted.admits(0.49, 8.9)).isFalse();
  }

  @Test
  void fewResultsGiveNoMinimumZScore() {
    List<Hit> colours = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      colours.add(new Hit(0.2, 9 + i, true));
    }
    colours.add(new Hit(0.21, 2, false));
    List<Answer> answers =
        List.of(
            new Answer(List.of(hit(0.6, true)), false),
            new Answer(colours, false),
            new Answer(List.of(new Hit(0.3, 1, false)), true));

    assertThat(FloorFit.fit(answers, 0.8, 0.9).cosine()).hasValue(0.6);
    assertThat(FloorFit.fit(answers, 0.8, 0.9).z()).isEmpty();
    assertThat(FloorFit.fit(answers, 0.8, 0.9).admits(0.2, 100)).isFalse();
  }
}
