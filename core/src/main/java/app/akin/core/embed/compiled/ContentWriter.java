package app.akin.core.embed.compiled;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// Writes the content of a cache file.
public interface ContentWriter {
  /// Writes the whole content to an empty channel.
  void write(FileChannel channel) throws IOException;
}
