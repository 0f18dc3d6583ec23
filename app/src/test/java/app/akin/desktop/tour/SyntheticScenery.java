package app.akin.desktop.tour;

import app.akin.core.kit.ImageKit;
import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.PhotoLocation;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Raster;
import app.akin.desktop.grid.SyntheticResults;
import app.akin.desktop.viewer.PhotoSource;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Scenery with synthetic photos.
final class SyntheticScenery {
  private static final int PHOTOS = 4_000;
  private static final int DIFFERENT = 24;
  private static final LocalDateTime LAST = LocalDateTime.of(2024, 12, 27, 18, 40);

  /// Common image sizes, weighted by frequency.
  private static final int[][] SHAPES = {
    {3, 2}, {4, 3}, {2, 3}, {3, 2}, {16, 9}, {3, 4}, {3, 2}, {1, 1}, {4, 3}, {3, 1}
  };

  private SyntheticScenery() {}

  /// Distance of photos with equal images and shapes.
  private static final int ALIKE = 120;

  /// Sizes of stacks, of which each begins five photos after the one before.
  private static final int[] STACKS = {7, 3, 2, 4, 5};

  static Scenery scenery() {
    return scenery(timeline(false));
  }

  /// Returns scenery with stacks.
  static Scenery stacked() {
    return scenery(timeline(true));
  }

  private static Scenery scenery(Timeline timeline) {
    Map<ContentId, byte[]> pictures = new ConcurrentHashMap<>();
    PhotoSource source =
        new PhotoSource() {
          @Override
          public FullImage picture(ContentId content, int longSide) {
            int[] size = size(content, 640);
            BufferedImage image = ImageKit.picture(content.value() % DIFFERENT, size[0], size[1]);
            return new FullImage.Loaded(
                new Raster(
                    size[0],
                    size[1],
                    ImageKit.rgb(image.getRGB(0, 0, size[0], size[1], null, 0, size[0]))),
                size[0],
                size[1],
                path(content));
          }

          @Override
          public Optional<PhotoDetails> details(ContentId content) {
            int place = timeline.indexOf(content);
            PhotoDate taken =
                PhotoDate.of(
                    timeline.date(place),
                    null,
                    place < timeline.dated() ? DateSource.EXIF : DateSource.FILE);
            PhotoFacts facts =
                new PhotoFacts(
                    "JPEG",
                    size(content, 6000)[0],
                    size(content, 6000)[1],
                    1,
                    new Metadata(
                        List.of(
                            taken,
                            new PhotoDate(
                                timeline.date(place).minusDays(2),
                                DatePrecision.DAY,
                                null,
                                DateSource.NAME)),
                        "Fujifilm X-T5",
                        "35 mm f/2",
                        new Metadata.Exposure(35.0, 2.0, 0.004, 200),
                        new Metadata.Place(47.5596, 7.5886, 260.0),
                        Metadata.PlaceName.NONE,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null));
            return Optional.of(
                new PhotoDetails(
                    new PhotoId(content.value()),
                    content,
                    facts,
                    new PhotoLocation(
                        List.of(
                            new PhotoLocation.PlaceName("Basel", "巴塞尔"),
                            new PhotoLocation.PlaceName("Basel-Stadt", "巴塞尔城市州"),
                            new PhotoLocation.PlaceName("Switzerland", "瑞士")),
                        false),
                    taken,
                    3_400_000,
                    MarkSources.NONE,
                    List.of(
                        new PhotoDetails.PhotoFile(path(content), true),
                        new PhotoDetails.PhotoFile(
                            Path.of("/media/mira/Archive").resolve(path(content).getFileName()),
                            false)),
                    ImageText.NONE));
          }
        };
    return Scenery.of(
        timeline,
        SyntheticResults.of(timeline, 5, 40),
        content ->
            Optional.of(
                pictures.computeIfAbsent(
                    content,
                    _ -> {
                      int[] size = size(content, 320);
                      return ImageKit.photo(content.value() % DIFFERENT, size[0], size[1]);
                    })),
        source);
  }

  /// Returns photos of several years, unevenly distributed.
  private static Timeline timeline(boolean stacked) {
    RandomGenerator random = new SplittableRandom(8);
    Timeline.Builder rows = new Timeline.Builder();
    LocalDateTime date = LAST;
    for (int content = 1; content <= PHOTOS; content++) {
      int[] size = size(new ContentId(content), 6000);
      rows.add(
          content,
          content,
          size[0],
          size[1],
          date.toInstant(ZoneOffset.UTC).toEpochMilli(),
          content % 97 != 0,
          content % 9 == 4 ? 2 : 1,
          content % 21 == 20);
      date = date.minusMinutes(random.nextInt(8) == 0 ? random.nextInt(14_000) : 7);
    }
    for (int stack = 0; stacked && stack < STACKS.length; stack++) {
      for (int i = 0; i < STACKS[stack]; i++) {
        rows.addToStack(stack + 1L, 5L * (stack + 1) + (long) i * ALIKE, i == 0);
      }
    }
    return rows.build();
  }

  private static int[] size(ContentId content, int longSide) {
    int[] shape = SHAPES[(int) (content.value() * 7 % SHAPES.length)];
    int larger = Math.max(shape[0], shape[1]);
    return new int[] {longSide * shape[0] / larger, longSide * shape[1] / larger};
  }

  private static Path path(ContentId content) {
    return Path.of("/home/mira/Pictures/IMG_" + content.value() + ".jpg");
  }
}
