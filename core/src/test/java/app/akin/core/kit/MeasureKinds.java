package app.akin.core.kit;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.ProbeResult;
import app.akin.core.photo.ContentId;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Prints which images are judged to be screenshots and panoramas, with their sizes, and the number
/// of images.
///
/// Arguments: image files or folders.
public final class MeasureKinds {
  private MeasureKinds() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path base = Files.createTempDirectory("akin-kinds");
    PhotoDecoder decoder = new PhotoDecoder(500_000_000, 512, BuildCache.NATIVES);
    int images = 0;
    try (Store store =
        Store.openForWriting(base.resolve("library"), BuildCache.NATIVES, Clock.systemUTC())) {
      CatalogueWriter writer = store.writer();
      long root = writer.roots().add(base.resolve("photos"), List.of());
      for (String argument : arguments) {
        try (Stream<Path> tree = Files.walk(Path.of(argument))) {
          for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
            byte[] file = Files.readAllBytes(path);
            if (decoder.probe(file) instanceof ProbeResult.Readable readable) {
              images++;
              String name = String.valueOf(path.getFileName());
              String folder = String.valueOf(images);
              ContentId content =
                  writer.putContent(decoder.key(file), file.length, readable.facts());
              writer.putFile(root, folder, name, file.length, 1, content);
              writer.putOwnFacts(
                  root, folder, name, readable.facts().metadata(), PhotoDecoder.FACTS_REVISION);
            }
          }
        }
      }
      writer.commit();
    }
    System.out.println(images + " images");
    try (Connection library =
            DriverManager.getConnection("jdbc:sqlite:" + base.resolve("library/library.db"));
        Statement statement = library.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT iif(s.screenshot, 'screenshot', 'panorama'), n.names, c.width, c.height
                FROM search_facts s JOIN photo_names n ON n.rowid = s.content_id
                  JOIN contents c ON c.id = s.content_id
                WHERE s.screenshot OR s.panorama ORDER BY 1, 2
                """)) {
      while (rows.next()) {
        System.out.printf(
            "%s %s %dx%d%n", rows.getString(1), rows.getString(2), rows.getInt(3), rows.getInt(4));
      }
    }
  }
}
