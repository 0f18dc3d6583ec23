package app.akin.core.model;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Stores a library's active model and the model it is switching to.
///
/// The values are kept in a small file in the library's folder, which is replaced atomically. They
/// are not in the database, because the user may change the target model while an indexing run
/// holds the library's lock. Thread-safe, also across processes.
public final class ActiveModel {
  private static final String ACTIVE = "answers";
  private static final String TARGET = "wish";

  private final Path file;

  /// The active model and the target model of a library.
  ///
  /// @param active the name of the model that searches use
  /// @param target the name of the model that indexing uses; equal to `active` if no switch is in
  ///   progress
  public record Choice(String active, String target) {
    /// Returns whether the library is switching to another model.
    public boolean isSwitching() {
      return !active.equals(target);
    }
  }

  /// @param library the library's folder
  public ActiveModel(Path library) {
    file = library.resolve("model.properties");
  }

  /// Reads the stored choice; the starter model if nothing was stored.
  public Choice read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return new Choice(Models.STARTER, Models.STARTER);
    }
    String active = properties.getProperty(ACTIVE, Models.STARTER);
    return new Choice(active, properties.getProperty(TARGET, active));
  }

  /// Fills in the active model if the selection names no model.
  public ModelSelection resolveForSearch(ModelSelection selection) {
    return withDefault(selection, read().active());
  }

  /// Fills in the target model if the selection names no model.
  public ModelSelection resolveForIndexing(ModelSelection selection) {
    return withDefault(selection, read().target());
  }

  /// Sets the model that indexing uses.
  void setTarget(String name) {
    write(new Choice(read().active(), name));
  }

  /// Sets the active model and ends any switch in progress.
  void setActive(String name) {
    write(new Choice(name, name));
  }

  /// Makes the target model active after it has embedded all available photos, unless another
  /// target was set meanwhile.
  public void completeSwitch(String name) {
    Choice now = read();
    if (now.isSwitching() && now.target().equals(name)) {
      setActive(name);
    }
  }

  private static ModelSelection withDefault(ModelSelection selection, String name) {
    // The starter is the default: the selection stays unchanged if no other model was chosen.
    return selection.model() != null || name.equals(Models.STARTER)
        ? selection
        : new ModelSelection(name, selection.device(), selection.precision());
  }

  private synchronized void write(Choice choice) {
    Properties properties = new Properties();
    properties.setProperty(ACTIVE, choice.active());
    properties.setProperty(TARGET, choice.target());
    Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
    try {
      Files.createDirectories(folder);
      FileOperations.write(file, out -> properties.store(out, null));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.LibraryUnwritable(folder, String.valueOf(e.getMessage())));
    }
  }
}
