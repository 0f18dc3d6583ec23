package app.akin.installer;

import app.akin.cli.CommandLineDefinition;
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

/// Makes what people install, step by step, on and for the system it runs on.
public final class Main {
  private static final String IMAGE_ALONE = "image";

  private Main() {}

  /// Runs every step; ends the process with 1 and a sentence where one cannot be done.
  ///
  /// @param arguments the repository's folder, the version, the time of the release as
  ///   `2026-01-31T00:00:00Z`, what to make (`image` or `packages`), and the address below which
  ///   the pictures of the software centre are published, where they are
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    try {
      Path repository = Path.of(arguments[0]).toAbsolutePath();
      String pictures = arguments.length > 4 ? arguments[4] : "";
      make(repository, arguments[1], arguments[2], arguments[3].equals(IMAGE_ALONE), pictures, out);
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
    Target target = Target.here();
    Path program = repository.resolve("app/target/akin");
    Path made = Files.createDirectories(repository.resolve("installer/target/installer"));
    Path work = repository.resolve("installer/target/work");
    new Tree(work).delete();
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
        case LINUX ->
            packages.addAll(
                linux(
                    target,
                    image,
                    new LinuxFiles(
                        repository, Verb.of(CommandLineDefinition.commandLine()), version, release, pictures),
                    String.valueOf(release.toEpochSecond()),
                    icons,
                    work,
                    made,
                    out));
        case WINDOWS -> NativePackage.windows(repository, version).make(image.root(), made);
        case MAC -> NativePackage.mac(repository, version).make(image.root(), made);
      }
    }
    Report report = new Report(image.root(), packages);
    report.writeSums(made);
    out.print(report.sizes());
    new Tree(work).delete();
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
    if (Tool.isThere("dpkg-deb")) {
      packages.add(
          new DebianPackage(target, files.version(), epoch)
              .make(root, new Needs(image.root()), postrm, made));
    } else {
      out.println("No .deb is made: dpkg-deb is missing (package dpkg).");
    }
    if (Tool.isThere("rpmbuild")) {
      packages.add(new RpmPackage(target, files.version(), epoch).make(root, work, made));
    } else {
      out.println("No .rpm is made: rpmbuild is missing (package rpm-build, on Debian rpm).");
    }
    return packages;
  }

  /// The rendered icons, those that the window shows among them.
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
