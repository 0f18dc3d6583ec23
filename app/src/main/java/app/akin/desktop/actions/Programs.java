package app.akin.desktop.actions;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The other programs of this computer, as commands that start them. Immutable, thread-safe.
///
/// @param system what runs here
/// @param launcher starts a command
public record Programs(Platform system, Launcher launcher) {
  /// The systems that differ in this.
  public enum Platform {
    /// Linux and other systems with freedesktop.org's tools.
    FREEDESKTOP,
    /// Apple's.
    MAC,
    /// Microsoft's.
    WINDOWS;

    /// The system of a name as Java gives it in `os.name`.
    public static Platform of(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("mac")) {
        return MAC;
      }
      return lower.startsWith("windows") ? WINDOWS : FREEDESKTOP;
    }
  }

  /// Starts a command and waits until it has taken its arguments.
  @FunctionalInterface
  public interface Launcher {
    /// Starts it.
    ///
    /// @return whether it is there and did not fail
    /// @throws InterruptedException where the thread shall stop waiting
    boolean start(List<String> command) throws InterruptedException;
  }

  /// Those of the computer Akin runs on.
  public static Programs ofThisComputer() {
    return new Programs(Platform.of(System.getProperty("os.name", "")), Programs::started);
  }

  private static boolean started(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A program that stays open past this has taken the photo.
      boolean ended = process.waitFor(3, java.util.concurrent.TimeUnit.SECONDS);
      // Explorer answers 1 when all went well.
      return !ended || process.exitValue() == 0 || command.getFirst().equals("explorer");
    } catch (IOException e) {
      return false;
    }
  }

  /// Shows a file in its folder, selected where the system's file manager can. Blocks for a moment.
  ///
  /// @return whether a program took it
  public boolean reveal(Path file) throws InterruptedException {
    String text = file.toString();
    return switch (system) {
      case MAC -> launcher.start(List.of("open", "-R", text));
      case WINDOWS -> launcher.start(List.of("explorer", "/select," + text));
      case FREEDESKTOP ->
          launcher.start(
                  List.of(
                      "dbus-send",
                      "--session",
                      "--print-reply",
                      "--dest=org.freedesktop.FileManager1",
                      "/org/freedesktop/FileManager1",
                      "org.freedesktop.FileManager1.ShowItems",
                      // A comma parts the items of dbus-send's arrays.
                      "array:string:" + file.toUri().toASCIIString().replace(",", "%2C"),
                      "string:"))
              || launcher.start(List.of("xdg-open", folder(file).toString()));
    };
  }

  /// Opens a file with the program that the system has for it, or lets the person choose one where
  /// the system can ask. Blocks for a moment.
  ///
  /// @return whether a program took it
  public boolean open(Path file) throws InterruptedException {
    return handOver(file.toString(), "shell32.dll,OpenAs_RunDLL");
  }

  /// Shows a page of the web in the browser. Blocks for a moment.
  ///
  /// @param page by HTTPS
  /// @return whether a program took it
  public boolean browse(URI page) throws InterruptedException {
    return handOver(page.toASCIIString(), "url.dll,FileProtocolHandler");
  }

  /// Gives something to whatever the system has for it.
  ///
  /// @param function what does that on Windows
  private boolean handOver(String text, String function) throws InterruptedException {
    return switch (system) {
      case MAC -> launcher.start(List.of("open", text));
      case WINDOWS -> launcher.start(List.of("rundll32", function, text));
      case FREEDESKTOP ->
          launcher.start(List.of("xdg-open", text)) || launcher.start(List.of("gio", "open", text));
    };
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
