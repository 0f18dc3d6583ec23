package app.akin.core.embed;

import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import app.akin.resources.Resource;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Things the tests of this package make: models in memory, settings, pictures.
final class Made {
  private static final List<Resource> STARTER =
      List.of(
          Resource.STARTER_BUNDLE,
          Resource.STARTER_IMAGE,
          Resource.STARTER_TEXT,
          Resource.STARTER_TOKENIZER,
          Resource.STARTER_PREPROCESSOR);

  /// Settings of a bundle whose parts are the starter's.
  static final String BUNDLE =
      """
      {"name": "made", "version": 1, "form": "ready", "dimension": 504,
       "image": {"file": "image.pt", "preprocessor": "preprocessor_config.json"},
       "text": {"file": "text.pt", "tokenizer": "tokenizer.json", "max_tokens": 64, "pad_id": 0},
       "made_for": "tests"}
      """;

  private Made() {}

  /// Files in memory that remember which of them were opened. Without a folder, as the model inside
  /// Akin.
  ///
  /// @param contents the bytes by name
  /// @param opened the names that were opened
  record MemoryFiles(Map<String, byte[]> contents, Set<String> opened) implements ModelFiles {
    @Override
    public String label() {
      return "made";
    }

    @Override
    public boolean has(String file) {
      return contents.containsKey(file);
    }

    @Override
    public InputStream open(String file) throws IOException {
      byte[] bytes = contents.get(file);
      if (bytes == null) {
        throw new FileNotFoundException(file);
      }
      opened.add(file);
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<Path> folder() {
      return Optional.empty();
    }

    /// The same files with one of them replaced or added.
    MemoryFiles with(String file, String text) {
      Map<String, byte[]> changed = new HashMap<>(contents);
      changed.put(file, text.getBytes(StandardCharsets.UTF_8));
      return new MemoryFiles(changed, ConcurrentHashMap.newKeySet());
    }
  }

  /// The starter's files.
  static MemoryFiles starter() {
    Map<String, byte[]> contents = new HashMap<>();
    for (Resource resource : STARTER) {
      try (InputStream in = resource.open()) {
        contents.put(resource.fileName(), in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new MemoryFiles(contents, ConcurrentHashMap.newKeySet());
  }

  /// A ready model whose archives are empty: enough for pictures and tokens.
  static MemoryFiles withoutArchives(String bundle, String preprocessor, String tokenizer) {
    return new MemoryFiles(Map.of(), ConcurrentHashMap.newKeySet())
        .with("image.pt", "")
        .with("text.pt", "")
        .with("bundle.json", bundle)
        .with("preprocessor_config.json", preprocessor)
        .with("tokenizer.json", tokenizer);
  }

  /// Settings for the processor, with unpacked libraries in a cache that builds share.
  static EmbedSettings settings(Path compiled) {
    return settings(compiled, Device.AUTO);
  }

  /// Settings for a device. One thread, so that tests on a busy machine do not wait for each
  /// other's threads.
  static EmbedSettings settings(Path compiled, Device device) {
    return new EmbedSettings(compiled, BuildCache.NATIVES, device, Precision.FP32, 1);
  }

  /// A picture of stripes, checks and gradients, different for each seed.
  static Raster raster(int width, int height, int seed) {
    byte[] rgb = new byte[3 * width * height];
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int checks = (x / 9 + y / 7) % 2 * 90;
        for (int channel = 0; channel < 3; channel++) {
          int slope = x * (7 + 2 * channel) + y * (13 - 3 * channel);
          int curve = x * y * (channel + 1) / (5 + seed);
          rgb[i++] = (byte) (slope + curve + checks + seed * 31);
        }
      }
    }
    return new Raster(width, height, rgb);
  }
}
