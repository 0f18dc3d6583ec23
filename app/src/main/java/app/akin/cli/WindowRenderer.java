package app.akin.cli;

import app.akin.core.library.LibraryPlaces;

/// Renders the window off screen.
interface WindowRenderer {
  /// Renders the window of a library.
  ///
  /// @return a short description of the rendered window
  /// @throws IllegalStateException if rendering failed
  String render(LibraryPlaces places) throws InterruptedException;
}
