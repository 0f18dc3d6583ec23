package app.akin.core.kit;

import app.akin.core.model.LibraryModels;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The smallest official checkpoint, for tests of modules that can't access core.synthetic.
public final class TinyModel {
  private static final List<String> PROMPT_FILES =
      List.of(
          "config.json",
          "preprocessor_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "model.safetensors.index.json",
          "model-00001-of-00004.safetensors",
          "model-00002-of-00004.safetensors",
          "model-00003-of-00004.safetensors",
          "model-00004-of-00004.safetensors");

  private TinyModel() {}

  /// Writes a tiny model that embeds prompts into a folder, created if missing.
  public static void writePrompts(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : PROMPT_FILES) {
      try (InputStream in = TinyModel.class.getResourceAsStream("/mllm/llava-tiny/" + name)) {
        Files.copy(Objects.requireNonNull(in), folder.resolve(name));
      }
    }
  }

  /// Imports a model and waits for the end.
  ///
  /// @param keep whether the library's target model stays unchanged
  /// @return the name of the model
  public static String importInto(LibraryModels models, Path source, boolean keep) {
    ModelFetch imported = models.startImport(source, keep);
    try {
      if (!imported.await()) {
        throw new IllegalStateException("the import was stopped");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return imported.status().name();
  }

  /// Writes its files into a folder, created if missing.
  public static void write(Path folder) {
    SyntheticCheckpoint.tiny().write(folder);
  }
}
