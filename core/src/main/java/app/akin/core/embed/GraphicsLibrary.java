package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's library for graphics cards, which does not ship: a folder of its own below the
/// natives, and a note beside it that says whether engines start on it. The build for processors on
/// the class path wins inside DJL wherever the folder is not named by `PYTORCH_LIBRARY_PATH`.
///
/// Whoever starts an engine on it says so on disk before, and takes that back after: an engine that
/// brings its process down is not started on it again. Thread-safe, also towards other processes,
/// as far as [NativesFolder#alone] is held.
///
/// @param natives the folder of native libraries
public record GraphicsLibrary(Path natives) {
  /// What the engine reads to find another library, from the environment or the system properties.
  public static final String PATH = "PYTORCH_LIBRARY_PATH";

  /// What the engine reads to know which one that is.
  public static final String FLAVOR = "PYTORCH_FLAVOR";

  /// The file in its folder that holds a line for each library: SHA-256, length, name.
  public static final String RECORD = "files.sha256";

  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final Logger LOG = LoggerFactory.getLogger(GraphicsLibrary.class);

  /// Whether engines start on it.
  public sealed interface State {
    /// It is not on this computer.
    record Absent() implements State {}

    /// It is here, and nobody tried it out yet.
    record Here() implements State {}

    /// Engines start on it.
    record On() implements State {}

    /// It was tried and failed: engines start without it.
    ///
    /// @param reason in the engine's words, or what became of its process
    record Failed(String reason) implements State {}
  }

  /// A line of the record.
  ///
  /// @param sha256 what its bytes come to, in hexadecimal
  /// @param bytes its length
  /// @param name its name in the folder
  public record Entry(String sha256, long bytes, String name) {}

  /// A way to look at a file.
  public interface Look {
    /// Whether a file is what its line says.
    boolean fits(Path file, Entry entry) throws IOException;
  }

  /// The library beside this computer's other native libraries, or, where these belong to an
  /// installation that is not to be written, where they would be unpacked otherwise.
  ///
  /// @param natives the folder of native libraries
  /// @param compiled the folder of compiled models
  public static GraphicsLibrary of(Path natives, Path compiled) {
    return new GraphicsLibrary(
        new NativesFolder(natives).isComplete() ? compiled.resolveSibling("natives") : natives);
  }

  /// Its folder; empty where there is no build for this computer.
  public Optional<Path> folder() {
    return GraphicsBuild.here().map(build -> folders().resolve(build.name()));
  }

  /// The folder of it all.
  public Path folders() {
    return natives.resolve("graphics");
  }

  /// Whether engines start on it. An engine that did not come back from starting has failed.
  public State state() {
    if (folder().filter(folder -> Files.exists(folder.resolve(RECORD))).isEmpty()) {
      return new State.Absent();
    }
    Properties note = new Properties();
    try (Reader reader = Files.newBufferedReader(note())) {
      note.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("nothing is noted", e);
    }
    return switch (note.getProperty(STATE, "")) {
      case "on" -> new State.On();
      case "failed" -> new State.Failed(note.getProperty(REASON, ""));
      default -> new State.Here();
    };
  }

  /// Lets engines start on it from now on.
  public void switchOn() {
    write("on", "");
  }

  /// Lets engines start without it from now on.
  ///
  /// @param reason why
  public void fail(String reason) {
    LOG.warn("the graphics library is not used any more: {}", reason);
    write("failed", reason);
  }

  /// The first file that is missing or has another length than when it came; a glance.
  public Optional<String> misfit() {
    return misfit((file, entry) -> Files.isRegularFile(file) && Files.size(file) == entry.bytes());
  }

  /// The first file that is not what it was when it came, by a closer look.
  ///
  /// @param look whether a file is what its line in the record says
  public Optional<String> misfit(Look look) {
    Path folder = folder().orElseThrow();
    try {
      for (String line : Files.readAllLines(folder.resolve(RECORD))) {
        List<String> parts = List.of(line.split("  ", 3));
        Entry entry = new Entry(parts.get(0), Long.parseLong(parts.get(1)), parts.get(2));
        if (!look.fits(folder.resolve(entry.name()), entry)) {
          return Optional.of(entry.name());
        }
      }
      return Optional.empty();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.of(RECORD);
    }
  }

  /// Prepares the start of this process's engine: on the library where that is on, whole, and the
  /// environment names no other. To be called while nobody else starts one.
  ///
  /// @return whether it will start on it; then [#began] or [#fail] is to follow
  boolean begin() {
    if (System.getenv(PATH) != null || !(state() instanceof State.On)) {
      return false;
    }
    if (Files.exists(mark())) {
      fail("the process that started an engine on it ended");
      delete(mark());
      return false;
    }
    Optional<String> misfit = misfit();
    if (misfit.isPresent()) {
      fail(misfit.get() + " is not what it was");
      return false;
    }
    try {
      Files.writeString(mark(), Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      // Somebody else's folder, read-only here: whoever filled it tried it out.
      LOG.debug("no mark", e);
    }
    System.setProperty(PATH, folder().orElseThrow().toString());
    System.setProperty(FLAVOR, GraphicsBuild.here().orElseThrow().flavor());
    return true;
  }

  /// The engine started on it.
  void began() {
    delete(mark());
  }

  private Path note() {
    return folders().resolve("graphics.properties");
  }

  private Path mark() {
    return folders().resolve("starting");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.info("{} stays", file, e);
    }
  }

  private void write(String state, String reason) {
    Properties note = new Properties();
    note.setProperty(STATE, state);
    note.setProperty(REASON, reason);
    try {
      Files.createDirectories(folders());
      Path fresh = Files.createTempFile(folders(), "graphics", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        note.store(writer, null);
      }
      Files.move(
          fresh, note(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AkinException(
          e, Problem.GRAPHICS_UNWRITABLE, folders(), String.valueOf(e.getMessage()));
    }
  }
}
