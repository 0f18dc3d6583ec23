package app.akin.installer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packages for Windows and macOS, built from the image with jpackage. Windows requires the WiX
/// tools on the path; a macOS package must be signed and notarized separately.
///
/// @param type package type of jpackage
/// @param version the version
/// @param options additional options of this type
record NativePackage(String type, String version, List<String> options) {
  /// Returns an `.msi` for one user or all users, with an entry in the start menu. Upgrades rely on
  /// the upgrade code, which must never change.
  static NativePackage windows(Path repository, String version) {
    return new NativePackage(
        "msi",
        version,
        List.of(
            "--win-menu",
            "--win-dir-chooser",
            "--win-upgrade-uuid",
            "6f6ac2d2-5a0e-4a53-9d0b-0f4d5c6c7a11",
            "--license-file",
            repository.resolve("LICENSE").toString()));
  }

  /// Returns a `.dmg`.
  static NativePackage mac(Path repository, String version) {
    return new NativePackage(
        "dmg", version, List.of("--license-file", repository.resolve("LICENSE").toString()));
  }

  /// Builds the image.
  ///
  /// @param image the image
  /// @param folder output folder
  void make(Path image, Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--type",
                type,
                "--name",
                AppImage.NAME,
                "--app-version",
                version,
                "--app-image",
                image.toString(),
                "--dest",
                folder.toString()));
    arguments.addAll(options);
    Tools.runJdk("jpackage", arguments);
  }
}
