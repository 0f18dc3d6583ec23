package app.akin.core.library;

import app.akin.core.diagnostics.Diagnosis.StorageLocation;
import app.akin.core.photo.OperatingSystem;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Folders in which Akin stores its data. Nothing is ever written to a photo folder.
///
/// @param library the library's own folder, with its databases and vector index
/// @param compiled models compiled for the inference engine; a cache shared by all libraries
/// @param natives native libraries: either a cache that they are unpacked to, shared by all
///   libraries, or a folder of the installation that contains them
/// @param models downloaded and imported models, shared by all libraries
/// @param logs the log files
public record AppPaths(Path library, Path compiled, Path natives, Path models, Path logs) {
  /// Creates paths with the models in a sibling folder of `compiled`.
  public AppPaths(Path library, Path compiled, Path natives, Path logs) {
    this(library, compiled, natives, compiled.resolveSibling("models"), logs);
  }

  /// Returns the conventional paths of a system: the XDG folders on Linux, `Library` on macOS,
  /// `AppData` on Windows. `AKIN_HOME` overrides all of them.
  ///
  /// @param system the operating system
  /// @param home the user's home folder
  /// @param environment the process's environment
  /// @param library the library folder chosen by the user; null for the default
  public static AppPaths of(
      OperatingSystem system, Path home, Map<String, String> environment, @Nullable Path library) {
    String akinHome = environment.get("AKIN_HOME");
    AppPaths paths;
    if (akinHome != null && !akinHome.isBlank()) {
      Path all = Path.of(akinHome).toAbsolutePath().normalize();
      paths = withRoots(all, all, all.resolve("logs"));
    } else {
      paths = conventional(system, home, environment);
    }
    return library == null
        ? paths
        : new AppPaths(
            library.toAbsolutePath().normalize(),
            paths.compiled(),
            paths.natives(),
            paths.models(),
            paths.logs());
  }

  private static AppPaths conventional(
      OperatingSystem system, Path home, Map<String, String> environment) {
    return switch (system) {
      case WINDOWS -> {
        Path all = folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"), "Akin");
        yield withRoots(all, all, all.resolve("logs"));
      }
      case MACOS -> {
        Path base = home.resolve("Library");
        yield withRoots(
            base.resolve("Application Support/Akin"),
            base.resolve("Caches/Akin"),
            base.resolve("Logs/Akin"));
      }
      case LINUX, OTHER ->
          withRoots(
              folder(environment, "XDG_DATA_HOME", home.resolve(".local/share"), "akin"),
              folder(environment, "XDG_CACHE_HOME", home.resolve(".cache"), "akin"),
              folder(environment, "XDG_STATE_HOME", home.resolve(".local/state"), "akin")
                  .resolve("logs"));
    };
  }

  /// Returns these paths with another folder of native libraries, such as that of an installation.
  public AppPaths withNatives(Path folder) {
    return new AppPaths(library, compiled, folder, models, logs);
  }

  /// Returns the folder of the user's settings, which apply to all libraries.
  public Path settings() {
    return models.resolveSibling("settings");
  }

  /// Returns the folders whose storage is diagnosed.
  Map<StorageLocation.Kind, Path> locations() {
    return Map.of(
        StorageLocation.Kind.LIBRARY, library,
        StorageLocation.Kind.MODELS, models,
        StorageLocation.Kind.COMPILED, compiled,
        StorageLocation.Kind.NATIVES, natives,
        StorageLocation.Kind.LOGS, logs);
  }

  private static AppPaths withRoots(Path data, Path caches, Path logs) {
    return new AppPaths(
        data.resolve("library"),
        caches.resolve("compiled"),
        caches.resolve("natives"),
        data.resolve("models"),
        logs);
  }

  private static Path folder(
      Map<String, String> environment, String variable, Path fallback, String name) {
    return OperatingSystem.absolutePath(environment, variable).orElse(fallback).resolve(name);
  }
}
