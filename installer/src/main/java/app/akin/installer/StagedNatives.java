package app.akin.installer;

import app.akin.core.photo.FileOperations;
import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The native libraries that Akin uses on this platform, as files in the layout of its cache. They
/// are collected from a self-test, so the set is complete and minimal.
///
/// @param target the platform
/// @param program the built program
/// @param work temporary folder
record StagedNatives(Target target, Path program, Path work) {
  /// Marks a complete folder, where nothing is unpacked; read by `NativesFolder` in `core.embed`.
  private static final String COMPLETE = "complete";

  /// Collects the libraries.
  ///
  /// @param folder output folder
  void stage(Path folder) throws IOException, InterruptedException {
    Path home = work.resolve("staging");
    FileOperations.deleteTree(home);
    String launcher = target.system() == OperatingSystem.WINDOWS ? "akin.bat" : "akin";
    Tools.runSystem(
        Map.of("AKIN_HOME", home.toString(), "AKIN_JAVA", System.getProperty("java.home")),
        program.resolve("bin").resolve(launcher).toString(),
        "--self-test");
    Files.createDirectories(folder);
    // Skips JavaFX's libraries, which are in the linked runtime.
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(home.resolve("natives"), Files::isDirectory)) {
      for (Path part : parts) {
        new FolderTree(part).copyTo(folder.resolve(String.valueOf(part.getFileName())));
      }
    }
    jna(folder.resolve("jna"));
    Files.writeString(
        folder.resolve(COMPLETE), "Every native library is here: nothing is unpacked.\n");
    FileOperations.deleteTree(home);
  }

  /// JNA, which DJL uses to query GPUs, deletes its unpacked library at exit.
  private void jna(Path folder) throws IOException {
    FileOperations.deleteTree(folder);
    Files.createDirectories(folder);
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(program.resolve("lib"), "jna-[0-9]*.jar")) {
      for (Path jar : jars) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().startsWith("com/sun/jna/" + target.jna() + "/")) {
              Path name = Path.of(entry.getName()).getFileName();
              try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(
                    in, folder.resolve(name.toString()), StandardCopyOption.REPLACE_EXISTING);
              }
            }
          }
        }
      }
    }
  }
}
