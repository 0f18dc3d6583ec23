package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
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
  void leavesOutEachFolderOfTheListUnlessItIsOverruled() throws IOException {
    write("a.jpg", "x");
    for (LeftOutFolders.Entry entry : LeftOutFolders.entries()) {
      String folder =
          entry.pattern().equals(".*")
              ? ".config"
              : entry.pattern().replace("[0-9]", "7").replace("*", "Name");
      Path one = Files.createDirectories(root.resolve("one"));
      Path photo = one.resolve("deep").resolve(folder.toUpperCase(Locale.ROOT)).resolve("p.jpg");
      Files.createDirectories(photo.getParent());
      Files.writeString(photo, "x");

      assertThat(scan(one, one, List.of())).as(entry.pattern()).isEmpty();
      assertThat(scan(one, one, List.of(), List.of(entry.pattern())))
          .as(entry.pattern())
          .hasSize(1);
      String pattern = entry.pattern();
      Files.writeString(one.resolve(".akinignore"), "!**/" + upper(pattern) + "/\n");
      assertThat(scan(one, one, List.of())).as(pattern).hasSize(1);
      deleteTree(one);
    }
  }

  private static String upper(String pattern) {
    return pattern.toUpperCase(Locale.ROOT);
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void listsOnlyTheOriginalsOfPhotoLibraries() throws IOException {
    for (String path :
        List.of(
            "Photos Library.photoslibrary/originals/A/1.jpg",
            "Photos Library.photoslibrary/resources/derivatives/A/1_1_102_o.jpg",
            "Photos Library.photoslibrary/resources/derivatives/masters/A/1_4_5005_c.jpg",
            "Photos Library.photoslibrary/scopes/cloudsharing/data/1.jpg",
            "old.photoslibrary/Masters/2016/1.jpg",
            "old.photoslibrary/Previews/2016/1.jpg",
            "iPhoto Library.photolibrary/Masters/1.jpg",
            "iPhoto Library.photolibrary/Thumbnails/1.jpg",
            "Aperture Library.aplibrary/Masters/1.jpg",
            "Aperture Library.aplibrary/Previews/1.jpg",
            "Lightroom Library.lrlibrary/f00d/originals/2020/1.jpg",
            "Lightroom Library.lrlibrary/f00d/previews/1.jpg",
            "Lightroom/Catalog Previews.lrdata/A/1.jpg",
            "session.cocatalog/Originals/1.jpg",
            "session.cocatalog/Cache/Thumbnails/1.jpg")) {
      write(path, "x");
    }
    List<String> originals =
        List.of(
            "Aperture Library.aplibrary/Masters/1.jpg",
            "Lightroom Library.lrlibrary/f00d/originals/2020/1.jpg",
            "Photos Library.photoslibrary/originals/A/1.jpg",
            "iPhoto Library.photolibrary/Masters/1.jpg",
            "old.photoslibrary/Masters/2016/1.jpg",
            "session.cocatalog/Originals/1.jpg");
    assertThat(scan(List.of())).containsExactlyInAnyOrderElementsOf(originals);

    // A library that is a root itself, and a folder that the user adds although it is in the list.
    Path library = root.resolve("Photos Library.photoslibrary");
    assertThat(scan(library, library, List.of())).containsExactly("originals/A/1.jpg");
    Path previews = library.resolve("resources");
    assertThat(scan(previews, previews, List.of())).hasSize(2);
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

    new FolderScanner(root, List.of(), List.of(), 1, RULE)
        .scanFolder(
            root.resolve("in"),
            listing -> names.addAll(listing.files().stream().map(FoundFile::name).toList()));
    assertThat(names).containsExactly("b.jpg", "small.jpg");
  }

  @Test
  void tellsWhetherTheVisitorOfOneFolderContinues() throws IOException {
    write("in/b.jpg", "x");
    write("out/c.jpg", "x");
    FolderScanner scanner = new FolderScanner(root, List.of("out"), List.of(), 1, RULE);

    assertThat(scanner.scanFolder(root.resolve("in"), _ -> true)).isTrue();
    assertThat(scanner.scanFolder(root.resolve("in"), _ -> false)).isFalse();
    List<FolderListing> visited = new ArrayList<>();
    assertThat(scanner.scanFolder(root.resolve("out"), visited::add)).isTrue();
    assertThat(visited).isEmpty();
  }

  @Test
  void filesThatMayChangeAListingAreRelevant() {
    for (String name : List.of("a.jpg", "a.xmp", "a.mov", "a.jpg.json", ".picasa.ini", "a")) {
      assertThat(FolderScanner.isRelevant(name, RULE)).as(name).isTrue();
    }
    for (String name : List.of("a.txt", "a.torrent", "Thumbs.db")) {
      assertThat(FolderScanner.isRelevant(name, RULE)).as(name).isFalse();
    }
  }

  @Test
  void countsVideosWithAndWithoutAPhotoAndGivesPhotosTheirSidecars() throws IOException {
    write("a.jpg", "x");
    write("a.mov", "x");
    write("b.mp4", "x");
    write("a.jpg.xmp", "x");
    write("notes.txt", "x");
    List<FolderListing> listings = new ArrayList<>();
    new FolderScanner(root, List.of(), List.of(), 1, RULE).scan(root, listings::add);

    FolderListing listing = listings.getFirst();
    assertThat(listings).hasSize(1);
    assertThat(listing.videos()).isEqualTo(1);
    assertThat(listing.companions()).isEqualTo(1);
    assertThat(listing.complete()).isTrue();
    assertThat(listing.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo("a.jpg");
              assertThat(Objects.requireNonNull(file.sidecar()).name()).isEqualTo("a.jpg.xmp");
            });
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
  void skipsLinkOnlyIfItsTargetIsListedItself() throws IOException {
    write(".git/annex/objects/Wx/SHA256E-s4--abc.jpg", "x");
    write("left/p.jpg", "x");
    write("private/q.jpg", "x");
    write("listed/r.jpg", "x");
    write("listed/draft.jpg", "x");
    write("listed/JPG data", "JPG");
    write(".akinignore", "/left/\ndraft.jpg\n");
    Path album = Files.createDirectory(root.resolve("album"));
    link(album.resolve("annex.jpg"), ".git/annex/objects/Wx/SHA256E-s4--abc.jpg");
    link(album.resolve("excluded.jpg"), "private/q.jpg");
    link(album.resolve("ignored.jpg"), "left/p.jpg");
    link(album.resolve("ignored-by-name.jpg"), "listed/draft.jpg");
    link(album.resolve("same.jpg"), "listed/r.jpg");
    link(album.resolve("by-content.jpg"), "listed/JPG data");
    link(album.resolve("gone.jpg"), ".git/annex/objects/none.jpg");
    link(root.resolve("objects"), ".git/annex/objects");
    link(root.resolve("album-again"), "album");

    assertThat(scan(List.of("private")))
        .containsExactly(
            "album/annex.jpg",
            "album/excluded.jpg",
            "album/ignored-by-name.jpg",
            "album/ignored.jpg",
            "listed/JPG data",
            "listed/r.jpg",
            "objects/Wx/SHA256E-s4--abc.jpg");
    // A scan of a part gives the same paths as a scan of the root.
    assertThat(scan(root, album, List.of("private")))
        .containsExactly(
            "album/annex.jpg",
            "album/excluded.jpg",
            "album/ignored-by-name.jpg",
            "album/ignored.jpg");
  }

  private void link(Path link, String target) throws IOException {
    Files.createSymbolicLink(
        link, Objects.requireNonNull(link.getParent()).relativize(root.resolve(target)));
  }

  @Test
  void findsLinkedPhotosOfRootThatIsALinkItself() throws IOException {
    write("real/.store/a.jpg", "x");
    write("real/b.jpg", "x");
    link(root.resolve("real/a.jpg"), "real/.store/a.jpg");
    link(root.resolve("real/c.jpg"), "real/b.jpg");
    link(root.resolve("name"), "real");

    assertThat(scan(root.resolve("name"), root.resolve("name"), List.of()))
        .containsExactly("a.jpg", "b.jpg");
  }

  @Test
  void leadingBytesDecideForNamesWithoutKnownExtension() throws IOException {
    for (String name :
        List.of(
            "St. Moritz",
            "St.Moritz",
            "2019.07.03",
            "v1.0",
            "a.jpg_large",
            "b.JPG_original",
            "c.jpg~",
            "d.jpg!thumb",
            "ends with dot.",
            "PXL_20250507_050944066.RAW-01.MP.COVER",
            "照片.北京")) {
      write(name, "JPGrest");
      write("none/" + name, "nothing");
    }
    write("text/notes.txt", "JPGrest");
    write("text/download.jpg.part", "JPGrest");

    assertThat(scan(List.of())).hasSize(11).allMatch(name -> name.indexOf('/') < 0);
  }

  @Test
  void countsFilesThatAreLeftOutByNameWithExamplesOfEachType() throws IOException {
    write("a.jpg", "x");
    write("z.txt", "x");
    write("b.txt", "x");
    write("c.pdf", "x");
    write("Mt. Fuji", "no image");
    write("film.mp4", "x");
    write("a.xmp", "x");
    write("Thumbs.db", "x");
    write(".hidden", "x");
    write("ignored.log", "x");
    write(".akinignore", "*.log\n");
    List<OtherFiles> others = new ArrayList<>();
    new FolderScanner(root, List.of(), List.of(), 0, RULE)
        .scanFolder(root, listing -> others.add(listing.others()));

    assertThat(others).containsExactly(new OtherFiles(4, List.of("Mt. Fuji", "b.txt", "c.pdf")));
    assertThat(OtherFiles.sum(List.of(others.getFirst(), new OtherFiles(2, List.of("a.txt")))))
        .isEqualTo(new OtherFiles(6, List.of("Mt. Fuji", "a.txt", "c.pdf")));
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
        new FolderScanner(root, List.of(), List.of(), 0, RULE)
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
    new FolderScanner(root, List.of(), List.of(), 0, RULE)
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
    new FolderScanner(root, List.of(), List.of(), 0, RULE)
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
    return scan(root, start, exclusions, List.of());
  }

  private static List<String> scan(
      Path root, Path start, List<String> exclusions, List<String> included) {
    List<String> found = new ArrayList<>();
    boolean completed =
        new FolderScanner(root, exclusions, included, 0, RULE)
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
