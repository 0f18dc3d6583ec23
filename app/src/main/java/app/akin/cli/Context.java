package app.akin.cli;

import app.akin.core.library.LibraryPlaces;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.LibraryModels;
import app.akin.i18n.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What a run of the program stands on: given once, by whoever puts it together.
///
/// @param terminal where it reads and writes
/// @param messages what it says
/// @param system the value of `os.name`
/// @param home the user's home folder
/// @param environment the environment
/// @param clock tells the time
/// @param log the logger above all others; it is pointed at a file when a library is opened
/// @param natives the folder that was installed with every native library; null where they are
///   unpacked into a cache
record Context(
    Terminal terminal,
    Messages messages,
    String system,
    Path home,
    Map<String, String> environment,
    Clock clock,
    Logger log,
    @Nullable Path natives) {
  /// Where things are kept.
  ///
  /// @param library the library's folder where one was chosen
  LibraryPlaces places(@Nullable Path library) {
    LibraryPlaces places = LibraryPlaces.of(system, home, environment, library);
    return natives == null ? places : places.withNatives(natives);
  }

  /// Opens the library, and the log before it.
  PhotoLibrary open(LibraryPlaces places) {
    LogFile.open(log, places.logs());
    return PhotoLibrary.open(places, clock, LibraryModels.NetEnvironment.of(environment, home));
  }

  /// Asks a question that a `y` agrees to. Nothing to read is no.
  ///
  /// @param question what the person sees
  boolean agrees(String question) throws IOException {
    terminal.errors().println(question);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(terminal.input().open(), StandardCharsets.UTF_8))) {
      String answer = in.readLine();
      return answer != null && answer.strip().equalsIgnoreCase("y");
    }
  }

  /// Whether a window could be shown. Only Linux has sessions without a display that say so.
  boolean hasDisplay() {
    return system.contains("Mac")
        || system.contains("Windows")
        || isSet("DISPLAY")
        || isSet("WAYLAND_DISPLAY");
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
