package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.Flag;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.Marks;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Step;
import app.akin.core.photo.StepKind;
import app.akin.core.photo.StepResult;
import app.akin.core.query.Fact;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Marks of photos and the journal of steps.
class EditWriterTest {
  private static final int PHOTOS = 20;

  @TempDir Path temp;

  private Path folder;
  private TestLibrary library;
  private List<PhotoId> photos;

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

  private EditWriter edit() {
    return EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK);
  }

  private List<PhotoId> found(String... facts) {
    List<Fact> parsed = Stream.of(facts).map(text -> FactSyntax.parse(text, Places.NONE)).toList();
    long[] ids = library.reader.facts(Places.NONE, false).matching(PhotoFilter.of(parsed));
    List<PhotoId> found = new ArrayList<>();
    for (long id : ids) {
      found.add(library.photo(new ContentId(id)));
    }
    return found;
  }

  private static Metadata stated(int rating, String... keywords) {
    return new Metadata(
        List.of(),
        null,
        null,
        Metadata.Exposure.NONE,
        null,
        Metadata.PlaceName.NONE,
        rating,
        List.of(keywords),
        null,
        null,
        null,
        null);
  }

  private Marks marks(PhotoId photo) {
    return library.reader.marks().marks(List.of(photo)).getOrDefault(photo, Marks.NONE);
  }

  private int rate(List<PhotoId> rated, int rating) {
    try (EditWriter edit = edit()) {
      int changed = edit.marks().rate(rated, rating);
      edit.commit();
      return changed;
    }
  }

  private StepResult undo() {
    try (EditWriter edit = edit()) {
      return edit.undo().orElseThrow();
    }
  }

  private StepResult redo() {
    try (EditWriter edit = edit()) {
      return edit.redo().orElseThrow();
    }
  }

  @Test
  void marksAreFoundAtOnce() {
    try (EditWriter edit = edit()) {
      edit.marks().rate(photos.subList(0, 2), 4);
      edit.commit();
    }
    try (EditWriter edit = edit()) {
      edit.marks().flag(photos.subList(1, 3), Flag.PICK);
      edit.marks().flag(photos.subList(3, 4), Flag.REJECT);
      edit.commit();
    }
    try (EditWriter edit = edit()) {
      edit.marks().keywords(photos.subList(0, 1), List.of("Family|Mum"), List.of());
      edit.marks().caption(photos.subList(0, 1), "At the sea");
      edit.commit();
    }
    assertThat(found("rating:4")).containsExactlyElementsOf(photos.subList(0, 2));
    assertThat(found("flag:pick")).containsExactlyElementsOf(photos.subList(1, 3));
    assertThat(found("flag:reject")).containsExactly(photos.get(3));
    assertThat(found("tag:mum")).containsExactly(photos.get(0));
    assertThat(found("tag:family", "rating:>=4")).containsExactly(photos.get(0));
    assertThat(found("-has:flag")).hasSize(PHOTOS - 3);
    assertThat(library.reader.marks().steps())
        .extracting(Step::kind, Step::targets)
        .containsExactly(
            tuple(StepKind.KEYWORDS, 2), tuple(StepKind.FLAG, 3), tuple(StepKind.RATING, 2));
  }

  @Test
  void allMarksAreTakenBackInOneStepThatIsUndone() {
    PhotoId photo = photos.getFirst();
    library.writer.putOwnFacts(library.rootId, "", "0.jpg", stated(2, "sea", "sun"), 1);
    library.writer.commit();
    try (EditWriter edit = edit()) {
      edit.marks().rate(photos.subList(0, 2), 5);
      edit.marks().flag(List.of(photo), Flag.PICK);
      edit.marks().caption(List.of(photo), "Mine");
      edit.marks().keywords(List.of(photo), List.of("beach"), List.of("sea"));
      edit.commit();
    }
    EffectiveMarks set = new EffectiveMarks(5, Flag.PICK, List.of("sun", "beach"), "Mine");
    assertThat(effective(photo)).isEqualTo(set);
    try (EditWriter edit = edit()) {
      assertThat(edit.marks().reset(List.of(photo))).isEqualTo(5);
      edit.commit();
    }
    assertThat(effective(photo))
        .isEqualTo(new EffectiveMarks(2, Flag.NONE, List.of("sea", "sun"), ""));
    assertThat(effective(photos.get(1)).rating()).isEqualTo(5);
    assertThat(effective(photos.get(2))).isEqualTo(EffectiveMarks.NONE);
    assertThat(undo()).isEqualTo(new StepResult(StepKind.RESET, 5, 0));
    assertThat(effective(photo)).isEqualTo(set);
  }

  private EffectiveMarks effective(PhotoId photo) {
    ContentId content = library.reader.stacks().contents(List.of(photo)).values().iterator().next();
    return Objects.requireNonNull(
        library.reader.marks().effective(LongStream.of(content.value())).get(content));
  }

  @Test
  void theUserWinsOverFilesUntilTheMarkIsTakenBack() {
    PhotoId photo = photos.getFirst();
    library.writer.putOwnFacts(library.rootId, "", "0.jpg", stated(2, "sea", "sun"), 1);
    library.writer.commit();
    assertThat(found("rating:2")).containsExactly(photo);
    try (EditWriter edit = edit()) {
      edit.marks().rate(List.of(photo), 0);
      edit.marks().keywords(List.of(photo), List.of("beach"), List.of("sea"));
      edit.commit();
    }
    assertThat(found("has:rating")).isEmpty();
    assertThat(found("tag:sea")).isEmpty();
    assertThat(found("tag:beach")).containsExactly(photo);
    assertThat(found("tag:sun")).containsExactly(photo);
    // A later run joins the facts by the same rule.
    library.writer.putFactsOutside(library.rootId, "", "0.jpg", new FileFacts(Map.of()), null);
    library.writer.putOwnFacts(library.rootId, "", "0.jpg", stated(3, "sea", "moon"), 1);
    library.writer.commit();
    assertThat(found("has:rating")).isEmpty();
    assertThat(found("tag:sea")).isEmpty();
    assertThat(found("tag:beach", "tag:moon")).containsExactly(photo);
    undo();
    assertThat(found("rating:3")).containsExactly(photo);
    assertThat(found("tag:sea")).containsExactly(photo);
    assertThat(found("tag:beach")).isEmpty();
  }

  @Test
  void stepsAreUndoneAndRepeatedInTheirOrder() {
    rate(photos, 1);
    rate(photos.subList(0, 5), 2);
    rate(photos.subList(0, 5), 2);
    assertThat(library.reader.marks().steps()).hasSize(2);
    assertThat(undo()).isEqualTo(new StepResult(StepKind.RATING, 5, 0));
    assertThat(found("rating:1")).hasSize(PHOTOS);
    assertThat(undo()).isEqualTo(new StepResult(StepKind.RATING, PHOTOS, 0));
    assertThat(found("has:rating")).isEmpty();
    try (EditWriter edit = edit()) {
      assertThat(edit.undo()).isEmpty();
    }
    redo();
    redo();
    assertThat(found("rating:2")).hasSize(5);
    try (EditWriter edit = edit()) {
      assertThat(edit.redo()).isEmpty();
    }
    undo();
    rate(photos.subList(6, 7), 5);
    try (EditWriter edit = edit()) {
      assertThat(edit.redo()).isEmpty();
    }
    assertThat(found("rating:1")).hasSize(PHOTOS - 1);
  }

  @Test
  void aStepLeavesWhatWasChangedSince() {
    rate(photos, 1);
    try (EditWriter edit = edit()) {
      edit.marks().keywords(photos, List.of("x"), List.of());
      edit.commit();
    }
    rate(photos.subList(0, 3), 2);
    // As after a salvage that lost the last two steps.
    try (Session session = session()) {
      session.execute("DELETE FROM step_changes WHERE step_id > 1; DELETE FROM steps WHERE id > 1");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    assertThat(undo()).isEqualTo(new StepResult(StepKind.RATING, PHOTOS - 3, 3));
    assertThat(found("rating:2")).hasSize(3);
    assertThat(found("has:rating")).hasSize(3);
    assertThat(redo()).isEqualTo(new StepResult(StepKind.RATING, PHOTOS - 3, 3));
    assertThat(found("rating:2")).hasSize(3);
  }

  private Session session() {
    try {
      return Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=rw&_foreign_keys=1"));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theLastStepsAreKept() {
    for (int step = 0; step < Journal.MAX_STEPS + 10; step++) {
      rate(photos, 1 + step % 5);
    }
    assertThat(library.reader.marks().steps()).hasSize(Journal.MAX_STEPS);
    for (int step = 0; step < Journal.MAX_STEPS; step++) {
      assertThat(undo().changed()).isEqualTo(PHOTOS);
    }
    assertThat(found("rating:5")).hasSize(PHOTOS);
  }

  @Test
  void aRunAndTheUserTakeTurns() throws Exception {
    library.put("open.jpg", 100);
    CompletableFuture<Integer> edited = CompletableFuture.supplyAsync(() -> rate(photos, 3));
    Thread.sleep(Duration.ofMillis(300));
    assertThat(edited).isNotDone();
    for (int number = 101; number < 2000 && !edited.isDone(); number++) {
      library.writer.commit();
      library.put(number + ".jpg", number);
    }
    library.writer.commit();
    assertThat(edited.join()).isEqualTo(PHOTOS);
    assertThat(found("rating:3")).hasSize(PHOTOS);
    LibraryRevision revision = library.reader.revision();
    rate(photos, 4);
    LibraryRevision rated = library.reader.revision();
    assertThat(rated.all()).isNotEqualTo(revision.all());
    assertThat(rated.photos()).isEqualTo(revision.photos());
    library.put("last.jpg", 5000);
    library.writer.commit();
    assertThat(library.reader.revision().photos()).isNotEqualTo(rated.photos());
  }

  @Test
  void twoEditorsWriteAtOnce() {
    List<CompletableFuture<Integer>> edits =
        IntStream.range(0, PHOTOS)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () -> rate(List.of(photos.get(number)), 1 + number % 5)))
            .toList();
    edits.forEach(CompletableFuture::join);
    assertThat(found("has:rating")).hasSize(PHOTOS);
    assertThat(library.reader.marks().steps()).hasSize(PHOTOS);
  }

  @Test
  void marksOutlastTheTombstoneOfTheirPhoto() {
    PhotoId photo = photos.getFirst();
    rate(List.of(photo), 5);
    library.remove("0.jpg");
    library.writer.expireTombstones(TestLibrary.NOW.plusSeconds(1));
    library.writer.commit();
    assertThat(found("rating:5")).isEmpty();
    ContentId content = library.put("elsewhere.jpg", 0);
    library.writer.commit();
    assertThat(library.photo(content)).isEqualTo(photo);
    assertThat(found("rating:5")).containsExactly(photo);
  }

  @Test
  void textsAreKeptAsTheyAre() {
    PhotoId photo = photos.getFirst();
    List<String> keywords = List.of("a, b", "\"quoted\"", "it's", "\u200fعائلة", "%", "🎉");
    try (EditWriter edit = edit()) {
      edit.marks().keywords(List.of(photo), keywords, List.of());
      edit.marks().caption(List.of(photo), "two\nlines");
      edit.commit();
    }
    assertThat(marks(photo).addedKeywords()).isEqualTo(keywords);
    PhotoRow row =
        Objects.requireNonNull(
            library
                .reader
                .photos(List.of(library.reader.stacks().contents(photos).get(photo)))
                .get(library.reader.stacks().contents(photos).get(photo)));
    assertThat(row.facts().metadata().keywords()).containsExactlyElementsOf(keywords);
    assertThat(row.facts().metadata().caption()).isEqualTo("two\nlines");
    assertThat(library.reader.marks().keywords("A", 10)).containsExactly("a, b");
    assertThat(library.reader.marks().keywords("\u200f", 10)).isNotEmpty();
  }

  @Test
  void theCopyHasEveryMark() throws SQLException {
    rate(photos, 3);
    rate(photos.subList(0, 4), 4);
    try (EditWriter edit = edit()) {
      edit.marks().keywords(photos.subList(2, 9), List.of("a", "b"), List.of("c"));
      edit.commit();
    }
    undo();
    assertCopied();
    // The files of two photos turn out to be one photo: the marks are merged by the run.
    library.writer.putContent(
        TestLibrary.key(0), 100, new PhotoFacts("HEIC", 4, 3, 1, Metadata.NONE));
    library.writer.mergeSiblings(new ContentId(1), new ContentId(2));
    library.writer.commit();
    rate(photos.subList(7, 8), 1);
    assertThat(found("rating:4")).hasSize(3);
    assertCopied();
  }

  private void assertCopied() throws SQLException {
    Path copy = folder.resolve("marks.db");
    try (Session session = Session.open(DatabaseFile.uriOf(copy, "mode=rw"))) {
      session.update("ATTACH ? AS library", DatabaseFile.LIBRARY.uri(folder, "mode=ro"));
      for (String table : List.of("kept_photos", "photo_marks", "keyword_marks")) {
        for (List<String> sides : List.of(List.of("main", "library"), List.of("library", "main"))) {
          assertThat(
                  session.firstLong(
                      "SELECT count(*) FROM (SELECT * FROM %1$s.%3$s EXCEPT SELECT * FROM %2$s.%3$s)"
                          .formatted(sides.get(0), sides.get(1), table)))
              .as("%s only in %s", table, sides.getFirst())
              .hasValue(0);
        }
        assertThat(session.firstLong("SELECT count(*) FROM main." + table).orElse(0)).isPositive();
      }
    }
  }
}
