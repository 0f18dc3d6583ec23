package app.akin.desktop.theme;

import app.akin.core.photo.Raster;
import app.akin.resources.Resource;
import java.nio.IntBuffer;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Converts images of core to JavaFX images.
public final class Images {
  private static final List<Resource> ICON =
      List.of(
          Resource.ICON_16,
          Resource.ICON_24,
          Resource.ICON_32,
          Resource.ICON_48,
          Resource.ICON_64,
          Resource.ICON_128,
          Resource.ICON_256);

  private Images() {}

  /// Returns the icon of Akin in all sizes; may be called on any thread.
  public static List<Image> icon() {
    return ICON.stream().map(size -> new Image(size.address())).toList();
  }

  /// Returns a raster as an immutable image; may be called on any thread.
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
