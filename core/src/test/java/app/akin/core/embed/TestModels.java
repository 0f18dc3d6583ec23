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

/// Fixtures of this package: models in memory, settings, images.
final class TestModels {
  private static final List<Resource> STARTER =
      List.of(
          Resource.STARTER_BUNDLE,
          Resource.STARTER_IMAGE,
          Resource.STARTER_TEXT,
          Resource.STARTER_TOKENIZER,
          Resource.STARTER_PREPROCESSOR);

  /// Returns a bundle with the parts of the starter model.
  static final String BUNDLE =
      """
      {"name": "made", "version": 1, "form": "ready", "dimension": 504,
       "image": {"file": "image.pt", "preprocessor": "preprocessor_config.json"},
       "text": {"file": "text.pt", "tokenizer": "tokenizer.json", "max_tokens": 64, "pad_id": 0},
       "made_for": "tests"}
      """;

  private TestModels() {}

  /// Files in memory that record which of them were opened. Without a folder, like the built-in
  /// model.
  ///
  /// @param contents contents by name
  /// @param opened names of opened files
  record MemoryFiles(Map<String, byte[]> contents, Set<String> opened) implements ModelFiles {
    /// Each has files of its own.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

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

    /// Returns the files with one of them replaced or added.
    MemoryFiles with(String file, String text) {
      Map<String, byte[]> changed = new HashMap<>(contents);
      changed.put(file, text.getBytes(StandardCharsets.UTF_8));
      return new MemoryFiles(changed, ConcurrentHashMap.newKeySet());
    }
  }

  /// Returns the files of the starter model.
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

  /// Returns a ready model with empty archives, sufficient for preparation and tokens.
  static MemoryFiles withoutArchives(String bundle, String preprocessor, String tokenizer) {
    return new MemoryFiles(Map.of(), ConcurrentHashMap.newKeySet())
        .with("image.pt", "")
        .with("text.pt", "")
        .with("bundle.json", bundle)
        .with("preprocessor_config.json", preprocessor)
        .with("tokenizer.json", tokenizer);
  }

  /// Returns settings for the CPU, with native libraries in a cache shared by builds.
  static EmbedSettings settings(Path compiled) {
    return settings(compiled, Device.AUTO);
  }

  /// Returns settings for a device with one thread, so that tests on a busy machine do not wait for
  /// threads.
  static EmbedSettings settings(Path compiled, Device device) {
    return new EmbedSettings(compiled, BuildCache.NATIVES, device, Precision.FP32, 1);
  }

  /// Returns an image with stripes, checks and gradients that depends on the seed.
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
