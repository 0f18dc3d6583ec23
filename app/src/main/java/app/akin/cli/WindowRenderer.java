package app.akin.cli;

import app.akin.core.library.AppPaths;

/// Renders the window off screen.
interface WindowRenderer {
  /// Renders the window of a library.
  ///
  /// @return a short description of the rendered window
  /// @throws IllegalStateException if rendering failed
  String render(AppPaths places) throws InterruptedException;
}
