package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the names that complete a line.
final class SuggesterTest {
  private static final Facet TOKYO =
      new Facet(Fact.of(FactField.PLACE, new FactValue.Text("Tokyo, Japan")), "东京", 5);
  private static final Facet CANON =
      new Facet(Fact.of(FactField.CAMERA, new FactValue.Text("canon eos r5")), "Canon EOS R5", 7);

  @ParameterizedTest
  @CsvSource({"tok, 东京", "东, 东京", "temple Tok, 东京", "eos, Canon EOS R5", "jap, ''", "t, ''"})
  void completesTheNameOfTheWindowAndTheEnglishOne(String line, String suggested) {
    List<String> found =
        new Suggester(List.of(CANON, TOKYO))
            .suggest(line, line.length(), List.of()).stream()
                .map(suggestion -> ((Suggestion.Held) suggestion).value().label())
                .toList();

    assertThat(found).isEqualTo(suggested.isEmpty() ? List.of() : List.of(suggested));
  }
}
