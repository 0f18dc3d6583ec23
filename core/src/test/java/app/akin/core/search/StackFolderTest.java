package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.StackLibrary;
import app.akin.core.kit.TestSeed;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folds rankings of a library by the vectors of its photos, compared with a reading of the whole
/// ranking. `-Dakin.stacks=20000` sets the number of photos.
class StackFolderTest {
  private static final int PHOTOS = Integer.getInteger("akin.stacks", 600);
  private static final int QUERIES = 20;
  private static final int LIMIT = 30;

  @TempDir Path temp;

  @Test
  void theBestOfEachStackIsKept() {
    long seed = TestSeed.of(StackFolderTest.class);
    StackLibrary photos = new StackLibrary(seed);
    try (Store store = Store.openForWriting(temp, BuildCache.NATIVES, Clock.systemUTC())) {
      CatalogueReader reader = store.reader();
      long root = store.writer().roots().add(temp.resolve("photos").toAbsolutePath(), List.of());
      long model = StackLibrary.model(store.writer(), "first");
      photos.write(store.writer(), root, "", model, StackLibrary.numbers(PHOTOS));
      StackLibrary.pass(reader, store.writer(), model).run(_ -> true);
      List<ContentId> contents =
          Arrays.stream(reader.matching(PhotoFilter.ALL)).mapToObj(ContentId::new).toList();
      Map<ContentId, Long> stacks = reader.stacks().stacks(contents);
      assertThat(stacks).hasSizeGreaterThan(PHOTOS / 5);
      Map<ContentId, Embedding> embeddings = reader.vectors().embeddings(contents, model);

      Random random = new Random(seed);
      for (int i = 0; i < QUERIES; i++) {
        ContentId query = contents.get(random.nextInt(contents.size()));
        List<RankedMatch> ranking = ranking(embeddings, embedding(embeddings, query).unit());
        List<RankedMatch> expected = distinct(ranking, stacks, new HashSet<>());

        List<RankedMatch> folded = best(reader, Stacks.FOLD, ranking);
        assertThat(folded).hasSizeGreaterThanOrEqualTo(LIMIT);
        assertThat(folded.subList(0, LIMIT)).isEqualTo(expected.subList(0, LIMIT));
        assertThat(best(reader, Stacks.ALL, ranking)).isEqualTo(ranking.subList(0, LIMIT));
        assertThat(ranking.getFirst().candidate().id()).isEqualTo(query.value());
        assertThat(folded).doesNotHaveDuplicates().startsWith(ranking.getFirst());
      }
    }
  }

  private static List<RankedMatch> best(
      CatalogueReader reader, Stacks stacks, List<RankedMatch> ranking) {
    return new StackFolder(reader.stacks(), request(stacks))
        .best(LIMIT, wanted -> ranking.subList(0, Math.min(wanted, ranking.size())));
  }

  private static SearchRequest request(Stacks stacks) {
    return new SearchRequest(
        List.of(),
        SearchRequest.NEUTRAL_BALANCE,
        Filter.NONE,
        Order.SCORE,
        LIMIT,
        ModelSelection.DEFAULT,
        false,
        stacks,
        false);
  }

  private static List<RankedMatch> ranking(Map<ContentId, Embedding> embeddings, float... query) {
    List<Candidate> candidates = new ArrayList<>();
    embeddings.forEach(
        (content, embedding) -> {
          float cosine = 0;
          for (int i = 0; i < query.length; i++) {
            cosine += query[i] * embedding.unit()[i];
          }
          candidates.add(new Candidate(content.value(), cosine, 0, Double.NaN, Double.NaN, 0));
        });
    Collections.sort(candidates, Candidate.BEST_FIRST);
    return candidates.stream()
        .map(candidate -> new RankedMatch(candidate, RelevanceBand.POSSIBLE))
        .toList();
  }

  private static List<RankedMatch> distinct(
      List<RankedMatch> ranking, Map<ContentId, Long> stacks, Set<Long> seen) {
    List<RankedMatch> kept = new ArrayList<>();
    for (RankedMatch match : ranking) {
      Long stack = stacks.get(new ContentId(match.candidate().id()));
      if (stack == null || seen.add(stack)) {
        kept.add(match);
      }
    }
    return kept;
  }

  private static Embedding embedding(Map<ContentId, Embedding> embeddings, ContentId content) {
    return Objects.requireNonNull(embeddings.get(content));
  }
}
