package app.akin.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `akin open`: opens the window with query images.
@Command(name = OpenVerb.NAME)
final class OpenVerb implements Callable<Integer> {
  static final String NAME = "open";

  private final AkinCommand akin;

  @Parameters(arity = "0..*", paramLabel = "FILE", descriptionKey = "photos")
  private List<Path> photos = List.of();

  OpenVerb(AkinCommand akin) {
    this.akin = akin;
  }

  @Override
  public Integer call() {
    return akin.openWindow(
        photos.stream().map(photo -> photo.toAbsolutePath().normalize()).toList());
  }
}
