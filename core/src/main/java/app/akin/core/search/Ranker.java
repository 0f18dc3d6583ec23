package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.IdSet;
import app.akin.core.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Orders the photos of an index for one query and divides them into relevance bands.
///
/// The index proposes candidates by their cosine with the query. If the score of the model has a
/// further term, more candidates than requested are scored exactly.
///
/// @param index the photos
/// @param query the query
/// @param settings the settings of the model
record Ranker(VectorIndex index, Query query, RankingSettings settings) {
  /// Size of the sample for a [NullDistribution].
  private static final int SAMPLE_SIZE = 2_000;

  /// Minimum number of candidates to score exactly, and the same for large libraries. With 100,000
  /// photos the first 500 candidates held the best ten in all cases.
  private static final int CANDIDATES = 1_000;

  private static final int MANY_CANDIDATES = 2_000;

  private static final int LARGE_LIBRARY = 100_000;

  /// Returns the best photos, best first: at least the requested number if there are as many, plus
  /// all that tie with the last, because ties are ordered by path, not by row.
  ///
  /// @param allowed the contents that may be returned, or null for all
  /// @param excluded the contents of the query images
  List<RankedMatch> best(int limit, @Nullable IdSet allowed, Set<Long> excluded) {
    List<Candidate> ordered = new ArrayList<>(candidates(limit, allowed, excluded));
    ordered.sort(Candidate.BEST_FIRST);
    int visible = index.visible();
    long searched = allowed == null ? visible : Math.min(visible, allowed.size());
    List<RelevanceBand> bands = classifier().classify(ordered, searched);
    List<RankedMatch> matches = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      if (i >= limit && ordered.get(i).score() < ordered.get(limit - 1).score()) {
        break;
      }
      matches.add(new RankedMatch(ordered.get(i), bands.get(i)));
    }
    return matches;
  }

  private List<Candidate> candidates(int limit, @Nullable IdSet allowed, Set<Long> excluded) {
    int wanted = limit;
    if (query.hasProduct()) {
      wanted = Math.max(limit, index.visible() < LARGE_LIBRARY ? CANDIDATES : MANY_CANDIDATES);
    }
    int count = (int) Math.min(Integer.MAX_VALUE, (long) wanted + excluded.size() + 1);
    while (true) {
      List<ComparedNeighbour> found = index.nearest(query.unit(), comparedUnits(), count, allowed);
      boolean exhausted = found.size() < count;
      List<Candidate> others =
          found.stream()
              .filter(neighbour -> !excluded.contains(neighbour.id()))
              .map(neighbour -> candidate(neighbour.id(), neighbour.score(), neighbour.others()))
              .toList();
      if (exhausted
          || (others.size() > wanted
              && others.getLast().cosine() < others.get(wanted - 1).cosine())) {
        return others;
      }
      count = (int) Math.min(Integer.MAX_VALUE, 2L * count);
    }
  }

  /// Returns the vectors that each candidate is compared with in addition to the query.
  private List<float[]> comparedUnits() {
    return settings.equals(RankingSettings.SUM) ? List.of() : query.partUnits();
  }

  private Candidate candidate(long id, float cosine, List<Float> others) {
    double image = Double.NaN;
    double text = Double.NaN;
    if (!others.isEmpty()) {
      image = query.kind() == Query.Kind.TEXTS ? Double.NaN : others.getFirst();
      text = query.kind() == Query.Kind.IMAGES ? Double.NaN : others.getLast();
    }
    return new Candidate(
        id, cosine, query.hasProduct() ? query.product(image, text) : 0, image, text);
  }

  private BandClassifier classifier() {
    List<float[]> units = new ArrayList<>(List.of(query.unit()));
    units.addAll(comparedUnits());
    List<float[]> sample = index.sample(units, SAMPLE_SIZE);
    float[] scores = query.hasProduct() ? scores(sample) : sample.getFirst();
    // For a kind without cosines the distribution is not used.
    NullDistribution images = NullDistribution.fit(sample.get(Math.min(1, sample.size() - 1)));
    NullDistribution texts = NullDistribution.fit(sample.getLast());
    return new BandClassifier(settings, query.kind(), NullDistribution.fit(scores), images, texts);
  }

  /// Returns the scores of a sample of a query of images and text, from its cosines with the query,
  /// the images and the text.
  private float[] scores(List<float[]> sample) {
    float[] scores = sample.getFirst().clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (scores[i] + query.product(sample.get(1)[i], sample.get(2)[i]));
    }
    return scores;
  }
}
