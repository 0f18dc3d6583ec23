package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rates, tags and describes photos by whole command lines.
final class MarksVerbTest {
  private static final String SIDECAR =
      """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
       xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
       xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
       xmp:Rating="2"><dc:subject><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>
      </rdf:Description></rdf:RDF></x:xmpmeta>
      """;

  @TempDir private Path home;

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  private List<JsonObject> lines(String... arguments) {
    CommandResult result = run(arguments);
    assertThat(result.code()).as(result.errors()).isZero();
    return result.out().lines().map(CommandResult::parse).toList();
  }

  private String photo(String name) {
    return home.resolve("photos").resolve(name).toString();
  }

  private List<String> found(String fact) {
    return lines("search", "--json", "--where", fact).stream()
        .map(line -> Path.of(line.get("path").getAsString()).getFileName().toString())
        .sorted()
        .toList();
  }

  @BeforeEach
  void index() throws IOException {
    Files.createDirectories(home.resolve("photos"));
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg")) {
      Files.write(Path.of(photo(name)), ImageKit.photo(name.charAt(0), 400, 300));
    }
    Files.writeString(Path.of(photo("a.jpg.xmp")), SIDECAR);
    assertThat(run("index", "--no-text", home.resolve("photos").toString()).code()).isZero();
  }

  @Test
  void ratingsAndFlagsAreSetShownAndUndone() {
    JsonObject before = lines("rate", "--json", photo("a.jpg")).getFirst();
    assertThat(before.get("rating").getAsInt()).isEqualTo(2);
    assertThat(before.get("rating_from").getAsString()).isEqualTo("sidecar");

    assertThat(run("rate", "--stars", "4", photo("a.jpg"), photo("b.jpg")).out())
        .contains("2 photos selected, 2 values changed");
    assertThat(found("rating:4")).containsExactly("a.jpg", "b.jpg");
    JsonObject rated = lines("rate", "--json", photo("a.jpg")).getFirst();
    assertThat(rated.get("rating").getAsInt()).isEqualTo(4);
    assertThat(rated.get("rating_from").getAsString()).isEqualTo("akin");
    assertThat(run("rate", photo("b.jpg")).out()).contains(" ****.").contains("b.jpg");

    JsonObject picked =
        lines("rate", "--json", "--flag", "pick", "--where", "rating:>3").getFirst();
    assertThat(picked.get("photos").getAsInt()).isEqualTo(2);
    assertThat(found("flag:pick")).containsExactly("a.jpg", "b.jpg");
    assertThat(run("rate", "--flag", "reject", photo("c.jpg")).code()).isZero();
    assertThat(found("flag:reject")).containsExactly("c.jpg");

    List<JsonObject> steps = lines("undo", "--list", "--json");
    assertThat(steps)
        .extracting(step -> step.get("kind").getAsString())
        .containsExactly("flag", "flag", "rating");
    assertThat(run("undo").out()).contains("Undone (flags): 1 value");
    assertThat(found("flag:reject")).isEmpty();
    assertThat(lines("undo", "--json").getFirst().get("changed").getAsInt()).isEqualTo(2);
    assertThat(run("undo").code()).isZero();
    assertThat(found("rating:2")).containsExactly("a.jpg");
    CommandResult nothing = run("undo");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.errors()).hasLineCount(1).contains("nothing to undo");
    assertThat(run("redo").out()).contains("Redone (ratings): 2 values");
    assertThat(found("rating:4")).hasSize(2);
    assertThat(run("rate", "--reset", photo("a.jpg")).code()).isZero();
    assertThat(found("rating:2")).containsExactly("a.jpg");
    assertThat(run("redo").code()).isEqualTo(1);
  }

  @Test
  void keywordsAreAddedRemovedAndListed() {
    String odd = "a, \"b\"; c";
    assertThat(
            run("keywords", "--add", "Family|Anna", "--add", odd, "--remove", "sea", photo("a.jpg"))
                .code())
        .isZero();
    assertThat(found("tag:anna")).containsExactly("a.jpg");
    assertThat(found("tag:sea")).isEmpty();
    JsonObject keywords = lines("keywords", "--json", photo("a.jpg")).getFirst();
    assertThat(keywords.getAsJsonArray("keywords"))
        .extracting(each -> each.getAsJsonObject().get("keyword").getAsString())
        .containsExactlyInAnyOrder("Family|Anna", odd);
    assertThat(lines("keywords", "--json"))
        .extracting(line -> line.get("keyword").getAsString())
        .contains("Anna", odd)
        .doesNotContain("sea");
    assertThat(run("undo").out()).contains("3 values");
    assertThat(found("tag:sea")).containsExactly("a.jpg");
    CommandResult empty = run("keywords", "--add", " ", photo("a.jpg"));
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.errors()).hasLineCount(1).contains("keyword");
  }

  @Test
  void captionsAreSetAndRemoved() {
    assertThat(run("caption", "--set", "Two\nlines", photo("b.jpg")).code()).isZero();
    JsonObject caption = lines("caption", "--json", photo("b.jpg")).getFirst();
    assertThat(caption.get("caption").getAsString()).isEqualTo("Two\nlines");
    assertThat(caption.get("caption_from").getAsString()).isEqualTo("akin");
    assertThat(run("caption", "--remove", photo("b.jpg")).code()).isZero();
    assertThat(lines("caption", "--json", photo("b.jpg")).getFirst().get("caption").getAsString())
        .isEmpty();
    CommandResult tooLong = run("caption", "--set", "x".repeat(2_001), photo("b.jpg"));
    assertThat(tooLong.code()).isEqualTo(1);
    assertThat(tooLong.errors()).hasLineCount(1).contains("2000");
  }

  @Test
  void wrongUsageIsReported() {
    assertThat(run("rate", "--stars", "3").code()).isEqualTo(2);
    assertThat(run("rate", "--stars", "6", photo("a.jpg")).code()).isEqualTo(2);
    assertThat(run("rate", "--stars", "3", "--reset", photo("a.jpg")).code()).isEqualTo(2);
    assertThat(run("rate", "--flag", "green", photo("a.jpg")).code()).isEqualTo(2);
    assertThat(run("caption", "--remove", "--set", "x", photo("a.jpg")).code()).isEqualTo(2);
    assertThat(run("rate", "--stars", "3", "--where", "colour:red").code()).isNotZero();
    CommandResult unknown = run("rate", "--stars", "3", photo("none.jpg"));
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.errors()).hasLineCount(1).contains("none.jpg");
    assertThat(run("redo").errors()).hasLineCount(1);
  }
}
