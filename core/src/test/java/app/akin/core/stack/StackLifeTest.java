package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.StackLibrary;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.StackDecision.Kind;
import app.akin.core.store.StackMember;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows the stacks of a library through its life. `-Dakin.stacks=20000` sets the number of
/// photos.
class StackLifeTest {
  private static final int PHOTOS = Integer.getInteger("akin.stacks", 600);

  private final StackLibrary photos = new StackLibrary(TestSeed.of(StackLifeTest.class));

  @TempDir Path temp;

  /// A library open for writing.
  private static final class Open implements AutoCloseable {
    final Store store;
    final CatalogueWriter writer;
    final CatalogueReader reader;
    final long root;
    final long model;

    Open(Path folder) {
      store = Store.openForWriting(folder, BuildCache.NATIVES, Clock.systemUTC());
      writer = store.writer();
      reader = store.reader();
      root = writer.roots().add(folder.resolveSibling("photos").toAbsolutePath(), List.of());
      model = StackLibrary.model(writer, "first");
      writer.commit();
    }

    StackPass.Result pass() {
      return pass(model);
    }

    StackPass.Result pass(long other) {
      return StackLibrary.pass(reader, writer, other).run(_ -> true);
    }

    /// Returns the photos by their numbers.
    Map<Integer, PhotoRow> rows() {
      Map<Integer, PhotoRow> rows = new HashMap<>();
      reader
          .photos(Arrays.stream(reader.matching(PhotoFilter.ALL)).mapToObj(ContentId::new).toList())
          .values()
          .forEach(row -> rows.put((int) row.key().low(), row));
      return rows;
    }

    PhotoId photo(int number) {
      return Objects.requireNonNull(rows().get(number)).photo();
    }

    void decide(Kind kind, Map<Integer, Integer> sides) {
      Map<PhotoId, Integer> decided = new HashMap<>();
      sides.forEach((number, side) -> decided.put(photo(number), side));
      writer.stacks().decide(kind, decided);
      writer.commit();
      StackLibrary.pass(reader, writer, StackPass.model(reader)).applyDecisions();
    }

    /// Returns the numbers of the photos that are in one stack with a photo.
    SortedSet<Integer> with(int number) {
      List<PhotoId> together = reader.stacks().together(photo(number));
      TreeSet<Integer> numbers = new TreeSet<>();
      rows()
          .forEach(
              (other, row) -> {
                if (together.contains(row.photo())) {
                  numbers.add(other);
                }
              });
      return numbers;
    }

    int cover(int number) {
      PhotoId photo = photo(number);
      PhotoId cover =
          reader.stacks().members().values().stream()
              .filter(stack -> stack.stream().anyMatch(each -> each.photo().equals(photo)))
              .flatMap(List::stream)
              .filter(StackMember::isCover)
              .findFirst()
              .orElseThrow()
              .photo();
      return rows().entrySet().stream()
          .filter(entry -> entry.getValue().photo().equals(cover))
          .findFirst()
          .orElseThrow()
          .getKey();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void decisionsOutlastMovesRunsAndModels() {
    int[] all = StackLibrary.numbers(PHOTOS);
    Path folder = temp.resolve("library");
    try (Open open = new Open(folder)) {
      photos.write(open.writer, open.root, "", open.model, all);
      open.pass();
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
      assertThat(open.pass().photos()).isZero();

      // 0, 8, 9 are copies; 10, 18, 19 a burst.
      open.decide(Kind.SPLIT, Map.of(9, 0, 0, 1, 8, 1));
      open.decide(Kind.JOIN, Map.of(1, 0, 2, 0));
      open.decide(Kind.COVER, Map.of(18, 0));
      open.decide(Kind.NEVER, Map.of(20, 0));
      String decided = StackLibrary.partition(open.reader);
      checkDecisions(open);

      move(open, all);
      open.pass();
      checkDecisions(open);
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(decided);

      // Everything is compared again.
      Map<Long, List<StackMember>> before = open.reader.stacks().members();
      open.writer.putSetting(StackPass.BASIS, "");
      open.writer.commit();
      assertThat(open.pass().photos()).isEqualTo(PHOTOS);
      checkDecisions(open);
      assertThat(open.reader.stacks().members()).isEqualTo(before);

      long other = StackLibrary.model(open.writer, "second");
      open.rows()
          .forEach(
              (number, row) ->
                  StackLibrary.embed(open.writer, row.content(), other, photos.shot(number, 1)));
      open.writer.commit();
      assertThat(open.pass(other).photos()).isEqualTo(PHOTOS);
      checkDecisions(open);
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(decided);

      for (Kind kind : List.of(Kind.NEVER, Kind.COVER, Kind.JOIN, Kind.SPLIT)) {
        assertThat(open.writer.stacks().undo()).contains(kind);
      }
      assertThat(open.writer.stacks().undo()).isEmpty();
      open.writer.commit();
      open.pass(other);
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
      assertThat(open.cover(18)).isNotEqualTo(18);
    }
    CatalogueInvariants.check(folder);
  }

  private static void checkDecisions(Open open) {
    assertThat(open.with(9)).containsExactly(9);
    assertThat(open.with(8)).containsExactly(0, 8);
    assertThat(open.with(1)).containsExactly(1, 2);
    assertThat(open.with(18)).containsExactly(10, 18, 19);
    assertThat(open.cover(18)).isEqualTo(18);
    assertThat(open.with(20)).containsExactly(20);
    assertThat(open.with(28)).containsExactly(28, 29);
  }

  /// Moves all files to another folder.
  private static void move(Open open, int... numbers) {
    Map<Integer, PhotoRow> rows = open.rows();
    List<Long> old =
        open.reader.files(open.root, "", open.model).values().stream()
            .map(file -> file.id())
            .toList();
    for (int number : numbers) {
      PhotoRow row = Objects.requireNonNull(rows.get(number));
      String name = String.valueOf(row.paths().getFirst().getFileName());
      open.writer.putFile(open.root, "moved", name, row.bytes(), 7, row.content());
      open.writer.putOwnFacts(open.root, "moved", name, row.facts().metadata(), 1);
    }
    open.writer.removeFiles(old);
    open.writer.commit();
    assertThat(open.rows()).hasSize(numbers.length);
  }

  @Test
  void theOrderOfPhotosDoesNotMatter() {
    int[] all = StackLibrary.numbers(PHOTOS);
    Random random = new Random(TestSeed.of(StackLifeTest.class));
    List<Integer> shuffled = new ArrayList<>(Arrays.stream(all).boxed().toList());
    Collections.shuffle(shuffled, random);
    try (Open open = new Open(temp.resolve("library"))) {
      int step = PHOTOS / 5 + 1;
      for (int from = 0; from < PHOTOS; from += step) {
        photos.write(
            open.writer,
            open.root,
            "",
            open.model,
            shuffled.subList(from, Math.min(PHOTOS, from + step)).stream()
                .mapToInt(Integer::intValue)
                .toArray());
        open.pass();
      }
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
    }
  }

  @Test
  void aStoppedUpdateContinues() {
    int[] all = StackLibrary.numbers(PHOTOS);
    try (Open open = new Open(temp.resolve("library"))) {
      photos.write(open.writer, open.root, "", open.model, all);
      int updates = 0;
      int compared = 0;
      StackPass.Result result;
      do {
        int[] batches = {0};
        result = StackLibrary.pass(open.reader, open.writer, open.model).run(_ -> batches[0]++ < 1);
        compared += result.photos();
        updates++;
      } while (!result.complete() && updates < PHOTOS);

      assertThat(updates).isGreaterThan(2);
      assertThat(compared).isEqualTo(PHOTOS);
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
      assertThat(open.reader.stacks().members().values())
          .allSatisfy(stack -> assertThat(stack).allMatch(member -> member.movedFrom() == 0));
    }
  }

  /// The end of the process in the middle of a batch loses the batch and nothing else.
  @Test
  void anInterruptedUpdateLeavesNothingHalfStored() {
    int[] all = StackLibrary.numbers(PHOTOS);
    Path folder = temp.resolve("library");
    for (int kill = 1; kill <= 3; kill++) {
      int last = 30 * kill;
      try (Open open = new Open(folder)) {
        if (kill == 1) {
          photos.write(open.writer, open.root, "", open.model, all);
        }
        Function<ContentId, Optional<ImageSignature>> thumbnails =
            StackLibrary.thumbnails(open.reader);
        AtomicInteger read = new AtomicInteger();
        StackPass killed =
            new StackPass(
                open.reader,
                open.writer,
                open.model,
                StackLibrary.REVISION,
                thumbnails,
                content -> {
                  if (read.incrementAndGet() > last) {
                    throw new IllegalStateException("killed");
                  }
                  return thumbnails.apply(content);
                });
        assertThatThrownBy(() -> killed.run(_ -> true)).hasStackTraceContaining("killed");
      }
      CatalogueInvariants.check(folder);
    }
    try (Open open = new Open(folder)) {
      assertThat(open.pass().complete()).isTrue();
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
    }
  }

  @Test
  void aNewPhotoIsComparedWithFewOthers() {
    int[] all = StackLibrary.numbers(PHOTOS);
    try (Open open = new Open(temp.resolve("library"))) {
      photos.write(open.writer, open.root, "", open.model, Arrays.copyOf(all, PHOTOS - 1));
      open.pass();
      photos.write(open.writer, open.root, "", open.model, PHOTOS - 1);

      StackPass.Result result = open.pass();
      assertThat(result.photos()).isEqualTo(1);
      assertThat(result.compared()).isLessThanOrEqualTo(3);
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
    }
  }

  /// Both have some photos in common.
  @Test
  void twoLibrariesMergedHaveTheStacksOfOne() {
    int[] all = StackLibrary.numbers(PHOTOS);
    try (Open open = new Open(temp.resolve("library"))) {
      long other = open.writer.roots().add(temp.resolve("more").toAbsolutePath(), List.of());
      photos.write(open.writer, open.root, "", open.model, Arrays.copyOf(all, 2 * PHOTOS / 3 + 1));
      open.pass();
      photos.write(open.writer, other, "", open.model, Arrays.copyOfRange(all, PHOTOS / 3, PHOTOS));
      open.pass();
      assertThat(StackLibrary.partition(open.reader)).isEqualTo(StackLibrary.expected(all));
    }
  }

  @Test
  void photosOfARemovedCoverStayTogether() {
    int[] all = StackLibrary.numbers(40);
    try (Open open = new Open(temp.resolve("library"))) {
      photos.write(open.writer, open.root, "", open.model, all);
      open.pass();
      int cover = open.cover(8);
      SortedSet<Integer> rest = open.with(8);
      String name = photos.shot(cover, 0).name();
      open.writer.removeFiles(
          List.of(
              Objects.requireNonNull(open.reader.files(open.root, "", open.model).get(name)).id()));
      open.writer.commit();
      assertThat(open.pass().compared()).isEqualTo(rest.size() - 1);
      rest.remove(cover);
      assertThat(open.with(rest.first())).isEqualTo(rest);
      assertThat(rest).contains(open.cover(rest.first()));
    }
  }
}
