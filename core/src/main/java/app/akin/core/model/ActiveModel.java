package app.akin.core.model;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/// Which model answers in a library, and which it moves over to: a small file in the library's
/// folder, replaced as a whole. It is not in the database, because a person changes the wish while
/// a run holds the library's lock. Thread-safe, also towards other processes.
public final class ActiveModel {
  private static final String ANSWERS = "answers";
  private static final String WISH = "wish";

  private final Path file;

  /// A choice.
  ///
  /// @param answers the name of the model that answers
  /// @param wish the name of the model that runs embed with; the same where no move is under way
  public record Choice(String answers, String wish) {
    /// Whether the library is on its way to another model.
    public boolean isMoving() {
      return !answers.equals(wish);
    }
  }

  /// @param library the library's own folder
  public ActiveModel(Path library) {
    file = library.resolve("model.properties");
  }

  /// What was chosen; at first the starter.
  public Choice read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return new Choice(Models.STARTER, Models.STARTER);
    }
    String answers = properties.getProperty(ANSWERS, Models.STARTER);
    return new Choice(answers, properties.getProperty(WISH, answers));
  }

  /// A wish with the library's answering model where it names none.
  public ModelSelection answering(ModelSelection wish) {
    return filled(wish, read().answers());
  }

  /// A wish with the model that runs embed with where it names none.
  public ModelSelection building(ModelSelection wish) {
    return filled(wish, read().wish());
  }

  /// Makes a model the one that runs embed with.
  void wish(String name) {
    write(new Choice(read().answers(), name));
  }

  /// Makes a model answer from now on, and ends a move.
  void settle(String name) {
    write(new Choice(name, name));
  }

  /// The wished model covers what can be reached: it answers from now on, unless another was wished
  /// meanwhile.
  public void covered(String name) {
    Choice now = read();
    if (now.isMoving() && now.wish().equals(name)) {
      settle(name);
    }
  }

  private static ModelSelection filled(ModelSelection wish, String name) {
    // The starter's own name is no name: nothing changes for whoever never chose.
    return wish.model() != null || name.equals(Models.STARTER)
        ? wish
        : new ModelSelection(name, wish.device(), wish.precision());
  }

  private synchronized void write(Choice choice) {
    Properties properties = new Properties();
    properties.setProperty(ANSWERS, choice.answers());
    properties.setProperty(WISH, choice.wish());
    try {
      Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "model", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AkinException(
          e,
          Problem.LIBRARY_UNWRITABLE,
          String.valueOf(file.getParent()),
          String.valueOf(e.getMessage()));
    }
  }
}
