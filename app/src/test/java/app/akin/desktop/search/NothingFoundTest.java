package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.desktop.search.NothingFound.Years;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tests the reasons why facts find nothing, over photos that are sets of facts.
final class NothingFoundTest {
  private static final Fact CANON = PhraseReader.text(FactField.CAMERA, "canon");
  private static final Fact LEICA = PhraseReader.text(FactField.CAMERA, "leica");
  private static final Fact PARIS = PhraseReader.text(FactField.PLACE, "Paris, France");
  private static final Fact RAW = PhraseReader.text(FactField.FORMAT, "raw");
  private static final Fact EARLY = PhraseReader.date("1950-01-01", "1951-01-01");
  private static final Fact BETWEEN = PhraseReader.date("2010-01-01", "2011-01-01");
  private static final Years YEARS = new Years(2004, 2024);

  private static final List<Set<Fact>> PHOTOS =
      List.of(
          Set.of(CANON, PARIS),
          Set.of(CANON, PARIS),
          Set.of(CANON, RAW),
          Set.of(PARIS, RAW),
          Set.of(LEICA));

  private static int count(List<Fact> facts) {
    return (int) PHOTOS.stream().filter(photo -> photo.containsAll(facts)).count();
  }

  private static NothingFound explain(Fact... facts) {
    return NothingFound.explain(List.of(facts), NothingFoundTest::count, YEARS).orElse(null);
  }

  @Test
  void aFactWithoutPhotosIsNamed() {
    assertThat(explain(CANON, BETWEEN, PARIS)).isEqualTo(new NothingFound.One(BETWEEN));
    assertThat(explain(EARLY)).isEqualTo(new NothingFound.OutsideYears(EARLY, YEARS));
    assertThat(explain(EARLY.negate())).isEqualTo(new NothingFound.One(EARLY.negate()));
  }

  @Test
  void twoFactsThatExcludeEachOtherAreNamedWithTheirCounts() {
    assertThat(explain(CANON, PARIS, LEICA)).isEqualTo(new NothingFound.Pair(CANON, 3, LEICA, 1));
  }

  @Test
  void threeFactsMayExcludeOneAnotherOnlyTogether() {
    assertThat(explain(CANON, PARIS, RAW))
        .isEqualTo(new NothingFound.Together(List.of(CANON, PARIS, RAW)));
  }

  @Test
  void factsWithPhotosHaveNoReason() {
    assertThat(explain(CANON, PARIS)).isNull();
    assertThat(explain()).isNull();
  }
}
