package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks the rules that assign files to photos.
class PhotoIdentityTest {
  @TempDir Path temp;
  private Path folder;
  private TestLibrary library;

  @BeforeEach
  void open() {
    folder = temp.resolve("library");
    library = new TestLibrary(folder);
  }

  @AfterEach
  void closeAndCheck() {
    library.writer.commit();
    library.close();
    CatalogueInvariants.check(folder);
  }

  private PhotoId put(String name, int number) {
    ContentId content = library.put(name, number);
    library.writer.commit();
    return library.photo(content);
  }

  @Test
  void differentContentsAreDifferentPhotos() {
    assertThat(put("a.jpg", 1)).isNotEqualTo(put("b.jpg", 2));
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 2, 2, 2, 0, 0, 0, 0));
  }

  @Test
  void copyBelongsToTheSamePhoto() {
    PhotoId photo = put("a.jpg", 1);
    assertThat(put("b.jpg", 1)).isEqualTo(photo);
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 2, 1, 1, 0, 0, 0, 0));
  }

  @Test
  void moveKeepsPhotoInEitherOrder() {
    PhotoId photo = put("a.jpg", 1);
    library.put("b.jpg", 1);
    library.remove("a.jpg");
    assertThat(put("b.jpg", 1)).isEqualTo(photo);
    library.remove("b.jpg");
    library.writer.commit();
    assertThat(library.reader.matching(PhotoFilter.ALL)).isEmpty();
    assertThat(put("c.jpg", 1)).isEqualTo(photo);
  }

  @Test
  void returningContentGetsItsPhotoBack() {
    PhotoId photo = put("a.jpg", 1);
    library.remove("a.jpg");
    PhotoId other = put("a.jpg", 2);
    assertThat(other).isNotEqualTo(photo);
    assertThat(put("elsewhere.jpg", 1)).isEqualTo(photo);
  }

  @Test
  void editInPlaceKeepsPhoto() {
    PhotoId photo = put("a.jpg", 1);
    assertThat(put("a.jpg", 2)).isEqualTo(photo);
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 1, 1, 1, 0, 0, 0, 0));
    // The photo continues with the new content: the old content in another file is another photo.
    assertThat(put("b.jpg", 1)).isNotEqualTo(photo);
    // Undoing an edit in place is an edit in place, too.
    PhotoId second = put("c.jpg", 3);
    library.put("c.jpg", 4);
    assertThat(put("c.jpg", 3)).isEqualTo(second);
  }

  @Test
  void editOfOneOfTwoCopiesCreatesPhoto() {
    PhotoId photo = put("a.jpg", 1);
    library.put("b.jpg", 1);
    assertThat(put("b.jpg", 2)).isNotEqualTo(photo);
    assertThat(put("a.jpg", 1)).isEqualTo(photo);
  }

  @Test
  void fileOverwrittenWithKnownContentJoinsItsPhoto() {
    PhotoId first = put("a.jpg", 1);
    PhotoId second = put("b.jpg", 2);
    assertThat(put("a.jpg", 2)).isEqualTo(second);
    // The first photo lost its only content and returns with it.
    assertThat(put("c.jpg", 1)).isEqualTo(first);
  }

  @Test
  void renamedAndReplacedPhotoIsRecognisedIfNewNameIsWrittenFirst() {
    PhotoId photo = put("a.jpg", 1);
    assertThat(put("b.jpg", 1)).isEqualTo(photo);
    assertThat(put("a.jpg", 2)).isNotEqualTo(photo);
    assertThat(put("b.jpg", 1)).isEqualTo(photo);
  }

  @Test
  void damagedFileKeepsItsPhotoReserved() {
    PhotoId photo = put("a.jpg", 1);
    library.putFailure("a.jpg");
    library.putFailure("a.jpg");
    library.writer.commit();
    assertThat(library.file("a.jpg"))
        .returns(FailureKind.DAMAGED, KnownFile::failure)
        .returns(2, KnownFile::tries)
        .returns(0L, KnownFile::contentId)
        .returns(5L, KnownFile::size);
    assertThat(library.reader.matching(PhotoFilter.ALL)).isEmpty();
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 0, 0, 0, 0, 1, 0, 0));
    assertThat(put("a.jpg", 2)).isEqualTo(photo);
    assertThat(library.file("a.jpg")).returns(null, KnownFile::failure);
    assertThat(library.reader.failures()).isEmpty();
  }

  @Test
  void renamedPhotoKeepsIdentityIfDamagedFileReplacesIt() {
    PhotoId photo = put("a.jpg", 1);
    library.putFailure("a.jpg");
    assertThat(put("b.jpg", 1)).isEqualTo(photo);
    assertThat(put("a.jpg", 2)).isNotEqualTo(photo);
  }

  @Test
  void removedFailureIsDeleted() {
    library.putFailure("bad.jpg");
    library.remove("bad.jpg");
    library.writer.commit();
    assertThat(library.reader.failures()).isEmpty();
    library.putFailure("bad.jpg");
    library.writer.commit();
    assertThat(library.file("bad.jpg").tries()).isEqualTo(1);
  }

  @Test
  void updatedFileStatIsStored() {
    PhotoId photo = put("a.jpg", 1);
    library.writer.updateFileStat(library.file("a.jpg").id(), 900, 901);
    library.writer.commit();
    assertThat(library.file("a.jpg"))
        .returns(900L, KnownFile::size)
        .returns(901L, KnownFile::modified);
    assertThat(put("a.jpg", 1)).isEqualTo(photo);
  }

  @Test
  void removedRootAddedAgainRestoresItsPhotos() {
    PhotoId first = put("a.jpg", 1);
    PhotoId second = put("b.jpg", 2);
    Path other = library.root.resolveSibling("other");
    long otherId = library.writer.roots().add(other, List.of("raw"));
    ContentId shared = library.writer.putContent(TestLibrary.key(2), 102, TestLibrary.FACTS);
    library.writer.putFile(otherId, "x", "b.jpg", 102, 7, shared);
    library.putFailure("bad.jpg");
    library.writer.roots().remove(library.rootId);
    library.writer.commit();
    assertThat(library.reader.roots()).extracting(Root::path).containsExactly(other);
    assertThat(library.reader.matching(PhotoFilter.ALL)).containsExactly(shared.value());
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 1, 1, 1, 0, 0, 0, 0));

    long again = library.writer.roots().add(library.root, List.of());
    assertThat(again).isNotEqualTo(library.rootId);
    ContentId content = library.writer.putContent(TestLibrary.key(1), 101, TestLibrary.FACTS);
    library.writer.putFile(again, "", "a.jpg", 101, 7, content);
    library.writer.commit();
    assertThat(library.photo(content)).isEqualTo(first);
    assertThat(library.photo(shared)).isEqualTo(second);
  }

  @Test
  void manyFilesAreRemovedInOneCall() {
    for (int i = 0; i < 3000; i++) {
      library.put(i % 2 == 0 ? "even" : "odd", i + ".jpg", i / 2);
    }
    library.writer.commit();
    library.writer.removeFiles(ids("even"));
    library.writer.commit();
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 1500, 1500, 1500, 0, 0, 0, 0));
    library.writer.removeFiles(ids("odd"));
    library.writer.commit();
    assertThat(library.reader.counts(1)).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
    assertThat(library.reader.directories(library.rootId)).isEmpty();
  }

  private List<Long> ids(String directory) {
    return library.reader.files(library.rootId, directory, 1).values().stream()
        .map(KnownFile::id)
        .toList();
  }
}
