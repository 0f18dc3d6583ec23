package app.akin.core.kit;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.StackMember;
import app.akin.core.synthetic.SyntheticVectors;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Photos with signatures and vectors from a seed, a fifth of which are variants of another one: of
/// ten photos, the last two show what the first shows. In every second ten they are smaller copies
/// without metadata, in the others further shots within a second. Memory does not grow with the
/// number of photos.
public final class StackLibrary {
  /// The revision of the signatures.
  public static final int REVISION = 1;

  private static final int TEN = 10;
  private static final int VARIANTS = 2;
  private static final int SIDE = ImageSignature.LUMA_SIDE;
  private static final int CANVAS = SIDE + 4;
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 8, 0);

  /// The camera of the photos that have one.
  public static final String CAMERA = "Canon EOS R5";

  private static final int COMPONENTS = 64;
  private static final double ASPECT = 4.0 / 3;

  private static final double[][] COSINES = new double[8][SIDE];

  static {
    for (int i = 0; i < 8 * SIDE; i++) {
      COSINES[i / SIDE][i % SIDE] =
          StrictMath.cos(Math.PI * (i / SIDE + 1) * (i % SIDE + 0.5) / SIDE);
    }
  }

  private final long seed;

  /// A photo to be written.
  ///
  /// @param name name of the file
  /// @param camera the camera of a photo with metadata
  /// @param date null for a photo without metadata
  // Instances are written and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Shot(
      ContentKey key,
      String name,
      int width,
      int height,
      String camera,
      @Nullable LocalDateTime date,
      ImageSignature signature,
      float[] unit) {}

  public StackLibrary(long seed) {
    this.seed = seed;
  }

  /// Returns the number of the photo that another one varies; its own if it varies no other.
  public static int original(int photo) {
    return photo % TEN < TEN - VARIANTS ? photo : photo / TEN * TEN;
  }

  /// Returns a photo.
  ///
  /// @param model number of the model of the vector
  public Shot shot(int photo, int model) {
    int original = original(photo);
    boolean isCopy = photo != original && photo / TEN % 2 == 0;
    boolean isBurst = photo != original && !isCopy;
    RandomGenerator random = new SplittableRandom(seed * 31 + photo);
    int shift = isBurst ? 1 : 0;
    LocalDateTime date =
        START
            .plusMinutes(original)
            .plusNanos(1_000_000L * (isBurst ? 300 * (photo - original - 7) : 10));
    return new Shot(
        new ContentKey(random.nextLong(), photo),
        String.format("IMG_%08d.jpg", photo),
        isCopy ? 1600 : 4000,
        isCopy ? 1200 : 3000,
        CAMERA,
        isCopy ? null : date,
        signature(seed * 17 + original, shift, isBurst ? 3 : 1, random),
        vector(photo, original, model));
  }

  private float[] vector(int photo, int original, int model) {
    float[] unit = new SyntheticVectors(seed + model, COMPONENTS, 1).photo(original);
    if (photo == original) {
      return unit;
    }
    RandomGenerator random = new SplittableRandom(seed + model * 101L + photo);
    float[] noisy = unit.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (0.01 * random.nextGaussian());
    }
    return Embedding.ofRaw(noisy).unit();
  }

  /// Returns the signature of an image of clouds of all sizes.
  ///
  /// @param image what it shows
  /// @param shift shift of the view in cells
  /// @param noise largest difference of a cell
  public static ImageSignature signature(long image, int shift, int noise, RandomGenerator random) {
    float[] canvas = new float[CANVAS * CANVAS];
    RandomGenerator clouds = new SplittableRandom(image);
    for (int cell = 16; cell >= 2; cell /= 2) {
      int corners = CANVAS / cell + 2;
      float[] values = new float[corners * corners];
      for (int i = 0; i < values.length; i++) {
        values[i] = clouds.nextFloat(-28, 28);
      }
      for (int i = 0; i < canvas.length; i++) {
        int column = i % CANVAS;
        int row = i / CANVAS;
        int at = row / cell * corners + column / cell;
        float right = (float) (column % cell) / cell;
        float down = (float) (row % cell) / cell;
        canvas[i] +=
            (1 - down) * ((1 - right) * values[at] + right * values[at + 1])
                + down * ((1 - right) * values[at + corners] + right * values[at + corners + 1]);
      }
    }
    byte[] luma = new byte[ImageSignature.LUMA_CELLS];
    for (int i = 0; i < luma.length; i++) {
      float value = canvas[(i / SIDE + 2) * CANVAS + i % SIDE + 2 + shift];
      luma[i] =
          (byte) Math.clamp(Math.round(128 + value) + random.nextInt(-noise, noise + 1), 0, 255);
    }
    byte[] chroma = new byte[ImageSignature.CHROMA_BYTES];
    byte[] colors = new byte[chroma.length / 4];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = (byte) clouds.nextInt(110, 146);
    }
    int side = ImageSignature.CHROMA_SIDE;
    for (int i = 0; i < chroma.length; i++) {
      chroma[i] = colors[i / side / 2 * (side / 2) + i % side / 2];
    }
    return new ImageSignature(hash(luma), 100 + clouds.nextInt(50), luma, chroma, ASPECT);
  }

  /// Returns the signs of the lowest frequencies, which serve as a perceptual hash.
  private static long hash(byte[] luma) {
    double[] rows = new double[8 * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int frequency = 0; frequency < 8; frequency++) {
        for (int x = 0; x < SIDE; x++) {
          rows[8 * y + frequency] += (luma[y * SIDE + x] & 255) * COSINES[frequency][x];
        }
      }
    }
    long hash = 0;
    for (int i = 0; i < 64; i++) {
      double sum = 0;
      for (int y = 0; y < SIDE; y++) {
        sum += rows[8 * y + i % 8] * COSINES[i / 8][y];
      }
      hash |= sum > 0 ? 1L << i : 0;
    }
    return hash;
  }

  /// Writes photos into a folder of a root and commits.
  ///
  /// @param photos the numbers of the photos, in the order in which they are written
  /// @param modelId the model with number 0
  public void write(
      CatalogueWriter writer, long rootId, String folder, long modelId, int... photos) {
    int count = 0;
    for (int photo : photos) {
      Shot shot = shot(photo, 0);
      writer.stacks().putHash(write(writer, rootId, folder, modelId, shot), shot.signature());
      if (++count % 5_000 == 0) {
        writer.commit();
      }
    }
    writer.commit();
  }

  /// Writes a photo, without a commit.
  public static ContentId write(
      CatalogueWriter writer, long rootId, String folder, long modelId, Shot shot) {
    PhotoFacts facts = new PhotoFacts("JPEG", shot.width(), shot.height(), 1, metadata(shot));
    long size = shot.width() * 500L;
    ContentId content = writer.putContent(shot.key(), size, facts);
    writer.putFile(rootId, folder, shot.name(), size, 7, content);
    writer.putOwnFacts(rootId, folder, shot.name(), facts.metadata(), 1);
    writer.putThumbnail(shot.key(), thumbnail(shot.signature()));
    embed(writer, content, modelId, shot);
    return content;
  }

  /// Returns the bytes that stand for a thumbnail: the signature itself, which needs no decoding.
  private static byte[] thumbnail(ImageSignature signature) {
    return ByteBuffer.allocate(
            Long.BYTES + Float.BYTES + ImageSignature.LUMA_CELLS + ImageSignature.CHROMA_BYTES)
        .putLong(signature.hash())
        .putFloat(signature.sharpness())
        .put(signature.luma())
        .put(signature.chroma())
        .array();
  }

  /// Returns the function that reads the signatures of these photos.
  public static Function<ContentId, Optional<ImageSignature>> thumbnails(CatalogueReader reader) {
    return content -> reader.thumbnail(content).map(StackLibrary::signature);
  }

  private static ImageSignature signature(byte[] thumbnail) {
    ByteBuffer bytes = ByteBuffer.wrap(thumbnail);
    byte[] luma = new byte[ImageSignature.LUMA_CELLS];
    byte[] chroma = new byte[ImageSignature.CHROMA_BYTES];
    long hash = bytes.getLong();
    float sharpness = bytes.getFloat();
    bytes.get(luma).get(chroma);
    return new ImageSignature(hash, sharpness, luma, chroma, ASPECT);
  }

  /// Returns an update of the stacks of these photos.
  public static StackPass pass(CatalogueReader reader, CatalogueWriter writer, long modelId) {
    Function<ContentId, Optional<ImageSignature>> thumbnails = thumbnails(reader);
    return new StackPass(reader, writer, modelId, REVISION, thumbnails, thumbnails);
  }

  /// Stores the vector of a photo.
  public static void embed(CatalogueWriter writer, ContentId content, long modelId, Shot shot) {
    writer
        .vectors()
        .putEmbedding(
            content,
            shot.key(),
            modelId,
            Precision.FP32,
            EmbeddingSource.ORIGINAL,
            new Embedding(shot.unit(), 1));
  }

  /// Returns the row of a new model.
  public static long model(CatalogueWriter writer, String name) {
    return writer.vectors().putModel(name, name, COMPONENTS);
  }

  private static Metadata metadata(Shot shot) {
    LocalDateTime date = shot.date();
    if (date == null) {
      return Metadata.NONE;
    }
    Metadata dated = Metadata.ofDates(List.of(PhotoDate.of(date, null, DateSource.EXIF)));
    return new Metadata(
        dated.dates(),
        shot.camera(),
        null,
        dated.exposure(),
        null,
        dated.placeName(),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  /// Returns the stacks as sets of the numbers of photos, in a text that is equal for equal stacks.
  public static String partition(CatalogueReader reader) {
    Map<ContentId, Integer> numbers = new HashMap<>();
    Collection<List<StackMember>> stacks = reader.stacks().members().values();
    reader
        .photos(stacks.stream().flatMap(List::stream).map(StackMember::content).toList())
        .forEach((content, row) -> numbers.put(content, (int) row.key().low()));
    List<String> lines = new ArrayList<>();
    for (List<StackMember> stack : stacks) {
      TreeSet<Integer> members = new TreeSet<>();
      stack.forEach(member -> members.add(numbers.getOrDefault(member.content(), -1)));
      lines.add(members.toString());
    }
    lines.sort(null);
    return String.join("\n", lines);
  }

  /// Returns the partition by the originals of photos.
  public static String expected(int... photos) {
    Map<Integer, TreeSet<Integer>> groups = new HashMap<>();
    Arrays.stream(photos)
        .forEach(photo -> groups.computeIfAbsent(original(photo), _ -> new TreeSet<>()).add(photo));
    groups.values().removeIf(group -> group.size() < 2);
    return String.join("\n", groups.values().stream().map(TreeSet::toString).sorted().toList());
  }

  /// Returns the numbers of photos from 0.
  public static int[] numbers(int count) {
    return IntStream.range(0, count).toArray();
  }
}
