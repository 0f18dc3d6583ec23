package app.akin.core.mark;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Keyword;
import app.akin.core.photo.KeywordCount;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Marks;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Step;
import app.akin.core.photo.StepResult;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.EditWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/// Reads and sets the marks of photos: rating, flag, keywords and caption. Marks belong to photos:
/// they survive moves, renames, offline drives and other models. No file is written.
///
/// Each change of one or many photos is a step, which [#undo] reverts; the last 50 steps are kept
/// with the library. A change waits for the current transaction of a run, which takes about half a
/// second, but not for the run.
///
/// Thread-safe. Every method throws [AkinException] if the library cannot be read or written.
public final class PhotoMarks {
  /// Maximum number of characters of a caption.
  public static final int MAX_CAPTION = 2_000;

  /// Number of photos that are changed in one transaction.
  private static final int BATCH = 10_000;

  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Clock clock;

  /// @param library the library's folder
  /// @param natives folder for SQLite's native library
  /// @param catalogue reads the library
  /// @param clock provides timestamps
  public PhotoMarks(Path library, Path natives, CatalogueReader catalogue, Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Sets the rating of photos as one step.
  ///
  /// @param rating 1 to 5 stars, 0 for unrated, null for what the files state
  /// @return number of photos that changed
  /// @throws IllegalArgumentException if the rating is out of range
  public int rate(Collection<PhotoId> photos, @Nullable Integer rating) {
    if (rating != null && (rating < 0 || rating > 5)) {
      throw new IllegalArgumentException("rating " + rating);
    }
    return change(photos, (edit, batch) -> edit.marks().rate(batch, rating));
  }

  /// Sets the flag of photos as one step.
  ///
  /// @param flag the flag, [Flag#NONE] for none, null for what the files state
  /// @return number of photos that changed
  public int flag(Collection<PhotoId> photos, @Nullable Flag flag) {
    return change(photos, (edit, batch) -> edit.marks().flag(batch, flag));
  }

  /// Takes back the rating and the flag that the user set for photos, as one step: what files state
  /// counts again.
  ///
  /// @return number of ratings and flags that changed
  public int resetRating(Collection<PhotoId> photos) {
    return change(
        photos, (edit, batch) -> edit.marks().rate(batch, null) + edit.marks().flag(batch, null));
  }

  /// Takes back all that the user set for photos, as one step: what files state counts again.
  ///
  /// @return number of marks that changed
  public int reset(Collection<PhotoId> photos) {
    return change(photos, (edit, batch) -> edit.marks().reset(batch));
  }

  /// Sets the caption of photos as one step. Line ends become `\n`, other control characters
  /// blanks.
  ///
  /// @param caption the caption, empty for none, null for what the files state
  /// @return number of photos that changed
  /// @throws AkinException CaptionTooLong
  public int caption(Collection<PhotoId> photos, @Nullable String caption) {
    String text =
        caption == null
            ? null
            : caption
                .replaceAll("\\R", "\n")
                .replaceAll("[\\p{Cntrl}\\uFFFD&&[^\\n]]", " ")
                .strip();
    if (text != null && text.length() > MAX_CAPTION) {
      throw new AkinException(new Problem.CaptionTooLong(MAX_CAPTION));
    }
    return change(photos, (edit, batch) -> edit.marks().caption(batch, text));
  }

  /// Adds keywords to photos and removes others, as one step. Other keywords of the photos stay. A
  /// keyword may have any characters; control characters become blanks, and levels of a hierarchy
  /// are separated by `|`.
  ///
  /// @param added keywords to add
  /// @param removed keywords to remove, also those that files state
  /// @return number of keywords of photos that changed
  /// @throws AkinException KeywordInvalid
  public int keywords(
      Collection<PhotoId> photos, Collection<String> added, Collection<String> removed) {
    Set<String> adding = keywords(added);
    Set<String> removing = keywords(removed);
    removing.removeAll(adding);
    return change(photos, (edit, batch) -> edit.marks().keywords(batch, adding, removing));
  }

  private static Set<String> keywords(Collection<String> typed) {
    Set<String> keywords = new LinkedHashSet<>();
    for (String keyword : typed) {
      keywords.add(
          Keyword.of(keyword)
              .orElseThrow(
                  () ->
                      new AkinException(new Problem.KeywordInvalid(keyword, Keyword.MAX_LENGTH))));
    }
    return keywords;
  }

  private int change(
      Collection<PhotoId> photos, ToIntBiFunction<EditWriter, List<PhotoId>> action) {
    List<PhotoId> all = photos.stream().distinct().sorted().toList();
    if (all.isEmpty()) {
      return 0;
    }
    int changed = 0;
    try (EditWriter edit = edit()) {
      for (int from = 0; from < all.size(); from += BATCH) {
        changed += action.applyAsInt(edit, all.subList(from, Math.min(all.size(), from + BATCH)));
        edit.commit();
      }
    }
    return changed;
  }

  /// Reverts the last step that is not reverted yet, of this or another process. Values that were
  /// changed since stay.
  ///
  /// @return what was reverted
  /// @throws AkinException NothingToUndo
  public StepResult undo() {
    try (EditWriter edit = edit()) {
      return edit.undo().orElseThrow(() -> new AkinException(new Problem.NothingToUndo()));
    }
  }

  /// Repeats the step that was reverted last. Values that were changed since stay.
  ///
  /// @return what was repeated
  /// @throws AkinException NothingToRedo
  public StepResult redo() {
    try (EditWriter edit = edit()) {
      return edit.redo().orElseThrow(() -> new AkinException(new Problem.NothingToRedo()));
    }
  }

  private EditWriter edit() {
    return EditWriter.open(library, natives, clock);
  }

  /// Returns the steps, the last one first.
  public List<Step> steps() {
    return catalogue.marks().steps();
  }

  /// Returns what the user set for photos. Photos without marks are missing.
  public Map<PhotoId, Marks> of(Collection<PhotoId> photos) {
    return catalogue.marks().marks(photos);
  }

  /// Returns the marks of photos as they count, by their primary contents. Other contents are
  /// missing.
  public Map<ContentId, EffectiveMarks> effective(Collection<ContentId> contents) {
    return catalogue.marks().effective(contents.stream().mapToLong(ContentId::value));
  }

  /// Returns where the marks of a photo come from.
  public MarkSources sources(PhotoId photo) {
    return new MarkSources(catalogue.marks().stated(photo));
  }

  /// Returns keywords of photos that begin with a text, without regard to case and accents.
  ///
  /// @param start the first characters; empty for all
  /// @param limit the maximum number of keywords
  public List<String> completions(String start, int limit) {
    return catalogue.marks().keywords(start, limit);
  }

  /// Returns the keywords of photos and the levels of their hierarchies, those of most photos
  /// first.
  public List<KeywordCount> keywordCounts() {
    return catalogue.marks().keywordCounts();
  }

  /// Returns the primary contents of photos, in the order of the photos. Those without a file are
  /// omitted.
  public List<ContentId> contents(Collection<PhotoId> photos) {
    return List.copyOf(catalogue.stacks().contents(photos).values());
  }

  /// Returns the photos of primary contents.
  public List<PhotoId> photos(BitSet contents) {
    return catalogue.marks().photos(contents.stream().asLongStream());
  }
}
