package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.facet.SyntheticFacets;
import app.akin.desktop.theme.Language;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests the names of facts.
final class FactTextsTest {
  private static final FactTexts ENGLISH = new FactTexts(new Language(Locale.ENGLISH));
  private static final FactTexts CHINESE = new FactTexts(new Language(Locale.SIMPLIFIED_CHINESE));

  @ParameterizedTest
  @EnumSource
  void everyFieldAndWordHasANameAndAnIcon(FactField field) {
    assertThat(FactTexts.icon(field)).isNotNull();
    assertThat(ENGLISH.name(field)).isNotBlank();
    assertThat(CHINESE.name(field)).isNotBlank();
    for (String word : field.words()) {
      Fact fact = Fact.of(field, new FactValue.Text(word));
      assertThat(ENGLISH.label(fact)).isNotBlank();
      assertThat(ENGLISH.label(fact.negate())).isNotEqualTo(ENGLISH.label(fact));
      assertThat(CHINESE.label(fact)).isNotBlank();
    }
  }

  @Test
  void placesAreNamedInTheLanguageOfTheWindow() {
    FactTexts english = SyntheticFacets.texts(new Language(Locale.ENGLISH));
    FactTexts chinese = SyntheticFacets.texts(new Language(Locale.SIMPLIFIED_CHINESE));
    Fact place =
        new Fact(
            FactField.PLACE,
            false,
            List.of(new FactValue.Text("Paris, France"), new FactValue.Text("Tokyo, Japan")));
    Fact near = Fact.of(FactField.NEAR, new FactValue.Near("Berlin, Germany", 50));

    assertThat(english.label(place)).isEqualTo("Place: Paris, France or Tokyo, Japan");
    assertThat(chinese.value(place)).contains("巴黎").contains("东京").doesNotContain("Paris");
    assertThat(chinese.label(near)).contains("柏林").doesNotContain("Berlin");
    assertThat(chinese.value(place.negate())).contains("巴黎");
  }

  @Test
  void datesAreNamedByTheUnitTheyFill() {
    assertThat(date("2019-01-01", "2020-01-01")).isEqualTo("2019");
    assertThat(date("2019-01-01", "2022-01-01")).isEqualTo("2019 – 2021");
    assertThat(date("2023-07-01", "2023-08-01")).isEqualTo("July 2023");
    assertThat(date("2022-12-01", "2023-03-01")).isEqualTo("December 2022 – February 2023");
    assertThat(date("2023-07-14", "2023-07-15")).isEqualTo("Jul 14, 2023");
    assertThat(date("2023-12-24", "2023-12-27")).isEqualTo("Dec 24, 2023 – Dec 26, 2023");
    assertThat(date(null, "2015-01-01")).isEqualTo("before 2015");
    assertThat(date("2020-03-01", null)).isEqualTo("since March 2020");
    assertThat(
            CHINESE.value(
                FactField.DATE,
                new FactValue.Dates(
                    LocalDateTime.parse("2023-07-01T00:00"),
                    LocalDateTime.parse("2023-08-01T00:00"))))
        .isEqualTo("2023年7月");
  }

  @Test
  void numbersHaveTheUnitOfTheirField() {
    assertThat(number(FactField.FOCAL, FactValue.Numbers.of(50))).isEqualTo("50 mm");
    assertThat(number(FactField.ISO, new FactValue.Numbers(3200.0, true, null, false)))
        .isEqualTo("over ISO 3200");
    assertThat(number(FactField.APERTURE, FactValue.Numbers.of(1.8))).isEqualTo("f/1.8");
    assertThat(number(FactField.SHUTTER, FactValue.Numbers.of(0.001))).isEqualTo("1/1000 s");
    assertThat(number(FactField.RATING, new FactValue.Numbers(4.0, false, null, false)))
        .isEqualTo("4 stars or more");
    assertThat(number(FactField.SIZE, new FactValue.Numbers(null, false, 1e7, true)))
        .isEqualTo("under 10.0 MB");
    assertThat(number(FactField.PIXELS, new FactValue.Numbers(2.35e7, false, 2.45e7, false)))
        .isEqualTo("23.5 MP – 24.5 MP");
    assertThat(number(FactField.MONTH, FactValue.Numbers.of(7))).isEqualTo("July");
  }

  @Test
  void otherValuesReadAsWords() {
    assertThat(ENGLISH.value(FactField.DAY, new FactValue.Day(MonthDay.of(7, 4))))
        .isEqualTo("July 4");
    assertThat(
            ENGLISH.value(
                FactField.TIME, new FactValue.Times(LocalTime.of(22, 0), LocalTime.of(5, 0))))
        .isEqualTo("22:00 – 05:00");
    assertThat(ENGLISH.value(FactField.NEAR, new FactValue.Near("Berlin, Germany", 50)))
        .isEqualTo("50 km around Berlin, Germany");
    assertThat(
            ENGLISH.label(
                new Fact(
                    FactField.CAMERA,
                    true,
                    List.of(new FactValue.Text("canon"), new FactValue.Text("nikon")))))
        .isEqualTo("Camera: not canon or nikon");
    assertThat(ENGLISH.label(new Fact(FactField.HAS, true, List.of(new FactValue.Text("gps")))))
        .isEqualTo("Without location");
  }

  private static String number(FactField field, FactValue.Numbers numbers) {
    return ENGLISH.value(field, numbers);
  }

  private static String date(@Nullable String from, @Nullable String to) {
    return ENGLISH.value(
        FactField.DATE,
        new FactValue.Dates(
            from == null ? null : LocalDateTime.parse(from + "T00:00"),
            to == null ? null : LocalDateTime.parse(to + "T00:00")));
  }
}
