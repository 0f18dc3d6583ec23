package app.akin.core.kit;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.FileStamp;
import app.akin.core.store.Store;
import app.akin.core.synthetic.SyntheticVectors;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Creates libraries of any size from a seed: catalogue rows, vectors, and a few hundred reused
/// thumbnails. The photos themselves do not exist, or are files without data (holes) that a scan
/// finds unchanged. Memory does not grow with the size.
///
/// Of a hundred photos about two have a copy in `copies`, ten have no date, thirty a location; one
/// in a thousand has failed if the photos do not exist.
public final class LibraryKit {
  private static final int THUMBNAILS = 256;
  private static final int THUMBNAIL_WIDTH = 192;
  private static final int THUMBNAIL_HEIGHT = 144;

  /// Smallest number of photos, and number of commits of a large library: each commit flushes the
  /// created files, too.
  private static final int PER_COMMIT = 5_000;

  private static final int COMMITS = 20;

  /// In a library with more photos than this for each of its months' folders, months have
  /// subfolders.
  private static final int PER_FOLDER = 500;

  private static final int MONTHS = 20 * 12;
  private static final long FIRST_DAY =
      LocalDateTime.of(2005, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final int SECONDS = 20 * 365 * 86_400;

  private static final List<String> CAMERAS =
      List.of(
          "Canon EOS R5",
          "Canon PowerShot G7 X Mark III",
          "NIKON Z 6",
          "FUJIFILM X-T4",
          "SONY ILCE-7M3",
          "Apple iPhone 13",
          "Google Pixel 7",
          "OLYMPUS E-M10MarkII");
  private static final List<String> LENSES =
      List.of(
          "RF24-70mm F2.8 L IS USM",
          "NIKKOR Z 85mm f/1.8 S",
          "XF18-55mm F2.8-4 R LM OIS",
          "FE 85mm F1.8",
          "Sigma 105mm F2.8 DG DN MACRO");
  private static final List<String> KEYWORDS =
      List.of("family", "wedding", "new house", "dog", "travel", "家人");
  private static final List<String> FORMATS =
      List.of("JPEG", "JPEG", "JPEG", "JPEG", "HEIC", "PNG", "RAW", "RAW");

  /// Paris, Berlin, Tokyo, Sydney, New York, Rome: latitude and longitude.
  private static final List<double[]> CITIES =
      List.of(
          new double[] {48.857, 2.352},
          new double[] {52.52, 13.405},
          new double[] {35.68, 139.77},
          new double[] {-33.87, 151.21},
          new double[] {40.71, -74.01},
          new double[] {41.89, 12.48});

  /// The parameters of a library.
  ///
  /// @param contents number of distinct contents
  /// @param thumbnails whether each has a thumbnail of about 2 KB
  /// @param fingerprint fingerprint of the model of the vectors
  /// @param files whether the photos exist as files without data, of their size and time
  public record Plan(
      long seed,
      int contents,
      int dimension,
      int clusters,
      boolean thumbnails,
      String fingerprint,
      boolean files) {
    /// Returns a plan with vectors of 512 components in 2,000 clusters and thumbnails.
    public static Plan of(long seed, int contents) {
      return new Plan(seed, contents, 512, 2_000, true, "made-" + seed, false);
    }

    /// Returns the plan without thumbnails.
    public Plan bare() {
      return new Plan(seed, contents, dimension, clusters, false, fingerprint, files);
    }

    /// Returns the plan with another dimension.
    public Plan dimension(int components) {
      return new Plan(seed, contents, components, clusters, thumbnails, fingerprint, files);
    }

    /// Returns the plan with the fingerprint of a model, which then uses the vectors.
    public Plan fingerprint(String model) {
      return new Plan(seed, contents, dimension, clusters, thumbnails, model, files);
    }

    /// Returns the plan with files.
    public Plan withFiles() {
      return new Plan(seed, contents, dimension, clusters, thumbnails, fingerprint, true);
    }
  }

  /// A photo of the library.
  ///
  /// @param directory folder relative to the root
  /// @param copy folder of a copy with the same name, or null
  /// @param modified nanoseconds since 1970; a copy is one day newer
  public record SyntheticEntry(
      ContentKey key,
      String directory,
      String name,
      @Nullable String copy,
      long size,
      long modified,
      PhotoFacts facts) {}

  /// Age difference of a copy in nanoseconds: one day.
  public static final long COPY_AGE = 86_400_000_000_000L;

  private final Plan plan;
  private final Path root;
  private final SyntheticVectors vectors;

  /// The stamps of the files; those of the copies follow.
  private long[] changed = {};

  private long[] keys = {};

  private List<byte[]> thumbnails = List.of();

  /// @param root absolute path of the folder of the photos
  public LibraryKit(Plan plan, Path root) {
    this.plan = plan;
    this.root = root;
    this.vectors = new SyntheticVectors(plan.seed(), plan.dimension(), plan.clusters());
  }

  /// Returns the vectors; vector `i` belongs to [#photo] `i`.
  public SyntheticVectors vectors() {
    return vectors;
  }

  private static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static Exposure exposure(RandomGenerator random) {
    return new Exposure(
        pick(random, List.of(24.0, 35.0, 50.0, 85.0, 200.0)),
        pick(random, List.of(1.8, 2.8, 4.0, 8.0)),
        1.0 / pick(random, List.of(30, 60, 250, 1000)),
        pick(random, List.of(100, 200, 800, 1600, 3200)));
  }

  /// Returns a location: two of three times near a large city.
  private static Place place(RandomGenerator random) {
    if (random.nextInt(3) == 0) {
      return new Place(random.nextDouble(-80, 80), random.nextDouble(-180, 180), null);
    }
    double[] city = pick(random, CITIES);
    return new Place(
        city[0] + random.nextDouble(-0.05, 0.05), city[1] + random.nextDouble(-0.05, 0.05), null);
  }

  /// Returns the photo of an index below the number of contents.
  public SyntheticEntry photo(int index) {
    RandomGenerator random = new SplittableRandom(plan.seed() * 31 + index);
    ContentKey key = new ContentKey(random.nextLong(), random.nextLong());
    long seconds = FIRST_DAY + random.nextInt(SECONDS);
    LocalDateTime taken =
        LocalDateTime.ofEpochSecond(seconds, random.nextInt(1000) * 1_000_000, ZoneOffset.UTC);
    boolean dated = random.nextInt(10) > 0;
    boolean placed = random.nextInt(10) < 3;
    boolean copied = random.nextInt(50) == 0;
    boolean upright = random.nextInt(4) == 0;
    PhotoFacts facts =
        new PhotoFacts(
            pick(random, FORMATS),
            upright ? 3000 : 4000,
            upright ? 4000 : 3000,
            upright ? 6 : 1,
            new Metadata(
                dated
                    ? List.of(
                        PhotoDate.of(
                            taken,
                            placed ? ZoneOffset.ofHours(random.nextInt(-11, 13)) : null,
                            DateSource.EXIF))
                    : List.of(),
                dated ? pick(random, CAMERAS) : null,
                dated ? pick(random, LENSES) : null,
                dated ? exposure(random) : Exposure.NONE,
                placed ? place(random) : null,
                PlaceName.NONE,
                random.nextInt(5) == 0 ? random.nextInt(1, 6) : null,
                random.nextInt(4) == 0 ? List.of(pick(random, KEYWORDS)) : List.of(),
                null,
                null,
                null,
                null));
    String month = String.format(Locale.ROOT, "%d/%02d", taken.getYear(), taken.getMonthValue());
    int subfolders = plan.contents() / (MONTHS * PER_FOLDER);
    String directory =
        subfolders < 2 ? month : month + String.format(Locale.ROOT, "/%02d", index % subfolders);
    return new SyntheticEntry(
        key,
        directory,
        String.format(Locale.ROOT, "IMG_%07d.jpg", index),
        copied ? "copies/" + directory : null,
        random.nextLong(1_000_000, 9_000_000),
        seconds * 1_000_000_000L + random.nextInt(1_000_000_000),
        facts);
  }

  /// Writes the library, adding to an existing one.
  ///
  /// @param folder folder of the library
  /// @return the catalogue row of the model
  public long write(Path folder) {
    return write(folder, 0, plan.contents());
  }

  /// Adds some photos to a library, also those after the number of contents.
  ///
  /// @param folder folder of the library
  /// @param from index of the first photo
  /// @param to index after the last photo
  /// @return the catalogue row of the model
  public long write(Path folder, int from, int to) {
    if (plan.thumbnails() && thumbnails.isEmpty()) {
      thumbnails = thumbnails();
    }
    if (plan.files()) {
      changed = new long[2 * plan.contents()];
      keys = new long[2 * plan.contents()];
      try {
        createFiles();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      CatalogueWriter writer = store.writer();
      long rootId = writer.roots().add(root, List.of());
      long model = writer.vectors().putModel(plan.fingerprint(), "made", plan.dimension());
      int perCommit = Math.max(PER_COMMIT, plan.contents() / COMMITS);
      for (int i = from; i < to; i++) {
        SyntheticEntry photo = photo(i);
        ContentId content = write(writer, rootId, photo, i);
        writer
            .vectors()
            .putEmbedding(
                content,
                photo.key(),
                model,
                Precision.FP32,
                EmbeddingSource.ORIGINAL,
                new Embedding(vectors.photo(i), 10));
        if (plan.thumbnails()) {
          byte[] thumbnail = thumbnails.get(i % thumbnails.size());
          writer.putThumbnail(photo.key(), thumbnail);
          writer.putMonochrome(content, false, PhotoDecoder.MONOCHROME_REVISION);
        }
        if (!plan.files() && i % 1000 == 999) {
          String name = "bad-" + i + ".jpg";
          writer.putFailure(rootId, "bad", name, 0, 0, FailureKind.DAMAGED, "empty");
          writer.putFailedDecoder(rootId, "bad", name, PhotoDecoder.failureRevision());
        }
        if ((i + 1) % perCommit == 0) {
          writer.commit();
        }
      }
      writer.commit();
      return model;
    }
  }

  private ContentId write(CatalogueWriter writer, long rootId, SyntheticEntry photo, int index) {
    ContentId content = writer.putContent(photo.key(), photo.size(), photo.facts());
    writer.putDecoder(content, PhotoDecoder.revision(photo.facts().format()));
    putFile(writer, rootId, photo.directory(), photo, photo.modified(), content);
    putStamp(writer, rootId, photo.directory(), photo.name(), index);
    String copy = photo.copy();
    if (copy != null) {
      putFile(writer, rootId, copy, photo, photo.modified() + COPY_AGE, content);
      putStamp(writer, rootId, copy, photo.name(), plan.contents() + index);
    }
    return content;
  }

  private static void putFile(
      CatalogueWriter writer,
      long rootId,
      String directory,
      SyntheticEntry photo,
      long modified,
      ContentId content) {
    String name = photo.name();
    writer.putFile(rootId, directory, name, photo.size(), modified, content);
    writer.putOwnFacts(
        rootId, directory, name, photo.facts().metadata(), PhotoDecoder.FACTS_REVISION);
  }

  private void putStamp(
      CatalogueWriter writer, long rootId, String directory, String name, int slot) {
    if (plan.files()) {
      writer.putFileStamp(rootId, directory, name, new FileStamp(changed[slot], keys[slot]));
    }
  }

  /// Creates the files folder by folder, which takes a tenth of the time of another order.
  private void createFiles() throws IOException {
    Map<String, IntStream.Builder> folders = new TreeMap<>();
    for (int i = 0; i < plan.contents(); i++) {
      SyntheticEntry photo = photo(i);
      folders.computeIfAbsent(photo.directory(), _ -> IntStream.builder()).add(i);
      if (photo.copy() != null) {
        folders.computeIfAbsent(photo.copy(), _ -> IntStream.builder()).add(plan.contents() + i);
      }
    }
    for (Map.Entry<String, IntStream.Builder> folder : folders.entrySet()) {
      Path path = Files.createDirectories(root.resolve(folder.getKey()));
      for (int slot : folder.getValue().build().toArray()) {
        SyntheticEntry photo = photo(slot % plan.contents());
        long age = slot < plan.contents() ? 0 : COPY_AGE;
        createFile(path.resolve(photo.name()), photo.size(), photo.modified() + age, slot);
      }
    }
  }

  /// Creates a file without data and remembers its stamp.
  private void createFile(Path path, long size, long modified, int slot) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    Files.setLastModifiedTime(path, FileTime.from(modified, TimeUnit.NANOSECONDS));
    Map<String, Object> attributes = Files.readAttributes(path, "unix:ctime,ino");
    changed[slot] =
        ((FileTime) Objects.requireNonNull(attributes.get("ctime"))).to(TimeUnit.NANOSECONDS);
    keys[slot] = (Long) Objects.requireNonNull(attributes.get("ino"));
  }

  /// Returns distinct two-colour images.
  private List<byte[]> thumbnails() {
    List<byte[]> encoded = new ArrayList<>();
    RandomGenerator random = new SplittableRandom(plan.seed());
    // Finding a writer, and converting other rasters for it, takes longer than writing.
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    BufferedImage image =
        new BufferedImage(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < Math.min(THUMBNAILS, plan.contents()); i++) {
      Graphics2D graphics = image.createGraphics();
      Color from = new Color(random.nextInt(0x1000000));
      Color to = new Color(random.nextInt(0x1000000));
      graphics.setPaint(
          new GradientPaint(0, 0, from, THUMBNAIL_WIDTH, random.nextInt(THUMBNAIL_HEIGHT), to));
      graphics.fillRect(0, 0, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
      graphics.dispose();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.write(image);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      encoded.add(out.toByteArray());
    }
    writer.dispose();
    return encoded;
  }
}
