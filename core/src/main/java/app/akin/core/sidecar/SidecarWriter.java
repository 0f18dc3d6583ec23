package app.akin.core.sidecar;

import app.akin.core.photo.FileOperations;
import app.akin.core.scan.SidecarNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the sidecars of a plan. For one thread.
///
/// Sidecars are written in groups: the journal names a group before its first file is touched, each
/// new text is a temporary file on the disk before it replaces a sidecar, and a sidecar that
/// another program has changed since the plan is left as it is.
final class SidecarWriter {
  private static final Logger log = LoggerFactory.getLogger(SidecarWriter.class);

  private static final int GROUP = 50;
  private static final long GROUP_BYTES = 8 << 20;

  private final ExportJournal journal;
  private final List<PlannedSidecar> blocked = new ArrayList<>();
  private final Set<Path> journaledFolders = new HashSet<>();
  private int created;
  private int changed;
  private int backups;

  /// A sidecar with its new text.
  // Instances are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Prepared(PlannedSidecar sidecar, byte[] before, byte[] after) {
    boolean isNew() {
      return sidecar.action() == PlannedSidecar.Action.CREATE;
    }

    Path backup() {
      Path target = sidecar.target();
      return target.resolveSibling(target.getFileName() + SidecarNames.BACKUP_EXTENSION);
    }

    boolean makesBackup() {
      return !isNew() && !Files.exists(backup(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  SidecarWriter(ExportJournal journal) {
    this.journal = journal;
  }

  /// Writes a plan.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  SidecarReport write(SidecarPlan plan, DoublePredicate progress) {
    List<PlannedSidecar> todo = plan.writable();
    int done = 0;
    while (done < todo.size() && progress.test((double) done / todo.size())) {
      List<Prepared> group = new ArrayList<>();
      long bytes = 0;
      int from = done;
      while (done < todo.size() && done - from < GROUP && bytes < GROUP_BYTES) {
        Optional<Prepared> prepared = prepare(todo.get(done++));
        prepared.ifPresent(group::add);
        bytes += prepared.map(each -> (long) each.before().length + each.after().length).orElse(0L);
      }
      writeGroup(group);
    }
    blocked.addAll(plan.blocked());
    return new SidecarReport(
        created,
        changed,
        plan.count(PlannedSidecar.Action.EQUAL),
        backups,
        todo.size() - done,
        blocked);
  }

  private Optional<Prepared> prepare(PlannedSidecar sidecar) {
    try {
      Path base = sidecar.base();
      Optional<byte[]> before = base == null ? Optional.empty() : SidecarFile.read(base);
      if (!before.map(SidecarFile::digest).orElse("").equals(sidecar.baseDigest())
          || !SidecarFile.digestOf(sidecar.target()).equals(sidecar.targetDigest())) {
        throw new UnusableSidecarException(Obstacle.CHANGED, "changed after the preview");
      }
      Optional<byte[]> after = SidecarText.with(before.orElse(null), sidecar.values());
      return after
          .or(() -> before)
          .map(
              bytes ->
                  new Prepared(
                      sidecar,
                      sidecar.action() == PlannedSidecar.Action.CREATE
                          ? new byte[0]
                          : before.orElseThrow(),
                      bytes));
    } catch (UnusableSidecarException e) {
      block(sidecar, e.obstacle(), e);
      return Optional.empty();
    }
  }

  private void writeGroup(List<Prepared> group) {
    if (group.isEmpty()) {
      return;
    }
    List<ExportJournal.Line> lines = new ArrayList<>();
    for (Prepared prepared : group) {
      lines.addAll(newFolders(SidecarFile.folder(prepared.sidecar().target())));
      lines.add(
          new ExportJournal.Write(
              prepared.sidecar().target(),
              prepared.isNew() ? "" : SidecarFile.digest(prepared.before()),
              SidecarFile.digest(prepared.after()),
              prepared.makesBackup(),
              prepared.before()));
    }
    journal.append(lines);
    Set<Path> folders = new LinkedHashSet<>();
    for (Prepared prepared : group) {
      write(prepared);
      folders.add(SidecarFile.folder(prepared.sidecar().target()));
    }
    folders.forEach(SidecarFile::force);
  }

  /// Returns the folders that have to be created, those above first.
  private List<ExportJournal.Line> newFolders(Path folder) {
    List<ExportJournal.Line> missing = new ArrayList<>();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      if (journaledFolders.add(at)) {
        missing.addFirst(new ExportJournal.NewFolder(at));
      }
    }
    return missing;
  }

  private void write(Prepared prepared) {
    PlannedSidecar sidecar = prepared.sidecar();
    Path target = sidecar.target();
    Path temporary = SidecarFile.temporary(target);
    try {
      Files.createDirectories(SidecarFile.folder(target));
      SidecarFile.write(temporary, prepared.after(), prepared.isNew() ? null : target);
      if (prepared.isNew()) {
        SidecarFile.moveToNew(temporary, target);
        created++;
        return;
      }
      boolean makesBackup = prepared.makesBackup();
      if (makesBackup) {
        SidecarFile.backUp(target, prepared.backup(), prepared.before());
      }
      if (!SidecarFile.digestOf(target).equals(sidecar.targetDigest())) {
        if (makesBackup) {
          delete(prepared.backup());
        }
        throw new UnusableSidecarException(Obstacle.CHANGED, "changed while it was written");
      }
      FileOperations.move(temporary, target);
      changed++;
      backups += makesBackup ? 1 : 0;
    } catch (FileAlreadyExistsException e) {
      block(sidecar, Obstacle.CHANGED, e);
    } catch (IOException e) {
      block(sidecar, SidecarFile.obstacle(e), e);
    } catch (UnusableSidecarException e) {
      block(sidecar, e.obstacle(), e);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path file) {
    try {
      FileOperations.delete(file);
    } catch (IOException e) {
      log.debug("{} cannot be deleted: {}", file, e.toString());
    }
  }

  private void block(PlannedSidecar sidecar, Obstacle obstacle, Exception reason) {
    log.info("{} was not written: {}", sidecar.target(), reason.toString());
    blocked.add(sidecar.blocked(obstacle));
  }
}
