package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.HubKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the verbs of `akin models`, as text and as JSON.
final class ModelsVerbTest {
  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, environment, input).run(arguments);
  }

  private void indexed() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (int i = 0; i < 3; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
  }

  private Path tiny(String name) {
    Path folder = home.resolve(name);
    TinyModel.write(folder);
    return folder;
  }

  private JsonObject listed(String name) {
    return run("models", "list", "--json").objects().stream()
        .filter(model -> model.get("model").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void modelsAreListedWithPurposeAndRecommendation() {
    CommandResult people = run("models", "list");

    assertThat(people.code()).isZero();
    assertThat(people.out())
        .contains(
            "starter", "built in", "base", "akin models get base", "mllm-s1", "24 GB", "screenshot")
        .doesNotContain("{");
    assertThat(people.errors()).contains("akin models get base").hasLineCount(1);
    assertThat(listed("starter").get("answers").getAsBoolean()).isTrue();
    assertThat(listed("base").get("state").getAsString()).isEqualTo("offered");
    assertThat(listed("base").get("licence").getAsString()).isEqualTo("MIT");
    assertThat(listed("base").get("download").getAsLong()).isGreaterThan(100_000_000);
    assertThat(listed("mllm-s1").get("state").getAsString()).isEqualTo("offered");
    assertThat(listed("mllm-s1").get("download").getAsLong())
        .isBetween(15_130_000_000L, 15_140_000_000L);
    assertThat(listed("screenshot").get("download").getAsLong())
        .isBetween(7_510_000_000L, 7_530_000_000L);
    assertThat(run("models", "list", "--json").errors()).isEmpty();
  }

  @Test
  void aModelIsImportedUsedAndRemoved() throws IOException {
    indexed();
    CommandResult imported = run("models", "import", tiny("mine").toString(), "--json");

    assertThat(imported.code()).isZero();
    assertThat(imported.json().get("model").getAsString()).isEqualTo("mine");
    assertThat(imported.json().get("wished").getAsBoolean()).isTrue();
    assertThat(imported.json().get("verified").getAsString()).isEqualTo("itself");
    assertThat(run("status").errors()).contains("starter", "mine", "0 of 3").hasLineCount(1);

    CommandResult early = run("models", "use", "mine", "--now");
    assertThat(early.out()).contains("mine", "3 of 3 photos are not indexed").hasLineCount(1);
    assertThat(run("models", "use", "starter").out()).contains("starter is in use");
    CommandResult wished = run("models", "use", "mine");
    assertThat(wished.out()).contains("switches to", "akin index", "starter stays in use");
    assertThat(listed("mine").get("wished").getAsBoolean()).isTrue();

    assertThat(run("index", "--no-text", "--json").json().get("embedded").getAsInt()).isEqualTo(3);
    JsonObject now = run("models", "use", "mine", "--json").json();
    assertThat(now.get("answers").getAsBoolean()).isTrue();
    assertThat(now.get("covered").getAsInt()).isEqualTo(3);
    assertThat(run("status", "--json").json().get("model").getAsString()).isEqualTo("mine");

    input = "n\n";
    CommandResult kept = run("models", "remove", "mine");
    assertThat(kept.code()).isEqualTo(1);
    assertThat(kept.errors()).contains("Remove it? [y/N]", "Nothing was removed");
    assertThat(listed("mine").get("state").getAsString()).isEqualTo("installed");
    input = "y\n";
    CommandResult removed = run("models", "remove", "mine");
    assertThat(removed.code()).isZero();
    assertThat(removed.out()).contains("mine and its index", "MB were freed");
    assertThat(run("models", "list").out()).doesNotContain("mine");
    assertThat(run("status", "--json").json().get("model").getAsString()).isEqualTo("starter");
  }

  /// The time is measured before the switch. The library is not switched by the import.
  @Test
  void aModelOfPromptsShowsItsTimeBeforeIndexing() throws IOException {
    indexed();
    Path folder = home.resolve("prompts");
    TinyModel.writePrompts(folder);
    CommandResult imported = run("models", "import", folder.toString());
    assertThat(imported.code()).isZero();
    assertThat(imported.out())
        .contains("prompts was imported", "akin models use prompts", "akin search --rerank");
    assertThat(listed("prompts").get("wished").getAsBoolean()).isFalse();
    assertThat(listed("prompts").get("photo_seconds").isJsonNull()).isTrue();

    CommandResult use = run("models", "use", "prompts");
    assertThat(use.code()).isZero();
    assertThat(use.out())
        .contains("switches to prompts (0 of 3", "About 1 minute for 3 photos on this computer.")
        .hasLineCount(2);
    assertThat(listed("prompts").get("photo_seconds").getAsDouble()).isBetween(1e-4, 20.0);
    assertThat(run("models", "list").out()).contains("About 1 minute for 3 photos");
  }

  @Test
  void impossibleActionsAreReportedInOneSentence() {
    for (List<String> verb :
        List.of(
            List.of("models", "get", "nothing"),
            List.of("models", "use", "base"),
            List.of("models", "use", "nothing"),
            List.of("models", "remove", "starter"),
            List.of("models", "remove", "base"),
            List.of("models", "import", home.resolve("absent").toString()))) {
      CommandResult ended = run(verb.toArray(String[]::new));

      assertThat(ended.code()).as("%s", verb).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.errors()).hasLineCount(1).endsWith(".\n");
    }
    assertThat(run("models").code()).isEqualTo(2);
    assertThat(run("models", "get").code()).isEqualTo(2);
  }

  /// The license is printed before the download; a hub without the model gives one sentence.
  @Test
  void licenseIsPrintedBeforeTheDownload() throws IOException {
    try (HubKit hub = HubKit.with(Map.of(), "0".repeat(40))) {
      environment.put("HF_ENDPOINT", hub.address().toString());
      environment.put("HF_HOME", home.resolve("none").toString());

      CommandResult ended = run("models", "get", "base");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.errors().indexOf("MIT"))
          .isBetween(0, ended.errors().indexOf("was not found"));
      assertThat(ended.errors()).contains("Permission is hereby granted");
      assertThat(hub.requests()).isNotEmpty();
    }
  }

  /// Without a name, the check uses the model that runs index with.
  @Test
  void checkUsesTheActiveModelOrTheNamedOne() throws IOException {
    indexed();
    assertThat(run("models", "import", tiny("mine").toString()).code()).isZero();

    List<JsonObject> rows = run("models", "check", "--json").objects();
    assertThat(rows).extracting(row -> row.get("model").getAsString()).containsOnly("mine");
    assertThat(rows).filteredOn(row -> row.get("used").getAsBoolean()).hasSize(1);
    assertThat(rows).extracting(row -> row.get("device").getAsString()).containsOnly("cpu");
    CommandResult starter = run("models", "check", "--model", "starter");
    assertThat(starter.out()).contains("starter has one precision");
    CommandResult device = run("models", "check", "--device", "cuda");
    assertThat(device.code()).isEqualTo(1);
    assertThat(device.errors()).contains("cuda is not available").hasLineCount(1);
  }
}
