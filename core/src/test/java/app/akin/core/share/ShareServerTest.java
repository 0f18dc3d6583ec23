package app.akin.core.share;

import static app.akin.core.share.SharedServer.ANNA;
import static app.akin.core.share.SharedServer.BEN;
import static app.akin.core.share.SharedServer.CLOCK;
import static app.akin.core.share.SharedServer.RITA;
import static app.akin.core.share.SharedServer.assertProblem;
import static app.akin.core.share.SharedServer.plan;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.Nearest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.query.Fact;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedPhotos;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests shared libraries with a PostgreSQL server, see [PostgresServer].
final class ShareServerTest {
  private static final Places PLACES = new LazyPlaceTable(Resource.PLACES::open);

  @TempDir static Path serverFolder;
  private static PostgresServer server;

  @TempDir Path temp;
  private String database = "";
  private SharedServer shared;

  @BeforeAll
  static void start() {
    server = SharedServer.start(serverFolder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void createShare(TestInfo test) {
    database = "t" + Integer.toHexString(test.getDisplayName().hashCode());
    shared = SharedServer.create(server, database);
  }

  private Target target(String user) {
    return shared.target(user);
  }

  private SharedDesk desk(String user, LibraryKit.Plan plan, Clock clock) {
    return shared.desk(temp.resolve(user), user, plan, clock);
  }

  private SharedDesk desk(String user, LibraryKit.Plan plan) {
    return desk(user, plan, CLOCK);
  }

  @Test
  void everyPhotoIsPublishedOnceAndItsFactsFindIt() {
    try (SharedDesk anna = desk(ANNA, plan(1, 600))) {
      anna.share.addFolder(anna.photos, Optional.of("studio"));
      assertThat(anna.publish())
          .returns(600L, PublishReport::photos)
          .returns(600L, PublishReport::vectors)
          .returns(0L, PublishReport::waiting);
      assertThat(shared.published()).isEqualTo(anna.keys()).hasSize(600);
      assertThat(anna.publish())
          .returns(0L, PublishReport::photos)
          .returns(0L, PublishReport::vectors);

      try (ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
        SharedPhotos<SharedFilter> photos = photos(connection);
        List<String> facts =
            List.of(
                "date:2010",
                "date:<2008-03",
                "-date:2010",
                "month:11..12",
                "season:winter",
                "weekday:mon|tue",
                "festival:christmas|easter",
                "time:06:00..09:30",
                "camera:canon",
                "-camera:canon",
                "camera:leica",
                "lens:85mm",
                "focal:50mm",
                "iso:>800",
                "aperture:1.8",
                "shutter:1/60",
                "rating:>=4",
                "format:raw",
                "format:jpeg",
                "orientation:portrait",
                "has:gps",
                "-has:tag",
                "size:>5MB",
                "pixels:>=12MP",
                "tag:dog",
                "tag:家人|travel",
                "\"tag:new house\"",
                "folder:2010",
                "folder:copies",
                "name:IMG_00001",
                "name:img*7.jpg",
                "name:_000010_",
                "\"near:Paris, France\"",
                "\"place:Japan\"",
                "area:[48,-10,53,14]",
                "kind:bw");
        int found = 0;
        for (String text : facts) {
          Fact fact = FactSyntax.parse(text.replace("\"", ""), PLACES);
          Set<String> own =
              keys(
                  anna.catalogue()
                      .photos(
                          Arrays.stream(
                                  anna.catalogue()
                                      .facts(PLACES, false)
                                      .matching(PhotoFilter.of(List.of(fact))))
                              .mapToObj(ContentId::new)
                              .toList())
                      .values());
          SharedFilter filter =
              Objects.requireNonNull(photos.filter(SearchRequest.Filter.of(fact)));
          Set<String> shared =
              photos.rows(photos.newest(filter, 1_000), false).values().stream()
                  .map(row -> row.photo().key().toString())
                  .collect(Collectors.toCollection(TreeSet::new));
          assertThat(shared).as(text).isEqualTo(own);
          found += own.isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(25);
        assertProblem(
            () -> photos.filter(SearchRequest.Filter.of(FactSyntax.parse("ocr:menu", PLACES))),
            Problem.ShareFactUnsupported.class);
      }
    }
  }

  @Test
  void otherComputersGetThumbnailSizeAndDate() {
    try (SharedDesk anna = desk(ANNA, plan(2, 60));
        SharedDesk rita = desk(RITA, plan(3, 1))) {
      anna.share.addFolder(anna.photos, Optional.of("studio"));
      anna.publish();
      try (ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
        SharedPhotos<SharedFilter> photos = photos(connection);
        SharedFilter dated =
            Objects.requireNonNull(
                photos.filter(SearchRequest.Filter.of(FactSyntax.parse("date:>1900", PLACES))));
        Map<ContentKey, SharedPhotoInfo> found =
            photos.rows(photos.newest(dated, 1_000), false).values().stream()
                .map(SharedPhotos.Row::photo)
                .collect(Collectors.toMap(SharedPhotoInfo::key, photo -> photo));
        assertThat(found).hasSizeGreaterThan(10);
        for (PhotoRow row : anna.rows().values()) {
          SharedPhotoInfo photo = found.get(row.key());
          if (photo != null) {
            assertThat(photo.width()).isEqualTo(row.facts().width());
            assertThat(photo.height()).isEqualTo(row.facts().height());
            assertThat(photo.date()).isEqualTo(row.date().start());
            assertThat(photo.precision()).isEqualTo(row.date().precision());
            assertThat(photo.files().getFirst().bytes()).isPositive();
            assertThat(rita.share.thumbnail(row.key()))
                .contains(anna.catalogue().thumbnail(row.content()).orElseThrow());
          }
        }
      }
      assertThat(rita.share.thumbnail(ContentKey.of(new byte[16]))).isEmpty();
    }
  }

  private static Set<String> keys(Collection<PhotoRow> rows) {
    return rows.stream()
        .map(row -> row.key().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SharedModel model(ShareConnection connection) {
    return SharedModel.find(connection, "model").orElseThrow();
  }

  private static SharedPhotos<SharedFilter> photos(ShareConnection connection) {
    ShareReader reader = new ShareReader(connection);
    SharedModel model = model(connection);
    return new SharedLibraryPhotos(
        connection,
        model,
        Map.of(),
        CLOCK.getZone(),
        new SharedFilters(connection, PLACES, false, Map.of(), List.of()),
        reader);
  }

  @Test
  void nearestPhotosAreThoseOfAnExactComparison() {
    try (SharedDesk anna = desk(ANNA, plan(2, 500))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
      try (ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
        SharedPhotos<SharedFilter> photos = photos(connection);
        float[] query = anna.kit.vectors().query(1, 500);
        float[] other = anna.kit.vectors().query(2, 500);
        List<ComparedNeighbour> found =
            photos.space().nearest(query, List.of(other), 20, null).best();
        assertThat(found).hasSize(20);
        double last = Double.POSITIVE_INFINITY;
        Map<Long, SharedPhotos.Row> rows =
            photos.rows(found.stream().map(ComparedNeighbour::id).toList(), true);
        for (ComparedNeighbour neighbour : found) {
          float[] unit = Objects.requireNonNull(rows.get(neighbour.id())).unit();
          assertThat(neighbour.score()).isLessThanOrEqualTo((float) last);
          assertThat((double) neighbour.score())
              .isCloseTo(product(query, unit), Offset.offset(1e-3));
          assertThat((double) neighbour.others().getFirst())
              .isCloseTo(product(other, unit), Offset.offset(1e-3));
          last = neighbour.score();
        }
        assertThat(photos.space().visible()).isEqualTo(500);
        // The graph finds nearly all of them.
        assertThat(new ShareReader(connection).hasGraph(model(connection))).isFalse();
        try (ShareConnection publisher = ShareConnection.open(target(ANNA), Access.WRITE, CLOCK)) {
          for (boolean built : List.of(true, false)) {
            assertThat(
                    publisher.write(
                        () ->
                            publisher.list(
                                "SELECT akin.build_graph(1, 500)", row -> row.getBoolean(1))))
                .containsExactly(built);
          }
        }
        assertThat(new ShareReader(connection).hasGraph(model(connection))).isTrue();
        SharedSpace graph = new SharedSpace(connection, model(connection), 500, true);
        Nearest<ComparedNeighbour> near = graph.nearest(query, List.of(other), 20, null);
        assertThat(near.exact()).isFalse();
        assertThat(near.best()).filteredOn(found::contains).hasSizeGreaterThan(17);
        List<float[]> sample = photos.space().sample(List.of(query, other), 100);
        assertThat(sample).hasSize(2).allSatisfy(cosines -> assertThat(cosines).hasSize(100));
        assertThat(photos.space().sample(List.of(query), 100).getFirst())
            .isEqualTo(sample.getFirst());
      }
    }
  }

  private static double product(float[] one, float[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).sum();
  }

  @Test
  void photosOfTwoLibrariesAreOneAndOnlyTheLastFileTakesThemAway() {
    try (SharedDesk anna = desk(ANNA, plan(3, 300));
        SharedDesk ben = desk(BEN, plan(3, 300))) {
      anna.share.addFolder(anna.photos, Optional.of("a"));
      ben.share.addFolder(ben.photos, Optional.of("b"));
      anna.publish();
      assertThat(ben.publish())
          .returns(300L, PublishReport::photos)
          .returns(0L, PublishReport::vectors);
      assertThat(shared.published()).isEqualTo(anna.keys()).hasSize(300);
      anna.share.removeFolder(anna.photos);
      assertThat(anna.publish()).returns(300L, PublishReport::photos);
      assertThat(shared.published()).hasSize(300);
      assertThat(anna.catalogue().outbox().folders()).isEmpty();
      ben.share.removeFolder(ben.photos);
      ben.publish();
      assertThat(shared.published()).isEmpty();
    }
  }

  @Test
  void ownPhotosAreLeftOutOfSearches() {
    try (SharedDesk anna = desk(ANNA, plan(40, 60));
        SharedDesk ben = desk(BEN, plan(41, 60))) {
      anna.share.addFolder(anna.photos, Optional.of("a"));
      ben.share.addFolder(ben.photos, Optional.of("b"));
      anna.publish();
      ben.publish();
      Set<String> others = new TreeSet<>(ben.keys());
      others.removeAll(anna.keys());
      try (ShareConnection connection = ShareConnection.open(target(ANNA), Access.READ, CLOCK)) {
        SharedFilters filters =
            new SharedFilters(
                connection, PLACES, false, Map.of(), anna.catalogue().outbox().folders());
        SharedFilter filter = Objects.requireNonNull(filters.compile(SearchRequest.Filter.NONE));
        SharedPhotos<SharedFilter> photos = photos(connection);
        Set<String> found =
            photos.rows(photos.newest(filter, 1_000), false).values().stream()
                .map(row -> row.photo().key().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        // A photo of both is found, because the other library publishes it, too.
        assertThat(found).containsAll(others).isSubsetOf(ben.keys());
        float[] query = anna.kit.vectors().query(1, 50);
        assertThat(photos.space().nearest(query, List.of(), 200, filter).best())
            .hasSize(found.size());
      }
    }
  }

  @Test
  void removedAndChangedPhotosAreFollowed() {
    try (SharedDesk anna = desk(ANNA, plan(4, 200))) {
      anna.share.addFolder(anna.photos, Optional.of("studio"));
      anna.publish();
      LibraryKit.SyntheticEntry gone = anna.kit.photo(7);
      assertThat(anna.remove(List.of(7))).isPositive();
      assertThat(anna.catalogue().outbox().size()).isEqualTo(1);
      assertThat(anna.publish()).returns(1L, PublishReport::photos);
      assertThat(shared.published()).hasSize(199).doesNotContain(gone.key().toString());
      assertThat(anna.keys()).isEqualTo(shared.published());
    }
  }

  @Test
  void aLeasedFolderIsLeftToItsPublisherAndTakenOverWhenTheLeaseEnds() throws IOException {
    try (SharedDesk anna = desk(ANNA, plan(5, 250));
        SharedDesk ben = desk(BEN, plan(5, 250))) {
      // Both see one folder: they find the marker that the first one writes.
      Files.createDirectories(anna.photos);
      anna.share.addFolder(anna.photos, Optional.of("nas"));
      Files.createDirectories(ben.photos);
      Files.copy(anna.photos.resolve(".akin-folder"), ben.photos.resolve(".akin-folder"));
      assertThat(ben.share.addFolder(ben.photos, Optional.empty())).isEqualTo("nas");
      anna.publish();
      assertThat(ben.publish())
          .returns(0L, PublishReport::photos)
          .satisfies(
              report ->
                  assertThat(report.elsewhere())
                      .singleElement()
                      .returns(ANNA, PublishReport.Elsewhere::desk));
      try (var run = ben.share.startRun()) {
        long root = ben.catalogue().roots().getFirst().id();
        assertThat(run.owner(root)).contains(ANNA);
        ContentKey known = ben.kit.photo(1).key();
        assertThat(run.vectors("model", List.of(known, new ContentKey(1, 2))))
            .containsOnlyKeys(known);
      }
      shared.endLeases();
      assertThat(ben.publish()).returns(250L, PublishReport::photos);
      assertThat(shared.published()).hasSize(250);
      // The former publisher cannot write with its old number, and not with a new one, either.
      assertThat(anna.publish())
          .satisfies(
              report ->
                  assertThat(report.elsewhere())
                      .singleElement()
                      .returns(BEN, PublishReport.Elsewhere::desk));
      assertProblem(
          () -> {
            try (ShareConnection connection =
                ShareConnection.open(target(ANNA), Access.WRITE, CLOCK)) {
              connection.write(() -> connection.update("DELETE FROM akin.files"));
              assertThat(shared.published()).hasSize(250);
              connection.write(
                  () ->
                      connection.update(
                          "INSERT INTO akin.files SELECT directory_id, 'x', 'x', content_id, 1, 1"
                              + " FROM akin.files LIMIT 1"));
            }
          },
          Problem.ShareForbidden.class);
    }
  }

  @Test
  void aLibraryWhoseClockIsWrongPublishesAndSaysSo() {
    Clock wrong = Clock.offset(CLOCK, Duration.ofHours(1));
    try (SharedDesk anna = desk(ANNA, plan(6, 50), wrong)) {
      anna.share.addFolder(anna.photos, Optional.empty());
      assertThat(anna.publish())
          .returns(50L, PublishReport::photos)
          .satisfies(
              report ->
                  assertThat(report.clockOffset())
                      .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
      assertThat(shared.published()).hasSize(50);
    }
  }

  @Test
  void vectorsOfAnotherModelFollow() {
    try (SharedDesk anna = desk(ANNA, plan(7, 120))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
      embedWithOther(anna, 0, 40);
      assertThat(anna.publish())
          .returns(0L, PublishReport::photos)
          .returns(40L, PublishReport::vectors);
      assertThat(anna.share.status().models())
          .extracting(ShareStatus.Model::vectors)
          .containsExactly(120L, 40L);
      assertThat(anna.publish()).returns(0L, PublishReport::vectors);
    }
  }

  /// Embeds some photos with another model.
  private static void embedWithOther(SharedDesk desk, int from, int to) {
    try (Store store = desk.open()) {
      long other = store.writer().vectors().putModel("other", "other", 8);
      for (int i = from; i < to; i++) {
        ContentKey key = desk.kit.photo(i).key();
        ContentId content =
            Objects.requireNonNull(store.reader().content(key, 1).orElseThrow().id());
        store
            .writer()
            .vectors()
            .putEmbedding(
                content,
                key,
                other,
                Precision.FP32,
                EmbeddingSource.ORIGINAL,
                Embedding.ofRaw(new float[] {1, i, 0, 0, 0, 0, 0, 2}));
      }
      store.writer().commit();
    }
  }

  @Test
  void aModelWithFewerVectorsIsBehindUntilItCoversTheOther() {
    try (SharedDesk anna = desk(ANNA, plan(70, 120));
        ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
      ShareReader reader = new ShareReader(connection);
      SharedPhotos.Model first = new SharedPhotos.Model("model", "made");
      SharedPhotos.Model other = new SharedPhotos.Model("other", "other");
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
      assertThat(reader.ahead("model")).isEmpty();
      assertThat(reader.ahead("other")).containsExactly(first);
      embedWithOther(anna, 0, 40);
      anna.publish();
      assertThat(reader.ahead("model")).isEmpty();
      assertThat(reader.ahead("other")).containsExactly(first);
      assertThat(reader.ahead("third")).containsExactly(first, other);
      embedWithOther(anna, 40, 119);
      anna.publish();
      assertThat(reader.ahead("other")).containsExactly(first);
      // As many, but not of the same photos.
      embedWithOther(anna, 119, 120);
      anna.publish();
      server.execute(
          database,
          "DELETE FROM akin.vectors_1 WHERE content_id = (SELECT min(id) FROM akin.contents)",
          "DELETE FROM akin.vectors_2 WHERE content_id = (SELECT max(id) FROM akin.contents)");
      assertThat(reader.ahead("other")).containsExactly(first);
      server.execute(
          database,
          "DELETE FROM akin.vectors_1 WHERE content_id = (SELECT max(id) FROM akin.contents)");
      assertThat(reader.ahead("other")).isEmpty();
      assertThat(reader.ahead("model")).containsExactly(other);
    }
  }

  @Test
  void oneProcessAtATimePublishesALibrary() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        SharedDesk window = desk(ANNA, plan(71, 500));
        SharedDesk terminal = SharedDesk.existing(temp.resolve(ANNA), plan(71, 500), CLOCK)) {
      List<Path> years = new ArrayList<>();
      for (int year = 2005; year < 2025; year++) {
        years.add(Files.createDirectories(window.photos.resolve(String.valueOf(year))));
      }
      years.subList(0, 10).forEach(year -> window.share.addFolder(year, Optional.empty()));
      AtomicReference<Future<PublishReport>> second = new AtomicReference<>();
      PublishReport first =
          window.share.publish(
              status -> {
                events.add("window");
                if (status.done() > 0 && second.get() == null) {
                  assertThat(terminal.share.publish(_ -> events.add("refused"), () -> true))
                      .returns(true, PublishReport::isBusy)
                      .returns(0L, PublishReport::photos);
                  years
                      .subList(10, 20)
                      .forEach(year -> terminal.share.addFolder(year, Optional.empty()));
                  second.set(
                      threads.submit(
                          () -> terminal.share.publish(_ -> events.add("terminal"), () -> false)));
                }
              },
              () -> false);
      // The first process publishes what was added meanwhile.
      assertThat(first).returns(false, PublishReport::isBusy).returns(0L, PublishReport::waiting);
      assertThat(second.get().get())
          .returns(false, PublishReport::isBusy)
          .returns(0L, PublishReport::photos)
          .returns(0L, PublishReport::waiting);
      assertThat(events).doesNotContain("refused").contains("terminal");
      assertThat(events.lastIndexOf("window")).isLessThan(events.indexOf("terminal"));
      shared.assertHolds(window);
    }
  }

  @Test
  void aProcessWaitsForAnotherOneThatPublishesAndThenGivesUp() {
    UUID desk = UUID.randomUUID();
    try (ShareConnection connection = ShareConnection.open(target(ANNA), Access.WRITE, CLOCK)) {
      PublishLock lock = new PublishLock(connection, desk);
      try (ShareConnection other = ShareConnection.open(target(ANNA), Access.WRITE, CLOCK)) {
        assertThat(new PublishLock(other, desk).take(Duration.ZERO, () -> false)).isTrue();
        assertThat(lock.take(Duration.ofMillis(100), () -> false)).isFalse();
        assertThat(lock.take(PublishLock.PATIENCE, () -> true)).isFalse();
        // Another library is not concerned.
        assertThat(new PublishLock(connection, UUID.randomUUID()).take(Duration.ZERO, () -> false))
            .isTrue();
      }
      assertThat(lock.take(PublishLock.PATIENCE, () -> false)).isTrue();
    }
  }

  @Test
  void problemsWithTheServerAreNamed() {
    try (SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(8, 10), CLOCK)) {
      assertProblem(() -> anna.publish(), Problem.ShareNotConnected.class);
      assertProblem(
          () ->
              anna.share.connect(
                  ShareAddress.parse(server.address(ANNA, database)),
                  Optional.empty(),
                  "wrong",
                  "x"),
          Problem.SharePasswordWrong.class);
      assertProblem(
          () -> anna.join(server, "nobody_known", database), Problem.SharePasswordWrong.class);
      assertProblem(() -> anna.join(server, ANNA, "absent"), Problem.ShareAbsent.class);
      assertProblem(() -> ShareSetup.create(shared.admin(), CLOCK), Problem.ShareExists.class);
      server.execute("postgres", "CREATE DATABASE " + database + "_empty");
      assertProblem(() -> anna.join(server, ANNA, database + "_empty"), Problem.ShareAbsent.class);
      server.execute(database + "_empty", "CREATE EXTENSION vector");
      assertProblem(() -> anna.join(server, ANNA, database + "_empty"), Problem.ShareAbsent.class);
      assertProblem(
          () ->
              anna.share.connect(
                  ShareAddress.parse("postgresql://anna@127.0.0.1:1/x"),
                  Optional.empty(),
                  "x",
                  "x"),
          Problem.ShareUnreachable.class);
      assertThat(anna.share.settings()).isEmpty();

      anna.join(server, RITA, database);
      anna.share.status();
      assertProblem(() -> anna.publish(), Problem.ShareForbidden.class);
      assertProblem(
          () -> anna.share.addFolder(anna.photos, Optional.empty()), Problem.ShareForbidden.class);
      anna.share.disconnect();
      anna.join(server, ANNA, database);
      anna.share.addFolder(anna.photos, Optional.empty());
      server.execute(database, "UPDATE akin.share SET version = version + 1");
      anna.share.status();
      assertProblem(() -> anna.publish(), Problem.ShareNewer.class);
      server.execute(database, "UPDATE akin.share SET version = version + 1");
      assertProblem(() -> anna.share.status(), Problem.ShareNewer.class);
      server.execute(database, "UPDATE akin.share SET version = 0");
      anna.share.status();
      assertProblem(() -> anna.publish(), Problem.ShareOlder.class);
      server.execute(database, "UPDATE akin.share SET version = 1");
      assertThat(anna.publish()).returns(10L, PublishReport::photos);
      assertThat(anna.share.status())
          .returns(10L, ShareStatus::photos)
          .returns(true, ShareStatus::canPublish);
    }
  }

  @Test
  void aLoginCannotWriteForTheLibraryOfAnother() {
    try (SharedDesk anna = desk(ANNA, plan(9, 10))) {
      try (ShareConnection connection = ShareConnection.open(target(BEN), Access.WRITE, CLOCK)) {
        UUID desk = anna.share.settings().orElseThrow().desk();
        assertThat(
                connection
                    .read(
                        () ->
                            connection.list(
                                "SELECT akin.join_desk(?, 'x')", row -> row.getBoolean(1), desk))
                    .getFirst())
            .isFalse();
        anna.share.addFolder(anna.photos, Optional.empty());
        assertProblem(
            () -> new Leases(connection, desk).take(anna.catalogue().outbox().folders().getFirst()),
            Problem.ShareForbidden.class);
        assertProblem(
            () -> connection.write(() -> connection.update("DELETE FROM akin.contents")),
            Problem.ShareForbidden.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aServerThatIsKilledLosesNothing(long seed) throws InterruptedException {
    try (SharedDesk anna = desk(ANNA, plan(10 + seed, 600))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      Thread killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      Thread.sleep(200 * seed);
                      server.kill();
                    } catch (InterruptedException _) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertProblem(
          () -> {
            while (true) {
              anna.share.publish(_ -> {}, () -> false);
              anna.share.removeFolder(anna.photos);
              anna.share.publish(_ -> {}, () -> false);
              anna.share.addFolder(anna.photos, Optional.empty());
            }
          },
          Problem.ShareUnreachable.class);
      killer.join();
      server.restart();
      if (anna.catalogue().outbox().folders().isEmpty()
          || anna.catalogue().outbox().folders().getFirst().isRemoved()) {
        anna.share.addFolder(anna.photos, Optional.empty());
      }
      anna.publish();
      assertThat(shared.published()).isEqualTo(anna.keys());
      assertThat(anna.catalogue().outbox().size()).isZero();
    }
  }

  @Test
  void manyPublishersAtOnce() throws Exception {
    List<SharedDesk> desks =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  SharedDesk desk =
                      new SharedDesk(temp.resolve("desk" + i), plan(20 + i % 2, 700), CLOCK);
                  desk.join(server, i % 2 == 0 ? ANNA : BEN, database);
                  desk.share.addFolder(desk.photos, Optional.of("folder" + i));
                  return desk;
                })
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(desks.size())) {
      List<Future<PublishReport>> reports =
          desks.stream().map(desk -> threads.submit(desk::publish)).toList();
      for (Future<PublishReport> report : reports) {
        assertThat(report.get()).returns(700L, PublishReport::photos);
      }
    }
    Set<String> all = new TreeSet<>();
    desks.forEach(desk -> all.addAll(desk.keys()));
    assertThat(all).hasSizeGreaterThan(700);
    assertThat(shared.published()).isEqualTo(all);
    desks.forEach(SharedDesk::close);
  }

  @Test
  void aLibraryThatWasRestoredPublishesWhatDiffers() throws IOException {
    try (SharedDesk anna = desk(ANNA, plan(30, 100))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
    }
    // The vectors are lost, and with them the history: everything is compared again.
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(temp.resolve(ANNA).resolve("library/vectors.db" + end));
    }
    try (Store store =
        Store.openForWriting(temp.resolve(ANNA).resolve("library"), BuildCache.NATIVES, CLOCK)) {
      store.writer().commit();
    }
    try (Store store =
        Store.openForReading(temp.resolve(ANNA).resolve("library"), BuildCache.NATIVES, CLOCK)) {
      Share share =
          new Share(
              temp.resolve(ANNA).resolve("library"),
              BuildCache.NATIVES,
              store.reader(),
              Places.NONE,
              false,
              CLOCK);
      assertThat(share.publish(_ -> {}, () -> false)).returns(100L, PublishReport::photos);
      assertThat(shared.published()).hasSize(100);
      share.close();
    }
  }
}
