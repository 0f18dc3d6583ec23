package app.akin.core.kit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the bundled images of the self-test: one scene in every format, photos to search with one
/// scene by day and by night, and the image of the reference features. Output is reproducible.
public final class MakeSelfTestPictures {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final int PHOTOS = 7;

  private MakeSelfTestPictures() {}

  /// Writes the ZIP file.
  ///
  /// @param arguments the file to write
  public static void main(String[] arguments) throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of(arguments[0]));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Map.Entry<String, byte[]> file : files().entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
  }

  /// Returns the files by their names in the ZIP file.
  public static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    BufferedImage scene = ImageKit.picture(7, WIDTH, HEIGHT);
    byte[] rgb = ImageKit.scene(7, WIDTH, HEIGHT);
    byte[] jpeg = ImageKit.jpeg(scene, 0.9f);
    files.put("formats/scene.png", ImageKit.png(scene));
    files.put("formats/scene.jpg", jpeg);
    files.put("formats/progressive.jpg", ImageKit.progressiveJpeg(scene, 0.9f));
    files.put("formats/scene.gif", ImageKit.gif(scene));
    files.put("formats/scene.bmp", ImageKit.bmp(scene));
    files.put("formats/scene.tif", ImageKit.tiff(scene));
    files.put("formats/scene.ppm", FormatKit.anymap("P6 %d %d 255".formatted(WIDTH, HEIGHT), rgb));
    files.put(
        "formats/scene.psd",
        FormatKit.photoshop(
            3, 8, WIDTH, HEIGHT, FormatKit.planes(rgb, 3), true, new byte[0], new byte[0]));
    files.put(
        "formats/scene.ico",
        FormatKit.icon(new int[] {WIDTH}, new int[] {32}, List.of(ImageKit.png(scene))));
    files.put("formats/scene.webp", FormatKit.committed("still.webp"));
    files.put("formats/scene.heic", FormatKit.committed("whole.heic"));
    files.put("formats/ten-bits.heic", FormatKit.committed("ten.heic"));
    files.put("formats/ten-bits.avif", FormatKit.committed("ten.avif"));
    files.put("formats/scene.jxl", FormatKit.committed("lossless.jxl"));
    byte[] small = ImageKit.jpeg(ImageKit.picture(7, 24, 16), 0.5f);
    RawKit.all(jpeg, small, 1).forEach((kind, file) -> files.put("formats/scene." + kind, file));

    BufferedImage day = ImageKit.picture(204, 240, 180);
    files.put("photos/day.jpg", ImageKit.jpeg(day, 0.8f));
    files.put("photos/night.jpg", ImageKit.jpeg(ImageKit.darkened(day), 0.8f));
    for (int i = 0; i < PHOTOS; i++) {
      BufferedImage other = ImageKit.picture(208 + i, 240, 180);
      files.put("photos/other" + i + ".jpg", ImageKit.jpeg(other, 0.8f));
    }
    BufferedImage darkOther = ImageKit.darkened(ImageKit.picture(208, 240, 180));
    files.put("photos/other-night.jpg", ImageKit.jpeg(darkOther, 0.8f));

    files.put("asked.png", golden("rgb.png"));
    return files;
  }

  private static byte[] golden(String name) {
    try (InputStream in =
        MakeSelfTestPictures.class.getResourceAsStream("/golden/images/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
