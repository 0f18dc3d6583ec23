package app.akin.desktop.marks;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Task;
import app.akin.desktop.task.Tasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// The marks of the photos that the window shows, and changes of them. Changes are written in the
/// background, one after the other, and each is a step that can be undone; a rating or flag is
/// shown at once. JavaFX thread only.
public final class MarkModel {
  /// Number of photos whose marks are kept.
  private static final int MOST_KEPT = 20_000;

  /// Number of photos that are read at a time, so that an outdated summary ends early.
  private static final int BATCH = 5_000;

  /// Number of suggested keywords.
  private static final int COMPLETIONS = 8;

  private final MarkStore store;
  private final Tasks reads;
  private final Tasks writes;
  private final UndoActions undo;
  private final Runnable onChanged;
  private final Map<ContentId, EffectiveMarks> kept = new HashMap<>();

  /// The photos whose kept marks are those of the library.
  private final Set<ContentId> current = new HashSet<>();

  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

  /// Number of changes that are being written. Marks are read again afterwards.
  private int writing;

  /// Grows when marks that are being read become outdated.
  private long generation;

  /// @param store reads and writes marks
  /// @param reads reads them in the background
  /// @param writes writes them in the background, one task after the other
  /// @param undo receives the steps
  /// @param onChanged called after each change was written
  public MarkModel(
      MarkStore store, Tasks reads, Tasks writes, UndoActions undo, Runnable onChanged) {
    this.store = store;
    this.reads = reads;
    this.writes = writes;
    this.undo = undo;
    this.onChanged = onChanged;
  }

  /// Returns a counter that grows when marks may have changed, for listeners.
  public ReadOnlyLongProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Returns the marks of a photo as far as they are loaded; see [#request].
  public EffectiveMarks of(ContentId photo) {
    return kept.getOrDefault(photo, EffectiveMarks.NONE);
  }

  /// Loads the marks of shown photos unless they are loaded; [#changesProperty] grows then.
  public void request(Collection<ContentId> photos) {
    if (writing > 0) {
      return;
    }
    List<ContentId> missing =
        photos.stream().filter(photo -> photo.isOwn() && !current.contains(photo)).toList();
    if (missing.isEmpty()) {
      return;
    }
    if (kept.size() > MOST_KEPT) {
      kept.keySet().retainAll(Set.copyOf(photos));
      current.retainAll(kept.keySet());
    }
    current.addAll(missing);
    long asked = generation;
    reads.run(
        () -> store.marks(missing), read -> take(asked, missing, read), reads::reportUnexpected);
  }

  private void take(long asked, List<ContentId> photos, Map<ContentId, EffectiveMarks> read) {
    if (asked != generation) {
      return;
    }
    boolean changed = false;
    for (ContentId photo : photos) {
      EffectiveMarks now = read.getOrDefault(photo, EffectiveMarks.NONE);
      changed |= !now.equals(of(photo));
      kept.put(photo, now);
    }
    if (changed) {
      changes.set(changes.get() + 1);
    }
  }

  /// Reads all shown marks again. Those known so far stay until then.
  public void refresh() {
    generation++;
    current.clear();
    changes.set(changes.get() + 1);
  }

  /// Sets a mark of photos.
  public void set(Mark mark, List<ContentId> chosen) {
    List<ContentId> photos = undo.changeable(chosen);
    switch (mark) {
      case Mark.Rating(int stars) ->
          change(
              photos,
              marks -> marks.withRating(stars),
              () -> store.rate(photos, stars),
              changed -> {
                if (stars == 0) {
                  undo.made("marks.made.unrated", changed);
                } else {
                  undo.made("marks.made.rated", changed, stars);
                }
              });
      case Mark.Flagged(Flag flag) ->
          change(
              photos,
              marks -> marks.withFlag(flag),
              () -> store.flag(photos, flag),
              changed -> undo.made("marks.made." + flag.word(), changed));
    }
  }

  /// Sets the caption of photos.
  ///
  /// @param caption the caption; empty for none
  public void setCaption(List<ContentId> chosen, String caption) {
    List<ContentId> photos = undo.changeable(chosen);
    change(
        photos,
        UnaryOperator.identity(),
        () -> store.caption(photos, caption),
        changed -> undo.made("marks.made.caption", changed));
  }

  /// Adds keywords to photos and removes others.
  public void changeKeywords(List<ContentId> chosen, List<String> added, List<String> removed) {
    List<ContentId> photos = undo.changeable(chosen);
    change(
        photos,
        UnaryOperator.identity(),
        () -> store.keywords(photos, added, removed),
        _ -> undo.made("marks.made.keywords", photos.size()));
  }

  /// Takes back all that the user set for photos: what files state counts again.
  public void reset(List<ContentId> chosen) {
    List<ContentId> photos = undo.changeable(chosen);
    change(
        photos,
        UnaryOperator.identity(),
        () -> store.reset(photos),
        _ -> undo.made("marks.made.reset", photos.size()));
  }

  /// @param shown returns the marks that are shown until the change is written
  /// @param made called if marks have changed, with their number
  private void change(
      List<ContentId> photos,
      UnaryOperator<EffectiveMarks> shown,
      Callable<Integer> write,
      IntConsumer made) {
    if (photos.isEmpty()) {
      return;
    }
    writing++;
    generation++;
    photos.forEach(photo -> kept.computeIfPresent(photo, (_, before) -> shown.apply(before)));
    changes.set(changes.get() + 1);
    writes.run(
        write,
        changed -> {
          writing--;
          if (changed > 0) {
            made.accept(changed);
          }
          refresh();
          onChanged.run();
        },
        thrown -> {
          writing--;
          refresh();
          writes.report(thrown);
        });
  }

  /// Returns whether changes are being written, so that marks of the library are outdated.
  boolean isWriting() {
    return writing > 0;
  }

  /// Returns a slot for reads of which only the latest counts.
  LatestTask latestRead() {
    return reads.latest();
  }

  /// Reads the common marks of photos.
  ///
  /// @param slot cancels earlier reads
  /// @param then receives them; empty if they cannot be read
  void summarize(LatestTask slot, List<ContentId> photos, Consumer<Optional<MarkSummary>> then) {
    slot.run(
        task -> summary(task, photos),
        then,
        thrown -> {
          then.accept(Optional.empty());
          reads.reportUnexpected(thrown);
        });
  }

  private Optional<MarkSummary> summary(Task task, List<ContentId> photos) {
    MarkSummary.Builder builder = new MarkSummary.Builder();
    boolean isMarked = false;
    for (int from = 0; from < photos.size(); from += BATCH) {
      if (task.isCancelled()) {
        return Optional.empty();
      }
      List<ContentId> batch = photos.subList(from, Math.min(photos.size(), from + BATCH));
      Map<ContentId, EffectiveMarks> read = store.marks(batch);
      List<EffectiveMarks> all = new ArrayList<>(batch.size());
      batch.forEach(photo -> all.add(read.getOrDefault(photo, EffectiveMarks.NONE)));
      builder.add(all);
      isMarked = isMarked || store.isMarked(batch);
    }
    MarkSources sources = photos.size() == 1 ? store.sources(photos.getFirst()) : MarkSources.NONE;
    return Optional.of(builder.build(sources, isMarked));
  }

  /// Reads keywords that begin with a text.
  ///
  /// @param slot cancels earlier reads
  void complete(LatestTask slot, String start, Consumer<List<String>> then) {
    slot.run(_ -> store.completions(start, COMPLETIONS), then, reads::reportUnexpected);
  }
}
