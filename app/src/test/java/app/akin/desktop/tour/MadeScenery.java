package app.akin.desktop.tour;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.MadeTimeline;
import app.akin.core.library.FullPicture;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Raster;
import app.akin.desktop.grid.MadeHits;
import app.akin.desktop.viewer.PhotoSource;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The grid and the viewer over photos that were made.
final class MadeScenery {
  private static final int DIFFERENT = 24;

  private MadeScenery() {}

  static List<Screen> screens() {
    Timeline timeline = MadeTimeline.of(8, 400);
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      pictures.add(ImageKit.photo(i, 320, 240));
    }
    PhotoSource source =
        new PhotoSource() {
          @Override
          public FullPicture picture(ContentId content, int longSide) {
            BufferedImage image = ImageKit.picture(content.value() % DIFFERENT, 640, 480);
            return new FullPicture.Seen(
                new Raster(640, 480, ImageKit.rgb(image.getRGB(0, 0, 640, 480, null, 0, 640))),
                640,
                480,
                path(content));
          }

          @Override
          public Optional<PhotoDetails> details(ContentId content) {
            int place = timeline.placeOf(content);
            PhotoFacts facts =
                new PhotoFacts(
                    "JPEG",
                    640,
                    480,
                    1,
                    timeline.date(place),
                    null,
                    "Maker Model 7",
                    "35 mm f/2",
                    new PhotoFacts.Place(47.5596, 7.5886, 260.0),
                    DateSource.EXIF,
                    null);
            return Optional.of(
                new PhotoDetails(
                    new PhotoId(content.value()),
                    content,
                    facts,
                    timeline.date(place),
                    3_400_000,
                    List.of(
                        new PhotoDetails.FileOf(path(content), true),
                        new PhotoDetails.FileOf(
                            Path.of("/media/mira/Archive").resolve(path(content).getFileName()),
                            false))));
          }
        };
    return new Scenery(
            timeline,
            MadeHits.of(timeline, 5, 40),
            content -> Optional.of(pictures.get((int) (content.value() % DIFFERENT))),
            source)
        .screens();
  }

  private static Path path(ContentId content) {
    return Path.of("/home/mira/Pictures/IMG_" + content.value() + ".jpg");
  }
}
