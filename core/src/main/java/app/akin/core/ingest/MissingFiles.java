package app.akin.core.ingest;

import app.akin.core.ingest.ChangeScan.Missing;
import app.akin.core.photo.PathText;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PendingConfirmation;
import app.akin.core.store.Root;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Decides what becomes of files that were not found: they leave the catalogue, or, where a root
/// lost most of its photos at once, its owner is asked first. What moved elsewhere and what is left
/// out now although it is there are no loss. For one thread.
final class MissingFiles {
  /// Fewer are let go of without a question, however small the root.
  private static final int LEAST_LOSS = 5;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final boolean acceptLoss;
  private final List<FileLoss> losses = new ArrayList<>();
  private long gone;

  /// @param acceptLoss whether the answer to every question is yes
  MissingFiles(CatalogueReader reader, CatalogueWriter writer, boolean acceptLoss) {
    this.reader = reader;
    this.writer = writer;
    this.acceptLoss = acceptLoss;
  }

  /// Acts on what one scope missed. Not committed.
  ///
  /// @param arrived whether a missing file was found elsewhere
  void settle(ScanScope scope, List<Missing> missing, Predicate<Missing> arrived) {
    Root root = scope.root();
    boolean asked = false;
    boolean accepted = acceptLoss;
    for (PendingConfirmation question : reader.questions()) {
      if (question.rootId() == root.id() && question.kind() == PendingConfirmation.Kind.LOSS) {
        asked = true;
        // The answer was given for the root as a whole.
        accepted |= question.accepted() && scope.isWhole();
      }
    }
    long known = missing.isEmpty() && !asked ? 0 : reader.files(root.id());
    List<Missing> lost = List.of();
    if (!accepted && (asked || isMost(missing.size(), known))) {
      lost = missing.stream().filter(arrived.negate()).toList();
      lost = lost(root, lost);
    }
    // While a question is open, nothing of the root leaves by a look at a part of it.
    boolean holds = isMost(lost.size(), known) || (asked && !accepted && !scope.isWhole());
    if (holds) {
      if (isMost(lost.size(), known)) {
        writer.ask(root.id(), PendingConfirmation.Kind.LOSS, lost.size(), known);
        losses.add(new FileLoss(root.path(), lost.size(), known));
      }
      Set<Missing> kept = Set.copyOf(lost);
      missing = missing.stream().filter(file -> !kept.contains(file)).toList();
    } else if (asked && (scope.isWhole() || acceptLoss)) {
      writer.settle(root.id());
    }
    writer.gone(missing.stream().map(file -> file.file().id()).toList());
    gone += missing.size();
  }

  /// How many files left the catalogue.
  long gone() {
    return gone;
  }

  /// What is asked about.
  List<FileLoss> losses() {
    return List.copyOf(losses);
  }

  private static boolean isMost(long lost, long known) {
    return lost >= LEAST_LOSS && 2 * lost > known;
  }

  /// Of the missing, those that are nowhere: neither on disk, left out by a rule, nor in the
  /// library under another name.
  private List<Missing> lost(Root root, List<Missing> missing) {
    Set<Long> elsewhere =
        Arrays.stream(reader.elsewhere(missing.stream().map(file -> file.file().id()).toList()))
            .boxed()
            .collect(Collectors.toSet());
    return missing.stream()
        .filter(file -> !elsewhere.contains(file.file().id()))
        .filter(
            file -> {
              Path folder = PathText.resolve(root.path(), file.folder());
              Path path = PathText.resolve(folder, file.name());
              return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            })
        .toList();
  }
}
