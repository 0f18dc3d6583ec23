package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.StackActions;
import java.nio.file.Path;
import java.util.List;

/// Stores decisions about stacks in a library. Thread-safe.
///
/// @param library the library
record LibraryStackDecisions(PhotoLibrary library) implements StackActions.Decisions {
  @Override
  public void join(List<ContentId> photos) {
    library.stacks().join(files(photos));
  }

  @Override
  public void split(List<ContentId> photos) {
    library.stacks().split(files(photos));
  }

  @Override
  public void neverStack(List<ContentId> photos) {
    library.stacks().neverStack(files(photos));
  }

  @Override
  public void makeCover(ContentId photo) {
    library.stacks().makeCover(files(List.of(photo)));
  }

  @Override
  public void undo() {
    library.stacks().undo();
  }

  private List<Path> files(List<ContentId> photos) {
    return List.copyOf(library.photos().paths(photos).values());
  }
}
