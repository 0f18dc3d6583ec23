package app.akin.cli;

import app.akin.core.library.LibraryPlaces;

/// Draws the window on a screen in memory.
interface Drawing {
  /// Draws a library's window.
  ///
  /// @return what there was to see, in a short phrase
  /// @throws IllegalStateException where nothing could be drawn
  String draw(LibraryPlaces places) throws InterruptedException;
}
