package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.EngineKit;
import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin doctor`, as text and as JSON.
final class DoctorVerbTest {
  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, environment, input).run(arguments);
  }

  private String build() {
    String build = run("doctor", "--json").json().get("gpu_build").getAsString();
    assumeTrue(!build.isEmpty(), "no graphics library for this computer");
    return build;
  }

  @Test
  void reportStartsWithTheVerdictThenTheAdvice() throws IOException {
    CommandResult fresh = run("doctor");
    assertThat(fresh.code()).isZero();
    assertThat(fresh.out().lines().toList())
        .startsWith("No problems found.")
        .anyMatch(line -> line.contains("akin index DIR"));

    Path photos = Files.createDirectories(home.resolve("photos"));
    Files.write(photos.resolve("a.jpg"), ImageKit.photo(1, 96, 64));
    Files.writeString(photos.resolve("b.jpg"), "no picture");
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
    CommandResult used = run("doctor");

    assertThat(used.code()).isZero();
    assertThat(used.out())
        .startsWith("No problems found.")
        .contains("1 file couldn’t be read", "akin status --failures")
        .contains("1 photos", "starter, in use", "Versions", "PyTorch", "Processor", "Natives    ")
        .doesNotContain("{", "aten::", "mps");
    Files.move(photos, home.resolve("elsewhere"));
    assertThat(run("doctor").out()).contains(photos + " is offline");
  }

  @Test
  void jsonIsOneObject() {
    CommandResult ended = run("doctor", "--json");

    assertThat(ended.out()).hasLineCount(1);
    JsonObject found = ended.json();
    assertThat(found.keySet())
        .contains(
            "healthy",
            "advice",
            "akin",
            "java",
            "engine",
            "system",
            "processor",
            "features",
            "cuda",
            "gpu_library",
            "model",
            "precision",
            "device",
            "models",
            "findings",
            "places");
    assertThat(found.get("healthy").getAsBoolean()).isTrue();
    assertThat(found.get("device").getAsString()).isEqualTo("cpu");
    assertThat(found.getAsJsonArray("places")).hasSize(5);
  }

  @Test
  void damagedModelIsReportedWithExitCode1() throws IOException {
    Path mine = home.resolve("mine");
    app.akin.core.kit.TinyModel.write(mine);
    assertThat(run("models", "import", mine.toString(), "--keep").code()).isZero();
    Path weights = home.resolve("akin/models/mine/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);

    CommandResult ended = run("doctor");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).startsWith("Problems found:").contains("akin models get mine");
    assertThat(run("doctor", "--json").json().get("healthy").getAsBoolean()).isFalse();
  }

  /// The whole setup with a fake server that delivers an invalid library: offered, downloaded,
  /// tested in a separate process, rejected, and not tested again automatically.
  @Test
  void cudaLibraryIsOfferedDownloadedTestedAndRejected() throws IOException {
    String[] build = build().split("-", 3);
    Map<String, byte[]> libraries =
        Map.of("libtorch.so", "no library".getBytes(StandardCharsets.UTF_8));
    try (EngineKit server =
        EngineKit.of(build[0], build[1] + "/" + build[2] + "/native/lib/", libraries)) {
      environment.put("AKIN_ENGINE_ENDPOINT", server.address().toString());

      input = "n\n";
      CommandResult asked = run("doctor", "--enable-gpu");
      assertThat(asked.code()).isEqualTo(1);
      assertThat(asked.errors()).contains("MB to download", "[y/N]", "Nothing was downloaded");
      assertThat(server.requests()).noneMatch(it -> it.startsWith("GET ") && it.endsWith(".gz"));

      input = "y\n";
      CommandResult tried = run("doctor", "--enable-gpu");
      assertThat(tried.code()).isEqualTo(1);
      assertThat(tried.out()).contains("cannot be used", "on the CPU").hasLineCount(1);
      assertThat(server.requests()).anyMatch(it -> it.startsWith("GET ") && it.endsWith(".gz"));
      int requests = server.requests().size();

      assertThat(run("doctor").out()).contains("is installed but not used");
      JsonObject again = run("doctor", "--enable-gpu", "--yes", "--json").json();
      assertThat(again.get("gpu_library").getAsString()).isEqualTo("failed");
      assertThat(again.get("gpu_reason").getAsString()).isNotBlank();
      assertThat(server.requests()).as("it is here").hasSize(requests);
      assertThat(run("doctor", "--json").json().get("engine_works").getAsBoolean()).isTrue();
    }
  }
}
