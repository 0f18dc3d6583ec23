package app.akin.core.decode.codec;

import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/// The JDK's JPEG codec, looked up once. Other codecs may be registered before it on the class
/// path, so it is selected by its module. Thread-safe.
///
/// @param reader creates JPEG readers
/// @param writer creates JPEG writers
public record JdkJpegCodec(ImageReaderSpi reader, ImageWriterSpi writer) {
  public static JdkJpegCodec find() {
    return new JdkJpegCodec(
        findJpegProvider(ImageReaderSpi.class), findJpegProvider(ImageWriterSpi.class));
  }

  private static <T extends ImageReaderWriterSpi> T findJpegProvider(Class<T> kind) {
    Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
    while (providers.hasNext()) {
      T provider = providers.next();
      boolean own = provider.getClass().getModule() == ImageReaderSpi.class.getModule();
      if (own && Arrays.asList(provider.getFormatNames()).contains("jpeg")) {
        return provider;
      }
    }
    throw new IllegalStateException("This JDK has no JPEG codec");
  }
}
