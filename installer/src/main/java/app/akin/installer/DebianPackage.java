package app.akin.installer;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A package for Debian, Ubuntu and derivatives, built with `dpkg-deb`.
///
/// @param target the platform
/// @param version the version
/// @param epoch timestamp of the package, in seconds since 1970
record DebianPackage(Target target, String version, String epoch) {
  /// Builds the image.
  ///
  /// @param root the installed files, relative to the file system root
  /// @param needs packages it depends on
  /// @param postrm script that runs after removal
  /// @param folder output folder
  /// @return the package
  Path make(Path root, SystemDependencies needs, Path postrm, Path folder)
      throws IOException, InterruptedException {
    long kilobytes = new FolderTree(root).bytes() / 1024;
    Path control = Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(
        control.resolve("control"),
        """
        Package: akin
        Version: %s
        Architecture: %s
        Maintainer: The Akin project <akin@localhost>
        Installed-Size: %d
        Depends: %s
        Recommends: libjxl0.7 | libjxl0.11
        Section: graphics
        Priority: optional
        Description: finds the photo you mean
         Give Akin a picture and say what should differ ("make it night"), or only
         one of the two, and the photos on your own disk that fit come up. It runs
         on your computer, and nothing about your photos leaves it.
        """
            .formatted(version, target.debian(), kilobytes, String.join(", ", needs.packages())));
    Path script = control.resolve("postrm");
    Files.copy(postrm, script);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path made = folder.resolve("akin_%s_%s.deb".formatted(version, target.debian()));
    Tools.runSystem(
        Map.of("SOURCE_DATE_EPOCH", epoch),
        "dpkg-deb",
        "--root-owner-group",
        "-Zxz",
        "--build",
        root.toString(),
        made.toString());
    FileOperations.deleteTree(control);
    return made;
  }
}
