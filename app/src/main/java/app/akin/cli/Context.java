package app.akin.cli;

import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.OperatingSystem;
import app.akin.i18n.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The environment of the program, assembled by [Main].
///
/// @param terminal standard streams
/// @param messages texts
/// @param system the operating system
/// @param home the user's home folder
/// @param environment the environment
/// @param clock the clock
/// @param log the root logger; it writes to a file once a library is opened
/// @param windowLibraries the system libraries of the window
/// @param natives the folder of installed native libraries; null if they are unpacked into a cache
record Context(
    Terminal terminal,
    Messages messages,
    OperatingSystem system,
    Path home,
    Map<String, String> environment,
    Clock clock,
    Logger log,
    WindowLibraries windowLibraries,
    @Nullable Path natives) {
  /// Returns the folders that Akin uses.
  ///
  /// @param library the folder of the library; null for the default
  AppPaths places(@Nullable Path library) {
    AppPaths places = AppPaths.of(system, home, environment, library);
    return natives == null ? places : places.withNatives(natives);
  }

  /// Opens the log, then the library.
  PhotoLibrary open(AppPaths places) {
    LogFile.open(log, places.logs());
    try (UpdateLine update = new UpdateLine(terminal, messages)) {
      return PhotoLibrary.open(places, clock, network(), update);
    }
  }

  /// Returns the environment that downloads depend on.
  NetEnvironment network() {
    return NetEnvironment.of(environment, home);
  }

  /// Asks for confirmation. Returns false at the end of input.
  ///
  /// @param question the text to print
  boolean confirm(String question) throws IOException {
    terminal.errors().println(question);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(terminal.input().open(), StandardCharsets.UTF_8))) {
      String answer = in.readLine();
      return answer != null && answer.strip().equalsIgnoreCase("y");
    }
  }

  /// Returns the name of this computer for others.
  String computerName() {
    String name =
        environment.getOrDefault("COMPUTERNAME", environment.getOrDefault("HOSTNAME", ""));
    if (name.isBlank()) {
      try {
        name = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException _) {
        name = environment.getOrDefault("USER", "Akin");
      }
    }
    return name;
  }

  /// Returns whether a display is available. Only Linux sessions can lack one.
  boolean hasDisplay() {
    return system == OperatingSystem.MACOS
        || system == OperatingSystem.WINDOWS
        || isSet("DISPLAY")
        || isSet("WAYLAND_DISPLAY");
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
