package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the files of the model included in Akin.
final class ShippedFilesTest {
  @TempDir private Path compiled;

  @Test
  void theKnownFingerprintIsThatOfTheFiles() {
    ShippedFiles starter = ShippedFiles.starter();
    ShippedFiles unknown = new ShippedFiles(starter.label(), starter.files(), Optional.empty());
    EmbedSettings settings =
        new EmbedSettings(compiled, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model = EmbeddingModel.open(unknown, settings)) {
      assertThat(starter.fingerprint()).hasValue(model.fingerprint());
    }
  }
}
