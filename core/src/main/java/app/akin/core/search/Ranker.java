package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.NullDistribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Orders the photos of a space for one query and divides them into relevance bands.
///
/// The space proposes candidates by their cosine with the query. If the score of the model has a
/// further term, more candidates than requested are scored exactly.
///
/// @param <F> a filter of the space
/// @param space the photos
/// @param query the query
/// @param settings the settings of the model
record Ranker<F>(SearchSpace<F> space, Query query, RankingSettings settings) {
  /// Size of the sample for a [NullDistribution].
  static final int SAMPLE_SIZE = 2_000;

  /// Minimum number of candidates to score exactly, and the same for large libraries. With 100,000
  /// photos the first 500 candidates held the best ten in all cases.
  private static final int CANDIDATES = 1_000;

  private static final int MANY_CANDIDATES = 2_000;

  private static final int LARGE_LIBRARY = 100_000;

  /// Maximum number of candidates to find where the weak results begin.
  private static final int MAX_CANDIDATES = 32_000;

  /// Returns the best photos, best first: at least the requested number if there are as many, plus
  /// all that tie with the last, because ties are ordered by path, not by row.
  ///
  /// Every photo has the relevance band that it has among all photos, whatever is allowed.
  ///
  /// @param allowed restricts the photos, or null for all
  /// @param excluded the IDs of the query images
  List<RankedMatch> best(int limit, @Nullable F allowed, Set<Long> excluded) {
    List<RankedMatch> all = rank(limit, RelevanceBand.POSSIBLE, MAX_CANDIDATES, excluded);
    List<RankedMatch> wanted =
        allowed == null
            ? all
            : candidates(candidateCount(limit), allowed, excluded).stream()
                .map(candidate -> new RankedMatch(candidate, band(candidate, all)))
                .toList();
    int end = Math.min(limit, wanted.size());
    while (end > 0
        && end < wanted.size()
        && wanted.get(end).candidate().score() >= wanted.get(limit - 1).candidate().score()) {
      end++;
    }
    return wanted.subList(0, end);
  }

  /// Returns the contents that match the query strongly.
  Set<Long> strong() {
    return rank(0, RelevanceBand.STRONG, Integer.MAX_VALUE, Set.of()).stream()
        .filter(match -> match.band() == RelevanceBand.STRONG)
        .map(match -> match.candidate().id())
        .collect(Collectors.toSet());
  }

  /// Returns the beginning of the ranking of all photos.
  ///
  /// @param limit minimum number of photos
  /// @param last the weakest band that must be complete
  /// @param max maximum number of photos to complete it
  private List<RankedMatch> rank(int limit, RelevanceBand last, int max, Set<Long> excluded) {
    BandClassifier classifier = classifier();
    int visible = space.visible();
    int count = candidateCount(limit);
    while (true) {
      List<Candidate> ordered = candidates(count, null, excluded);
      List<RelevanceBand> bands = classifier.classify(ordered, visible);
      if (ordered.size() < count
          || count >= max
          || bands.isEmpty()
          || bands.getLast().compareTo(last) > 0) {
        return IntStream.range(0, ordered.size())
            .mapToObj(i -> new RankedMatch(ordered.get(i), bands.get(i)))
            .toList();
      }
      count = (int) Math.min(Integer.MAX_VALUE, 4L * count);
    }
  }

  /// Returns the band of a candidate among all photos: its own, or that of the photo behind which
  /// it would stand.
  private static RelevanceBand band(Candidate candidate, List<RankedMatch> all) {
    int at =
        Collections.binarySearch(
            all,
            new RankedMatch(candidate, RelevanceBand.WEAK),
            Comparator.comparing(RankedMatch::candidate, Candidate.BEST_FIRST));
    int position = at < 0 ? -at - 1 : at;
    return position < all.size() ? all.get(position).band() : RelevanceBand.WEAK;
  }

  private int candidateCount(int limit) {
    return Math.max(limit, space.visible() < LARGE_LIBRARY ? CANDIDATES : MANY_CANDIDATES);
  }

  /// Returns the best candidates in order: at least the requested number if there are as many, plus
  /// all that tie with the last.
  private List<Candidate> candidates(int wanted, @Nullable F allowed, Set<Long> excluded) {
    int count = (int) Math.min(Integer.MAX_VALUE, (long) wanted + excluded.size() + 1);
    while (true) {
      List<ComparedNeighbour> found =
          space.nearest(query.unit(), query.comparedUnits(settings), count, allowed).best();
      boolean exhausted = found.size() < count;
      List<Candidate> others =
          found.stream()
              .filter(neighbour -> !excluded.contains(neighbour.id()))
              .map(
                  neighbour ->
                      Candidate.of(query, neighbour.id(), neighbour.score(), neighbour.others()))
              .toList();
      if (exhausted
          || (others.size() > wanted
              && others.getLast().cosine() < others.get(wanted - 1).cosine())) {
        return others.stream().sorted(Candidate.BEST_FIRST).toList();
      }
      count = (int) Math.min(Integer.MAX_VALUE, 2L * count);
    }
  }

  private BandClassifier classifier() {
    List<float[]> units = new ArrayList<>(List.of(query.unit()));
    units.addAll(query.comparedUnits(settings));
    List<float[]> sample = space.sample(units, SAMPLE_SIZE);
    float[] scores = query.isCosine() ? sample.getFirst() : scores(sample);
    List<float[]> compared = query.ofParts(sample.subList(1, sample.size()));
    List<float[]> parts =
        query.hasPenalty() || compared.isEmpty() ? sample.subList(0, 1) : compared;
    // For a kind without cosines the distribution is not used.
    NullDistribution images = NullDistribution.fit(parts.getFirst());
    NullDistribution texts = NullDistribution.fit(parts.getLast());
    return new BandClassifier(
        settings,
        query.kind(),
        NullDistribution.fit(scores),
        images,
        texts,
        // Without feedback the distribution is not used.
        NullDistribution.fit(sample.getLast()));
  }

  /// Returns the scores of a sample from its cosines with the query and the compared units.
  private float[] scores(List<float[]> sample) {
    float[] scores = sample.getFirst().clone();
    for (int i = 0; i < scores.length; i++) {
      int photo = i;
      List<Float> others =
          sample.subList(1, sample.size()).stream().map(cosines -> cosines[photo]).toList();
      scores[i] = Candidate.of(query, 0, scores[i], others).score();
    }
    return scores;
  }
}
