package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reads JSON output with another JSON implementation.
final class JsonLineTest {
  @Test
  void everyCharacterSurvives() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x300; c++) {
      all.append((char) c);
    }
    String text = all + "日本 😀 \ud83d alone \ude00 \u2028";

    JsonObject read = parse(new JsonLine().with("text", text));

    assertThat(read.get("text").getAsString()).isEqualTo(text);
  }

  @Test
  void aLineIsOneLineAndValidUtf8() {
    String line = new JsonLine().with("text", "a\nb\r\ud83d").toString();

    assertThat(line)
        .doesNotContain("\n", "\r", "\ud83d")
        .isEqualTo("{\"text\": \"a\\nb\\r\\ud83d\"}");
  }

  @Test
  void membersKeepTypeAndOrder() {
    JsonObject read =
        parse(
            new JsonLine()
                .with("long", Long.MAX_VALUE)
                .with("small", 1e-7f)
                .with("double", 0.1)
                .with("none", Double.NaN)
                .with("yes", true)
                .withTexts("texts", List.of("a", "\"b\""))
                .withTexts("empty", List.of())
                .withObjects("objects", List.of(1, 2), (object, n) -> object.with("n", n)));

    assertThat(read.keySet())
        .containsExactly("long", "small", "double", "none", "yes", "texts", "empty", "objects");
    assertThat(read.get("long").getAsLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.get("small").getAsFloat()).isEqualTo(1e-7f);
    assertThat(read.get("double").getAsDouble()).isEqualTo(0.1);
    assertThat(read.get("none").isJsonNull()).isTrue();
    assertThat(read.get("yes").getAsBoolean()).isTrue();
    assertThat(read.getAsJsonArray("texts").get(1).getAsString()).isEqualTo("\"b\"");
    assertThat(read.getAsJsonArray("empty")).isEmpty();
    assertThat(read.getAsJsonArray("objects").get(1).getAsJsonObject().get("n").getAsInt())
        .isEqualTo(2);
  }

  private static JsonObject parse(JsonLine line) {
    return JsonParser.parseString(line.toString()).getAsJsonObject();
  }
}
