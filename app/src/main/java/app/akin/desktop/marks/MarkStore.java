package app.akin.desktop.marks;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Reads and writes the marks of photos, which are given by their primary contents; called in the
/// background. Every change is one step of the journal and returns the number of changed marks.
/// Every method throws [app.akin.core.photo.AkinException] if the library cannot be read or
/// written.
public interface MarkStore {
  /// Returns the marks of photos as they count. Unknown photos are missing.
  Map<ContentId, EffectiveMarks> marks(Collection<ContentId> photos);

  /// Returns where the marks of a photo come from.
  MarkSources sources(ContentId photo);

  /// Returns whether the user has set marks of at least one photo.
  boolean isMarked(Collection<ContentId> photos);

  /// Sets the rating.
  ///
  /// @param stars 0 to 5
  int rate(Collection<ContentId> photos, int stars);

  /// Sets the flag.
  int flag(Collection<ContentId> photos, Flag flag);

  /// Sets the caption; empty removes it.
  int caption(Collection<ContentId> photos, String caption);

  /// Adds keywords and removes others.
  int keywords(Collection<ContentId> photos, List<String> added, List<String> removed);

  /// Takes back all that the user set.
  int reset(Collection<ContentId> photos);

  /// Returns keywords that begin with a text.
  List<String> completions(String start, int limit);
}
