package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.JavaProcess;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.GivenName;
import app.akin.core.query.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Order, names, filter, undo, processes and merging of collections.
final class CollectionWriterTest {
  private static final int PHOTOS = 40;
  private static final int BATCH = 4;

  @TempDir Path temp;

  private Path folder;
  private TestLibrary library;
  private List<PhotoId> photos;

  /// Adds photos of a library to a new collection, four at a time, until it is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      long collection = Long.parseLong(arguments[1]);
      for (int i = 0; ; i++) {
        try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
          List<PhotoId> some =
              LongStream.rangeClosed(1, BATCH)
                  .mapToObj(each -> new PhotoId((int) (each + BATCH * (PHOTOS / BATCH / 2))))
                  .toList();
          if (i % 2 == 0) {
            edit.collections().add(collection, some, null);
          } else {
            edit.collections().remove(collection, some);
          }
          edit.commit();
        }
        if (i == 2) {
          System.out.println("ready");
        }
      }
    }
  }

  @BeforeEach
  void createLibrary() {
    folder = temp.resolve("library");
    library = new TestLibrary(folder);
    List<ContentId> contents =
        IntStream.range(0, PHOTOS)
            .mapToObj(number -> library.put(number + ".jpg", number))
            .toList();
    library.writer.commit();
    photos = contents.stream().map(library::photo).toList();
  }

  @AfterEach
  void closeLibrary() {
    library.close();
    CatalogueInvariants.check(folder);
  }

  private interface Change<T> {
    T of(CollectionWriter writer);
  }

  private <T> T edit(Change<T> change) {
    try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      T result = change.of(edit.collections());
      edit.commit();
      return result;
    }
  }

  private int count(Change<Integer> change) {
    return edit(change);
  }

  private boolean can(Change<Boolean> change) {
    return edit(change);
  }

  private boolean undo() {
    try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      return edit.undo().isPresent();
    }
  }

  private boolean redo() {
    try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      return edit.redo().isPresent();
    }
  }

  private long create(String name) {
    return edit(writer -> writer.create(GivenName.of(name)).orElseThrow());
  }

  private List<PhotoId> members(long collection) {
    return library.reader.collections().members(collection).stream()
        .map(CollectionMember::photo)
        .toList();
  }

  private Set<PhotoId> found(String... facts) {
    List<Fact> parsed = Stream.of(facts).map(text -> FactSyntax.parse(text, Places.NONE)).toList();
    Set<PhotoId> found = new HashSet<>();
    for (long id : library.reader.facts(Places.NONE, false).matching(PhotoFilter.of(parsed))) {
      found.add(library.photo(new ContentId(id)));
    }
    return found;
  }

  /// A list is the oracle.
  @Test
  void randomChangesKeepTheOrderAndAreUndoneAndRepeated() {
    Random random = new Random(TestSeed.of(CollectionWriterTest.class));
    long collection = create("order");
    List<PhotoId> expected = new ArrayList<>();
    Deque<List<PhotoId>> states = new ArrayDeque<>();
    int steps = 45;
    while (states.size() < steps) {
      List<PhotoId> some = new ArrayList<>(photos);
      Collections.shuffle(some, random);
      some = some.subList(0, 1 + random.nextInt(6));
      PhotoId before =
          expected.isEmpty() || random.nextInt(3) == 0
              ? null
              : expected.get(random.nextInt(expected.size()));
      List<PhotoId> old = List.copyOf(expected);
      List<PhotoId> given = List.copyOf(some);
      switch (random.nextInt(3)) {
        case 0 -> {
          List<PhotoId> added = new ArrayList<>(given);
          added.removeAll(expected);
          int at = before == null ? expected.size() : expected.indexOf(before);
          expected.addAll(at, added);
          assertThat(count(writer -> writer.add(collection, given, before)))
              .isEqualTo(added.size());
        }
        case 1 -> {
          expected.removeAll(given);
          assertThat(count(writer -> writer.remove(collection, given)))
              .isEqualTo(old.size() - expected.size());
        }
        default -> {
          List<PhotoId> moved = new ArrayList<>(given);
          moved.retainAll(expected);
          int at = before == null ? expected.size() : expected.indexOf(before);
          while (at < expected.size() && moved.contains(expected.get(at))) {
            at++;
          }
          PhotoId next = at == expected.size() ? null : expected.get(at);
          expected.removeAll(moved);
          expected.addAll(next == null ? expected.size() : expected.indexOf(next), moved);
          edit(
              writer -> {
                writer.move(collection, given, before);
                return true;
              });
        }
      }
      assertThat(members(collection)).isEqualTo(expected);
      if (!old.equals(expected)) {
        states.push(old);
      }
    }
    List<List<PhotoId>> undone = new ArrayList<>();
    while (!states.isEmpty()) {
      List<PhotoId> now = members(collection);
      // A step that left the order as it was may lie between.
      do {
        assertThat(undo()).isTrue();
      } while (members(collection).equals(now));
      assertThat(members(collection)).isEqualTo(states.pop());
      undone.add(now);
    }
    Collections.reverse(undone);
    for (List<PhotoId> state : undone) {
      do {
        assertThat(redo()).isTrue();
      } while (!members(collection).equals(state));
    }
    assertThat(members(collection)).isEqualTo(expected);
  }

  @Test
  void photosArePutBeforeOthersMoreOftenThanPlacesHaveRoom() {
    long collection = create("dense");
    edit(writer -> writer.add(collection, photos.subList(0, 2), null));
    List<PhotoId> expected = new ArrayList<>(photos.subList(0, 2));
    for (int i = 2; i < PHOTOS; i++) {
      PhotoId photo = photos.get(i);
      edit(writer -> writer.add(collection, List.of(photo), photos.get(1)));
      expected.add(expected.size() - 1, photo);
    }
    assertThat(members(collection)).isEqualTo(expected);
    while (expected.size() > 2) {
      expected.remove(expected.size() - 2);
      assertThat(undo()).isTrue();
      assertThat(members(collection)).isEqualTo(expected);
    }
    assertThat(undo()).isTrue();
    assertThat(undo()).isTrue();
    assertThat(library.reader.collections().all()).isEmpty();
  }

  @Test
  void namesAreOneLineAndDifferInMoreThanCase() {
    long collection = create("  Trip \"A\"\n to \u202ePo\u0301rto ");

    CollectionRow row = library.reader.collections().all().getFirst();
    assertThat(row.name()).isEqualTo("Trip \"A\" to \u202eP\u00f3rto");
    assertThat(can(writer -> writer.create(GivenName.of("trip \"a\" to p\u00f3rto")).isPresent()))
        .isFalse();
    assertThat(library.reader.collections().named("TRIP \"a\" to porto").orElseThrow().id())
        .isEqualTo(collection);
    long other = create("Tríp \"A\" to Porto");
    assertThat(library.reader.collections().named("trip \"a\" to póRto").orElseThrow().id())
        .isEqualTo(collection);
    assertThat(library.reader.collections().named("Trip-\"A\"-to-Porto"))
        .as("two are meant")
        .isEmpty();
    assertThat(can(writer -> writer.rename(other, GivenName.of("trip \"a\" TO pórto")))).isFalse();
    assertThat(can(writer -> writer.rename(other, GivenName.of("❤")))).isTrue();
    assertThat(library.reader.collections().named("❤")).isPresent();
    TestLibrary.assertProblem(() -> GivenName.of("\u200f \n\t"), Problem.NameEmpty.class);
    TestLibrary.assertProblem(() -> GivenName.of("x".repeat(10_000)), Problem.NameTooLong.class);
    assertThat(GivenName.of("🦀".repeat(200)).text()).hasSize(400);
    assertThat(GivenName.of("a\ud800b").text()).isEqualTo("a\ufffdb");
  }

  @Test
  void aFactFindsThePhotosOfACollection() {
    long one = create("Sea \"x\"");
    long other = create("Müller's, best|of");
    edit(writer -> writer.add(one, photos.subList(0, 10), null));
    edit(writer -> writer.add(other, photos.subList(5, 20), null));
    edit(writer -> writer.remove(one, photos.subList(0, 2)));

    Fact fact = FactSyntax.parse("collection:\"sea \\\"x\\\"\"", Places.NONE);
    assertThat(FactSyntax.parse(fact.canonical(), Places.NONE)).isEqualTo(fact);
    assertThat(found(fact.canonical())).containsExactlyInAnyOrderElementsOf(photos.subList(2, 10));
    assertThat(found("collection:\"muller's, best|of\""))
        .containsExactlyInAnyOrderElementsOf(photos.subList(5, 20));
    assertThat(found(fact.canonical(), "collection:\"Müller's, best|of\""))
        .as("both must hold")
        .containsExactlyInAnyOrderElementsOf(photos.subList(5, 10));
    assertThat(found("collection:\"sea \\\"x\\\"\"|\"müller's, best|of\""))
        .containsExactlyInAnyOrderElementsOf(photos.subList(2, 20));
    assertThat(found("-" + fact.canonical())).hasSize(PHOTOS - 8);
    assertThat(found("collection:none")).isEmpty();
    assertThat(found("-collection:none")).hasSize(PHOTOS);
    edit(
        writer -> {
          writer.delete(one);
          return true;
        });
    assertThat(found(fact.canonical())).isEmpty();
    assertThat(library.reader.facts(Places.NONE, false).vocabulary().collections())
        .containsExactly("Müller's, best|of");
    undo();
    assertThat(found(fact.canonical())).hasSize(8);
  }

  @Test
  void aPhotoThatIsGoneStaysAndReturnsHoweverLate() {
    long collection = create("kept");
    edit(writer -> writer.add(collection, photos.subList(0, 3), null));
    library.remove("1.jpg");
    library.writer.commit();
    library.writer.expireTombstones(TestLibrary.NOW.plusSeconds(1_000_000));
    library.writer.commit();

    assertThat(library.reader.collections().members(collection))
        .extracting(CollectionMember::isMissing)
        .containsExactly(false, true, false);
    assertThat(library.reader.collections().members(collection).get(1).content()).isNotNull();
    assertThat(library.reader.collections().all().getFirst().missing()).isEqualTo(1);
    assertThat(found("collection:kept")).hasSize(2);

    library.put("elsewhere", "renamed.jpg", 1);
    library.writer.commit();
    assertThat(members(collection)).isEqualTo(photos.subList(0, 3));
    assertThat(library.reader.collections().all().getFirst().missing()).isZero();
    assertThat(found("collection:kept")).hasSize(3);
  }

  @Test
  void mergedPhotosKeepTheirCollections() {
    long one = create("one");
    long both = create("both");
    ContentId raw =
        library.writer.putContent(
            TestLibrary.key(100), 5, new PhotoFacts("RAW", 4, 3, 1, Metadata.NONE));
    library.writer.putFile(library.rootId, "", "3.raw", 5, 7, raw);
    library.writer.commit();
    PhotoId rawPhoto = library.photo(raw);
    edit(writer -> writer.add(one, List.of(photos.get(0), rawPhoto), null));
    edit(writer -> writer.add(both, List.of(rawPhoto, photos.get(3)), null));
    edit(writer -> writer.remove(both, List.of(photos.get(3))));

    library.writer.mergeSiblings(
        Objects.requireNonNull(library.reader.collections().members(one).get(1).content()),
        content(photos.get(3)));
    library.writer.commit();

    assertThat(members(one)).containsExactly(photos.get(0), photos.get(3));
    assertThat(members(both)).containsExactly(photos.get(3));
  }

  private ContentId content(PhotoId photo) {
    return new ContentId(photos.indexOf(photo) + 1);
  }

  @Test
  void aKilledProcessLeavesWholeChanges() throws Exception {
    long collection = create("killed");
    edit(writer -> writer.add(collection, photos.subList(0, 3), null));
    for (int i = 0; i < 3; i++) {
      Process child =
          JavaProcess.of(Child.class, folder.toString(), Long.toString(collection))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader out = child.inputReader()) {
        assertThat(out.readLine()).isEqualTo("ready");
        // Both processes write at once.
        PhotoId mine = photos.get(3 + i);
        edit(writer -> writer.add(collection, List.of(mine), null));
        child.destroyForcibly().waitFor();
      } catch (IOException e) {
        child.destroyForcibly();
        throw e;
      }
      assertThat(members(collection)).startsWith(photos.get(0), photos.get(1), photos.get(2));
      assertThat(members(collection)).contains(photos.get(3 + i));
      assertThat(members(collection).size() - (4 + i)).isIn(0, BATCH);
    }
  }

  @Test
  void changesNeedNoLockOfARunningWriter() {
    // The fixture's writer holds the lock of the library, with an open transaction of vectors.
    long model = library.writer.vectors().putModel("m", "m", 4);
    library.embed("e.jpg", 200, model);
    library.writer.commit();
    long collection = create("meanwhile");
    library.put("f.jpg", 201);
    library.writer.commit();
    assertThat(count(writer -> writer.add(collection, photos, null))).isEqualTo(PHOTOS);
  }
}
