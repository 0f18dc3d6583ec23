package app.akin.desktop;

import app.akin.core.mark.PhotoMarks;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Marks;
import app.akin.core.photo.PhotoId;
import app.akin.desktop.marks.MarkStore;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Provides the marks of a library to the window.
///
/// @param marks the marks of the library
record LibraryMarkStore(PhotoMarks marks) implements MarkStore {
  private List<PhotoId> photos(Collection<ContentId> contents) {
    BitSet ids = new BitSet();
    contents.forEach(content -> ids.set(Math.toIntExact(content.value())));
    return marks.photos(ids);
  }

  @Override
  public Map<ContentId, EffectiveMarks> marks(Collection<ContentId> photos) {
    return marks.effective(photos);
  }

  @Override
  public MarkSources sources(ContentId photo) {
    return photos(List.of(photo)).stream().findFirst().map(marks::sources).orElse(MarkSources.NONE);
  }

  @Override
  public boolean isMarked(Collection<ContentId> photos) {
    return marks.of(photos(photos)).values().stream().anyMatch(set -> !set.equals(Marks.NONE));
  }

  @Override
  public int rate(Collection<ContentId> photos, int stars) {
    return marks.rate(photos(photos), stars);
  }

  @Override
  public int flag(Collection<ContentId> photos, Flag flag) {
    return marks.flag(photos(photos), flag);
  }

  @Override
  public int caption(Collection<ContentId> photos, String caption) {
    return marks.caption(photos(photos), caption);
  }

  @Override
  public int keywords(Collection<ContentId> photos, List<String> added, List<String> removed) {
    return marks.keywords(photos(photos), added, removed);
  }

  @Override
  public int reset(Collection<ContentId> photos) {
    return marks.reset(photos(photos));
  }

  @Override
  public List<String> completions(String start, int limit) {
    return marks.completions(start, limit);
  }
}
