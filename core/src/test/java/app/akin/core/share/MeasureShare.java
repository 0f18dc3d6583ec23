package app.akin.core.share;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchSpace;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import app.akin.core.synthetic.SyntheticVectors;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures a shared library of synthetic photos with vectors of 512 numbers: publishing by several
/// libraries at once, searches meanwhile and afterwards, recall, and sizes on disk.
///
/// Arguments: an empty folder, the number of photos, the number of publishers. Needs
/// `-Dakin.postgres`.
final class MeasureShare {
  private static final String DATABASE = "photos";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int WANTED = 50;

  /// Number of candidates that a search compares for its relevance bands.
  private static final int CANDIDATES = 2_000;

  private static final int QUERIES = 100;

  private MeasureShare() {}

  public static void main(String... arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int photos = Integer.parseInt(arguments[1]);
    int publishers = Integer.parseInt(arguments[2]);
    Path serverFolder = Files.createDirectories(folder.resolve("server"));
    for (Path each : List.of(folder, serverFolder)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (PostgresServer server =
        PostgresServer.start(serverFolder, "shared_buffers=512MB", "maintenance_work_mem=512MB")) {
      server.execute("postgres", "CREATE DATABASE " + DATABASE);
      Target admin =
          new Target(
              ShareAddress.parse(server.address(PostgresServer.ADMIN, DATABASE)),
              Optional.empty(),
              PostgresServer.PASSWORD);
      ShareSetup.create(admin, CLOCK);
      List<SharedDesk> desks = desks(folder, server, photos / publishers, publishers);
      SyntheticVectors vectors = desks.getFirst().kit.vectors();
      publish(desks, admin, vectors, photos);
      search(admin, vectors, photos);
      sizes(server, photos);
      desks.forEach(SharedDesk::close);
    }
  }

  private static List<SharedDesk> desks(
      Path folder, PostgresServer server, int photos, int publishers) {
    List<SharedDesk> desks = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      String login = "desk" + i;
      server.execute(
          "postgres",
          "CREATE ROLE " + login + " LOGIN PASSWORD '" + login + "' IN ROLE akin_publisher");
      // Seeds that are far apart, so that no two photos are equal.
      SharedDesk desk =
          new SharedDesk(
              folder.resolve(login),
              LibraryKit.Plan.of(1_000_000L * i, photos).fingerprint("model"),
              CLOCK);
      desk.join(server, login, DATABASE);
      desk.share.addFolder(desk.photos, Optional.of(login));
      desks.add(desk);
    }
    return desks;
  }

  private static void publish(
      List<SharedDesk> desks, Target target, SyntheticVectors vectors, int photos)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(desks.size() + 1)) {
      List<Future<PublishReport>> reports =
          desks.stream().map(desk -> threads.submit(desk::publish)).toList();
      Future<List<Long>> searches = threads.submit(() -> meanwhile(target, vectors, over));
      for (Future<PublishReport> report : reports) {
        report.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      over.set(true);
      out()
          .printf(
              "%,d photos by %d publishers: %.0f s, %.0f photos a second%n",
              photos, desks.size(), seconds, photos / seconds);
      print("searches meanwhile", searches.get());
    }
  }

  /// Searches every half second until publishing is over.
  private static List<Long> meanwhile(Target target, SyntheticVectors vectors, AtomicBoolean over)
      throws Exception {
    List<Long> times = new ArrayList<>();
    try (ShareConnection connection = ShareConnection.open(target, Access.READ, CLOCK)) {
      for (int i = 0; !over.get(); i++) {
        TimeUnit.MILLISECONDS.sleep(500);
        Optional<SharedModel> model = SharedModel.find(connection, "model");
        if (model.isPresent()) {
          float[] query = vectors.query(i, 1_000);
          times.add(
              time(
                  () -> {
                    SharedLibraryPhotos photos = photos(connection, model.get());
                    photos.space().sample(List.of(query), 2_000);
                    photos.rows(
                        ids(photos.space().nearest(query, List.of(), CANDIDATES, null).best())
                            .stream()
                            .limit(WANTED)
                            .toList(),
                        true);
                  }));
        }
      }
    }
    return times;
  }

  static void search(Target target, SyntheticVectors vectors, int photos) {
    try (ShareConnection connection = ShareConnection.open(target, Access.READ, CLOCK)) {
      SharedModel model = SharedModel.find(connection, "model").orElseThrow();
      SharedLibraryPhotos shared = photos(connection, model);
      SearchSpace<SharedFilter> all = shared.space();
      SearchSpace<SharedFilter> exact = new SharedSpace(connection, model, photos, false);
      SharedFilter tenth =
          shared.filter(SearchRequest.Filter.of(FactSyntax.parse("month:5", Places.NONE)));
      List<Long> graph = new ArrayList<>();
      List<Long> wide = new ArrayList<>();
      List<Long> filtered = new ArrayList<>();
      List<Long> whole = new ArrayList<>();
      int found = 0;
      int foundOfMany = 0;
      for (int i = 0; i < QUERIES; i++) {
        float[] query = vectors.query(i, Math.min(photos, 10_000));
        List<List<ComparedNeighbour>> answers = new ArrayList<>();
        graph.add(time(() -> answers.add(nearest(all, query, WANTED, null))));
        wide.add(time(() -> answers.add(nearest(all, query, CANDIDATES, null))));
        filtered.add(time(() -> answers.add(nearest(all, query, WANTED, tenth))));
        whole.add(time(() -> answers.add(nearest(exact, query, WANTED, null))));
        found += common(answers.getLast(), answers.getFirst());
        foundOfMany += common(answers.getLast(), answers.get(1));
      }
      print("50 nearest by the graph", graph);
      print("2,000 nearest by the graph", wide);
      print("50 nearest under a filter of a twelfth, exact", filtered);
      print("50 nearest of all, exact", whole);
      out()
          .printf(
              "recall of the graph: %.4f; among 2,000: %.4f%n",
              (double) found / (WANTED * QUERIES), (double) foundOfMany / (WANTED * QUERIES));
    }
  }

  private static int common(List<ComparedNeighbour> one, List<ComparedNeighbour> other) {
    Set<Long> common = new HashSet<>(ids(one));
    common.retainAll(ids(other));
    return common.size();
  }

  private static List<ComparedNeighbour> nearest(
      SearchSpace<SharedFilter> space, float[] query, int count, @Nullable SharedFilter filter) {
    return space.nearest(query, List.of(), count, filter).best();
  }

  private static void sizes(PostgresServer server, int photos) {
    server.execute(DATABASE, "VACUUM ANALYZE");
    for (String table :
        List.of(
            "vectors_1",
            "search_facts",
            "files",
            "contents",
            "thumbnails",
            "photo_keywords",
            "sibling_sizes")) {
      long bytes = server.number(DATABASE, "SELECT pg_total_relation_size('akin." + table + "')");
      out().printf("%-16s %,7d bytes a photo%n", table, bytes / photos);
    }
    out()
        .printf(
            "graph            %,7d bytes a photo%n",
            server.number(DATABASE, "SELECT pg_relation_size('akin.vectors_1_by_vector')")
                / photos);
  }

  private static SharedLibraryPhotos photos(ShareConnection connection, SharedModel model) {
    ShareReader reader = new ShareReader(connection);
    return new SharedLibraryPhotos(
        connection,
        model,
        Map.of(),
        CLOCK.getZone(),
        new SharedFilters(connection, Places.NONE, false, Map.of(), List.of()),
        reader);
  }

  private static List<Long> ids(List<ComparedNeighbour> neighbours) {
    return neighbours.stream().map(ComparedNeighbour::id).toList();
  }

  private static long time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static void print(String what, List<Long> times) {
    List<Long> sorted = Stream.of(times).flatMap(List::stream).sorted().toList();
    if (!sorted.isEmpty()) {
      out()
          .printf(
              "%s: median %.1f ms, 95 %% %.1f ms (%d)%n",
              what,
              sorted.get(sorted.size() / 2) / 1e6,
              sorted.get((int) (0.95 * (sorted.size() - 1))) / 1e6,
              sorted.size());
    }
  }

  private static PrintStream out() {
    return System.out;
  }
}
