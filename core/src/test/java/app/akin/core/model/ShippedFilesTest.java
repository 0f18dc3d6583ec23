package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.resources.Resource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the files of the model included in Akin.
final class ShippedFilesTest {
  @TempDir private Path folder;

  @Test
  void theKnownFingerprintIsThatOfTheFiles() throws Exception {
    ShippedFiles starter = ShippedFiles.starter();
    for (Resource file : starter.files()) {
      try (InputStream in = file.open()) {
        Files.copy(in, folder.resolve(file.fileName()));
      }
    }
    EmbedSettings settings =
        new EmbedSettings(folder, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model = EmbeddingModel.open(ModelFiles.folder(folder), settings)) {
      assertThat(starter.fingerprint()).hasValue(model.fingerprint());
    }
  }
}
