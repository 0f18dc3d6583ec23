package app.akin.desktop.look;

import app.akin.core.photo.Raster;
import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Pictures of the core as JavaFX shows them.
public final class Pictures {
  private Pictures() {}

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
