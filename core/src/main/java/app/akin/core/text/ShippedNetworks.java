package app.akin.core.text;

import app.akin.core.embed.ModelFiles;
import app.akin.resources.Resource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files of the networks in Akin's jar.
final class ShippedNetworks implements ModelFiles {
  private static final List<Resource> FILES =
      List.of(Resource.TEXT_DETECTOR, Resource.TEXT_RECOGNIZER, Resource.TEXT_TURN);

  @Override
  public String label() {
    return "text";
  }

  @Override
  public boolean has(String file) {
    return find(file).isPresent();
  }

  @Override
  public InputStream open(String file) throws IOException {
    return find(file).orElseThrow(() -> new FileNotFoundException(file)).open();
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  private static Optional<Resource> find(String file) {
    return FILES.stream().filter(resource -> resource.fileName().equals(file)).findFirst();
  }
}
