package app.akin.core.selftest;

import app.akin.resources.Resource;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Small pictures that ship for the self-test: one of every format, all of one scene, and a few
/// photos to search among.
///
/// @param formats files of one scene by their names; `scene.png` is exact
/// @param photos the photos by their names
/// @param asked the picture whose features are known
// Read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record SamplePictures(Map<String, byte[]> formats, Map<String, byte[]> photos, byte[] asked) {
  /// The exact one of the scene's files.
  static final String EXACT = "scene.png";

  /// The photo that is searched with.
  static final String DAY = "day.jpg";

  /// The photo that `make it night` must find: the same scene, dark.
  static final String NIGHT = "night.jpg";

  private static final String FORMATS = "formats/";
  private static final String PHOTOS = "photos/";
  private static final String ASKED = "asked.png";

  /// The pictures that ship.
  static SamplePictures shipped() throws IOException {
    Map<String, byte[]> formats = new TreeMap<>();
    Map<String, byte[]> photos = new TreeMap<>();
    byte[] asked = {};
    try (ZipInputStream zip = new ZipInputStream(Resource.SELF_TEST_PICTURES.open())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        byte[] bytes = zip.readAllBytes();
        if (name.startsWith(FORMATS)) {
          formats.put(name.substring(FORMATS.length()), bytes);
        } else if (name.startsWith(PHOTOS)) {
          photos.put(name.substring(PHOTOS.length()), bytes);
        } else if (name.equals(ASKED)) {
          asked = bytes;
        }
      }
    }
    return new SamplePictures(formats, photos, asked);
  }
}
