package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A photo as a shared library gets it.
///
/// @param content its primary content
/// @param key the key of that content
/// @param width its width in pixels, as shown
/// @param height its height in pixels
/// @param files its files in shared folders, at least one
/// @param numbers its known facts that are numbers, by the names in [#NUMBERS]
/// @param names its known facts that are texts, by the names in [#NAMES]
/// @param keywords its keywords, with each level of hierarchies
/// @param sizes the sizes of its other files
public record SharedPhoto(
    ContentId content,
    ContentKey key,
    int width,
    int height,
    List<File> files,
    Map<String, Number> numbers,
    Map<String, String> names,
    List<String> keywords,
    List<Size> sizes) {
  /// The columns of `search_facts` with numbers.
  public static final List<String> NUMBERS =
      List.of(
          "date",
          "date_end",
          "month",
          "day",
          "weekday",
          "clock",
          "file_time",
          "focal_length",
          "aperture",
          "shutter",
          "iso",
          "rating",
          "flag",
          "monochrome",
          "screenshot",
          "panorama",
          "orientation",
          "bytes",
          "pixels",
          "latitude",
          "longitude",
          "tagged");

  /// The columns of `search_facts` with IDs of `names`, and their kinds.
  public static final Map<String, String> NAMES =
      Map.of(
          "camera", "camera",
          "lens", "lens",
          "formats", "formats",
          "city", "place",
          "region", "place",
          "country", "place");

  /// Copies the collections.
  public SharedPhoto {
    files = List.copyOf(files);
    numbers = Map.copyOf(numbers);
    names = Map.copyOf(names);
    keywords = List.copyOf(keywords);
    sizes = List.copyOf(sizes);
  }

  /// A file.
  ///
  /// @param folder the ID of the shared folder
  /// @param directory its directory in the shared folder, names separated by `/`
  /// @param name its name
  /// @param bytes its size
  /// @param modified the time of its last change in nanoseconds since 1970
  public record File(UUID folder, String directory, String name, long bytes, long modified) {}

  /// The size of a further file.
  ///
  /// @param pixels the number of pixels; 0 if unknown
  public record Size(long bytes, long pixels) {}
}
