package app.akin.core.library;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that an existing library embeds only those photos again that an earlier decoder read
/// wrongly.
class DecoderRevisionTest {
  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void onlyPhotosWithWrongPixelsAreEmbeddedAgain() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 60, 40));
    fixture.write("opaque.png", ImageKit.png(ImageKit.picture(2, 60, 40)));
    fixture.write("transparent.png", ImageKit.png(transparent()));
    fixture.write("lossy.webp", FormatKit.committed("still.webp"));
    assertThat(fixture.index().embedded()).isEqualTo(4);
    Map<String, String> thumbnails = read("thumbnails.db", "content_key", "jpeg", "thumbnails");
    makeOld();
    // What the earlier decoder stored for them.
    update("thumbnails.db", "UPDATE thumbnails SET jpeg = x'00'");
    update("vectors.db", "UPDATE embeddings SET vector = zeroblob(length(vector))");

    IngestReport report = fixture.index();
    assertThat(report.embedded()).isEqualTo(2);
    assertThat(report.failed()).isZero();
    assertThat(changed(thumbnails, read("thumbnails.db", "content_key", "jpeg", "thumbnails")))
        .as("thumbnails of the JPEG and the opaque PNG are kept")
        .isEqualTo(2);
    // A vector made in another batch may differ in its last bits.
    assertThat(read("vectors.db", "content_key", "vector", "embeddings").values())
        .as("vectors of the JPEG and the opaque PNG are kept")
        .filteredOn(vector -> vector.matches("0+"))
        .hasSize(2);
    assertThat(fixture.index().embedded()).isZero();
    assertThat(read("library.db", "id", "decoder", "contents").values())
        .containsExactlyInAnyOrder("30", "31", "31", "31"); // 0 of the JPEG, 1 of the others
  }

  @Test
  void jpegsOfHighDynamicRangeAreFoundByTheirFactsAndMadeAgain() throws Exception {
    fixture.write("sdr.jpg", ImageKit.photo(1, 60, 40));
    fixture.write("pq.jpg", ImageKit.withProfile(ImageKit.photo(2, 60, 40), codedProfile(16)));
    assertThat(fixture.index().embedded()).isEqualTo(2);
    Map<String, String> thumbnails = read("thumbnails.db", "content_key", "jpeg", "thumbnails");
    makeOld();
    update("library.db", "UPDATE files SET facts_revision = 0");
    update("thumbnails.db", "UPDATE thumbnails SET jpeg = x'00'");

    assertThat(fixture.index().embedded()).as("the photo in PQ").isEqualTo(1);
    assertThat(changed(thumbnails, read("thumbnails.db", "content_key", "jpeg", "thumbnails")))
        .as("the thumbnail of the other is kept")
        .isEqualTo(1);
    assertThat(fixture.index().embedded()).isZero();
  }

  /// Returns a profile that states its transfer function by a number of ITU-T H.273.
  private static byte[] codedProfile(int transfer) {
    ByteBuffer profile = ByteBuffer.allocate(156);
    profile.putInt(0, 156).putInt(128, 1).put(132, "cicp".getBytes(US_ASCII));
    profile.putInt(136, 144).putInt(140, 12).put(144, "cicp".getBytes(US_ASCII));
    profile.put(152, (byte) 9).put(153, (byte) transfer);
    return profile.array();
  }

  @Test
  void aFileThatAnEarlierDecoderRefusedIsTriedOnce() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 60, 40));
    fixture.write("b.png", ImageKit.truncated(ImageKit.png(ImageKit.picture(2, 60, 40)), 0.5));
    assertThat(fixture.index().failed()).isEqualTo(1);
    makeOld();
    assertThat(fixture.index().failed()).isEqualTo(1);
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::tries)
        .containsExactly(2);
    fixture.index();
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::tries)
        .as("the current decoder has tried it")
        .containsExactly(2);
  }

  private static BufferedImage transparent() {
    BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 60 * 40; i++) {
      image.setRGB(i % 60, i / 60, i % 7 == 0 ? 0xFF204060 : 0x00FFFFFF);
    }
    return image;
  }

  /// Removes the revisions of the decoder from the library, as in the schema before them.
  private void makeOld() throws SQLException {
    update("library.db", "UPDATE contents SET decoder = 0");
    update("library.db", "UPDATE failures SET decoder = 0");
  }

  private void update(String database, String statement) throws SQLException {
    try (Connection connection = connect(database);
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  /// Returns two columns of a table in hexadecimal form.
  private Map<String, String> read(String database, String key, String value, String table)
      throws SQLException {
    Map<String, String> values = new TreeMap<>();
    try (Connection connection = connect(database);
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT " + key + ", " + value + " FROM " + table)) {
      while (rows.next()) {
        values.put(hex(rows.getBytes(1)), hex(rows.getBytes(2)));
      }
    }
    return values;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private Connection connect(String database) throws SQLException {
    fixture.close();
    return DriverManager.getConnection(
        "jdbc:sqlite:" + fixture.paths().library().resolve(database));
  }

  /// Returns how many entries differ.
  private static long changed(Map<String, String> before, Map<String, String> after) {
    assertThat(after).containsOnlyKeys(before.keySet());
    return before.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
        .count();
  }
}
