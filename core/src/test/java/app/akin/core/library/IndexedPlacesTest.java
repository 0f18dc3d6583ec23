package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.query.Fact;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.store.FactReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes photos with coordinates and with names of places, and finds them by place.
final class IndexedPlacesTest {
  private static final String SIDECAR =
      """
      <x:xmpmeta xmlns:x='adobe:ns:meta/'>
      <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
      <rdf:Description xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
        photoshop:City='München' photoshop:Country='Deutschland'/>
      </rdf:RDF></x:xmpmeta>
      """;

  @TempDir Path base;

  private static byte[] photo(int picture, double latitude, double longitude) {
    return ImageKit.withExif(
        ImageKit.photo(picture, 96, 64), new ExifBlock().place(latitude, longitude));
  }

  @Test
  void indexedPhotosAreFoundByCityRegionAndCountry() throws Exception {
    LazyPlaceTable places = new LazyPlaceTable(Resource.PLACES::open);
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      fixture.write("marienplatz.jpg", photo(1, 48.1374, 11.5755));
      fixture.write("eiffel.jpg", photo(2, 48.8584, 2.2945));
      fixture.write("atlantic.jpg", photo(3, 45, -40));
      fixture.write("named.jpg", ImageKit.photo(4, 96, 64));
      fixture.write("named.xmp", SIDECAR.getBytes(StandardCharsets.UTF_8));
      fixture.write("plain.jpg", ImageKit.photo(5, 96, 64));
      assertThat(fixture.index().photos()).isEqualTo(5);

      try (Store store =
              Store.openForReading(
                  fixture.paths().library(), BuildCache.NATIVES, Clock.systemUTC());
          PhotoLibrary library = fixture.open()) {
        FactReader facts = store.reader().facts(places, false);
        for (String place : List.of("Munich, Germany", "Bavaria, Germany", "Germany", "慕尼黑")) {
          assertThat(count(facts, "place:\"" + place + "\"", places)).as(place).isEqualTo(2);
        }
        assertThat(count(facts, "place:Paris", places)).isEqualTo(1);
        assertThat(count(facts, "place:Italy", places)).isZero();
        assertThat(facts.vocabulary().places())
            .extracting(Place::id)
            .containsExactlyInAnyOrder(
                "Munich, Germany",
                "Bavaria, Germany",
                "Germany",
                "Paris, France",
                "Île-de-France, France",
                "France");

        Timeline timeline = library.photos().timeline();
        List<String> shown =
            IntStream.range(0, timeline.size())
                .mapToObj(i -> library.photos().details(timeline.content(i)).orElseThrow())
                .map(details -> Optional.ofNullable(details.location()))
                .flatMap(Optional::stream)
                .map(location -> location.places().getFirst().in(Locale.SIMPLIFIED_CHINESE))
                .toList();
        assertThat(shown).containsExactlyInAnyOrder("慕尼黑", "巴黎");
      }
    }
  }

  private static int count(FactReader facts, String text, LazyPlaceTable places) {
    Fact fact = FactSyntax.parse(text, places);
    return facts.count(new PhotoFilter(null, List.of(fact)));
  }
}
