package app.akin.desktop;

import app.akin.core.library.Sidecars;
import app.akin.core.photo.ContentId;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.UndoReport;
import app.akin.desktop.sidecars.SidecarExportModel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Exports the sidecars of a library for the window.
///
/// @param sidecars the sidecars of the library
record LibrarySidecarStore(Sidecars sidecars) implements SidecarExportModel.Store {
  @Override
  public Optional<SidecarPlan> plan(
      Optional<List<ContentId>> photos, Optional<Path> folder, DoublePredicate progress) {
    BitSet chosen = photos.map(LibrarySidecarStore::ids).orElse(null);
    return sidecars.plan(chosen, folder.orElse(null), progress);
  }

  private static BitSet ids(List<ContentId> photos) {
    BitSet ids = new BitSet();
    photos.forEach(photo -> ids.set(Math.toIntExact(photo.value())));
    return ids;
  }

  @Override
  public SidecarReport write(SidecarPlan plan, DoublePredicate progress) {
    return sidecars.write(plan, progress);
  }

  @Override
  public UndoReport undo(DoublePredicate progress) {
    return sidecars.undo(progress);
  }

  @Override
  public int undoable() {
    return sidecars.undoable();
  }
}
