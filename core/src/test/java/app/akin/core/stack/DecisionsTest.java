package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.PhotoId;
import app.akin.core.store.StackDecision;
import app.akin.core.store.StackDecision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Later decisions replace earlier ones about the same photos.
class DecisionsTest {
  private final List<StackDecision> made = new ArrayList<>();

  private void decide(Kind kind, long[] first, long... second) {
    Map<PhotoId, Integer> sides = new HashMap<>();
    for (long photo : second) {
      sides.put(new PhotoId(photo), 1);
    }
    for (long photo : first) {
      sides.put(new PhotoId(photo), 0);
    }
    made.add(new StackDecision(made.size() + 1, kind, sides));
  }

  private Decisions decisions() {
    return new Decisions(made);
  }

  private static long[] photos(long... photos) {
    return photos;
  }

  @Test
  void aSplitSeparatesItsSides() {
    decide(Kind.SPLIT, photos(1, 2), 3, 4);

    assertThat(decisions().areApart(1, 3)).isTrue();
    assertThat(decisions().areApart(4, 2)).isTrue();
    assertThat(decisions().areApart(1, 2)).isFalse();
    assertThat(decisions().areApart(3, 4)).isFalse();
    assertThat(decisions().areApart(1, 5)).isFalse();
  }

  @Test
  void aLaterJoinEndsASplitOfThesePhotosOnly() {
    decide(Kind.SPLIT, photos(1), 2, 3);
    decide(Kind.JOIN, photos(1, 2));

    assertThat(decisions().areApart(1, 2)).isFalse();
    assertThat(decisions().areApart(1, 3)).isTrue();
    assertThat(decisions().group(1)).isNotZero().isEqualTo(decisions().group(2));
    assertThat(decisions().group(3)).isZero();
  }

  @Test
  void aLaterSplitEndsAJoin() {
    decide(Kind.JOIN, photos(1, 2, 3));
    decide(Kind.SPLIT, photos(1, 2), 3);

    assertThat(decisions().areApart(1, 3)).isTrue();
    assertThat(decisions().group(1)).isEqualTo(decisions().group(2));
    assertThat(decisions().group(1)).isNotEqualTo(decisions().group(3));
  }

  @Test
  void joinedGroupsBecomeOne() {
    decide(Kind.JOIN, photos(1, 2));
    decide(Kind.JOIN, photos(3, 4));
    decide(Kind.JOIN, photos(2, 3));

    assertThat(decisions().group(1)).isEqualTo(decisions().group(4));
  }

  @Test
  void neverHoldsUntilALaterJoin() {
    decide(Kind.JOIN, photos(1, 2));
    decide(Kind.NEVER, photos(1));
    assertThat(decisions().isNever(1)).isTrue();
    assertThat(decisions().group(1)).isZero();

    decide(Kind.JOIN, photos(1, 3));
    assertThat(decisions().isNever(1)).isFalse();
  }

  @Test
  void theLastCoverCounts() {
    decide(Kind.COVER, photos(1));
    decide(Kind.COVER, photos(2));

    assertThat(decisions().cover(2)).isGreaterThan(decisions().cover(1));
    assertThat(decisions().cover(3)).isZero();
  }
}
