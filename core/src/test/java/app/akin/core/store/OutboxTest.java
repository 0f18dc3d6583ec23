package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests which changes of a library reach the outbox of a shared one.
final class OutboxTest {
  private static final UUID FOLDER = UUID.randomUUID();

  @TempDir Path temp;
  private TestLibrary library;
  private OutboxWriter outbox;

  @BeforeEach
  void open() {
    library = new TestLibrary(temp.resolve("library"));
    outbox = OutboxWriter.open(temp.resolve("library"), BuildCache.NATIVES, TestLibrary.CLOCK);
  }

  @AfterEach
  void close() {
    outbox.close();
    library.close();
  }

  /// Returns the numbers of the contents that wait, and removes them.
  private List<ContentKey> take() {
    List<OutboxEntry> entries = library.reader.outbox().first(1_000);
    assertThat(library.reader.outbox().size()).isEqualTo(entries.size());
    if (!entries.isEmpty()) {
      outbox.remove(entries);
      assertThat(library.reader.outbox().acknowledged()).isEqualTo(entries.getLast().sequence());
    }
    return entries.stream().map(OutboxEntry::key).toList();
  }

  private static ContentKey key(int number) {
    return TestLibrary.key(number);
  }

  @Test
  void nothingWaitsBeforeAFolderIsShared() {
    library.put("a.jpg", 1);
    library.writer.commit();
    assertThat(take()).isEmpty();
    assertThat(library.reader.outbox().folders()).isEmpty();
  }

  @Test
  void everyChangeOfASharedPhotoWaitsOnce() {
    ContentId first = library.put("a.jpg", 1);
    library.put("sub", "b.jpg", 2);
    library.writer.commit();
    outbox.share(library.rootId, "", FOLDER, "2020");
    assertThat(library.reader.outbox().folders())
        .containsExactly(new SharedFolder(1, library.rootId, "", FOLDER, "2020"));
    assertThat(take()).containsExactlyInAnyOrder(key(1), key(2));
    assertThat(take()).isEmpty();

    library.put("c.jpg", 3);
    library.writer.commit();
    assertThat(take()).containsExactly(key(3));

    PhotoId photo = library.photo(first);
    try (EditWriter edit =
        EditWriter.open(temp.resolve("library"), BuildCache.NATIVES, TestLibrary.CLOCK)) {
      edit.marks().rate(List.of(photo), 5);
      edit.commit();
      edit.marks().keywords(List.of(photo), List.of("dog"), List.of());
      edit.commit();
    }
    assertThat(take()).containsExactly(key(1));
    assertThat(library.reader.outbox().photos(List.of(key(1), key(3))))
        .hasSize(2)
        .hasEntrySatisfying(
            key(1),
            shared -> {
              assertThat(shared.numbers()).containsEntry("rating", 5).containsEntry("tagged", 1);
              assertThat(shared.keywords()).containsExactly("dog");
              assertThat(shared.files())
                  .containsExactly(new SharedPhoto.File(FOLDER, "2020", "a.jpg", 101, 7));
            });

    library.remove("a.jpg");
    library.writer.commit();
    assertThat(take()).containsExactly(key(1));
    assertThat(library.reader.outbox().photos(List.of(key(1)))).isEmpty();
    assertThat(library.reader.outbox().owned(List.of(key(1), key(3)))).containsExactly(key(3));
  }

  @Test
  void aChangeWhileAnEntryIsPublishedStays() {
    library.put("a.jpg", 1);
    library.writer.commit();
    outbox.share(library.rootId, "", FOLDER, "");
    List<OutboxEntry> published = library.reader.outbox().first(10);
    outbox.addAll(library.reader.outbox().folders().getFirst(), List.of(key(9)));
    outbox.remove(published);
    assertThat(take()).containsExactly(key(1), key(9));
  }

  @Test
  void onlyFilesInASharedFolderArePublished() {
    library.put("a.jpg", 1);
    library.put("shared", "b.jpg", 2);
    library.put("shared/2020", "c.jpg", 3);
    library.put("shared2", "d.jpg", 4);
    library.put("elsewhere", "c.jpg", 3);
    library.writer.commit();
    outbox.share(library.rootId, "shared", FOLDER, "p");
    assertThat(take()).containsExactlyInAnyOrder(key(2), key(3));
    Map<ContentKey, SharedPhoto> photos =
        library.reader.outbox().photos(List.of(key(1), key(2), key(3), key(4)));
    List<String> files = new ArrayList<>();
    photos
        .values()
        .forEach(
            photo ->
                photo.files().forEach(file -> files.add(file.directory() + "/" + file.name())));
    assertThat(files).containsExactlyInAnyOrder("p/b.jpg", "p/2020/c.jpg");
  }

  @Test
  void aRemovedRootIsWithdrawnAndOneThatBecomesPartOfAnotherStaysShared() {
    library.put("a.jpg", 1);
    library.writer.commit();
    outbox.share(library.rootId, "", FOLDER, "");
    take();
    library.writer.roots().remove(library.rootId);
    long outer =
        library.writer.roots().add(Objects.requireNonNull(library.root.getParent()), List.of());
    library.writer.roots().moveShared(library.rootId, outer, "photos");
    ContentId content = library.writer.putContent(key(1), 101, TestLibrary.FACTS);
    library.writer.putFile(outer, "photos", "a.jpg", 101, 7, content);
    library.writer.commit();
    assertThat(library.reader.outbox().folders())
        .containsExactly(new SharedFolder(1, outer, "photos", FOLDER, ""));
    assertThat(take()).containsExactly(key(1));
    assertThat(library.reader.outbox().photos(List.of(key(1))).values())
        .singleElement()
        .satisfies(
            photo ->
                assertThat(photo.files())
                    .containsExactly(new SharedPhoto.File(FOLDER, "", "a.jpg", 101, 7)));

    library.writer.roots().remove(outer);
    library.writer.commit();
    assertThat(library.reader.outbox().folders())
        .singleElement()
        .returns(true, SharedFolder::isRemoved);
    assertThat(take()).containsExactly(key(1));
    assertThat(library.reader.outbox().photos(List.of(key(1)))).isEmpty();
    outbox.forget(library.reader.outbox().folders().getFirst());
    assertThat(library.reader.outbox().folders()).isEmpty();
  }

  @Test
  void aFolderThatIsNotSharedAnyMoreIsWithdrawn() {
    library.put("a.jpg", 1);
    library.writer.commit();
    outbox.share(library.rootId, "", FOLDER, "");
    take();
    outbox.withdraw(library.reader.outbox().folders().getFirst());
    assertThat(take()).containsExactly(key(1));
    assertThat(library.reader.outbox().photos(List.of(key(1)))).isEmpty();
    outbox.clear();
    assertThat(library.reader.outbox().folders()).isEmpty();
  }
}
