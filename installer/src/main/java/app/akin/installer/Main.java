package app.akin.installer;

import app.akin.cli.CommandLineDefinition;
import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Builds the installers for the platform it runs on.
public final class Main {
  private static final String IMAGE_ONLY = "image";

  private Main() {}

  /// Runs every step; exits with 1 and a sentence if one fails.
  ///
  /// @param arguments folder of the repository, version, time of the release such as
  ///   `2026-01-31T00:00:00Z`, what to build (`image` or `packages`), and optionally the base URL
  ///   of the screenshots for software centers
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    try {
      Path repository = Path.of(arguments[0]).toAbsolutePath();
      String pictures = arguments.length > 4 ? arguments[4] : "";
      make(repository, arguments[1], arguments[2], arguments[3].equals(IMAGE_ONLY), pictures, out);
    } catch (IllegalStateException | IOException e) {
      out.println(e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      System.exit(1);
    }
  }

  private static void make(
      Path repository,
      String version,
      String time,
      boolean imageAlone,
      String pictures,
      PrintStream out)
      throws IOException, InterruptedException {
    Target target = Target.current();
    Path program = repository.resolve("app/target/akin");
    Path made = Files.createDirectories(repository.resolve("installer/target/installer"));
    Path work = repository.resolve("installer/target/work");
    FileOperations.deleteTree(work);
    Path icons = icons(repository, work.resolve("icons"));
    OffsetDateTime release = OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC);
    AppImage.Layout image =
        new AppImage(
                target, repository, program, icons, version, FileTime.from(release.toInstant()))
            .make(
                new LinkedRuntime(target, program.resolve("lib/mods"), work),
                new StagedNatives(target, program, work),
                work,
                made);
    List<Path> packages = new ArrayList<>();
    if (!imageAlone) {
      switch (target.system()) {
        case LINUX, OTHER ->
            packages.addAll(
                linux(
                    target,
                    image,
                    new LinuxFiles(
                        repository,
                        Verb.of(CommandLineDefinition.commandLine()),
                        version,
                        release,
                        pictures),
                    String.valueOf(release.toEpochSecond()),
                    icons,
                    work,
                    made,
                    out));
        case WINDOWS -> NativePackage.windows(repository, version).make(image.root(), made);
        case MACOS -> NativePackage.mac(repository, version).make(image.root(), made);
      }
    }
    PackageReport report = new PackageReport(image.root(), packages);
    report.writeSums(made);
    out.print(report.sizes());
    FileOperations.deleteTree(work);
  }

  private static List<Path> linux(
      Target target,
      AppImage.Layout image,
      LinuxFiles files,
      String epoch,
      Path icons,
      Path work,
      Path made,
      PrintStream out)
      throws IOException, InterruptedException {
    Path root = work.resolve("root");
    files.layOut(image.root(), icons, root);
    List<Path> packages = new ArrayList<>();
    Path postrm = files.repository().resolve("installer/src/main/linux/postrm");
    if (Tools.exists("dpkg-deb")) {
      packages.add(
          new DebianPackage(target, files.version(), epoch)
              .make(root, new SystemDependencies(image.root()), postrm, made));
    } else {
      out.println("No .deb is made: dpkg-deb is missing (package dpkg).");
    }
    if (Tools.exists("rpmbuild")) {
      packages.add(new RpmPackage(target, files.version(), epoch).make(root, work, made));
    } else {
      out.println("No .rpm is made: rpmbuild is missing (package rpm-build, on Debian rpm).");
    }
    return packages;
  }

  /// Returns the folder of rendered icons, including those of the window.
  private static Path icons(Path repository, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String place :
        List.of(
            "resources/src/main/resources/app/akin/resources/icon", "installer/src/main/icons")) {
      try (DirectoryStream<Path> rendered = Files.newDirectoryStream(repository.resolve(place))) {
        for (Path icon : rendered) {
          Files.copy(
              icon,
              folder.resolve(String.valueOf(icon.getFileName())),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return folder;
  }
}
