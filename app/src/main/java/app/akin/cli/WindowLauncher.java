package app.akin.cli;

import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.util.List;

/// Opens the window.
interface WindowLauncher {
  /// Shows the window of a library and waits until it is closed, or passes the arguments to a
  /// window that is already open.
  ///
  /// @param photos query images; may be empty
  /// @param shutdown receives the action that closes the window
  /// @return whether the window could be shown
  boolean open(AppPaths places, ModelSelection wish, List<Path> photos, ShutdownHook shutdown);
}
