package app.akin.desktop.actions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The programs that a test has chosen.
public final class RememberedPrograms implements PhotoActions.ChosenPrograms {
  private final List<Path> programs = new ArrayList<>();

  @Override
  public List<Path> list() {
    return List.copyOf(programs);
  }

  @Override
  public void use(Path program) {
    programs.addFirst(program);
  }

  @Override
  public void forget(Path program) {
    programs.remove(program);
  }
}
