package app.akin.core.library;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where Akin keeps things. Nothing is ever written inside a photo folder.
///
/// @param library the library's own folder: its databases and its index
/// @param compiled models made ready for the engine; a cache shared by all libraries
/// @param natives native libraries as files: a cache shared by all libraries that they are unpacked
///   to, or a folder that was installed with all of them
/// @param models fetched and imported models; shared by all libraries
/// @param logs the log files
public record LibraryPlaces(Path library, Path compiled, Path natives, Path models, Path logs) {
  /// Places with the models beside what is compiled of them.
  public LibraryPlaces(Path library, Path compiled, Path natives, Path logs) {
    this(library, compiled, natives, compiled.resolveSibling("models"), logs);
  }

  /// The places a system's customs ask for: the XDG folders on Linux, `Library` on macOS, `AppData`
  /// on Windows. `AKIN_HOME` moves all of them.
  ///
  /// @param system the value of `os.name`
  /// @param home the user's home folder
  /// @param environment the process's environment
  /// @param library the library's folder where the user chose one
  public static LibraryPlaces of(
      String system, Path home, Map<String, String> environment, @Nullable Path library) {
    String akinHome = environment.get("AKIN_HOME");
    LibraryPlaces places;
    if (akinHome != null && !akinHome.isBlank()) {
      Path all = Path.of(akinHome).toAbsolutePath().normalize();
      places = under(all, all, all.resolve("logs"));
    } else {
      String name = system.toLowerCase(Locale.ROOT);
      if (name.contains("win")) {
        Path all = folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"), "Akin");
        places = under(all, all, all.resolve("logs"));
      } else if (name.contains("mac")) {
        Path base = home.resolve("Library");
        places =
            under(
                base.resolve("Application Support/Akin"),
                base.resolve("Caches/Akin"),
                base.resolve("Logs/Akin"));
      } else {
        places =
            under(
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share"), "akin"),
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache"), "akin"),
                folder(environment, "XDG_STATE_HOME", home.resolve(".local/state"), "akin")
                    .resolve("logs"));
      }
    }
    return library == null
        ? places
        : new LibraryPlaces(
            library.toAbsolutePath().normalize(),
            places.compiled(),
            places.natives(),
            places.models(),
            places.logs());
  }

  /// The same with native libraries that lie in another folder: an installed Akin's.
  public LibraryPlaces withNatives(Path folder) {
    return new LibraryPlaces(library, compiled, folder, models, logs);
  }

  /// What a person chose for all libraries.
  public Path settings() {
    return models.resolveSibling("settings");
  }

  private static LibraryPlaces under(Path data, Path caches, Path logs) {
    return new LibraryPlaces(
        data.resolve("library"),
        caches.resolve("compiled"),
        caches.resolve("natives"),
        data.resolve("models"),
        logs);
  }

  private static Path folder(
      Map<String, String> environment, String variable, Path otherwise, String name) {
    String value = environment.get(variable);
    // The XDG specification: a path that is not absolute is ignored.
    boolean usable = value != null && !value.isBlank() && Path.of(value).isAbsolute();
    return (usable ? Path.of(value) : otherwise).resolve(name);
  }
}
