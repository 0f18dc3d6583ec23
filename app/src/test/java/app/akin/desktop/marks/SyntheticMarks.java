package app.akin.desktop.marks;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.StatedMarks;
import app.akin.core.photo.StepKind;
import app.akin.core.photo.StepResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Marks in memory, all of them set in Akin.
public final class SyntheticMarks implements MarkStore {
  private final Map<ContentId, EffectiveMarks> marks = new HashMap<>();

  private boolean failing;

  /// Lets every change fail.
  SyntheticMarks failing() {
    failing = true;
    return this;
  }

  /// Sets the marks of a photo.
  public SyntheticMarks with(ContentId photo, EffectiveMarks now) {
    marks.put(photo, now);
    return this;
  }

  /// Returns the marks of a photo.
  public EffectiveMarks of(ContentId photo) {
    return marks.getOrDefault(photo, EffectiveMarks.NONE);
  }

  /// Returns a model over these marks that works at once.
  public MarkModel model(Language language) {
    UndoActions undo =
        new UndoActions(
            new UndoActions.Journal() {
              @Override
              public StepResult undo() {
                return new StepResult(StepKind.RATING, 0, 0);
              }

              @Override
              public StepResult redo() {
                return new StepResult(StepKind.RATING, 0, 0);
              }
            },
            new RecordedDecisions().actions(language),
            TestTasks.immediate(),
            new Notices(language),
            language,
            () -> {});
    return new MarkModel(this, TestTasks.immediate(), TestTasks.immediate(), undo, () -> {});
  }

  private int change(Collection<ContentId> photos, UnaryOperator<EffectiveMarks> change) {
    if (failing) {
      throw new IllegalStateException("cannot write");
    }
    int changed = 0;
    for (ContentId photo : photos) {
      EffectiveMarks next = change.apply(of(photo));
      if (!next.equals(marks.put(photo, next))) {
        changed++;
      }
    }
    return changed;
  }

  @Override
  public Map<ContentId, EffectiveMarks> marks(Collection<ContentId> photos) {
    Map<ContentId, EffectiveMarks> found = new HashMap<>();
    photos.forEach(photo -> found.put(photo, of(photo)));
    return found;
  }

  @Override
  public MarkSources sources(ContentId photo) {
    EffectiveMarks set = of(photo);
    return set.equals(EffectiveMarks.NONE)
        ? MarkSources.NONE
        : new MarkSources(
            List.of(
                new StatedMarks(
                    FactsPart.AKIN, set.rating(), set.flag(), set.keywords(), set.caption())));
  }

  @Override
  public boolean isMarked(Collection<ContentId> photos) {
    return photos.stream().anyMatch(photo -> !of(photo).equals(EffectiveMarks.NONE));
  }

  @Override
  public int rate(Collection<ContentId> photos, int stars) {
    return change(photos, before -> before.withRating(stars));
  }

  @Override
  public int flag(Collection<ContentId> photos, Flag flag) {
    return change(photos, before -> before.withFlag(flag));
  }

  @Override
  public int caption(Collection<ContentId> photos, String caption) {
    return change(
        photos,
        before -> new EffectiveMarks(before.rating(), before.flag(), before.keywords(), caption));
  }

  @Override
  public int keywords(Collection<ContentId> photos, List<String> added, List<String> removed) {
    return change(
        photos,
        before -> {
          List<String> keywords = new ArrayList<>(before.keywords());
          keywords.removeAll(removed);
          added.stream().filter(one -> !keywords.contains(one)).forEach(keywords::add);
          return new EffectiveMarks(before.rating(), before.flag(), keywords, before.caption());
        });
  }

  @Override
  public int reset(Collection<ContentId> photos) {
    return change(photos, _ -> EffectiveMarks.NONE);
  }

  @Override
  public List<String> completions(String start, int limit) {
    return marks.values().stream()
        .flatMap(set -> set.keywords().stream())
        .filter(keyword -> keyword.startsWith(start))
        .distinct()
        .limit(limit)
        .toList();
  }
}
