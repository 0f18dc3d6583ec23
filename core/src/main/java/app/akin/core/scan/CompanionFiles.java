package app.akin.core.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the sidecars and videos of one folder. Not thread-safe.
final class CompanionFiles {
  private static final String SIDECAR_EXTENSION = ".xmp";

  private final Map<String, FoundFile> sidecars = new HashMap<>();
  private final TakeoutFiles takeout = new TakeoutFiles();
  private final List<String> videos = new ArrayList<>();
  private @Nullable FoundFile picasa;

  void add(FoundFile file) {
    if (FileTypes.isVideo(file.name())) {
      videos.add(stem(file.name()).toLowerCase(Locale.ROOT));
    } else if (FileTypes.isSidecar(file.name())) {
      sidecars.put(file.name(), file);
    } else if (FileTypes.isPicasa(file.name())) {
      // The hidden file is that of later versions.
      picasa = picasa == null || file.name().startsWith(".") ? file : picasa;
    } else {
      takeout.add(file);
    }
  }

  /// Returns the number of videos.
  int videos() {
    return videos.size();
  }

  /// Returns the number of videos of live photos: those with the name of a photo but for the
  /// extension.
  int ofPhotos(List<FoundFile> photos) {
    if (videos.isEmpty()) {
      return 0;
    }
    Set<String> stems = new HashSet<>();
    photos.forEach(photo -> stems.add(stem(photo.name()).toLowerCase(Locale.ROOT)));
    return (int) videos.stream().filter(stems::contains).count();
  }

  /// Returns the files with their sidecars: `IMG_1.CR2.xmp` takes precedence over `IMG_1.xmp`, and
  /// a name of the same case over one that differs in case. A sidecar whose case is that of one
  /// photo belongs to no other.
  List<FoundFile> withSidecars(List<FoundFile> files) {
    if (sidecars.isEmpty() && takeout.isEmpty() && picasa == null) {
      return files;
    }
    Map<String, FoundFile> exact = new HashMap<>();
    sidecars.forEach((name, file) -> exact.put(base(name), file));
    Map<String, List<FoundFile>> anyCase = new HashMap<>();
    Set<String> bases = new HashSet<>();
    for (FoundFile file : files) {
      bases.add(file.name());
      bases.add(stem(file.name()));
    }
    exact.forEach(
        (base, file) -> {
          if (!bases.contains(base)) {
            anyCase
                .computeIfAbsent(base.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(file);
          }
        });
    return files.stream()
        .map(
            file ->
                file.withSidecars(
                    sidecarOf(file.name(), exact, anyCase), takeout.of(file.name()), picasa))
        .toList();
  }

  private static @Nullable FoundFile sidecarOf(
      String name, Map<String, FoundFile> exact, Map<String, List<FoundFile>> anyCase) {
    for (String base : List.of(name, stem(name))) {
      FoundFile same = exact.get(base);
      if (same != null) {
        return same;
      }
      List<FoundFile> others = anyCase.getOrDefault(base.toLowerCase(Locale.ROOT), List.of());
      if (others.size() == 1) {
        return others.getFirst();
      }
    }
    return null;
  }

  private static String base(String sidecar) {
    return sidecar.substring(0, sidecar.length() - SIDECAR_EXTENSION.length());
  }

  /// Returns a name without its extension; a name that starts with its only dot has none.
  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
