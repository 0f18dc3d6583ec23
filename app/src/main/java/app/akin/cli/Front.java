package app.akin.cli;

import app.akin.core.library.LibraryPlaces;
import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.util.List;

/// Opens the window.
interface Front {
  /// Shows a library's window and waits until it is closed, or hands over to the one that is open.
  ///
  /// @param photos what to search with at once; none for the window alone
  /// @param ending is told how to close the window when the process is asked to end
  /// @return whether there was a display to show it on
  boolean open(LibraryPlaces places, ModelSelection wish, List<Path> photos, Ending ending);
}
