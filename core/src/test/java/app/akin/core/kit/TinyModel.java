package app.akin.core.kit;

import app.akin.core.synthetic.SyntheticCheckpoint;
import java.nio.file.Path;

/// The smallest official checkpoint, for tests of modules that can't access core.synthetic.
public final class TinyModel {
  private TinyModel() {}

  /// Writes its files into a folder, created if missing.
  public static void write(Path folder) {
    SyntheticCheckpoint.tiny().write(folder);
  }
}
