package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.ContentKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Tests which changes of a file change its content key.
class ContentKeyTest {
  private static final byte[] PHOTO = ImageKit.photo(1, 200, 150);

  private static ContentKey key(byte[] file) {
    return TestDecoder.DECODER.key(file);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @Test
  void jpegMetadataDoesNotChangeTheKey() {
    for (byte[] jpeg :
        new byte[][] {PHOTO, ImageKit.progressiveJpeg(ImageKit.picture(2, 90, 60), 0.8f)}) {
      ContentKey key = key(jpeg);
      assertThat(key(ImageKit.withRating(jpeg, 5))).isEqualTo(key);
      assertThat(key(ImageKit.withComment(jpeg, "a comment"))).isEqualTo(key);
      assertThat(key(ImageKit.withSegment(jpeg, 0xED, new byte[1000]))).isEqualTo(key);
      ExifBlock exif = new ExifBlock().taken("2024:05:06 07:08:09").place(1, 2);
      assertThat(key(ImageKit.withExif(jpeg, exif))).isEqualTo(key);
      assertThat(key(ImageKit.withExif(jpeg, exif.orientation(1)))).isEqualTo(key);
      assertThat(key(join(jpeg, ImageKit.photo(9, 20, 20)))).isEqualTo(key);
      assertThat(key(join(jpeg, new byte[] {0, 1, 2}))).isEqualTo(key);
    }
  }

  @Test
  void metadataBetweenScansDoesNotChangeTheKey() {
    byte[] jpeg = ImageKit.progressiveJpeg(ImageKit.picture(2, 90, 60), 0.8f);
    int second = 0;
    int scans = 0;
    for (int i = 0; i < jpeg.length - 1 && scans < 2; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
        second = i;
        scans++;
      }
    }
    byte[] comment = {(byte) 0xFF, (byte) 0xFE, 0, 4, (byte) 0xFF, (byte) 0xD9};
    byte[] start = Arrays.copyOf(jpeg, second);
    byte[] end = Arrays.copyOfRange(jpeg, second, jpeg.length);
    assertThat(key(join(join(start, comment), end))).isEqualTo(key(jpeg));
  }

  @Test
  void theOrientationChangesTheKey() {
    Set<ContentKey> keys = new HashSet<>();
    for (int orientation = 1; orientation <= 8; orientation++) {
      keys.add(key(ImageKit.withExif(PHOTO, new ExifBlock().orientation(orientation))));
    }
    assertThat(keys).hasSize(8).contains(key(PHOTO));
  }

  @Test
  void theColorModelChangesTheKey() {
    int noJfif = 2 + 18; // start of the second segment
    byte[] bare = join(Arrays.copyOf(PHOTO, 2), Arrays.copyOfRange(PHOTO, noJfif, PHOTO.length));
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    byte[] plainRgb = ImageKit.withSegment(bare, 0xEE, adobe);
    assertThat(TestDecoder.rgb(plainRgb)).isNotEqualTo(TestDecoder.rgb(PHOTO));
    assertThat(key(plainRgb)).isNotEqualTo(key(PHOTO));
    adobe[11] = 1;
    byte[] plainYcc = ImageKit.withSegment(bare, 0xEE, adobe);
    assertThat(TestDecoder.rgb(plainYcc)).isEqualTo(TestDecoder.rgb(PHOTO));
    assertThat(key(plainYcc)).isEqualTo(key(PHOTO));
  }

  @Test
  void everyImageByteChangesTheKey() {
    SplittableRandom random = new SplittableRandom(5);
    Set<ContentKey> keys = new HashSet<>();
    keys.add(key(PHOTO));
    int rounds = 200;
    for (int i = 0; i < rounds; i++) {
      byte[] changed = PHOTO.clone();
      // Starts at the second segment; the first is JFIF's.
      changed[20 + random.nextInt(changed.length - 22)] ^= (byte) (1 << random.nextInt(8));
      keys.add(key(changed));
    }
    // A bit may be drawn twice, but hardly more than once in 200 of tens of thousands.
    assertThat(keys.size()).isGreaterThan(rounds - 3);
    assertThat(key(Arrays.copyOf(PHOTO, PHOTO.length - 100))).isNotEqualTo(key(PHOTO));
  }

  @Test
  void otherFormatsAreHashedCompletely() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] png = ImageKit.png(ImageKit.picture(1, 20, 20));
    byte[] brokenJpeg = Arrays.copyOf(PHOTO, 100);
    for (byte[] file : new byte[][] {png, {}, {1, 2, 3}, brokenJpeg}) {
      assertThat(key(file)).isEqualTo(ContentKey.of(digest.digest(file)));
    }
  }

  @Test
  void arbitraryBytesHaveAKey() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      byte[] start = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
      System.arraycopy(start, 0, bytes, 0, Math.min(3, bytes.length));
      assertThat(key(bytes)).isEqualTo(key(bytes.clone()));
    }
  }
}
