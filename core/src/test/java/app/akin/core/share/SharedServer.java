package app.akin.core.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A shared library in a database of a server, and checks of what it has. The password of each
/// login is its name.
///
/// @param server the server
/// @param database the database
record SharedServer(PostgresServer server, String database) {
  static final Clock CLOCK = Clock.systemUTC();

  /// Logins that publish.
  static final String ANNA = "anna";

  static final String BEN = "ben";

  /// A login that only reads.
  static final String RITA = "rita";

  private static final String MODEL = "model";

  /// Starts a server with the logins.
  ///
  /// @param folder an empty folder
  static PostgresServer start(Path folder, String... options) {
    PostgresServer server =
        PostgresServer.start(
            folder,
            Stream.concat(Stream.of("fsync=off"), Arrays.stream(options)).toArray(String[]::new));
    server.execute(
        "postgres",
        "CREATE ROLE akin_reader NOLOGIN",
        "CREATE ROLE akin_publisher NOLOGIN",
        "CREATE ROLE anna LOGIN PASSWORD 'anna' IN ROLE akin_publisher",
        "CREATE ROLE ben LOGIN PASSWORD 'ben' IN ROLE akin_publisher",
        "CREATE ROLE rita LOGIN PASSWORD 'rita' IN ROLE akin_reader");
    return server;
  }

  /// Creates a shared library in a new database.
  static SharedServer create(PostgresServer server, String database) {
    server.execute("postgres", "CREATE DATABASE " + database);
    SharedServer created = new SharedServer(server, database);
    ShareSetup.create(created.admin(), CLOCK);
    return created;
  }

  /// Returns the plan of a library whose photos have vectors of one model.
  static LibraryKit.Plan plan(long seed, int photos) {
    return LibraryKit.Plan.of(seed, photos).dimension(16).fingerprint(MODEL);
  }

  Target admin() {
    return new Target(
        ShareAddress.parse(server.address(PostgresServer.ADMIN, database)),
        Optional.empty(),
        PostgresServer.PASSWORD);
  }

  Target target(String user) {
    return new Target(ShareAddress.parse(server.address(user, database)), Optional.empty(), user);
  }

  /// Returns a new library that takes part.
  SharedDesk desk(Path folder, String user, LibraryKit.Plan plan, Clock clock) {
    SharedDesk desk = new SharedDesk(folder, plan, clock);
    desk.join(server, user, database);
    return desk;
  }

  /// Ends all leases.
  void endLeases() {
    server.execute(
        database, "UPDATE akin.leases SET expires = clock_timestamp() - interval '1 second'");
  }

  /// Returns the keys of the photos of the shared library; fails if one is there twice, or without
  /// facts, file or vector.
  Set<String> published() {
    try (ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
      return connection.read(
          () -> {
            String vectors =
                SharedModel.find(connection, MODEL)
                    .map(SharedModel::table)
                    .orElse("(SELECT NULL::bigint AS content_id)");
            List<String> keys =
                connection.list(
                    """
                    SELECT encode(key, 'hex') FROM akin.contents c
                    WHERE EXISTS (SELECT 1 FROM akin.search_facts s WHERE s.content_id = c.id)
                      AND EXISTS (SELECT 1 FROM akin.files f WHERE f.content_id = c.id)
                      AND EXISTS (SELECT 1 FROM %s v WHERE v.content_id = c.id)
                    """
                        .formatted(vectors),
                    row -> row.getString(1));
            assertThat(keys).doesNotHaveDuplicates();
            assertThat(connection.longs("SELECT count(*) FROM akin.contents").getFirst())
                .isEqualTo(keys.size());
            return new TreeSet<>(keys);
          });
    }
  }

  /// Returns the files of the shared library, each as shared folder, path, name and key.
  Set<String> files() {
    try (ShareConnection connection = ShareConnection.open(target(RITA), Access.READ, CLOCK)) {
      return new TreeSet<>(
          connection.read(
              () ->
                  connection.list(
                      """
                      SELECT concat_ws('/', d.folder_id, d.path, f.name, encode(c.key, 'hex'))
                      FROM akin.files f JOIN akin.directories d ON d.id = f.directory_id
                        JOIN akin.contents c ON c.id = f.content_id
                      """,
                      row -> row.getString(1))));
    }
  }

  /// Asserts that the shared library has all photos of some libraries, and no others.
  void assertHolds(SharedDesk... desks) {
    List<SharedDesk> all = List.of(desks);
    assertThat(all).allSatisfy(desk -> assertThat(desk.catalogue().outbox().size()).isZero());
    assertThat(published())
        .isEqualTo(
            all.stream()
                .flatMap(desk -> desk.keys().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(files())
        .isEqualTo(
            all.stream()
                .flatMap(desk -> desk.files().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  static void assertProblem(ThrowingCallable call, Class<? extends Problem> kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(kind));
  }
}
