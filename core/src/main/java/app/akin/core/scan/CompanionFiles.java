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
  private final Map<String, FoundFile> sidecars = new HashMap<>();
  private final TakeoutFiles takeout = new TakeoutFiles();
  private final List<String> videos = new ArrayList<>();
  private @Nullable FoundFile picasa;

  void add(FoundFile file) {
    if (FileTypes.isVideo(file.name())) {
      videos.add(SidecarNames.stem(file.name()).toLowerCase(Locale.ROOT));
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
    photos.forEach(photo -> stems.add(SidecarNames.stem(photo.name()).toLowerCase(Locale.ROOT)));
    return (int) videos.stream().filter(stems::contains).count();
  }

  /// Returns the files with their sidecars, see [SidecarNames].
  List<FoundFile> withSidecars(List<FoundFile> files) {
    if (sidecars.isEmpty() && takeout.isEmpty() && picasa == null) {
      return files;
    }
    SidecarNames names =
        new SidecarNames(sidecars.keySet(), files.stream().map(FoundFile::name).toList());
    return files.stream()
        .map(
            file ->
                file.withSidecars(sidecar(names.of(file.name())), takeout.of(file.name()), picasa))
        .toList();
  }

  private @Nullable FoundFile sidecar(@Nullable String name) {
    return name == null ? null : sidecars.get(name);
  }
}
