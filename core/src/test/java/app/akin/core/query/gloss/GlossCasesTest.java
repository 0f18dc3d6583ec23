package app.akin.core.query.gloss;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.resources.Resource;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Glosses texts with expected results from a file and compares. `-Dakin.gloss.cases=FILE` reads
/// another than that of the repository: JSON lines with `zh`, `gloss`, `kept` and `unknown`.
final class GlossCasesTest {
  private static final String CASES = "/query/gloss-cases.jsonl";

  @Test
  void everyCaseAgrees() throws IOException {
    Glosser glosser = new Glosser(Resource.CHINESE_ENGLISH::open, GlossCorrections.inMemory());
    List<String> cases = cases().lines().filter(line -> !line.isBlank()).toList();
    List<String> differences = new ArrayList<>();
    for (String line : cases) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      String typed = json.get("zh").getAsString();
      String expected =
          result(
              json.get("gloss").getAsString(),
              strings(json.getAsJsonArray("kept")),
              strings(json.getAsJsonArray("unknown")));
      Gloss gloss = glosser.gloss(typed);
      String found =
          result(
              gloss.english(),
              gloss.kept().stream().map(Gloss.Kept::text).toList(),
              gloss.unknown());
      if (!found.equals(expected)) {
        differences.add("%s%n  expected %s%n  found    %s".formatted(typed, expected, found));
      }
    }

    String report =
        "%d of %d%n%s"
            .formatted(
                cases.size() - differences.size(),
                cases.size(),
                String.join(System.lineSeparator(), differences));
    System.out.println(report);
    assertThat(cases).isNotEmpty();
    assertThat(differences).as(report).isEmpty();
  }

  private static String result(String english, List<String> kept, List<String> unknown) {
    return "\"%s\" kept %s unknown %s".formatted(english, kept, unknown);
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.getAsString())
        .toList();
  }

  private static String cases() throws IOException {
    String file = System.getProperty("akin.gloss.cases");
    if (file != null) {
      return Files.readString(Path.of(file));
    }
    try (InputStream in =
        Objects.requireNonNull(GlossCasesTest.class.getResourceAsStream(CASES), CASES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
