package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.TextLine;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A found photo. The five shares add up to the score.
///
/// @param photo its identity
/// @param content its content, for the thumbnail and for a [QueryImage.Photo]
/// @param path its first path in sorted order, from the folder of the filter and from an available
///   file if possible
/// @param paths all paths, including copies, sorted
/// @param date date taken, otherwise the time of its file
/// @param dated whether the date is more than the time of its file
/// @param score the cosine between query and photo, -1 to 1, plus what the model adds or subtracts;
///   0 if the query ranks nothing
/// @param band the relevance band
/// @param imageShare the share of the query images in the score
/// @param textShare the share of the query text
/// @param excludedShare the share of the excluded text, usually negative
/// @param productShare what the photo gains by matching both images and text, 0 or positive; for a
///   model that embeds them together, all but the share of the excluded text
/// @param offline whether all of its files are on unavailable drives or folders; its thumbnail is
///   still available
/// @param stack its stack, null if it is in none
/// @param marks the lines of its text that hold what the query looks for
/// @param feedbackShare the share of feedback in the score, see [QueryPart.Feedback]
/// @param shared the photo in the shared library if only that has it; otherwise null
public record SearchResult(
    PhotoId photo,
    ContentId content,
    Path path,
    List<Path> paths,
    LocalDateTime date,
    boolean dated,
    float score,
    RelevanceBand band,
    float imageShare,
    float textShare,
    float excludedShare,
    float productShare,
    boolean offline,
    @Nullable Stack stack,
    List<TextLine> marks,
    float feedbackShare,
    @Nullable SharedPhotoInfo shared) {
  /// Copies the lists.
  public SearchResult {
    paths = List.copyOf(paths);
    marks = List.copyOf(marks);
  }

  /// A stack.
  ///
  /// @param id its ID
  /// @param photos number of its photos
  public record Stack(long id, int photos) {}

  /// Creates a result of a query without feedback.
  public SearchResult(
      PhotoId photo,
      ContentId content,
      Path path,
      List<Path> paths,
      LocalDateTime date,
      boolean dated,
      float score,
      RelevanceBand band,
      float imageShare,
      float textShare,
      float excludedShare,
      float productShare,
      boolean offline,
      @Nullable Stack stack,
      List<TextLine> marks) {
    this(
        photo,
        content,
        path,
        paths,
        date,
        dated,
        score,
        band,
        imageShare,
        textShare,
        excludedShare,
        productShare,
        offline,
        stack,
        marks,
        0,
        null);
  }

  /// Creates a result that is in no stack.
  public SearchResult(
      PhotoId photo,
      ContentId content,
      Path path,
      List<Path> paths,
      LocalDateTime date,
      boolean dated,
      float score,
      RelevanceBand band,
      float imageShare,
      float textShare,
      float excludedShare,
      float productShare,
      boolean offline) {
    this(
        photo,
        content,
        path,
        paths,
        date,
        dated,
        score,
        band,
        imageShare,
        textShare,
        excludedShare,
        productShare,
        offline,
        null,
        List.of());
  }

  /// The order of a list by date: newest first, those without a date last.
  public static final Comparator<SearchResult> NEWEST_FIRST =
      Comparator.comparing(SearchResult::dated).thenComparing(SearchResult::date).reversed();

  /// Returns the result in a stack.
  SearchResult in(Stack other) {
    return with(other, marks);
  }

  /// Returns the result with marked lines.
  SearchResult marked(List<TextLine> lines) {
    return with(stack, lines);
  }

  private SearchResult with(@Nullable Stack otherStack, List<TextLine> otherMarks) {
    return new SearchResult(
        photo,
        content,
        path,
        paths,
        date,
        dated,
        score,
        band,
        imageShare,
        textShare,
        excludedShare,
        productShare,
        offline,
        otherStack,
        otherMarks,
        feedbackShare,
        shared);
  }
}
