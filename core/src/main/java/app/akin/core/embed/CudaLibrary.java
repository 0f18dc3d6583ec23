package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CUDA build of libtorch, which is not part of Akin's distribution: a separate folder below
/// the native libraries, and a state file that records whether engines use it. Unless
/// `PYTORCH_LIBRARY_PATH` names the folder, DJL prefers the CPU build on the class path.
///
/// Before an engine starts with the library, a mark is written to disk, and it is removed once the
/// engine has started. If the engine crashes the process, later processes do not start it with the
/// library. Thread-safe, also across processes, within [NativesFolder#runExclusively].
///
/// @param natives the folder of native libraries
public record CudaLibrary(Path natives) {
  /// The environment variable or system property from which the engine reads the path of another
  /// library.
  public static final String PATH = "PYTORCH_LIBRARY_PATH";

  /// The environment variable or system property from which the engine reads the flavor of that
  /// library.
  public static final String FLAVOR = "PYTORCH_FLAVOR";

  /// The file in the library's folder with a line for each library: SHA-256, length, name.
  public static final String RECORD = "files.sha256";

  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final Logger LOG = LoggerFactory.getLogger(CudaLibrary.class);

  /// The state of the library on this computer.
  public sealed interface State {
    /// The library is not installed.
    record Absent() implements State {}

    /// The library is installed and has not been tested yet.
    record Installed() implements State {}

    /// Engines use the library.
    record Enabled() implements State {}

    /// The library failed to start; engines do not use it.
    ///
    /// @param reason the engine's error message, or a description of how its process ended
    record Failed(String reason) implements State {}
  }

  /// A line of the [#RECORD] file.
  ///
  /// @param sha256 the SHA-256 of the file, in hexadecimal
  /// @param bytes the length of the file in bytes
  /// @param name the name of the file in the folder
  public record Entry(String sha256, long bytes, String name) {}

  /// Checks a file against its entry.
  public interface FileCheck {
    /// Returns whether a file matches its entry.
    boolean matches(Path file, Entry entry) throws IOException;
  }

  /// Returns the library next to this computer's other native libraries. If these belong to a
  /// read-only installation, returns the library in the folder where they would otherwise be
  /// unpacked.
  ///
  /// @param natives the folder of native libraries
  /// @param compiled the folder of compiled models
  public static CudaLibrary of(Path natives, Path compiled) {
    return new CudaLibrary(
        new NativesFolder(natives).isComplete() ? compiled.resolveSibling("natives") : natives);
  }

  /// Returns the library's folder; empty if there is no build for this computer.
  public Optional<Path> folder() {
    return CudaBuild.current().map(build -> folders().resolve(build.name()));
  }

  /// Returns the folder that contains the library's folders.
  public Path folders() {
    return natives.resolve("graphics");
  }

  /// Returns the library's state. [State.Failed] if the last start did not return.
  public State state() {
    if (folder().filter(folder -> Files.exists(folder.resolve(RECORD))).isEmpty()) {
      return new State.Absent();
    }
    Properties note = new Properties();
    try (Reader reader = Files.newBufferedReader(note())) {
      note.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no state file", e);
    }
    return switch (note.getProperty(STATE, "")) {
      case "on" -> new State.Enabled();
      case "failed" -> new State.Failed(note.getProperty(REASON, ""));
      default -> new State.Installed();
    };
  }

  /// Makes engines start with the library from now on.
  public void enable() {
    write("on", "");
  }

  /// Makes engines start without the library from now on.
  ///
  /// @param reason the reason of the failure
  public void fail(String reason) {
    LOG.warn("the CUDA library is no longer used: {}", reason);
    write("failed", reason);
  }

  /// Returns the first file that is missing or has a different length than recorded. Reads no
  /// contents.
  public Optional<String> findDamagedFile() {
    return findDamagedFile(
        (file, entry) -> Files.isRegularFile(file) && Files.size(file) == entry.bytes());
  }

  /// Returns the first file that does not match its entry, by a full check.
  ///
  /// @param check checks whether a file matches its entry in the record
  public Optional<String> findDamagedFile(FileCheck check) {
    Path folder = folder().orElseThrow();
    try {
      for (String line : Files.readAllLines(folder.resolve(RECORD))) {
        List<String> parts = List.of(line.split("  ", 3));
        Entry entry = new Entry(parts.get(0), Long.parseLong(parts.get(1)), parts.get(2));
        if (!check.matches(folder.resolve(entry.name()), entry)) {
          return Optional.of(entry.name());
        }
      }
      return Optional.empty();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.of(RECORD);
    }
  }

  /// Prepares the start of this process's engine: it will use the library if that is enabled and
  /// complete and the environment names no other library. Must not be called while another thread
  /// or process starts an engine.
  ///
  /// @param environment environment variables
  /// @return whether the engine will start with the library; if so, [#confirmStart] or [#fail] must
  ///   be called afterwards
  boolean prepareStart(Map<String, String> environment) {
    if (environment.containsKey(PATH) || !(state() instanceof State.Enabled)) {
      return false;
    }
    if (Files.exists(mark())) {
      fail("the process that was starting an engine with it ended");
      delete(mark());
      return false;
    }
    Optional<String> damaged = findDamagedFile();
    if (damaged.isPresent()) {
      fail(damaged.get() + " has changed");
      return false;
    }
    try {
      Files.writeString(mark(), Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      // The folder is read-only for this process: the user who filled it has tested the library.
      LOG.debug("no mark", e);
    }
    System.setProperty(PATH, folder().orElseThrow().toString());
    System.setProperty(FLAVOR, CudaBuild.current().orElseThrow().flavor());
    return true;
  }

  /// Records that the engine has started with the library.
  void confirmStart() {
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
      FileOperations.delete(file);
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
      FileOperations.write(note(), out -> note.store(out, null));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.GraphicsUnwritable(folders(), String.valueOf(e.getMessage())));
    }
  }
}
