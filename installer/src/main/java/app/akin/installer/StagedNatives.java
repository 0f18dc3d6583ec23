package app.akin.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The native libraries that Akin uses on this system, as files, laid out as its own cache of them.
/// They are what Akin itself unpacked while it tried every part of itself, so none is missing and
/// none is there that nothing loads.
///
/// @param target the system
/// @param program the built program
/// @param work a folder for what is needed meanwhile
record StagedNatives(Target target, Path program, Path work) {
  /// Says that nothing is ever unpacked here: `core.embed`'s `NativesFolder` looks for it.
  private static final String COMPLETE = "complete";

  /// Gathers them.
  ///
  /// @param folder where they go
  void stage(Path folder) throws IOException, InterruptedException {
    Path home = work.resolve("staging");
    new Tree(home).delete();
    String launcher = target.system() == Target.Kind.WINDOWS ? "akin.bat" : "akin";
    Tool.ofSystem(
        Map.of("AKIN_HOME", home.toString(), "AKIN_JAVA", System.getProperty("java.home")),
        program.resolve("bin").resolve(launcher).toString(),
        "--self-test");
    Files.createDirectories(folder);
    // JavaFX's own lie beside the folders: the linked runtime has them.
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(home.resolve("natives"), Files::isDirectory)) {
      for (Path part : parts) {
        new Tree(part).copyTo(folder.resolve(String.valueOf(part.getFileName())));
      }
    }
    jna(folder.resolve("jna"));
    Files.writeString(
        folder.resolve(COMPLETE), "Every native library is here: nothing is unpacked.\n");
    new Tree(home).delete();
  }

  /// What DJL asks graphics cards by. JNA deletes what it unpacked when a process ends.
  private void jna(Path folder) throws IOException {
    new Tree(folder).delete();
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
