package app.akin.core.care;

import app.akin.core.net.Consent;
import app.akin.core.net.NetSettings;
import app.akin.core.net.Patience;
import app.akin.core.net.ShortText;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Whether there is a newer Akin. It is asked only where a person turned that on, and nothing is
/// sent but the request. Thread-safe.
///
/// @param folder where the choice is kept: a file that is there where it is on
/// @param environment the environment of the process, for the way through a proxy
public record Updates(Path folder, Map<String, String> environment) {
  private static final String FILE = "ask-for-updates";
  private static final int MOST = 100;

  /// Whether a person turned it on.
  public boolean on() {
    return Files.exists(file());
  }

  /// Turns it on or off.
  ///
  /// @throws AkinException `LIBRARY_UNWRITABLE` where the choice cannot be kept
  public void turn(boolean on) {
    try {
      if (on) {
        Files.createDirectories(folder);
        Files.writeString(file(), "");
      } else {
        Files.deleteIfExists(file());
      }
    } catch (IOException e) {
      throw new AkinException(e, Problem.LIBRARY_UNWRITABLE, folder, e.toString());
    }
  }

  /// Asks for the newest version.
  ///
  /// @param address of a text whose first line is the newest version
  /// @param version this one
  /// @return the newest where it is newer than this one; empty too where it is turned off
  /// @throws AkinException `NET_ADDRESS` and others of a `NET_` kind
  public Optional<String> newer(String address, String version) {
    if (!on()) {
      return Optional.empty();
    }
    URI place;
    try {
      place = new URI(address);
    } catch (URISyntaxException e) {
      throw new AkinException(e, Problem.NET_ADDRESS, address);
    }
    String text =
        new ShortText(NetSettings.of(environment), Patience.standard())
            .at(Consent.UPDATE, place, MOST);
    String newest = text.lines().findFirst().orElse("").strip();
    if (!newest.matches("\\d+(\\.\\d+)*")) {
      throw new AkinException(
          Problem.NET_ANSWER, String.valueOf(place.getHost()), "that is no version");
    }
    return Arrays.compare(numbers(newest), numbers(version)) > 0
        ? Optional.of(newest)
        : Optional.empty();
  }

  /// A version's numbers; what is none counts as 0, as in a build that was not packaged.
  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }

  private Path file() {
    return folder.resolve(FILE);
  }
}
