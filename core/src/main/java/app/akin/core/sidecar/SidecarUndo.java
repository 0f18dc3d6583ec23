package app.akin.core.sidecar;

import app.akin.core.photo.FileOperations;
import app.akin.core.scan.SidecarNames;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Undoes one export by its journal: a sidecar that still has the bytes of the export gets its
/// former ones, or is deleted. It can be stopped or killed at any time and repeated. For one
/// thread.
final class SidecarUndo {
  private static final Logger log = LoggerFactory.getLogger(SidecarUndo.class);

  private final List<UndoReport.Left> left = new ArrayList<>();
  private final List<Path> newFolders = new ArrayList<>();
  private final Set<Path> touched = new LinkedHashSet<>();
  private int restored;
  private int deleted;
  private int unchanged;
  private int done;
  private boolean isStopped;

  /// Undoes an export and deletes its journal. The journal stays if it was stopped, or if sidecars
  /// were not reachable.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @param earlier number of exports that can be undone afterwards
  UndoReport undo(Path journal, DoublePredicate progress, int earlier) throws IOException {
    int[] lines = new int[1];
    ExportJournal.read(journal, _ -> lines[0]++);
    ExportJournal.read(
        journal,
        line -> {
          isStopped |= !isStopped && !progress.test((double) done / lines[0]);
          if (!isStopped) {
            done++;
            switch (line) {
              case ExportJournal.NewFolder(Path folder) -> newFolders.add(folder);
              case ExportJournal.Write write -> undo(write);
            }
          }
        });
    touched.forEach(SidecarFile::force);
    boolean isPartial = left.stream().anyMatch(sidecar -> sidecar.obstacle() != Obstacle.CHANGED);
    if (!isStopped) {
      newFolders.reversed().forEach(SidecarUndo::deleteIfEmpty);
      if (isPartial) {
        ExportJournal.keepPartial(journal);
      } else {
        FileOperations.delete(journal);
      }
    }
    return new UndoReport(
        restored,
        deleted,
        unchanged,
        left,
        !isStopped,
        isStopped || isPartial ? earlier + 1 : earlier);
  }

  private void undo(ExportJournal.Write write) {
    Path target = write.target();
    try {
      FileOperations.delete(SidecarFile.temporary(target));
      if (!Files.isDirectory(SidecarFile.folder(target))) {
        left.add(new UndoReport.Left(target, Obstacle.OFFLINE));
        return;
      }
      String present = SidecarFile.digestOf(target);
      if (present.equals(write.before())) {
        unchanged++;
        deleteBackup(write);
      } else if (!present.equals(write.after())) {
        left.add(new UndoReport.Left(target, Obstacle.CHANGED));
      } else if (write.before().isEmpty()) {
        FileOperations.delete(target);
        deleted++;
        touched.add(SidecarFile.folder(target));
      } else {
        restore(write);
        restored++;
        touched.add(SidecarFile.folder(target));
      }
    } catch (IOException e) {
      log.info("{} was not undone: {}", target, e.toString());
      left.add(new UndoReport.Left(target, SidecarFile.obstacle(e)));
    } catch (UnusableSidecarException e) {
      log.info("{} was not undone: {}", target, e.toString());
      left.add(new UndoReport.Left(target, Obstacle.CHANGED));
    }
  }

  private static void restore(ExportJournal.Write write)
      throws IOException, UnusableSidecarException {
    Path target = write.target();
    Path backup = backup(target);
    if (write.backUp() && SidecarFile.digestOf(backup).equals(write.before())) {
      // The file itself, with its times and permissions.
      FileOperations.move(backup, target);
    } else {
      Path temporary = SidecarFile.temporary(target);
      SidecarFile.write(temporary, write.bytes(), target);
      FileOperations.move(temporary, target);
    }
  }

  private static void deleteBackup(ExportJournal.Write write)
      throws IOException, UnusableSidecarException {
    Path backup = backup(write.target());
    if (write.backUp() && SidecarFile.digestOf(backup).equals(write.before())) {
      FileOperations.delete(backup);
    }
  }

  private static Path backup(Path target) {
    return target.resolveSibling(target.getFileName() + SidecarNames.BACKUP_EXTENSION);
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      FileOperations.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      log.debug("{} stays: {}", folder, e.toString());
    } catch (IOException e) {
      log.info("{} cannot be deleted: {}", folder, e.toString());
    }
  }
}
