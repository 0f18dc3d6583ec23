package app.akin.desktop.theme;

import app.akin.core.photo.Raster;
import app.akin.resources.Resource;
import java.nio.IntBuffer;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Pictures of the core as JavaFX shows them.
public final class Pictures {
  private static final List<Resource> ICON =
      List.of(
          Resource.ICON_16,
          Resource.ICON_24,
          Resource.ICON_32,
          Resource.ICON_48,
          Resource.ICON_64,
          Resource.ICON_128,
          Resource.ICON_256);

  private Pictures() {}

  /// Akin's icon in every size that a system may ask for; made on any thread.
  public static List<Image> icon() {
    return ICON.stream().map(size -> new Image(size.address())).toList();
  }

  /// A raster as an image; made on any thread, and not changed after.
  public static Image image(Raster raster) {
    int count = raster.width() * raster.height();
    int[] pixels = new int[count];
    byte[] rgb = raster.rgb();
    for (int i = 0, at = 0; i < count; i++, at += 3) {
      pixels[i] =
          0xff000000 | ((rgb[at] & 255) << 16) | ((rgb[at + 1] & 255) << 8) | (rgb[at + 2] & 255);
    }
    return new WritableImage(
        new PixelBuffer<>(
            raster.width(),
            raster.height(),
            IntBuffer.wrap(pixels),
            PixelFormat.getIntArgbPreInstance()));
  }
}
