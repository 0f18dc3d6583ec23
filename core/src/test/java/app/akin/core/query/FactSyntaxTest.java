package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the canonical form of facts and every error of its parser.
final class FactSyntaxTest {
  private static final Places PLACES = QueryKit.library().places();

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '`',
      textBlock =
          """
          date:2023\tdate:[2023-01-01,2024-01-01)
          date:2023-07\tdate:[2023-07-01,2023-08-01)
          DATE:2023-07-14\tdate:[2023-07-14,2023-07-15)
          date:2023-07-14T18:00\tdate:[2023-07-14T18:00,2023-07-14T18:01)
          date:[2023-07-14T18:00,2023-07-15)\tdate:[2023-07-14T18:00,2023-07-15)
          date:2023..2024\tdate:[2023-01-01,2025-01-01)
          date:2023-11..2024-02\tdate:[2023-11-01,2024-03-01)
          date:>2015\tdate:[2016-01-01,)
          date:>=2015\tdate:[2015-01-01,)
          date:<2015-06\tdate:[,2015-06-01)
          date:<=2015-06\tdate:[,2015-07-01)
          date:[,2015)\tdate:[,2015-01-01)
          date:[2015,)\tdate:[2015-01-01,)
          date:2021|2019\tdate:[2019-01-01,2020-01-01)|[2021-01-01,2022-01-01)
          date:2020|2019\tdate:[2019-01-01,2021-01-01)
          date:>=2022|2019..2021\tdate:[2019-01-01,)
          date:２０２３\tdate:[2023-01-01,2024-01-01)
          month:11|12|1\tmonth:11|12|1
          month:6..8\tmonth:6..8
          day:07-04\tday:07-04
          day:02-28..03-01\tday:02-28|02-29|03-01
          season:Winter\tseason:winter
          festival:new-years-eve\tfestival:new-years-eve
          weekday:sat|sun\tweekday:sat|sun
          time:[22:00,05:00)\ttime:[22:00,05:00)
          time:18:00..18:59\ttime:[18:00,19:00)
          camera:Canon\tcamera:canon
          camera:"iPhone 13"\tcamera:"iphone 13"
          camera:iphone 13\tcamera:"iphone 13"
          -camera:canon|nikon\t-camera:canon|nikon
          camera:canon|canon\tcamera:canon
          lens:24-70mm\tlens:24-70mm
          focal:50mm\tfocal:50mm
          focal:50\tfocal:50mm
          focal:>200mm\tfocal:>200mm
          focal:24mm..70mm\tfocal:24mm..70mm
          iso:100..400\tiso:100..400
          iso:[100,400)\tiso:[100,400)
          iso:[100,)\tiso:>=100
          aperture:1.8\taperture:1.8
          aperture:<f/2.8\taperture:<2.8
          shutter:1/1000s\tshutter:1/1000s
          shutter:2 s\tshutter:2s
          shutter:>=0.5s\tshutter:>=1/2s
          shutter:1/30..1/3\tshutter:1/30s..1/3s
          rating:>=4\trating:>=4
          rating:<1\trating:<1
          format:RAW|heic\tformat:raw|heic
          kind:bw\tkind:bw
          orientation:square\torientation:square
          -has:gps\t-has:gps
          area:[48.1, 11.3, 48.3, 11.8]\tarea:[48.1,11.3,48.3,11.8]
          area:[-20,170,-10,-175]\tarea:[-20,170,-10,-175]
          size:>10MB\tsize:>10mb
          size:<2.5 mb\tsize:<2.5mb
          size:<=500kb\tsize:<=500kb
          size:>1gb\tsize:>1gb
          pixels:>20mp\tpixels:>20mp
          pixels:24mp\tpixels:24mp
          pixels:23.5mp..24.5mp\tpixels:24mp
          folder:"My Photos/2019"\tfolder:"My Photos/2019"
          in:holiday\tfolder:holiday
          name:IMG_2034*\tname:IMG_2034*
          name:[1].jpg\tname:"[1].jpg"
          place:münchen\tplace:"Munich, Germany"
          place:Paris, Texas\tplace:"Paris, Texas"
          place:"nice, france"\tplace:"Nice, France"
          place:italy\tplace:Italy
          near:berlin\tnear:"Berlin, Germany, 50 km"
          near:"Berlin, Germany, 2.5 km"\tnear:"Berlin, Germany, 2.5 km"
          tag:"new house"|dog\ttag:"new house"|dog
          tag:"a \\"b\\" \\\\c"\ttag:"a \\"b\\" \\\\c"
          tag:12" vinyl\ttag:"12\\" vinyl"
          ocr:"no parking"\tocr:"no parking"
          """)
  void parsesAndFormats(String text, String canonical) {
    Fact fact = FactSyntax.parse(text, PLACES);

    assertThat(fact.canonical()).isEqualTo(canonical);
    assertThat(FactSyntax.parse(canonical, PLACES)).isEqualTo(fact);
  }

  static Stream<Object[]> errors() {
    String fields =
        "camera, date, month, day, season, festival, weekday, time, lens, focal, iso, aperture,"
            + " shutter, rating, flag, format, kind, orientation, has, size, pixels, folder, name,"
            + " place, near, area, tag, collection, ocr";
    return Stream.of(
        new Object[] {"colour:red", new Problem.FactFieldUnknown("colour", fields)},
        new Object[] {"canon", new Problem.FactFieldUnknown("canon", fields)},
        new Object[] {"", new Problem.FactFieldUnknown("", fields)},
        new Object[] {"camera:", new Problem.FactValueMissing("camera")},
        new Object[] {"camera", new Problem.FactValueMissing("camera")},
        new Object[] {"-camera:canon|", new Problem.FactValueMissing("camera")},
        new Object[] {"iso:>", new Problem.FactValueMissing("iso")},
        new Object[] {"iso:100..", new Problem.FactValueMissing("iso")},
        new Object[] {"tag:\"\"", new Problem.FactValueMissing("tag")},
        new Object[] {"date:[,)", new Problem.FactValueMissing("date")},
        new Object[] {"date:2023-02-30", new Problem.FactDate("2023-02-30")},
        new Object[] {"date:>july", new Problem.FactDate("july")},
        new Object[] {"date:2023-07-14T25:00", new Problem.FactDate("2023-07-14T25:00")},
        new Object[] {"day:02-30", new Problem.FactDay("02-30")},
        new Object[] {"time:[22:00,25:00)", new Problem.FactTime("25:00")},
        new Object[] {"date:2021..2019", new Problem.FactReversed("2021..2019")},
        new Object[] {"date:[2021,2019)", new Problem.FactReversed("[2021,2019)")},
        new Object[] {"iso:400..100", new Problem.FactReversed("400..100")},
        new Object[] {"day:03-01..02-01", new Problem.FactReversed("03-01..02-01")},
        new Object[] {"camera:>canon", new Problem.FactNoOrder("camera", ">")},
        new Object[] {"kind:<=bw", new Problem.FactNoOrder("kind", "<=")},
        new Object[] {"place:a..b", new Problem.FactNoOrder("place", "..")},
        new Object[] {"tag:[a,b)", new Problem.FactNoOrder("tag", "[")},
        new Object[] {"time:>18:00", new Problem.FactNoOrder("time", ">")},
        new Object[] {"size:>10", new Problem.FactSize()},
        new Object[] {"size:>tenmb", new Problem.FactSize()},
        new Object[] {"pixels:20", new Problem.FactUnit("pixels", "MP", "pixels:>20mp")},
        new Object[] {"focal:50cm", new Problem.FactUnit("focal", "mm", "focal:50mm")},
        new Object[] {"shutter:1/0s", new Problem.FactUnit("shutter", "s", "shutter:1/1000s")},
        new Object[] {"iso:high", new Problem.FactNumber("iso", "iso:>3200")},
        new Object[] {"rating:4.5", new Problem.FactNumber("rating", "rating:4")},
        new Object[] {"rating:6", new Problem.FactBounds("rating", "1", "5")},
        new Object[] {"rating:0", new Problem.FactBounds("rating", "1", "5")},
        new Object[] {"month:13", new Problem.FactBounds("month", "1", "12")},
        new Object[] {
          "kind:movie", new Problem.FactWord("movie", "kind", "bw, panorama, screenshot, video")
        },
        new Object[] {"has:x", new Problem.FactHas("x", "camera, date, flag, gps, rating, tag")},
        new Object[] {"area:[50,11,48,12]", new Problem.FactArea("[50,11,48,12]")},
        new Object[] {"place:Atlantis", new Problem.FactPlace("Atlantis")},
        new Object[] {"place:\"paris, germany\"", new Problem.FactPlace("paris, germany")},
        new Object[] {"near:Atlantis, 5 km", new Problem.FactPlace("Atlantis")},
        new Object[] {"camera:\"canon", new Problem.FactQuote()},
        new Object[] {"camera:\"canon\" eos", new Problem.FactQuote()},
        new Object[] {"person:anna", new Problem.FactPerson()});
  }

  @ParameterizedTest
  @MethodSource("errors")
  void reportsErrors(String text, Problem problem) {
    AkinException thrown =
        catchThrowableOfType(AkinException.class, () -> FactSyntax.parse(text, PLACES));

    assertThat(thrown).as(text).isNotNull();
    assertThat(thrown.problem()).isEqualTo(problem);
  }

  @Test
  void negationIsReversible() {
    Fact fact = FactSyntax.parse("-has:gps", PLACES);

    assertThat(fact.negate().canonical()).isEqualTo("has:gps");
    assertThat(fact.negate().negate()).isEqualTo(fact);
  }
}
