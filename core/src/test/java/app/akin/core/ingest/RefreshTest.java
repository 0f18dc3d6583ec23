package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Metadata;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the passes over known photos, stopped and resumed: the facts that an older version has
/// read, and the kinds that it has not judged.
final class RefreshTest {
  private static final int PHOTOS = 8;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final long MODEL = 1;

  private final PhotoDecoder decoder = new PhotoDecoder(1_000_000, 512, BuildCache.NATIVES);
  private final List<ContentId> contents = new ArrayList<>();
  @TempDir Path base;
  private Store store;
  private Path photos;

  @BeforeEach
  void indexAsAnOlderVersion() throws IOException {
    photos = Files.createDirectory(base.resolve("photos")).toRealPath();
    store = Store.openForWriting(base.resolve("library"), BuildCache.NATIVES, CLOCK);
    CatalogueWriter writer = store.writer();
    long root = writer.roots().add(photos, List.of());
    for (int i = 0; i < PHOTOS; i++) {
      byte[] jpeg =
          ImageKit.withExif(
              ImageKit.jpeg(i % 2 == 0 ? grey(i) : ImageKit.picture(i, 90, 60), 0.9f),
              new ExifBlock().camera("Canon", "EOS " + i));
      Path file = Files.write(photos.resolve(i + ".jpg"), jpeg);
      FileTime time = Files.getLastModifiedTime(file);
      DecodeResult.Decoded decoded =
          (DecodeResult.Decoded) decoder.decode(jpeg, new DecodePurpose.Indexing(224));
      ContentId content = writer.putContent(decoder.key(jpeg), jpeg.length, decoded.facts());
      writer.putFile(root, "", i + ".jpg", jpeg.length, time.to(TimeUnit.NANOSECONDS), content);
      writer.putOwnFacts(root, "", i + ".jpg", Metadata.NONE, 1);
      writer.putThumbnail(decoder.key(jpeg), decoded.thumbnail());
      contents.add(content);
    }
    writer.commit();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static BufferedImage grey(long seed) {
    BufferedImage grey = new BufferedImage(90, 60, BufferedImage.TYPE_BYTE_GRAY);
    grey.getGraphics().drawImage(ImageKit.picture(seed, 90, 60), 0, 0, null);
    return grey;
  }

  /// Returns a control that stops a pass after some photos.
  private static BooleanSupplier after(int photos) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > photos;
  }

  private static Progress progress() {
    return new Progress(CLOCK, () -> Throttle.FULL);
  }

  private void refreshFacts(BooleanSupplier stopped) {
    Root root = store.reader().roots().getFirst();
    new FactsRefresh(
            store.reader(), store.writer(), decoder, MODEL, 1 << 20, progress(), CLOCK, stopped)
        .run(List.of(new ScanScope(root, photos, true, false)));
  }

  private void refreshKinds(BooleanSupplier stopped) {
    new KindsRefresh(store.reader(), store.writer(), decoder, progress(), CLOCK, stopped).run();
  }

  private long withCamera() {
    CatalogueReader reader = store.reader();
    return reader.photos(contents).values().stream()
        .map(PhotoRow::facts)
        .filter(facts -> facts.camera() != null)
        .count();
  }

  private String single(String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + base.resolve("library/library.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  @Test
  void aStoppedPassOverFactsKeepsItsWorkAndTheNextOneReadsTheRest() {
    refreshFacts(after(3));
    assertThat(withCamera()).isEqualTo(3);
    AtomicInteger rest = new AtomicInteger();
    refreshFacts(
        () -> {
          rest.incrementAndGet();
          return false;
        });
    assertThat(withCamera()).isEqualTo(PHOTOS);
    assertThat(rest).as("photos of the second pass").hasValue(PHOTOS - 3);
  }

  @Test
  void aStoppedPassOverKindsKeepsItsWorkAndTheNextOneJudgesTheRest() throws Exception {
    String judged = "SELECT count(*) FROM contents WHERE monochrome IS NOT NULL";
    assertThat(single(judged)).isEqualTo("0");
    refreshKinds(after(3));
    assertThat(single(judged)).isEqualTo("3");
    AtomicInteger rest = new AtomicInteger();
    refreshKinds(
        () -> {
          rest.incrementAndGet();
          return false;
        });
    assertThat(rest).as("photos of the second pass").hasValue(PHOTOS - 3);
    assertThat(
            single(
                "SELECT group_concat(n, ' ') FROM (SELECT names || s.monochrome AS n"
                    + " FROM search_facts s JOIN photo_names f ON f.rowid = s.content_id"
                    + " ORDER BY s.content_id)"))
        .isEqualTo("0.jpg1 1.jpg0 2.jpg1 3.jpg0 4.jpg1 5.jpg0 6.jpg1 7.jpg0");
  }

  /// As after a kill: a pass that has judged some photos did not commit them.
  @Test
  void whatAKilledPassDidNotCommitIsJudgedAgain() throws Exception {
    store.writer().putMonochrome(contents.getFirst(), false, PhotoDecoder.MONOCHROME_REVISION);
    store.close();
    store = Store.openForWriting(base.resolve("library"), BuildCache.NATIVES, CLOCK);
    refreshKinds(() -> false);
    assertThat(single("SELECT sum(monochrome) FROM search_facts")).isEqualTo("4");
  }

  @Test
  void aBetterJudgeRunsAgain() throws Exception {
    for (ContentId content : contents) {
      store.writer().putMonochrome(content, true, PhotoDecoder.MONOCHROME_REVISION - 1);
    }
    store.writer().commit();
    assertThat(single("SELECT sum(monochrome) FROM search_facts")).isEqualTo("8");
    refreshKinds(() -> false);
    assertThat(single("SELECT sum(monochrome) FROM search_facts")).isEqualTo("4");
    assertThat(store.reader().unjudged(PhotoDecoder.MONOCHROME_REVISION)).isEmpty();
  }

  @Test
  void screenshotsAreJudgedWhenTheirFactsAreJoinedAndAgainByBetterRules() throws Exception {
    CatalogueWriter writer = store.writer();
    String screenshots = "SELECT sum(screenshot) FROM search_facts";
    assertThat(single(screenshots)).isEqualTo("0");
    long root = store.reader().roots().getFirst().id();
    writer.putFile(root, "", "Screenshot_20230514-103522.jpg", 1, 1, contents.getFirst());
    writer.commit();
    assertThat(single(screenshots)).as("a copy with the name of a screenshot").isEqualTo("1");
    assertThat(writer.judgeFactsAgain(0, 3)).as("nothing is outdated").isZero();

    store.close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + base.resolve("library/library.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE search_facts SET judge = 0, screenshot = 1");
    }
    store = Store.openForWriting(base.resolve("library"), BuildCache.NATIVES, CLOCK);
    assertThat(single(screenshots)).isEqualTo("8");
    assertThat(store.writer().judgeFactsAgain(0, 3)).isPositive();
    store.writer().commit();
    assertThat(single(screenshots)).as("a pass of three photos").isEqualTo("6");
    refreshKinds(() -> false);
    assertThat(single(screenshots)).isEqualTo("1");
  }
}
