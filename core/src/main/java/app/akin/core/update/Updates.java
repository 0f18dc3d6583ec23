package app.akin.core.update;

import app.akin.core.net.Consent;
import app.akin.core.net.NetSettings;
import app.akin.core.net.RetryPolicy;
import app.akin.core.net.TextDownload;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
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

/// Checks for a newer version of Akin. Makes a request only if the user turned that on, without any
/// data. The choice and the last response are stored in one small file while it is on, shared by
/// window and command line. Thread-safe.
///
/// @param folder folder of the file
/// @param environment environment variables: [#VARIABLE] and proxies
/// @param clock the clock
public record Updates(Path folder, Map<String, String> environment, InstantSource clock) {
  /// Environment variable with the URL of the announcement; no build contains one.
  public static final String VARIABLE = "AKIN_UPDATES";

  private static final Duration PAUSE = Duration.ofDays(1);
  private static final String FILE = "ask-for-updates";
  private static final int MAX_BYTES = 1000;

  /// The state without a request.
  ///
  /// @param enabled whether checks are on
  /// @param lastCheck time of the last request, successful or not; the epoch if there was none
  /// @param latest the version in the last response
  public record UpdateState(boolean enabled, Instant lastCheck, Optional<Release> latest) {
    /// Checks are off.
    public static final UpdateState OFF = new UpdateState(false, Instant.EPOCH, Optional.empty());

    /// Returns whether an automatic check is due: once a day, also after the clock was set back.
    public boolean isDue(Instant now) {
      return enabled && Duration.between(lastCheck, now).abs().compareTo(PAUSE) >= 0;
    }
  }

  /// Returns the URL of the announcement in the format of [Release].
  ///
  /// @return empty if not configured
  public Optional<String> address() {
    return Optional.ofNullable(environment.get(VARIABLE))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /// The state without a request.
  public UpdateState state() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file());
    } catch (IOException e) {
      // Unreadable content counts as unknown; the existence of the file means that checks are on.
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

  /// Turns checks on or off; turning off discards the last response.
  ///
  /// @throws AkinException `SettingsUnwritable` if the choice can't be stored
  public void setEnabled(boolean on) {
    try {
      if (!on) {
        FileOperations.delete(file());
      } else if (!Files.exists(file())) {
        Files.createDirectories(folder);
        Files.writeString(file(), "");
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Requests the latest version.
  ///
  /// @return empty if checks are off or were turned off meanwhile, or no URL is configured
  /// @throws AkinException `NetAddress`, `NetInsecure`, `NetAnswer`, `UpdatesUnreachable`,
  ///   `SettingsUnwritable`, `Stopped` if the thread was interrupted
  public Optional<Release> check() {
    Optional<String> address = address();
    Instant now = clock.instant();
    // Stored before the request, so that failed requests count.
    if (address.isEmpty() || !save(now, state().latest())) {
      return Optional.empty();
    }
    URI place = place(address.get());
    String text =
        new TextDownload(NetSettings.of(environment), RetryPolicy.standard())
            .fetch(Consent.UPDATE, place, MAX_BYTES);
    Release release =
        Release.of(text.lines().toList())
            .orElseThrow(
                () ->
                    new AkinException(
                        new Problem.NetAnswer(place.getHost(), "that is no version")));
    return save(now, Optional.of(release)) ? Optional.of(release) : Optional.empty();
  }

  private static URI place(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new AkinException(e, new Problem.NetAddress(address));
    }
  }

  /// Stores the response.
  ///
  /// @return false if checks are off and nothing was stored
  private boolean save(Instant asked, Optional<Release> heard) {
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
    return new AkinException(e, new Problem.SettingsUnwritable(folder, e.toString()));
  }

  private Path file() {
    return folder.resolve(FILE);
  }
}
