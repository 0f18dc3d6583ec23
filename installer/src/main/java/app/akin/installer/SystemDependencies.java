package app.akin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The system libraries that an image requires and does not include, as package names of Debian and
/// Ubuntu. An unknown library fails the build by name, so that no package lacks a dependency.
///
/// @param image the image
record SystemDependencies(Path image) {
  /// Packages by library; both names if the name changed with the size of `time_t`.
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("ld-linux-x86-64.so.2", "libc6"),
          Map.entry("ld-linux-aarch64.so.1", "libc6"),
          Map.entry("libc.so.6", "libc6"),
          Map.entry("libdl.so.2", "libc6"),
          Map.entry("libm.so.6", "libc6"),
          Map.entry("libpthread.so.0", "libc6"),
          Map.entry("librt.so.1", "libc6"),
          Map.entry("libgcc_s.so.1", "libgcc-s1"),
          Map.entry("libstdc++.so.6", "libstdc++6"),
          Map.entry("libgomp.so.1", "libgomp1"),
          Map.entry("libz.so.1", "zlib1g"),
          // FFmpeg for ARM.
          Map.entry("libdrm.so.2", "libdrm2"),
          Map.entry("libva.so.2", "libva2"),
          Map.entry("libva-drm.so.2", "libva-drm2"),
          // Debian's Java.
          Map.entry("libgif.so.7", "libgif7"),
          Map.entry("libharfbuzz.so.0", "libharfbuzz0b"),
          Map.entry("libjpeg.so.62", "libjpeg62-turbo"),
          Map.entry("liblcms2.so.2", "liblcms2-2"),
          Map.entry("libpng16.so.16", "libpng16-16 | libpng16-16t64"),
          Map.entry("libX11.so.6", "libx11-6"),
          Map.entry("libXext.so.6", "libxext6"),
          Map.entry("libXi.so.6", "libxi6"),
          Map.entry("libXrender.so.1", "libxrender1"),
          Map.entry("libXtst.so.6", "libxtst6"),
          Map.entry("libXxf86vm.so.1", "libxxf86vm1"),
          Map.entry("libGL.so.1", "libgl1"),
          Map.entry("libasound.so.2", "libasound2 | libasound2t64"),
          Map.entry("libfreetype.so.6", "libfreetype6"),
          Map.entry("libfontconfig.so.1", "libfontconfig1"),
          Map.entry("libpango-1.0.so.0", "libpango-1.0-0"),
          Map.entry("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
          Map.entry("libpangocairo-1.0.so.0", "libpangocairo-1.0-0"),
          Map.entry("libcairo.so.2", "libcairo2"),
          Map.entry("libcairo-gobject.so.2", "libcairo-gobject2"),
          Map.entry("libatk-1.0.so.0", "libatk1.0-0 | libatk1.0-0t64"),
          Map.entry("libgdk_pixbuf-2.0.so.0", "libgdk-pixbuf-2.0-0"),
          Map.entry("libglib-2.0.so.0", "libglib2.0-0 | libglib2.0-0t64"),
          Map.entry("libgobject-2.0.so.0", "libglib2.0-0 | libglib2.0-0t64"),
          Map.entry("libgio-2.0.so.0", "libglib2.0-0 | libglib2.0-0t64"),
          Map.entry("libgthread-2.0.so.0", "libglib2.0-0 | libglib2.0-0t64"),
          Map.entry("libgmodule-2.0.so.0", "libglib2.0-0 | libglib2.0-0t64"),
          Map.entry("libgtk-3.so.0", "libgtk-3-0 | libgtk-3-0t64"),
          Map.entry("libgdk-3.so.0", "libgtk-3-0 | libgtk-3-0t64"));

  /// Libraries that are loaded without being linked: JavaFX loads GTK by name, and fontconfig,
  /// which requires at least one font.
  private static final Set<String> BY_NAME =
      Set.of(
          "libgtk-3-0 | libgtk-3-0t64", "libfontconfig1", "fonts-dejavu-core | fonts-freefont-ttf");

  /// Returns the packages.
  ///
  /// @throws IllegalStateException if the package of a library is unknown
  SortedSet<String> packages() throws IOException {
    SortedSet<String> inside = new TreeSet<>();
    TreeMap<String, Path> needed = new TreeMap<>();
    for (Path file : new FolderTree(image).files()) {
      if (Files.isSymbolicLink(file)) {
        continue;
      }
      inside.add(String.valueOf(file.getFileName()));
      SharedObject.read(file)
          .ifPresent(
              library -> {
                inside.add(library.name());
                library.needed().forEach(name -> needed.put(name, file));
              });
    }
    SortedSet<String> packages = new TreeSet<>(BY_NAME);
    needed.forEach(
        (name, file) -> {
          String known = PACKAGES.get(name);
          if (known != null && !inside.contains(name)) {
            packages.add(known);
          } else if (!inside.contains(name)) {
            throw new IllegalStateException(
                image.relativize(file)
                    + " needs "
                    + name
                    + ", and no package is known to have it.");
          }
        });
    return packages;
  }
}
