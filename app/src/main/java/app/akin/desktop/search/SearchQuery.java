package app.akin.desktop.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPicture;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import java.util.ArrayList;
import java.util.List;

/// What a person asks, as it stands in the search bar. A value: every change makes another one, and
/// the chain of searches is a list of them.
///
/// @param pictures the pictures, in the order they came
/// @param nots what must not fit
/// @param words what is typed
/// @param balance between pictures and words, as a [SearchRequest] takes it
/// @param filter which photos may be found
public record SearchQuery(
    List<QueryPart.Picture> pictures,
    List<QueryPart.Minus> nots,
    String words,
    double balance,
    Filter filter) {
  /// More pictures say less: their mean is nothing in particular.
  public static final int MOST_PICTURES = 5;

  /// Longer texts are cut: no model reads further.
  public static final int MOST_CHARACTERS = 1_000;

  /// Nothing is asked.
  public static final SearchQuery EMPTY =
      new SearchQuery(List.of(), List.of(), "", SearchRequest.MIDDLE, Filter.NONE);

  /// Keeps copies.
  public SearchQuery {
    pictures = List.copyOf(pictures);
    nots = List.copyOf(nots);
  }

  /// A question with one picture alone.
  public static SearchQuery like(QueryPicture picture) {
    return EMPTY.with(picture);
  }

  /// Whether nothing is asked.
  public boolean isEmpty() {
    return pictures.isEmpty() && nots.isEmpty() && words.isBlank();
  }

  /// Whether there are pictures and words to balance.
  public boolean isComposed() {
    return !pictures.isEmpty() && !Typed.of(words).words().isBlank();
  }

  /// With one picture more, unless it is there or there are enough.
  public SearchQuery with(QueryPicture picture) {
    boolean there = pictures.stream().anyMatch(part -> part.picture().equals(picture));
    if (there || pictures.size() >= MOST_PICTURES) {
      return this;
    }
    List<QueryPart.Picture> more = new ArrayList<>(pictures);
    more.add(new QueryPart.Picture(picture, Crop.WHOLE, 1));
    return new SearchQuery(more, nots, words, balance, filter);
  }

  /// With something more that must not fit.
  public SearchQuery without(String text) {
    List<QueryPart.Minus> more = new ArrayList<>(nots);
    if (more.stream().noneMatch(not -> not.text().equalsIgnoreCase(text))) {
      more.add(new QueryPart.Minus(text, 1));
    }
    return new SearchQuery(pictures, more, words, balance, filter);
  }

  /// With other words.
  public SearchQuery saying(String text) {
    String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return new SearchQuery(pictures, nots, cut, balance, filter);
  }

  /// With another balance.
  public SearchQuery balanced(double other) {
    return new SearchQuery(pictures, nots, words, other, filter);
  }

  /// With another filter.
  public SearchQuery within(Filter other) {
    return new SearchQuery(pictures, nots, words, balance, other);
  }

  /// With one part in place of another: another weight, another crop.
  public SearchQuery replacing(QueryPart part, QueryPart by) {
    return new SearchQuery(
        pictures.stream().map(old -> old.equals(part) ? (QueryPart.Picture) by : old).toList(),
        nots.stream().map(old -> old.equals(part) ? (QueryPart.Minus) by : old).toList(),
        words,
        balance,
        filter);
  }

  /// Without one part.
  public SearchQuery dropping(QueryPart part) {
    return new SearchQuery(
        pictures.stream().filter(old -> !old.equals(part)).toList(),
        nots.stream().filter(old -> !old.equals(part)).toList(),
        words,
        balance,
        filter);
  }

  /// With what is typed as a minus made into parts of its own: "beach -people" becomes "beach", and
  /// people must not be on it.
  public SearchQuery settled() {
    Typed typed = Typed.of(words);
    SearchQuery settled = saying(typed.words());
    for (String not : typed.nots()) {
      settled = settled.without(not);
    }
    return settled;
  }

  /// Whether a person is still at the same question: another word, weight or balance is no new link
  /// of the chain.
  boolean continues(SearchQuery before) {
    boolean samePictures =
        pictures.stream()
            .map(QueryPart.Picture::picture)
            .toList()
            .equals(before.pictures.stream().map(QueryPart.Picture::picture).toList());
    boolean typing = words.startsWith(before.words) || before.words.startsWith(words);
    return !before.isEmpty() && samePictures && filter.equals(before.filter) && typing;
  }

  /// The question as core takes it; what is typed as a minus counts as one at once.
  SearchRequest request(int limit, ModelSelection model) {
    SearchQuery settled = settled();
    List<QueryPart> parts = new ArrayList<>(settled.pictures);
    if (!settled.words.isBlank()) {
      parts.add(new QueryPart.Words(settled.words.strip(), 1));
    }
    parts.addAll(settled.nots);
    return new SearchRequest(parts, balance, filter, Order.SCORE, limit, model);
  }
}
