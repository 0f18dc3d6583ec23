package app.akin.desktop.actions;

import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts other programs of this computer. Immutable and thread-safe.
///
/// @param system the operating system
/// @param launcher starts a command
public record ExternalPrograms(OperatingSystem system, Launcher launcher) {
  /// Starts a command and waits until it has read its arguments.
  @FunctionalInterface
  public interface Launcher {
    /// Starts the command.
    ///
    /// @return whether the command exists and did not fail
    /// @throws InterruptedException if the thread is interrupted
    boolean start(List<String> command) throws InterruptedException;
  }

  /// Returns the programs of this computer.
  ///
  /// @param system the operating system
  public static ExternalPrograms ofSystem(OperatingSystem system) {
    return new ExternalPrograms(system, ExternalPrograms::started);
  }

  private static boolean started(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A program that is still running has accepted the file.
      boolean ended = process.waitFor(3, java.util.concurrent.TimeUnit.SECONDS);
      // Explorer exits with 1 on success.
      return !ended || process.exitValue() == 0 || command.getFirst().equals("explorer");
    } catch (IOException e) {
      return false;
    }
  }

  /// Shows a file in the file manager, selected if the file manager supports it. Blocks briefly.
  ///
  /// @return whether a program accepted it
  public boolean reveal(Path file) throws InterruptedException {
    String text = file.toString();
    return switch (system) {
      case MACOS -> launcher.start(List.of("open", "-R", text));
      case WINDOWS -> launcher.start(List.of("explorer", "/select," + text));
      case LINUX, OTHER ->
          launcher.start(
                  List.of(
                      "dbus-send",
                      "--session",
                      "--print-reply",
                      "--dest=org.freedesktop.FileManager1",
                      "/org/freedesktop/FileManager1",
                      "org.freedesktop.FileManager1.ShowItems",
                      // A comma separates the items of arrays in dbus-send.
                      "array:string:" + file.toUri().toASCIIString().replace(",", "%2C"),
                      "string:"))
              || launcher.start(List.of("xdg-open", folder(file).toString()));
    };
  }

  /// Opens a file with its default program, or lets the user choose one if the system offers that.
  /// Blocks briefly.
  ///
  /// @return whether a program accepted it
  public boolean open(Path file) throws InterruptedException {
    return openFile(file.toString(), "shell32.dll,OpenAs_RunDLL");
  }

  /// Opens files with a program, which may be an application bundle on macOS, or a desktop entry on
  /// Linux. Blocks briefly.
  ///
  /// @param files the files; see [#fitting]
  /// @return whether it was started
  public boolean openIn(Path program, List<Path> files) throws InterruptedException {
    List<String> command = new ArrayList<>();
    switch (system) {
      case MACOS -> command.addAll(List.of("open", "-a"));
      case LINUX, OTHER -> {
        if (program.toString().endsWith(".desktop")) {
          command.addAll(List.of("gio", "launch"));
        }
      }
      case WINDOWS -> {}
    }
    command.add(program.toString());
    files.forEach(file -> command.add(file.toString()));
    return launcher.start(command);
  }

  /// Returns the first files, as many as fit into one command line.
  public List<Path> fitting(List<Path> files) {
    // Windows limits a command line to 32,767 characters, Linux and macOS to 1 MB or more.
    int rest = system == OperatingSystem.WINDOWS ? 30_000 : 500_000;
    int count = 0;
    while (count < files.size()) {
      // Quotes and a blank; a character takes up to three bytes.
      rest -=
          files.get(count).toString().length() * (system == OperatingSystem.WINDOWS ? 1 : 3) + 3;
      if (rest < 0) {
        break;
      }
      count++;
    }
    return files.subList(0, count);
  }

  /// Opens a web page in the browser. Blocks briefly.
  ///
  /// @param page an HTTPS URL
  /// @return whether a program accepted it
  public boolean browse(URI page) throws InterruptedException {
    return openFile(page.toASCIIString(), "url.dll,FileProtocolHandler");
  }

  /// Opens a file or URL with its default program.
  ///
  /// @param function the function of url.dll on Windows
  private boolean openFile(String text, String function) throws InterruptedException {
    return switch (system) {
      case MACOS -> launcher.start(List.of("open", text));
      case WINDOWS -> launcher.start(List.of("rundll32", function, text));
      case LINUX, OTHER ->
          launcher.start(List.of("xdg-open", text)) || launcher.start(List.of("gio", "open", text));
    };
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
