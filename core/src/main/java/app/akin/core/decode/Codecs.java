package app.akin.core.decode;

import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/// The JDK's own JPEG codec, found once. Others may be on the class path and may have been
/// registered before it: which one answers must not depend on that. Thread-safe.
///
/// @param reader makes JPEG readers
/// @param writer makes JPEG writers
record Codecs(ImageReaderSpi reader, ImageWriterSpi writer) {
  static Codecs find() {
    return new Codecs(jpeg(ImageReaderSpi.class), jpeg(ImageWriterSpi.class));
  }

  private static <T extends ImageReaderWriterSpi> T jpeg(Class<T> kind) {
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
