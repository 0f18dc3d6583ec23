package app.akin.core.diagnostics;

import app.akin.core.photo.OperatingSystem;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Finds system libraries that the window needs and the system lacks. Only Linux can lack them: the
/// toolkit loads them by name.
///
/// @param isInstalled returns whether the system can load the library with a file name
public record WindowLibraries(Predicate<String> isInstalled) {
  /// A library that the toolkit loads.
  public enum Library {
    /// GTK 3, with the libraries it depends on.
    GTK("libgtk-3.so.0"),
    /// The X11 test extension.
    XTST("libXtst.so.6");

    private final String file;

    Library(String file) {
      this.file = file;
    }

    /// Returns the file name, such as `libgtk-3.so.0`.
    public String file() {
      return file;
    }
  }

  /// Returns the libraries of this system.
  ///
  /// @param system the operating system
  public static WindowLibraries ofSystem(OperatingSystem system) {
    return new WindowLibraries(
        system == OperatingSystem.LINUX ? WindowLibraries::canBeLoaded : _ -> true);
  }

  /// Returns the missing libraries, in the order in which the toolkit loads them.
  public List<Library> missing() {
    return Arrays.stream(Library.values())
        .filter(library -> !isInstalled.test(library.file()))
        .toList();
  }

  // Only loading a library tells whether it and those it depends on are present.
  @SuppressWarnings("restricted")
  private static boolean canBeLoaded(String name) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(name, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
