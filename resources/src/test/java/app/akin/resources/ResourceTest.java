package app.akin.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests the content of the jar.
final class ResourceTest {
  @ParameterizedTest
  @EnumSource
  void everyNamedFileShips(Resource resource) throws IOException {
    try (InputStream stream = resource.open()) {
      assertThat(stream.readNBytes(1)).hasSize(1);
    }
  }

  @Test
  void theStarterModelShipsAndTheRecipeThatMadeItDoesNot() throws Exception {
    List<String> shipped = shipped();

    assertThat(shipped)
        .contains(
            "starter/bundle.json",
            "starter/image.pt",
            "starter/text.pt",
            "starter/tokenizer.json",
            "starter/preprocessor_config.json",
            "starter/MODEL_CARD.md")
        .noneMatch(name -> name.endsWith(".py") || name.contains("recipe"));
  }

  /// Every bundled file must have a constant.
  @Test
  void everyFileThatShipsIsNamed() throws Exception {
    assertThat(shipped()).hasSize(Resource.values().length);
  }

  private static List<String> shipped() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Resource.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("app/akin/resources");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(".class"))
          .toList();
    }
  }
}
