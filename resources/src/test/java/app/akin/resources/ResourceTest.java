package app.akin.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /// Of two texts with one key, the first would never be shown.
  @Test
  void everyTextHasAKeyOfItsOwn() throws Exception {
    List<String> twice = new ArrayList<>();
    for (String name : shipped()) {
      if (name.endsWith(".properties")) {
        try (InputStream texts = Resource.class.getResourceAsStream(name)) {
          new Properties() {
            @Override
            public synchronized @Nullable Object put(Object key, Object text) {
              Object before = super.put(key, text);
              if (before != null) {
                twice.add(name + ": " + key);
              }
              return before;
            }
          }.load(Objects.requireNonNull(texts));
        }
      }
    }
    assertThat(twice).isEmpty();
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
