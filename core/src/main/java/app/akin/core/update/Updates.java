package app.akin.core.update;

import app.akin.core.net.Consent;
import app.akin.core.net.NetSettings;
import app.akin.core.net.RetryPolicy;
import app.akin.core.net.TextDownload;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether there is a newer Akin. It is asked only where a person turned that on, and nothing is
/// sent but the request. The choice and what was heard last are one small file, there while it is
/// on: the command line and the window read and write the same. Thread-safe.
///
/// @param folder where the choice is kept
/// @param environment the environment of the process: [#VARIABLE], and the way through a proxy
/// @param clock tells when it was asked
public record Updates(Path folder, Map<String, String> environment, InstantSource clock) {
  /// Names the address of the announcement; no build has one of its own.
  public static final String VARIABLE = "AKIN_UPDATES";

  private static final Duration PAUSE = Duration.ofDays(1);
  private static final String FILE = "ask-for-updates";
  private static final int MOST = 1000;

  /// What is known without asking.
  ///
  /// @param on whether a person turned it on
  /// @param asked when it was asked last, whatever came of it; the epoch where never
  /// @param heard what the last answer named
  public record UpdateState(boolean on, Instant asked, Optional<Release> heard) {
    /// Nothing turned on, nothing asked.
    public static final UpdateState OFF = new UpdateState(false, Instant.EPOCH, Optional.empty());

    /// Whether it may be asked without being told to: once a day. A clock that was set back counts
    /// as one that went on.
    public boolean isDue(Instant now) {
      return on && Duration.between(asked, now).abs().compareTo(PAUSE) >= 0;
    }
  }

  /// Where newer versions are announced: the address of a text as [Release] describes it.
  ///
  /// @return empty where nobody said so
  public Optional<String> address() {
    return Optional.ofNullable(environment.get(VARIABLE))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /// What is known without asking.
  public UpdateState standing() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file());
    } catch (IOException e) {
      // What cannot be read in it is not known; that it is there says enough.
      if (!Files.exists(file())) {
        return UpdateState.OFF;
      }
      lines = List.of();
    }
    return new UpdateState(
        true,
        lines.isEmpty() ? Instant.EPOCH : instant(lines.getFirst()),
        Release.of(lines.stream().skip(1).toList()));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /// Turns it on or off; off forgets what was heard.
  ///
  /// @throws AkinException `SETTINGS_UNWRITABLE` where the choice cannot be kept
  public void turn(boolean on) {
    try {
      if (!on) {
        Files.deleteIfExists(file());
      } else if (!Files.exists(file())) {
        Files.createDirectories(folder);
        Files.writeString(file(), "");
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Asks for the newest version.
  ///
  /// @return empty where it is turned off, also meanwhile, or nobody said where to ask
  /// @throws AkinException `NET_ADDRESS`, `NET_INSECURE`, `NET_ANSWER`, `UPDATES_UNREACHABLE`,
  ///   `SETTINGS_UNWRITABLE`, `STOPPED` where the thread was interrupted
  public Optional<Release> ask() {
    Optional<String> address = address();
    Instant now = clock.instant();
    // Kept before it is asked: whatever comes of it, it was asked.
    if (address.isEmpty() || !keep(now, standing().heard())) {
      return Optional.empty();
    }
    URI place = place(address.get());
    String text =
        new TextDownload(NetSettings.of(environment), RetryPolicy.standard())
            .fetch(Consent.UPDATE, place, MOST);
    Release release =
        Release.of(text.lines().toList())
            .orElseThrow(
                () -> new AkinException(Problem.NET_ANSWER, place.getHost(), "that is no version"));
    return keep(now, Optional.of(release)) ? Optional.of(release) : Optional.empty();
  }

  private static URI place(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new AkinException(e, Problem.NET_ADDRESS, address);
    }
  }

  /// Writes down what was heard.
  ///
  /// @return false where it is turned off: then nothing is kept
  private boolean keep(Instant asked, Optional<Release> heard) {
    String version = heard.map(Release::version).orElse("");
    String page = heard.flatMap(Release::page).map(URI::toString).orElse("");
    try {
      Files.write(
          file(),
          List.of(asked.toString(), version, page),
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private AkinException unwritable(IOException e) {
    return new AkinException(e, Problem.SETTINGS_UNWRITABLE, folder, e.toString());
  }

  private Path file() {
    return folder.resolve(FILE);
  }
}
