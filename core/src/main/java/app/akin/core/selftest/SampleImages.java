package app.akin.core.selftest;

import app.akin.resources.Resource;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The bundled images of the self-test: the same scene in every format, and a few photos to search.
///
/// @param formats files of one scene by name; `scene.png` is lossless
/// @param photos photos by name
/// @param query the image with known features
// Read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record SampleImages(Map<String, byte[]> formats, Map<String, byte[]> photos, byte[] query) {
  /// The lossless file of the scene.
  static final String EXACT = "scene.png";

  /// The query image.
  static final String DAY = "day.jpg";

  /// The photo that `make it night` must find: the same scene, darkened.
  static final String NIGHT = "night.jpg";

  private static final String FORMATS = "formats/";
  private static final String PHOTOS = "photos/";
  private static final String QUERY = "asked.png";

  /// Returns the bundled images.
  static SampleImages load() throws IOException {
    Map<String, byte[]> formats = new TreeMap<>();
    Map<String, byte[]> photos = new TreeMap<>();
    byte[] query = {};
    try (ZipInputStream zip = new ZipInputStream(Resource.SELF_TEST_PICTURES.open())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        byte[] bytes = zip.readAllBytes();
        if (name.startsWith(FORMATS)) {
          formats.put(name.substring(FORMATS.length()), bytes);
        } else if (name.startsWith(PHOTOS)) {
          photos.put(name.substring(PHOTOS.length()), bytes);
        } else if (name.equals(QUERY)) {
          query = bytes;
        }
      }
    }
    return new SampleImages(formats, photos, query);
  }
}
