package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScannerTest {
  private static final CandidateRule RULE =
      new CandidateRule() {
        @Override
        public boolean matchesName(String fileName) {
          return fileName.endsWith(".jpg");
        }

        @Override
        public boolean matchesContent(byte[] head, int length) {
          return length >= 3 && head[0] == 'J' && head[1] == 'P' && head[2] == 'G';
        }
      };

  @TempDir Path root;

  @Test
  void listsCandidatesByNameAndByLeadingBytesInOrder() throws IOException {
    write("b.jpg", "x");
    write("a.jpg", "xy");
    write("notes.txt", "JPG");
    write("picture", "JPGrest");
    write("Makefile", "all:");
    write("deep/er/c.jpg", "x");

    assertThat(scan(List.of())).containsExactly("a.jpg", "b.jpg", "picture", "deep/er/c.jpg");
  }

  @Test
  void skipsHiddenFilesSystemFoldersAndExclusions() throws IOException {
    write("a.jpg", "x");
    write("._a.jpg", "x");
    write(".Trashes/t.jpg", "x");
    write("@eaDir/e.jpg", "x");
    write("#recycle/r.jpg", "x");
    write("year/private/p.jpg", "x");
    write("year/private-not/p.jpg", "x");
    write("year/y.jpg", "x");

    assertThat(scan(List.of("year/private")))
        .containsExactly("a.jpg", "year/y.jpg", "year/private-not/p.jpg");
  }

  @Test
  void appliesIgnoreFilesAlsoIfScanStartsInSubfolder() throws IOException {
    write(".akinignore", "*.tmp.jpg\nout/\n");
    write("a.jpg", "x");
    write("a.tmp.jpg", "x");
    write("out/o.jpg", "x");
    write("in/.akinignore", "!b.tmp.jpg\n/c.jpg\n");
    write("in/b.tmp.jpg", "x");
    write("in/c.jpg", "x");
    write("in/deep/c.jpg", "x");
    write("in/deep/d.tmp.jpg", "x");

    assertThat(scan(List.of())).containsExactly("a.jpg", "in/b.tmp.jpg", "in/deep/c.jpg");
    assertThat(scan(root, root.resolve("in/deep"), List.of())).containsExactly("in/deep/c.jpg");
    assertThat(scan(root, root.resolve("out"), List.of())).isEmpty();
  }

  @Test
  void scansOneFolderOnly() throws IOException {
    write("in/b.jpg", "x");
    write("in/side/c.jpg", "x");
    write("in/small.jpg", "");
    List<String> names = new ArrayList<>();

    new FolderScanner(root, List.of(), 1, RULE)
        .scanFolder(
            root.resolve("in"),
            listing -> names.addAll(listing.files().stream().map(FoundFile::name).toList()));
    assertThat(names).containsExactly("b.jpg", "small.jpg");
  }

  @Test
  void followsLinksOnceAndTerminatesOnLoops() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Path photos = Files.createDirectory(root.resolve("photos"));
    Files.writeString(outside.resolve("o.jpg"), "x");
    Files.writeString(photos.resolve("p.jpg"), "x");
    Files.createDirectories(photos.resolve("real"));
    Files.writeString(photos.resolve("real/r.jpg"), "x");
    Files.createSymbolicLink(photos.resolve("a-link-first"), photos.resolve("real"));
    Files.createSymbolicLink(photos.resolve("loop"), photos);
    Files.createSymbolicLink(photos.resolve("upwards"), root);
    Files.createSymbolicLink(photos.resolve("elsewhere"), outside);
    Files.createSymbolicLink(outside.resolve("back"), photos.resolve("elsewhere"));
    Files.createSymbolicLink(photos.resolve("same.jpg"), photos.resolve("p.jpg"));
    Files.createSymbolicLink(photos.resolve("other.jpg"), outside.resolve("o.jpg"));
    Files.createSymbolicLink(photos.resolve("broken.jpg"), root.resolve("nothing.jpg"));

    assertThat(scan(photos, photos, List.of()))
        .containsExactly("other.jpg", "p.jpg", "real/r.jpg", "elsewhere/o.jpg");
  }

  @Test
  void startsInSubfolderAndKeepsPathsRelativeToRoot() throws IOException {
    write("a.jpg", "x");
    write("in/b.jpg", "x");
    write("in/side/c.jpg", "x");

    assertThat(scan(root, root.resolve("in"), List.of()))
        .containsExactly("in/b.jpg", "in/side/c.jpg");
  }

  @Test
  void stopsIfVisitorReturnsFalse() throws IOException {
    write("a/1.jpg", "x");
    write("b/2.jpg", "x");
    List<String> seen = new ArrayList<>();

    boolean completed =
        new FolderScanner(root, List.of(), 0, RULE)
            .scan(
                root,
                listing -> {
                  seen.add(listing.relative());
                  return seen.size() < 2;
                });

    assertThat(completed).isFalse();
    assertThat(seen).containsExactly("", "a");
  }

  @Test
  void reportsMissingFolderAsIncomplete() {
    List<FolderListing> listings = new ArrayList<>();
    new FolderScanner(root, List.of(), 0, RULE)
        .scan(
            root.resolve("gone"),
            listing -> {
              listings.add(listing);
              return true;
            });

    assertThat(listings).singleElement().matches(listing -> !listing.complete());
  }

  @Test
  void distinguishesEmptyFolderFromFolderWithoutPhotos() throws IOException {
    write("text/readme.txt", "x");
    Files.createDirectory(root.resolve("void"));
    List<String> empty = new ArrayList<>();
    new FolderScanner(root, List.of(), 0, RULE)
        .scan(
            root,
            listing -> {
              if (listing.empty()) {
                empty.add(listing.relative());
              }
              return true;
            });

    assertThat(empty).containsExactly("void");
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> scan(List<String> exclusions) {
    return scan(root, root, exclusions);
  }

  private static List<String> scan(Path root, Path start, List<String> exclusions) {
    List<String> found = new ArrayList<>();
    boolean completed =
        new FolderScanner(root, exclusions, 0, RULE)
            .scan(
                start,
                listing -> {
                  for (FoundFile file : listing.files()) {
                    found.add(
                        listing.relative().isEmpty()
                            ? file.name()
                            : listing.relative() + "/" + file.name());
                  }
                  return true;
                });
    assertThat(completed).isTrue();
    return found;
  }
}
