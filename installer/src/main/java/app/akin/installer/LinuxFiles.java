package app.akin.installer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The files of a Linux package: the image below `/opt`, and the integration into desktop, terminal
/// and software center.
///
/// @param repository folder of the repository
/// @param program the command line
/// @param version the version
/// @param release time of the release
/// @param screenshots base URL of the screenshots for software centers, with a trailing slash;
///   empty if not published
record LinuxFiles(
    Path repository, Verb program, String version, OffsetDateTime release, String screenshots) {
  /// Id of the desktop entry.
  static final String ID = "app.akin.Akin";

  private static final Pattern RENDERED = Pattern.compile("akin-([0-9]+)\\.png");
  private static final Pattern SCREENSHOTS =
      Pattern.compile("  <screenshots>.*</screenshots>\n", Pattern.DOTALL);

  /// Writes all files.
  ///
  /// @param image the image
  /// @param icons folder of the rendered icons
  /// @param root represents the file system root
  void layOut(Path image, Path icons, Path root) throws IOException {
    new FolderTree(image).copyTo(Files.createDirectories(root.resolve("opt/akin")));
    Path share = Files.createDirectories(root.resolve("usr/share"));
    Path command = Files.createDirectories(root.resolve("usr/bin")).resolve("akin");
    Files.createSymbolicLink(command, Path.of("/opt/akin/bin/akin"));
    Path linux = repository.resolve("installer/src/main/linux");
    copy(linux.resolve(ID + ".desktop"), share.resolve("applications"));
    write(share.resolve("metainfo").resolve(ID + ".metainfo.xml"), metainfo(linux));
    try (DirectoryStream<Path> sizes = Files.newDirectoryStream(icons, "akin-*.png")) {
      for (Path icon : sizes) {
        Matcher rendered = RENDERED.matcher(String.valueOf(icon.getFileName()));
        if (rendered.matches()) {
          String size = rendered.group(1) + "x" + rendered.group(1);
          Path apps = share.resolve("icons/hicolor").resolve(size).resolve("apps");
          Files.createDirectories(apps);
          Files.copy(icon, apps.resolve(ID + ".png"), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Path scalable = share.resolve("icons/hicolor/scalable/apps");
    Files.createDirectories(scalable);
    Files.copy(repository.resolve("resources/recipe/icon/akin.svg"), scalable.resolve(ID + ".svg"));
    compressed(share.resolve("man/man1/akin.1.gz"), new ManPage(program, version, day()).text());
    Completions completions = new Completions(program);
    write(share.resolve("bash-completion/completions/akin"), completions.bash());
    write(share.resolve("zsh/vendor-completions/_akin"), completions.zsh());
    write(share.resolve("fish/vendor_completions.d/akin.fish"), completions.fish());
    copy(linux.resolve("copyright"), share.resolve("doc/akin"));
    compressed(
        share.resolve("doc/akin/changelog.gz"),
        Files.readString(repository.resolve("CHANGELOG.md")));
    new FolderTree(root).publish(FileTime.from(release.toInstant()));
  }

  private String day() {
    return release.toLocalDate().toString();
  }

  private String metainfo(Path linux) throws IOException {
    String text =
        Files.readString(linux.resolve(ID + ".metainfo.xml"))
            .replace("@VERSION@", version)
            .replace("@DATE@", day());
    return screenshots.isEmpty()
        ? SCREENSHOTS.matcher(text).replaceAll("")
        : text.replace("@PICTURES@", screenshots);
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void compressed(Path file, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toByteArray());
  }
}
