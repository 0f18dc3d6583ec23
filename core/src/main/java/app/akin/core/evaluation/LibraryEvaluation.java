package app.akin.core.evaluation;

import app.akin.core.evaluation.data.Benchmark;
import app.akin.core.evaluation.data.Gallery;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.metric.Measurement;
import app.akin.core.evaluation.metric.Measures;
import app.akin.core.evaluation.metric.QueryScore;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.QueryFeatures;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/// Measures how well a model finds photos of a library by queries that are built from its keywords,
/// folder names and captions.
public final class LibraryEvaluation {
  /// The kinds of queries, in the order of tables.
  public enum Kind {
    /// A keyword searches the photos that have it.
    KEYWORD,
    /// The name of a folder searches its photos.
    FOLDER,
    /// A caption searches its photo.
    CAPTION,
    /// A photo and a keyword that it lacks search photos with this keyword and one of the photo.
    COMPOSED;

    /// Returns the category of the queries.
    public String category() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the kind of a category.
    ///
    /// @throws IllegalArgumentException if there is none
    static Kind of(String category) {
      return valueOf(category.toUpperCase(Locale.ROOT));
    }
  }

  /// The share of right photos among the first ten, of at most ten right photos.
  private static final Measure FOUND = new Measure(Measure.Kind.CAPPED_RECALL, 10);

  private static final Protocol PROTOCOL =
      Protocol.overQueries(FOUND.kind(), FOUND.k()).and(Measure.Kind.PRECISION, 1);

  private LibraryEvaluation() {}

  /// The values of a model.
  ///
  /// @param model the name of the model
  /// @param photos number of photos that were searched
  /// @param measurement the values; the categories of queries are those of [Kind]
  public record Result(String model, int photos, Measurement measurement) {
    /// Returns the share of the right photos that are found among the first ten, for each kind of
    /// queries that the library has, in the order of the kinds.
    public List<ModelRecall.Row> rows() {
      Set<String> categories =
          measurement.queries().stream().map(QueryScore::category).collect(Collectors.toSet());
      List<ModelRecall.Row> rows = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        // A table of one category has no rows for it.
        String category = categories.size() == 1 ? "" : kind.category();
        if (categories.contains(kind.category())) {
          measurement.table().stream()
              .filter(row -> row.category().equals(category) && row.measure().equals(FOUND))
              .forEach(
                  row ->
                      rows.add(
                          new ModelRecall.Row(kind, row.value(), row.interval(), row.queries())));
        }
      }
      return rows;
    }
  }

  /// Returns the names of the models that have embedded photos of a library.
  public static List<String> models(PhotoLibrary library) {
    return library.models().list().stream()
        .filter(
            model ->
                model.embeddedCount() > 0
                    && (model.state() == CatalogedModel.State.BUILT_IN
                        || model.state() == CatalogedModel.State.INSTALLED))
        .map(model -> model.descriptor().name())
        .toList();
  }

  /// Measures a model. Takes some ten milliseconds for each of up to 800 queries, on the caller's
  /// platform thread. Reads only the library.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if stopped
  /// @throws AkinException as a search
  public static Optional<Result> measure(
      PhotoLibrary library, ModelSelection selection, DoublePredicate progress) {
    try (MeasuredSearch search = library.search().measured(selection)) {
      var photos = search.photos();
      List<LabelledQuery> queries = new LibraryQueries(photos).build();
      LabelSet labels =
          new LabelSet(
              Benchmark.LABELS,
              "library",
              PROTOCOL,
              new Gallery.Listed(List.of()),
              queries,
              List.of(),
              List.of());
      Map<String, Ranking> rankings = new LinkedHashMap<>();
      for (LabelledQuery query : queries) {
        if (!progress.test((double) rankings.size() / queries.size())) {
          return Optional.empty();
        }
        rankings.put(query.id(), new Ranking(ranked(search, query)));
      }
      return Optional.of(
          new Result(search.model(), photos.size(), Measures.of(labels, new Rankings(rankings))));
    }
  }

  private static List<String> ranked(MeasuredSearch search, LabelledQuery query) {
    List<QueryPart> parts = new ArrayList<>();
    for (String photo : query.judgements().leftOut()) {
      parts.add(
          new QueryPart.Image(
              new QueryImage.Photo(new ContentId(Long.parseLong(photo))), Crop.WHOLE, 1));
    }
    query.parts().words().forEach(text -> parts.add(new QueryPart.Text(text, 1)));
    try {
      QueryFeatures features = search.embed(parts);
      return search.rank(features, search.settings(), FOUND.k(), null, features.contents()).stream()
          .map(photo -> String.valueOf(photo.content().value()))
          .toList();
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.QuerySaysNothing) {
        return List.of();
      }
      throw e;
    }
  }
}
