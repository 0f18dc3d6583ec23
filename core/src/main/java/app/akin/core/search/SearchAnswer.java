package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.query.Fact;
import app.akin.core.query.FilterConflict;
import java.util.List;
import java.util.Optional;

/// The answer to a search.
///
/// @param model name of the model that answered; empty if none was needed
/// @param results the results, in the requested order
/// @param unknownTerms texts of the query that the model does not know; they were ignored
/// @param canUseKind whether the model can search for the kind of thing that query images show, see
///   [SearchRequest#useKind]
/// @param canBalance whether the balance between images and texts has an effect
/// @param list all photos that the query finds, if it ranks nothing; the results are the first ones
/// @param missing for each fact that hides photos for lack of data, how many
/// @param conflict why no photo has all facts, if none has
/// @param limits what the model does not do itself, of what the query asks for
/// @param indexedShare which share of the photos was compared, 1 for all; the others are still
///   being added to the index
/// @param reranked what a second model did, if it has ordered the first results
/// @param readAs what the model read instead of Chinese texts, unless they were given to it as
///   typed
/// @param feedback what became of the photos of the feedback
public record SearchAnswer(
    Optional<String> model,
    List<SearchResult> results,
    List<String> unknownTerms,
    boolean canUseKind,
    boolean canBalance,
    Optional<PhotoList> list,
    List<Missing> missing,
    Optional<FilterConflict> conflict,
    List<PromptLimit> limits,
    double indexedShare,
    Optional<Reranked> reranked,
    Optional<ReadAs> readAs,
    FeedbackUse feedback) {
  /// No photos.
  public static final SearchAnswer EMPTY =
      new SearchAnswer(
          Optional.empty(),
          List.of(),
          List.of(),
          true,
          true,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          1,
          Optional.empty(),
          Optional.empty());

  /// What became of the photos of the feedback.
  ///
  /// @param more results that the user called right; they come first in the order of scores
  /// @param ignored photos that did not count
  public record FeedbackUse(List<ContentId> more, List<IgnoredFeedback> ignored) {
    /// Without feedback.
    public static final FeedbackUse NONE = new FeedbackUse(List.of(), List.of());

    /// Copies the lists.
    public FeedbackUse {
      more = List.copyOf(more);
      ignored = List.copyOf(ignored);
    }
  }

  /// Creates an answer to a query without feedback.
  public SearchAnswer(
      Optional<String> model,
      List<SearchResult> results,
      List<String> unknownTerms,
      boolean canUseKind,
      boolean canBalance,
      Optional<PhotoList> list,
      List<Missing> missing,
      Optional<FilterConflict> conflict,
      List<PromptLimit> limits,
      double indexedShare,
      Optional<Reranked> reranked,
      Optional<ReadAs> readAs) {
    this(
        model,
        results,
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        missing,
        conflict,
        limits,
        indexedShare,
        reranked,
        readAs,
        FeedbackUse.NONE);
  }

  /// Photos that a fact hides for lack of data and not for another value.
  ///
  /// @param fact the fact
  /// @param count number of photos that match all else
  public record Missing(Fact fact, long count) {}

  /// The second stage of an answer.
  ///
  /// @param model name of the model that ordered the first results
  /// @param scores their scores for the query of that model, in descending order after those of
  ///   [FeedbackUse#more]; the other results follow in the order of the first model
  /// @param limits what that model does not do itself, of what the query asks for
  public record Reranked(String model, List<Float> scores, List<PromptLimit> limits) {
    /// Copies the lists.
    public Reranked {
      scores = List.copyOf(scores);
      limits = List.copyOf(limits);
    }
  }

  /// Creates the answer of a model that ranked photos.
  public SearchAnswer(
      String model, List<SearchResult> results, List<String> unknownTerms, boolean canUseKind) {
    this(
        Optional.of(model),
        results,
        unknownTerms,
        canUseKind,
        true,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  /// Returns whether no photo was found.
  public boolean isEmpty() {
    return list.map(all -> all.size() == 0).orElse(results.isEmpty());
  }

  /// Returns the answer with what its facts hide.
  SearchAnswer with(FactFilter filter) {
    return new SearchAnswer(
        model,
        results,
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        filter.missing().stream()
            .map(missing -> new Missing(missing.fact(), missing.count()))
            .toList(),
        isEmpty() ? filter.conflict() : Optional.empty(),
        limits,
        indexedShare,
        reranked,
        readAs,
        feedback);
  }

  /// Returns the answer with what the model does not do itself.
  ///
  /// @param balances see [#canBalance]
  /// @param missed see [#limits]
  SearchAnswer withLimits(boolean balances, List<PromptLimit> missed) {
    return new SearchAnswer(
        model,
        results,
        unknownTerms,
        canUseKind,
        balances,
        list,
        missing,
        conflict,
        List.copyOf(missed),
        indexedShare,
        reranked,
        readAs,
        feedback);
  }

  /// Returns the answer that was found in a share of the photos.
  SearchAnswer withIndexedShare(double share) {
    return new SearchAnswer(
        model,
        results,
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        missing,
        conflict,
        limits,
        share,
        reranked,
        readAs,
        feedback);
  }

  /// Returns the answer in the order of a second model.
  SearchAnswer with(List<SearchResult> ordered, Reranked second) {
    return new SearchAnswer(
        model,
        List.copyOf(ordered),
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        missing,
        conflict,
        limits,
        indexedShare,
        Optional.of(second),
        readAs,
        feedback);
  }

  /// Returns the answer with other results and what the model read instead of Chinese texts.
  SearchAnswer with(List<SearchResult> others, Optional<ReadAs> english) {
    return new SearchAnswer(
        model,
        List.copyOf(others),
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        missing,
        conflict,
        limits,
        indexedShare,
        reranked,
        english,
        feedback);
  }

  /// Returns the answer with other results instead of its results or its list.
  public SearchAnswer withResults(List<SearchResult> others) {
    return new SearchAnswer(
        model,
        List.copyOf(others),
        unknownTerms,
        canUseKind,
        canBalance,
        Optional.empty(),
        missing,
        conflict,
        limits,
        indexedShare,
        reranked,
        readAs,
        feedback);
  }

  /// Returns the answer with what became of the feedback.
  SearchAnswer with(FeedbackUse use) {
    return new SearchAnswer(
        model,
        results,
        unknownTerms,
        canUseKind,
        canBalance,
        list,
        missing,
        conflict,
        limits,
        indexedShare,
        reranked,
        readAs,
        use);
  }
}
