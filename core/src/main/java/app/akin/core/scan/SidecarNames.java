package app.akin.core.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Assigns the XMP sidecars of one folder to its photos: `IMG_1.CR2.xmp` takes precedence over
/// `IMG_1.xmp`, and a name of the same case over one that differs in case. A sidecar whose case is
/// that of one photo belongs to no other. Not changed after construction, so thread-safe.
///
/// Names are in the lossless form of [app.akin.core.photo.PathText].
public final class SidecarNames {
  /// The extension of sidecars, which Akin appends to the whole name of a photo.
  public static final String EXTENSION = ".xmp";

  /// The extension that Akin appends to the name of a sidecar for its backup, so that no program
  /// reads it as a sidecar.
  public static final String BACKUP_EXTENSION = ".akin-backup";

  private final Map<String, String> exact = new HashMap<>();
  private final Map<String, List<String>> anyCase = new HashMap<>();

  /// @param names the names of files in the folder; only those of sidecars count
  /// @param photos the names of its photos
  public SidecarNames(Collection<String> names, Collection<String> photos) {
    names.stream().filter(FileTypes::isSidecar).forEach(name -> exact.put(base(name), name));
    if (exact.isEmpty()) {
      return;
    }
    Set<String> bases = new HashSet<>();
    for (String photo : photos) {
      bases.add(photo);
      bases.add(stem(photo));
    }
    exact.forEach(
        (base, name) -> {
          if (!bases.contains(base)) {
            anyCase
                .computeIfAbsent(base.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(name);
          }
        });
  }

  /// Returns the name of a photo's sidecar; null if it has none.
  public @Nullable String of(String photo) {
    if (exact.isEmpty()) {
      return null;
    }
    for (String base : List.of(photo, stem(photo))) {
      String same = exact.get(base);
      if (same != null) {
        return same;
      }
      List<String> others = anyCase.getOrDefault(base.toLowerCase(Locale.ROOT), List.of());
      if (others.size() == 1) {
        return others.getFirst();
      }
    }
    return null;
  }

  private static String base(String sidecar) {
    return sidecar.substring(0, sidecar.length() - EXTENSION.length());
  }

  /// Returns a name without its extension; a name that starts with its only dot has none.
  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
