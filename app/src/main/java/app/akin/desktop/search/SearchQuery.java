package app.akin.desktop.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.gloss.GlossCorrection;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/// The query in the search bar. Immutable; the search history is a list of queries.
///
/// @param pictures the query images, in insertion order
/// @param excluded the excluded texts
/// @param words the typed text
/// @param balance balance between images and text, as in [SearchRequest]
/// @param filter restricts the results
/// @param useKind whether query images stand for their kind of thing, as in [SearchRequest]
/// @param corrections the corrections of the English for its Chinese words that come into force
///   with the query
/// @param feedback the results that are right or wrong, in the order in which they were marked
public record SearchQuery(
    List<QueryPart.Image> pictures,
    List<QueryPart.ExcludedText> excluded,
    String words,
    double balance,
    Filter filter,
    boolean useKind,
    List<GlossCorrection> corrections,
    List<QueryPart.Feedback> feedback) {
  /// Maximum number of images; the mean of more images is too unspecific.
  public static final int MAX_PICTURES = 10;

  /// Maximum text length; models read no further.
  public static final int MAX_CHARACTERS = 1_000;

  /// The empty query.
  public static final SearchQuery EMPTY =
      new SearchQuery(
          List.of(), List.of(), "", SearchRequest.NEUTRAL_BALANCE, Filter.NONE, false, List.of());

  /// Copies the lists.
  public SearchQuery {
    pictures = List.copyOf(pictures);
    excluded = List.copyOf(excluded);
    corrections = List.copyOf(corrections);
    feedback = List.copyOf(feedback);
  }

  /// Creates a query without feedback.
  public SearchQuery(
      List<QueryPart.Image> pictures,
      List<QueryPart.ExcludedText> excluded,
      String words,
      double balance,
      Filter filter,
      boolean useKind,
      List<GlossCorrection> corrections) {
    this(pictures, excluded, words, balance, filter, useKind, corrections, List.of());
  }

  /// Returns whether the query is empty.
  public boolean isEmpty() {
    return pictures.isEmpty() && excluded.isEmpty() && words.isBlank() && feedback.isEmpty();
  }

  /// Returns the query with an image added, unless it is present or the maximum is reached.
  public SearchQuery with(QueryImage picture) {
    boolean there = pictures.stream().anyMatch(part -> part.image().equals(picture));
    if (there || pictures.size() >= MAX_PICTURES) {
      return this;
    }
    List<QueryPart.Image> more = new ArrayList<>(pictures);
    more.add(new QueryPart.Image(picture, Crop.WHOLE, 1));
    return new SearchQuery(more, excluded, words, balance, filter, useKind, corrections, feedback);
  }

  /// Returns the query with images added, unless they are present or the maximum is reached.
  SearchQuery with(List<QueryImage> images) {
    SearchQuery next = this;
    for (QueryImage image : images) {
      next = next.with(image);
    }
    return next;
  }

  /// Returns the query with other images and the neutral balance, which belongs to the images.
  public SearchQuery withPictures(List<QueryImage> images) {
    return new SearchQuery(
            List.of(), excluded, words, SearchRequest.NEUTRAL_BALANCE, filter, useKind, corrections)
        .with(images);
  }

  /// Returns whether the query has an image that another one lacks; crops and weights are ignored.
  public boolean hasPictureBeyond(SearchQuery other) {
    return pictures.stream()
        .map(QueryPart.Image::image)
        .anyMatch(image -> other.pictures.stream().noneMatch(part -> part.image().equals(image)));
  }

  /// Returns the query with an excluded text added.
  public SearchQuery without(String text) {
    List<QueryPart.ExcludedText> more = new ArrayList<>(excluded);
    if (more.stream().noneMatch(not -> not.text().equalsIgnoreCase(text))) {
      more.add(new QueryPart.ExcludedText(text, 1));
    }
    return new SearchQuery(pictures, more, words, balance, filter, useKind, corrections, feedback);
  }

  /// Returns the query with another text.
  public SearchQuery withText(String text) {
    String cut = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    List<GlossCorrection> kept = cut.equals(words) ? corrections : List.of();
    return new SearchQuery(pictures, excluded, cut, balance, filter, useKind, kept, feedback);
  }

  /// Returns the query with a correction, which replaces one of the same query or word.
  SearchQuery with(GlossCorrection correction) {
    List<GlossCorrection> all =
        new ArrayList<>(corrections.stream().filter(old -> !old.isAboutSame(correction)).toList());
    all.add(correction);
    return new SearchQuery(pictures, excluded, words, balance, filter, useKind, all, feedback);
  }

  /// Returns the query with another balance.
  public SearchQuery withBalance(double other) {
    return new SearchQuery(
        pictures, excluded, words, other, filter, useKind, corrections, feedback);
  }

  /// Returns the query with images that stand for their kind of thing, or for themselves.
  public SearchQuery withUseKind(boolean other) {
    return new SearchQuery(
        pictures, excluded, words, balance, filter, other, corrections, feedback);
  }

  /// Returns the query with another filter.
  public SearchQuery withFilter(Filter other) {
    return new SearchQuery(
        pictures, excluded, words, balance, other, useKind, corrections, feedback);
  }

  /// Returns the query with one part replaced.
  public SearchQuery withReplaced(QueryPart part, QueryPart by) {
    return new SearchQuery(
        pictures.stream().map(old -> old.equals(part) ? (QueryPart.Image) by : old).toList(),
        excluded.stream().map(old -> old.equals(part) ? (QueryPart.ExcludedText) by : old).toList(),
        words,
        balance,
        filter,
        useKind,
        corrections,
        feedback);
  }

  /// Returns the query without one part.
  public SearchQuery withoutPart(QueryPart part) {
    return new SearchQuery(
        pictures.stream().filter(old -> !old.equals(part)).toList(),
        excluded.stream().filter(old -> !old.equals(part)).toList(),
        words,
        balance,
        filter,
        useKind,
        corrections,
        feedback.stream().filter(old -> !old.equals(part)).toList());
  }

  /// Returns the query with feedback on a photo, which replaces earlier feedback on it. The same
  /// feedback again takes it back.
  ///
  /// @return the query as it is if it has the maximum number of photos of this direction
  SearchQuery with(QueryImage photo, Direction direction) {
    QueryPart.Feedback part = new QueryPart.Feedback(photo, direction, 1);
    List<QueryPart.Feedback> others =
        feedback.stream().filter(old -> !old.image().equals(photo)).toList();
    if (feedback.contains(part)) {
      return withFeedback(others);
    }
    if (others.stream().filter(old -> old.direction() == direction).count()
        >= QueryPart.Feedback.MAX) {
      return this;
    }
    List<QueryPart.Feedback> more = new ArrayList<>(others);
    more.add(part);
    return withFeedback(more);
  }

  private SearchQuery withFeedback(List<QueryPart.Feedback> other) {
    return new SearchQuery(pictures, excluded, words, balance, filter, useKind, corrections, other);
  }

  /// Returns whether this query differs from another in its feedback only.
  public boolean isFeedbackOn(SearchQuery before) {
    return !feedback.equals(before.feedback)
        && withFeedback(List.of()).equals(before.withFeedback(List.of()));
  }

  /// Returns the query to save. Its line is read again each time.
  ///
  /// @param order the order of the results
  public SavedQuery saved(Order order) {
    List<QueryPart> parts = new ArrayList<>(pictures);
    parts.addAll(excluded);
    parts.addAll(feedback);
    return new SavedQuery(
        parts,
        words.strip(),
        filter.facts().stream().map(Fact::canonical).toList(),
        filter.in(),
        balance,
        useKind,
        order);
  }

  /// Returns a saved query. Its texts and facts stand in the typed line.
  public static SearchQuery of(SavedQuery saved) {
    List<QueryPart.Image> images = new ArrayList<>();
    List<QueryPart.ExcludedText> excludedTexts = new ArrayList<>();
    List<QueryPart.Feedback> marks = new ArrayList<>();
    StringJoiner line = new StringJoiner(" ");
    if (!saved.line().isBlank()) {
      line.add(saved.line());
    }
    for (QueryPart part : saved.parts()) {
      switch (part) {
        case QueryPart.Image image -> images.add(image);
        case QueryPart.ExcludedText text -> excludedTexts.add(text);
        case QueryPart.Text text -> line.add(text.text());
        case QueryPart.Feedback mark -> marks.add(mark);
      }
    }
    saved.facts().forEach(line::add);
    return new SearchQuery(
        images,
        excludedTexts,
        line.toString(),
        saved.balance(),
        new Filter(saved.in(), List.of(), List.of()),
        saved.useKind(),
        List.of(),
        marks);
  }

  /// Returns whether this query edits another: further changes of words, crop boxes, weights or
  /// balance make no new history entry. The first words, a crop, and an excluded text do.
  boolean isEditOf(SearchQuery before) {
    boolean typing = words.startsWith(before.words) || before.words.startsWith(words);
    return !before.isEmpty()
        && pictures.size() == before.pictures.size()
        && IntStream.range(0, pictures.size())
            .allMatch(i -> isEditOf(pictures.get(i), before.pictures.get(i)))
        && texts(excluded).equals(texts(before.excluded))
        && filter.equals(before.filter)
        && useKind == before.useKind
        && corrections.equals(before.corrections)
        && feedback.equals(before.feedback)
        && words.isBlank() == before.words.isBlank()
        && typing;
  }

  private static boolean isEditOf(QueryPart.Image part, QueryPart.Image before) {
    return part.image().equals(before.image()) && part.crop().isWhole() == before.crop().isWhole();
  }

  private static List<String> texts(List<QueryPart.ExcludedText> parts) {
    return parts.stream().map(QueryPart.ExcludedText::text).toList();
  }

  /// Returns whether this query differs from another in its corrections only.
  boolean isCorrectionOf(SearchQuery before) {
    return !equals(before) && withoutCorrections().equals(before.withoutCorrections());
  }

  /// Returns the query without corrections.
  SearchQuery withoutCorrections() {
    return new SearchQuery(
        pictures, excluded, words, balance, filter, useKind, List.of(), feedback);
  }

  /// Returns whether this query differs from another at most in its words.
  boolean hasSameParts(SearchQuery other) {
    return withText("").equals(other.withText(""));
  }

  /// Returns the request for core.
  ///
  /// @param line what the typed text says; its facts and excluded texts join those of the query
  /// @param unknownToo facts whose photos without data are results, too
  /// @param stacks whether photos of one stack are one result
  /// @param verbatim whether the model gets Chinese texts as they are
  SearchRequest request(
      int limit,
      ModelSelection model,
      ParsedLine line,
      List<Fact> unknownToo,
      SearchRequest.Stacks stacks,
      boolean verbatim) {
    List<QueryPart> parts = new ArrayList<>(pictures);
    if (!line.text().isBlank()) {
      parts.add(new QueryPart.Text(line.text().strip(), 1));
    }
    SearchQuery excluding = this;
    for (ParsedLine.Minus minus : line.minus()) {
      excluding = excluding.without(minus.text());
    }
    parts.addAll(excluding.excluded);
    parts.addAll(feedback);
    List<Fact> facts = new ArrayList<>(filter.facts());
    line.facts().forEach(chip -> facts.add(chip.fact()));
    Filter all = new Filter(filter.in(), facts, unknownToo).addedAfter(filter.addedAfter());
    return new SearchRequest(
        parts, balance, all, Order.SCORE, limit, model, useKind, stacks, verbatim);
  }
}
