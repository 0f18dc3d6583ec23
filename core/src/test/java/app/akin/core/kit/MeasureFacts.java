package app.akin.core.kit;

import app.akin.core.photo.PhotoId;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.GivenName;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.store.EditWriter;
import app.akin.core.store.FactReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Measures filters by facts on a synthetic library: the time to join the facts of all photos,
/// which a migration takes, then the time of filters, of the list of matches, of what is missing,
/// and of facets and vocabulary.
///
/// Arguments: number of photos (100000), folder that keeps the library for another run. Run with
/// the test class path: `java -Xmx512m --enable-native-access=ALL-UNNAMED -cp …
/// app.akin.core.kit.MeasureFacts 1000000 /tmp/facts`.
public final class MeasureFacts {
  /// Times are those of the CPU, so that other processes do not count.
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private static final int RUNS = 5;

  /// Facts of all fields, few and many matches, and combinations.
  private static final List<String> FILTERS =
      List.of(
          "",
          "date:2019-07",
          "date:2019",
          "-date:2019",
          "date:>=2010",
          "month:7",
          "day:07-04",
          "season:winter",
          "festival:christmas",
          "festival:easter",
          "weekday:sun",
          "time:[22:00,05:00)",
          "time:[03:00,03:05)",
          "camera:\"maker0 model0\"",
          "camera:\"maker9 model39\"",
          "-camera:\"maker9 model39\"",
          "lens:lens1",
          "focal:50mm",
          "iso:>3200",
          "iso:6400",
          "aperture:1.8",
          "shutter:1/60s",
          "rating:5",
          "rating:>=1",
          "-has:rating",
          "format:raw",
          "format:jpeg",
          "kind:bw",
          "orientation:portrait",
          "orientation:square",
          "has:gps",
          "-has:gps",
          "size:>10mb",
          "size:>29mb",
          "pixels:>20mp",
          "folder:2007",
          "folder:2007/07",
          "name:IMG_2034",
          "name:2034",
          "name:img",
          "name:IMG*34.jpg",
          "name:03",
          "place:Metropolis",
          "near:\"Metropolis, 50 km\"",
          "near:\"Metropolis, 2000 km\"",
          "area:[30,-10,60,40]",
          "tag:keyword7",
          "tag:keyword199",
          "date:2019 camera:\"maker0 model0\"",
          "date:2019-07 camera:\"maker0 model0\"",
          "month:7 weekday:sun",
          "month:7 weekday:sun rating:>=1",
          "date:2019 camera:\"maker0 model0\" rating:5 -format:raw",
          "has:gps month:7 format:jpeg",
          "orientation:landscape -has:rating format:jpeg",
          "date:>=2010 tag:keyword7",
          "collection:tenth",
          "-collection:tenth",
          "collection:tenth date:2019",
          "collection:tenth rating:5 -format:raw",
          "collection:tenth orientation:landscape -has:rating",
          "collection:tenth collection:hundred");

  /// One city, in the middle of the synthetic photos.
  private static final Places PLACES =
      new Places() {
        private final Place city =
            new Place(
                "Metropolis", "Metropolis", Place.Kind.CITY, "", "", 48, 11, 10, 1000, List.of());

        @Override
        public Optional<Place> withId(String id) {
          return id.equals(city.id()) ? Optional.of(city) : Optional.empty();
        }

        @Override
        public List<Place> named(String name) {
          return withId(name).stream().toList();
        }
      };

  private final PrintStream out = System.out;
  private final int photos;
  private final Path folder;

  private MeasureFacts(int photos, Path folder) {
    this.photos = photos;
    this.folder = folder;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, SQLException {
    int photos = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path folder =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Files.createTempDirectory("akin-facts").resolve("library");
    new MeasureFacts(photos, folder).run();
  }

  private void run() throws SQLException {
    Clock clock = Clock.systemUTC();
    boolean isNew = !Files.exists(folder.resolve("library.db"));
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, clock)) {
      store.writer().commit();
    }
    if (isNew) {
      write();
      long start = THREAD.getCurrentThreadCpuTime();
      try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, clock)) {
        store.writer().putSetting("measured", "yes");
        store.writer().commit();
      }
      out.printf("join %d photos: %.1f s%n", photos, seconds(start));
    }
    gather(clock);
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, clock)) {
      report("collections", () -> store.reader().collections().all().size());
      long tenth = store.reader().collections().named("tenth").orElseThrow().id();
      report("members", () -> store.reader().collections().members(tenth).size());
      FactReader facts = store.reader().facts(PLACES, false);
      for (String line : FILTERS) {
        PhotoFilter filter = filter(line);
        report("filter " + line, () -> facts.matching(filter).length);
      }
      report("photos", () -> facts.photos(PhotoFilter.ALL).contents().size());
      report("photos date:2019", () -> facts.photos(filter("date:2019")).contents().size());
      PhotoFilter several = filter("date:2019 camera:\"maker0 model0\" rating:5");
      report("missing, three facts", () -> facts.missing(several).size());
      PhotoFilter none = filter("date:2019 date:2018 camera:\"maker0 model0\"");
      report("conflict", () -> facts.conflict(none).isPresent() ? 1 : 0);
      for (FactField field : FactField.values()) {
        report("facets " + field.label(), () -> facts.facets(field, PhotoFilter.ALL, 20).size());
      }
      report(
          "facets camera date:2019",
          () -> facts.facets(FactField.CAMERA, filter("date:2019"), 20).size());
      long start = THREAD.getCurrentThreadCpuTime();
      Vocabulary vocabulary = facts.vocabulary();
      out.printf(
          "vocabulary of %d folders: %.1f ms%n",
          vocabulary.folders().size(), 1000 * seconds(start));
    }
  }

  /// Puts a tenth of the photos into a collection, spread over the library, and a hundred into
  /// another. Times are those of the clock, because the disk is part of them.
  private void gather(Clock clock) {
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, clock)) {
      if (store.reader().collections().named("tenth").isPresent()) {
        return;
      }
    }
    List<PhotoId> tenth = new ArrayList<>();
    for (long i = 0; i < photos / 10; i++) {
      tenth.add(new PhotoId(1 + i * 7919 % photos));
    }
    long[] id = new long[1];
    edit(
        "create with " + tenth.size() + " photos",
        clock,
        edit -> {
          id[0] = edit.collections().create(GivenName.of("tenth")).orElseThrow();
          edit.collections().add(id[0], tenth, null);
        });
    edit(
        "create with 100 photos",
        clock,
        edit -> {
          long hundred = edit.collections().create(GivenName.of("hundred")).orElseThrow();
          edit.collections().add(hundred, tenth.subList(0, 100), null);
        });
    edit(
        "add one photo at the start",
        clock,
        edit ->
            edit.collections().add(id[0], List.of(new PhotoId(photos / 2 + 1)), tenth.getFirst()));
    edit(
        "move 1,000 photos to the start",
        clock,
        edit ->
            edit.collections()
                .move(id[0], tenth.subList(tenth.size() - 1_000, tenth.size()), tenth.getFirst()));
    edit("undo", clock, EditWriter::undo);
    edit("remove all", clock, edit -> edit.collections().remove(id[0], tenth));
    edit("undo", clock, EditWriter::undo);
    edit("delete", clock, edit -> edit.collections().delete(id[0]));
    edit("undo", clock, EditWriter::undo);
  }

  private void edit(String name, Clock clock, Consumer<EditWriter> change) {
    long start = System.nanoTime();
    try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, clock)) {
      change.accept(edit);
      edit.commit();
    }
    out.printf("%s: %.1f ms%n", name, (System.nanoTime() - start) / 1e6);
  }

  private static PhotoFilter filter(String line) {
    List<Fact> facts =
        line.isEmpty()
            ? List.of()
            : Arrays.stream(line.split(" (?=-?[a-z]+:)"))
                .map(text -> FactSyntax.parse(text, PLACES))
                .toList();
    return PhotoFilter.of(facts);
  }

  private static double seconds(long start) {
    return (THREAD.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private void report(String name, IntSupplier action) {
    double[] times = new double[RUNS];
    int count = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = THREAD.getCurrentThreadCpuTime();
      count = action.getAsInt();
      times[run] = 1000 * seconds(start);
    }
    double first = times[0];
    Arrays.sort(times);
    out.printf("%-60s %8d  %6.1f ms (first %.1f)%n", name, count, times[RUNS / 2], first);
  }

  /// Writes photos with one file each. The facts are functions of the number, spread by prime
  /// factors.
  private void write() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("library.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA synchronous = OFF");
      statement.executeUpdate("BEGIN");
      statement.executeUpdate("INSERT INTO roots (id, path, added) VALUES (1, '/photos', 0)");
      statement.executeUpdate(
          """
          WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2399)
          INSERT INTO directories (id, root_id, path)
          SELECT i + 1, 1, printf('%d/%02d/%d', 2005 + i / 120, i / 10 % 12 + 1, i % 10) FROM n
          """);
      statement.executeUpdate(
          "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
              + " WHERE i < "
              + photos
              + ") SELECT i, i * 7919 % 1000003 AS a, i * 104729 % 1000003 AS b FROM n");
      statement.executeUpdate(
          """
          INSERT INTO contents (id, key, bytes, format, width, height, orientation, added, monochrome)
          SELECT i, unhex(printf('%032x', i)), 1000000 + a * 30,
            CASE WHEN b % 20 = 0 THEN 'RAW' WHEN b % 20 < 4 THEN 'HEIC' ELSE 'JPEG' END,
            iif(a % 10 < 7, 6000, 4000), iif(a % 10 < 6, 4000, 6000), 1, 0, b % 50 = 0
          FROM n
          """);
      statement.executeUpdate("INSERT INTO photos (id, added, lead) SELECT i, 0, i FROM n");
      statement.executeUpdate(
          """
          INSERT INTO files (id, directory_id, name, size, modified, content_id, photo_id)
          SELECT i, a % 2400 + 1, printf('IMG_%04d_%d.%s', i % 10000, i,
              CASE WHEN b % 20 = 0 THEN 'CR2' WHEN b % 20 < 4 THEN 'HEIC' ELSE 'JPG' END),
            1000000 + a * 30, i * 1000000000, i, i
          FROM n
          """);
      statement.executeUpdate(
          """
          INSERT INTO file_facts (file_id, part, dates, camera, lens, focal_length, aperture, shutter,
            iso, latitude, longitude, rating, keywords, caption)
          SELECT i, 'file',
            iif(b % 10 = 0, '', 'exif ' || strftime('%Y-%m-%dT%H:%M:%S.000',
              1104537600 + a * 631, 'unixepoch')),
            iif(b % 7 = 0, NULL, printf('Maker%d Model%d', min(a % 40, b % 40) / 4,
              min(a % 40, b % 40))),
            iif(b % 3 = 0, NULL, 'Lens' || (a % 20)),
            iif(b % 7 = 0, NULL, 10 + a % 190), iif(b % 7 = 0, NULL, 1.4 + a % 40 / 10.0),
            iif(b % 7 = 0, NULL, 1.0 / (1 + b % 500)),
            iif(b % 7 = 0, NULL, 100 << (a % 7)),
            iif(a % 2 = 0, NULL, 48 + (b % 500 - 250) / 8.0 + a % 100 / 2000.0),
            iif(a % 2 = 0, NULL, 11 + (b % 499 - 250) / 3.0 + a % 100 / 2000.0),
            iif(b % 11 = 0, a % 5 + 1, NULL),
            iif(b % 9 = 0, 'keyword' || (a % 200) || char(10) || 'keyword' || (a % 17), ''),
            'a caption of some words'
          FROM n
          """);
      statement.executeUpdate("COMMIT");
    }
  }
}
