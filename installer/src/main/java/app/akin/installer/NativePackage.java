package app.akin.installer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packages of Windows and macOS, by jpackage out of the image. Windows needs the WiX tools on
/// the path; a macOS package is signed and notarised by whoever holds the account.
///
/// @param type jpackage's name of the package's kind
/// @param version the version
/// @param options what that kind takes besides
record NativePackage(String type, String version, List<String> options) {
  /// An `.msi` for one person or for all of a computer, with an entry in the start menu. The code
  /// makes a newer one replace an older one, so it must never change.
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

  /// A `.dmg` to drag the program out of.
  static NativePackage mac(Path repository, String version) {
    return new NativePackage(
        "dmg", version, List.of("--license-file", repository.resolve("LICENSE").toString()));
  }

  /// Makes it.
  ///
  /// @param image the image
  /// @param folder where the package goes
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
    Tool.ofJdk("jpackage", arguments);
  }
}
