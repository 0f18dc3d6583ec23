package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the days of festivals against calendars.
class FestivalsTest {
  @ParameterizedTest
  @CsvSource({
    "christmas, 2022, 2022-12-24, 2022-12-26",
    "easter, 1961, 1961-03-31, 1961-04-03",
    "easter, 2000, 2000-04-21, 2000-04-24",
    "easter, 2024, 2024-03-29, 2024-04-01",
    "easter, 2025, 2025-04-18, 2025-04-21",
    "easter, 2038, 2038-04-23, 2038-04-26",
    "halloween, 2020, 2020-10-31, 2020-10-31",
    "lunar-new-year, 1900, 1900-01-30, 1900-02-06",
    "lunar-new-year, 1985, 1985-02-19, 1985-02-26",
    "lunar-new-year, 2023, 2023-01-21, 2023-01-28",
    "lunar-new-year, 2024, 2024-02-09, 2024-02-16",
    "lunar-new-year, 2026, 2026-02-16, 2026-02-23",
    "lunar-new-year, 2033, 2033-01-30, 2033-02-06",
    "lunar-new-year, 2100, 2100-02-08, 2100-02-15",
    "new-years-eve, 1999, 1999-12-31, 1999-12-31",
    "thanksgiving, 2022, 2022-11-24, 2022-11-24",
    "thanksgiving, 2023, 2023-11-23, 2023-11-23",
    "valentines-day, 2019, 2019-02-14, 2019-02-14"
  })
  void daysAreThoseOfTheCalendar(String festival, int year, LocalDate first, LocalDate last) {
    assertThat(Festivals.days(festival, year)).contains(new Festivals.Days(first, last));
  }

  @Test
  void everyFestivalHasDays() {
    for (String festival : FactField.FESTIVAL.words()) {
      assertThat(Festivals.days(festival, 2022)).as(festival).isPresent();
    }
    assertThat(Festivals.days("lunar-new-year", 1899)).isEmpty();
    assertThat(Festivals.days("lunar-new-year", 2101)).isEmpty();
  }

  /// The lunar new year is the second new moon after the winter solstice, rarely the third.
  @Test
  void theLunarNewYearIsANewMoon() {
    LocalDate known = LocalDate.of(2000, 1, 6);
    double month = 29.530588853;
    for (int year = 1900; year <= 2100; year++) {
      LocalDate first = Festivals.days("lunar-new-year", year).orElseThrow().first().plusDays(1);
      assertThat(first).isBetween(LocalDate.of(year, 1, 21), LocalDate.of(year, 2, 21));
      double months = (first.toEpochDay() - known.toEpochDay() - 0.75) / month;
      assertThat(Math.abs(months - Math.rint(months)) * month).as("%s", first).isLessThan(1.2);
    }
  }
}
