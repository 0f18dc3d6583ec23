package app.akin.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL server with pgvector in a process of its own. It listens on the loopback address
/// only. `-Dakin.postgres` names the folder of its programs; without it tests that need a server
/// are skipped.
public final class PostgresServer implements AutoCloseable {
  /// The user and the password of the administrator.
  public static final String ADMIN = "admin";

  public static final String PASSWORD = "test password";

  /// The server refuses to run as root.
  private static final String NOBODY = "65534";

  private final Path programs;
  private final Path data;
  private final int port;
  private final List<String> options = new ArrayList<>();
  private @Nullable Process process;

  private PostgresServer(Path programs, Path data, int port) {
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /// Creates and starts a server in an empty folder, which is then that of the user who runs it.
  public static PostgresServer start(Path folder, String... options) {
    String given = System.getProperty("akin.postgres", "");
    Assumptions.assumeFalse(given.isEmpty(), "-Dakin.postgres: a folder with PostgreSQL");
    try {
      PostgresServer server =
          new PostgresServer(Path.of(given), folder.resolve("data"), freePort());
      server.options.addAll(List.of(options));
      Path password = folder.resolve("password");
      Files.writeString(password, PASSWORD);
      giveAway(folder);
      run(
          server.command(
              "initdb",
              "--pgdata=" + server.data,
              "--auth=scram-sha-256",
              "--username=" + ADMIN,
              "--pwfile=" + password,
              "--encoding=UTF8",
              "--locale=C.UTF-8"));
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Creates a server that replicates another one, which it follows until it is promoted.
  ///
  /// @param folder an empty folder
  public static PostgresServer standby(PostgresServer primary, Path folder) {
    try (Connection connection = primary.connect("postgres");
        Statement statement = connection.createStatement()) {
      PostgresServer server =
          new PostgresServer(primary.programs, folder.resolve("data"), freePort());
      server.options.addAll(primary.options);
      statement.execute("SELECT pg_backup_start('standby', true)");
      copy(primary.data, server.data);
      String label;
      try (ResultSet rows = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        rows.next();
        label = rows.getString(1);
      }
      Files.writeString(server.data.resolve("backup_label"), label);
      Files.createFile(server.data.resolve("standby.signal"));
      Files.writeString(
          server.data.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=''%s'''%n"
              .formatted(primary.port, ADMIN, PASSWORD));
      giveAway(folder);
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Copies the data of a running server, but for its log, which replication provides.
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            boolean isLog = file.startsWith(from.resolve("pg_wal"));
            if (!isLog && !file.endsWith("postmaster.pid")) {
              try {
                Files.copy(file, to.resolve(from.relativize(file)));
              } catch (NoSuchFileException _) {
                // The server has deleted it meanwhile, which its log repeats.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return failure instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, failure);
          }
        });
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
  }

  /// Writes a file into the folder of the data, which only the user who runs the server can read.
  public void write(String name, String text) throws IOException {
    Path file = data.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      run("chown", NOBODY + ":" + NOBODY, file.toString());
    }
  }

  /// Gives a folder to the user who runs the server, who has to reach it.
  private static void giveAway(Path folder) throws IOException {
    if (isRoot()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      run("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void run(String... command) throws IOException {
    run(List.of(command));
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      Assertions.assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts the server again.
  public void restart() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-k",
                "",
                "-c",
                "listen_addresses=127.0.0.1"));
    options.forEach(option -> arguments.addAll(List.of("-c", option)));
    try {
      process =
          new ProcessBuilder(command("postgres", arguments.toArray(String[]::new)))
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  private void awaitAnswer() {
    Process started = Objects.requireNonNull(process);
    try {
      Await.until("the server answers or ends", () -> answers() || !started.isAlive());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!started.isAlive()) {
      // The processes of a killed server end after a moment.
      restart();
    }
  }

  private boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  /// Returns the port.
  public int port() {
    return port;
  }

  /// Returns the folder of the data.
  public Path data() {
    return data;
  }

  /// Returns the address of a database for a login.
  public String address(String user, String database) {
    return "postgresql://" + user + "@127.0.0.1:" + port + "/" + database;
  }

  /// Connects as administrator.
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, ADMIN, PASSWORD);
  }

  /// Executes statements as administrator.
  public void execute(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the first column of the first row.
  public long number(String database, String sql) {
    return Long.parseLong(text(database, sql));
  }

  private String text(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Kills the server, as SIGKILL does.
  public void kill() {
    Process running = Objects.requireNonNull(process);
    running.destroyForcibly();
    try {
      running.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until a server that replicates another has all of its changes.
  public void awaitChangesOf(PostgresServer primary) throws InterruptedException {
    String all = primary.text("postgres", "SELECT pg_current_wal_lsn()");
    Await.until(
        "the standby has all changes",
        () ->
            text("postgres", "SELECT pg_last_wal_replay_lsn() >= '" + all + "'::pg_lsn")
                .equals("t"));
  }

  /// Ends replication: the server does not follow the other one any more.
  public void disconnectFromPrimary() throws InterruptedException {
    execute("postgres", "ALTER SYSTEM RESET primary_conninfo", "SELECT pg_reload_conf()");
    Await.until(
        "replication has ended",
        () -> number("postgres", "SELECT count(*) FROM pg_stat_wal_receiver") == 0);
  }

  /// Makes a server that replicates another accept changes.
  public void promote() {
    try {
      run(command("pg_ctl", "promote", "-w", "-D", data.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
