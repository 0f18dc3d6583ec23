package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.evaluation.data.Benchmark;
import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Picture;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.QueryFeatures;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.store.PhotoRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Answers labelled queries over an indexed gallery. For the thread of its search.
final class Answerer {
  private final Benchmark benchmark;
  private final GalleryFolder folder;
  private final MeasuredSearch search;
  private final boolean paraphrases;
  private final Map<Long, PhotoRow> photos;
  private final Map<String, Long> contents = new HashMap<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /// The contents of the gallery, or null if it is the whole library.
  private final long @Nullable [] gallery;

  /// @param paraphrases whether the paraphrases of a query text are averaged with it
  Answerer(Benchmark benchmark, GalleryFolder folder, MeasuredSearch search, boolean paraphrases) {
    this.benchmark = benchmark;
    this.folder = folder;
    this.search = search;
    this.paraphrases = paraphrases;
    photos = search.photos();
    Set<Long> inside = new HashSet<>();
    photos.forEach(
        (content, row) -> {
          for (String id : folder.allIds(row)) {
            inside.add(content);
            contents.put(id, content);
          }
        });
    gallery = inside.size() == photos.size() ? null : array(inside);
  }

  /// Returns the number of photos of the gallery.
  int photos() {
    return gallery == null ? photos.size() : gallery.length;
  }

  /// Returns why queries could not be answered.
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// Returns the contents of the gallery whose photos have an id that a condition accepts.
  long[] contents(Predicate<String> accepted) {
    return contents(contents.keySet().stream().filter(accepted).toList());
  }

  /// Answers a query; empty if it can't be answered.
  ///
  /// @param depth number of photos
  Ranking ranking(LabelledQuery query, RankingSettings settings, int depth) {
    Optional<QueryFeatures> features = embed(query);
    if (features.isEmpty()) {
      return new Ranking(List.of());
    }
    List<String> ranked =
        ids(
            query,
            query.candidates(),
            ranked(
                query,
                features.get(),
                settings,
                depth,
                query.candidates().isEmpty() ? gallery : contents(query.candidates())));
    List<String> subset =
        query.subset().isEmpty()
            ? List.of()
            : ids(
                query,
                query.subset(),
                ranked(
                    query,
                    features.get(),
                    settings,
                    query.subset().size(),
                    contents(query.subset())));
    return new Ranking(ranked, subset);
  }

  /// Returns the features of a query; empty if a query image can't be used.
  Optional<QueryFeatures> embed(LabelledQuery query) {
    try {
      return Optional.of(search.embed(parts(query)));
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.QueryImage) {
        problems.add(e.problem());
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Returns photos, best first; none if the model knows no part of the query.
  ///
  /// The photos of the query images are not ranked for labels of the user, as in every search. In
  /// benchmarks they are: the measures remove them if the protocol does.
  ///
  /// @param allowed the contents among which the query searches, or null for all
  List<MeasuredSearch.Ranked> ranked(
      LabelledQuery query,
      QueryFeatures features,
      RankingSettings settings,
      int depth,
      long @Nullable [] allowed) {
    boolean own = benchmark == Benchmark.CSV || benchmark == Benchmark.LABELS;
    try {
      return search.rank(
          features,
          settings,
          Math.max(1, Math.min(depth, photos.size())),
          allowed,
          own ? features.contents() : Set.of());
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.QuerySaysNothing) {
        problems.add(e.problem());
        return List.of();
      }
      throw e;
    }
  }

  /// Returns the ids of a ranked photo.
  List<String> ids(LabelledQuery query, MeasuredSearch.Ranked photo) {
    PhotoRow row = photos.get(photo.content().value());
    return row == null ? List.of() : folder.ids(row, mentioned(query));
  }

  private List<String> ids(
      LabelledQuery query, Set<String> only, List<MeasuredSearch.Ranked> ranked) {
    return ranked.stream()
        .flatMap(photo -> ids(query, photo).stream())
        .filter(id -> only.isEmpty() || only.contains(id))
        .distinct()
        .toList();
  }

  private List<QueryPart> parts(LabelledQuery query) {
    List<QueryPart> parts = new ArrayList<>();
    for (Picture picture : query.parts().images()) {
      parts.add(new QueryPart.Image(new QueryImage.File(folder.queryFile(picture)), Crop.WHOLE, 1));
    }
    query.parts().words().forEach(text -> parts.add(new QueryPart.Text(text, 1)));
    if (paraphrases) {
      query.parts().paraphrases().forEach(text -> parts.add(new QueryPart.Text(text, 1)));
    }
    query.parts().excluded().forEach(text -> parts.add(new QueryPart.ExcludedText(text, 1)));
    return parts;
  }

  private long[] contents(Collection<String> ids) {
    return ids.stream()
        .map(contents::get)
        .flatMapToLong(content -> content == null ? LongStream.empty() : LongStream.of(content))
        .distinct()
        .toArray();
  }

  /// Returns the ids that the labels of a query mention.
  private static Set<String> mentioned(LabelledQuery query) {
    Judgements judgements = query.judgements();
    Set<String> mentioned = new HashSet<>(judgements.right());
    mentioned.addAll(judgements.hardNegatives());
    mentioned.addAll(judgements.leftOut());
    mentioned.addAll(query.candidates());
    mentioned.addAll(query.subset());
    return mentioned;
  }

  private static long[] array(Set<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
