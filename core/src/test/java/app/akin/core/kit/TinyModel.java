package app.akin.core.kit;

import app.akin.core.synthetic.SyntheticCheckpoint;
import java.nio.file.Path;

/// The smallest official checkpoint, for tests of modules that core's made things are hidden from.
public final class TinyModel {
  private TinyModel() {}

  /// Writes its files into a folder, which is made where it is missing.
  public static void write(Path folder) {
    SyntheticCheckpoint.tiny().write(folder);
  }
}
