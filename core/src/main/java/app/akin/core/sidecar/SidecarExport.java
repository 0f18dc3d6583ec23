package app.akin.core.sidecar;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Exports values of the user to XMP sidecars: first a plan, then the plan is written, and each
/// export can be undone. Photos are never opened. Thread-safe; one export or undo at a time, also
/// among processes.
public final class SidecarExport {
  private static final String FOLDER = "sidecars";

  private final Path folder;

  /// @param library the folder of the library, in which the journals of exports are kept
  public SidecarExport(Path library) {
    this.folder = library.resolve(FOLDER);
  }

  /// Returns what an export would do. Reads folders and sidecars, and writes nothing.
  ///
  /// @param files the files of photos with values, and the other photos of their folders
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if it was stopped
  public Optional<SidecarPlan> plan(
      List<MarkedFile> files, Destination destination, DoublePredicate progress) {
    return new SidecarPlanner(destination).plan(files, progress);
  }

  /// Writes a plan. A stopped or killed export keeps the sidecars that are complete.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @throws AkinException `LibraryBusy` if another export runs, `DiskFull` or `LibraryUnwritable`
  ///   if the journal cannot be written
  public SidecarReport write(SidecarPlan plan, DoublePredicate progress) {
    return locked(
        _ -> {
          if (plan.writable().isEmpty()) {
            return SidecarReport.ofUnwritable(plan);
          }
          try (ExportJournal journal = ExportJournal.create(folder)) {
            return new SidecarWriter(journal).write(plan, progress);
          }
        });
  }

  /// Returns the number of exports that can be undone.
  public int undoable() {
    try {
      return ExportJournal.all(folder).size();
    } catch (IOException e) {
      throw ExportJournal.unwritable(folder, e);
    }
  }

  /// Undoes the last export that is not undone: restores changed sidecars and deletes created ones,
  /// except those that another program has changed since.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @throws AkinException `NoSidecarExport` if there is none, `LibraryBusy` if another export runs
  public UndoReport undo(DoublePredicate progress) {
    return locked(
        journals -> {
          if (journals.isEmpty()) {
            throw new AkinException(new Problem.NoSidecarExport());
          }
          try {
            return new SidecarUndo().undo(journals.getFirst(), progress, journals.size() - 1);
          } catch (IOException e) {
            throw ExportJournal.unwritable(folder, e);
          }
        });
  }

  private <T> T locked(Function<List<Path>, T> work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          @Nullable FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new AkinException(new Problem.LibraryBusy(folder));
        }
        ExportJournal.deleteEmpty(folder);
        return work.apply(ExportJournal.all(folder));
      }
    } catch (OverlappingFileLockException e) {
      throw new AkinException(e, new Problem.LibraryBusy(folder));
    } catch (IOException e) {
      throw ExportJournal.unwritable(folder, e);
    }
  }
}
