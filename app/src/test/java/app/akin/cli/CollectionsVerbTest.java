package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes and exports collections, and saves and runs searches, by whole command lines.
final class CollectionsVerbTest {
  @TempDir private Path home;

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  private List<JsonObject> lines(String... arguments) {
    CommandResult result = run(arguments);
    assertThat(result.code()).as(result.errors()).isZero();
    return result.out().lines().map(CommandResult::parse).toList();
  }

  private String ok(String... arguments) {
    CommandResult result = run(arguments);
    assertThat(result.code()).as(result.errors()).isZero();
    return result.out();
  }

  private void fails(int code, String words, String... arguments) {
    CommandResult result = run(arguments);
    assertThat(result.code()).as(result.out()).isEqualTo(code);
    assertThat(result.errors()).hasLineCount(1).contains(words);
  }

  private String photo(int number) {
    return home.resolve("photos").resolve("p" + number + ".jpg").toString();
  }

  private void write(int number) throws IOException {
    Files.createDirectories(home.resolve("photos"));
    Files.write(Path.of(photo(number)), ImageKit.photo(number, 320, 240));
  }

  @BeforeEach
  void indexPhotos() throws IOException {
    for (int i = 0; i < 4; i++) {
      write(i);
    }
    ok("index", "--no-text", home.resolve("photos").toString());
  }

  private List<String> paths(String name) {
    return lines("collections", "show", name, "--json").stream()
        .map(line -> line.has("path") ? line.get("path").getAsString() : "missing")
        .toList();
  }

  @Test
  void collectionsAreChangedShownAndExported() throws IOException {
    assertThat(ok("collections")).contains("akin collections create");
    String name = "Trip to \"X\"\n\u202e2";
    assertThat(ok("collections", "create", name, photo(1), photo(2))).contains("2 photos");
    String plain = "trip to \"x\" 2";
    assertThat(ok("collections", "add", plain, photo(0), photo(3), "--before", photo(2)))
        .contains("Added 2 photos");
    assertThat(paths(plain)).containsExactly(photo(1), photo(0), photo(3), photo(2));
    assertThat(ok("collections", "move", plain, photo(2), photo(3), "--before", photo(1)))
        .contains("2 photos");
    assertThat(paths(plain)).containsExactly(photo(2), photo(3), photo(1), photo(0));
    assertThat(ok("collections", "remove", plain, photo(3))).contains("Removed 1 photo");
    JsonObject listed = lines("collections", "--json").getFirst();
    assertThat(listed.get("photos").getAsInt()).isEqualTo(3);
    assertThat(listed.get("target").getAsBoolean()).isFalse();
    assertThat(ok("collections", "target", plain)).startsWith("* ");
    assertThat(ok("collections", "target", "--none")).contains("No collection");
    assertThat(ok("collections", "rename", plain, "Sea")).contains("\"Sea\"");
    assertThat(lines("search", "--json", "--where", "collection:sea"))
        .extracting(line -> line.get("path").getAsString())
        .containsExactlyInAnyOrder(photo(2), photo(1), photo(0));
    assertThat(lines("search", "--json", "--ask", "red collection:sea")).hasSize(3);
    assertThat(ok("collections", "show", "sea", "--print0")).contains(photo(2) + "\0");

    Path out = home.resolve("out");
    assertThat(ok("collections", "export", "sea", out.toString(), "--size", "100"))
        .contains("3 photos");
    assertThat(out.resolve("p2.jpg")).exists();
    String list = home.resolve("list.txt").toString();
    assertThat(ok("collections", "export", "sea", list, "--as", "paths")).contains("3 photos");
    assertThat(Path.of(list)).hasContent(photo(2) + "\n" + photo(1) + "\n" + photo(0) + "\n");
    Path pdf = home.resolve("sheet.pdf");
    JsonObject written =
        lines("collections", "export", "sea", pdf.toString(), "--as", "pdf", "--json").getFirst();
    assertThat(written.get("written").getAsInt()).isEqualTo(3);
    assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");

    Files.delete(Path.of(photo(1)));
    ok("index", "--no-text");
    assertThat(paths("sea")).containsExactly(photo(2), "missing", photo(0));
    assertThat(ok("collections")).contains("3 photos, 1 missing");
    assertThat(ok("collections", "remove", "sea", "--missing")).contains("Removed 1 photo");
    assertThat(ok("collections", "delete", "sea")).contains("stay in the library");
    assertThat(lines("collections", "--json")).isEmpty();
    assertThat(ok("undo")).contains("deletion of a collection");
    assertThat(paths("sea")).containsExactly(photo(2), photo(0));
    assertThat(ok("redo")).contains("deletion of a collection");
    assertThat(lines("collections", "--json")).isEmpty();
  }

  @Test
  void wrongUsageOfCollectionsIsOneSentence() {
    ok("collections", "create", "One", photo(1));
    fails(1, "already", "collections", "create", "ONE");
    fails(1, "no collection", "collections", "show", "x".repeat(10_000));
    fails(2, "at most 200", "collections", "create", "x".repeat(10_000));
    fails(2, "empty", "collections", "create", " \n");
    fails(1, "not in the collection", "collections", "add", "one", photo(2), "--before", photo(3));
    fails(1, "is not a photo", "collections", "add", "one", home.resolve("none.jpg").toString());
    fails(1, "does not write", "collections", "export", "one", home.resolve("photos/x").toString());
    fails(2, "--size", "collections", "export", "one", "x", "--size", "0");
    fails(2, "--size", "collections", "export", "one", "x", "--size", "9", "--as", "pdf");
    ok("collections", "create", "Empty");
    fails(1, "no photos to export", "collections", "export", "empty", home.resolve("e").toString());
  }

  @Test
  void searchesAreSavedListedAndRun() throws IOException {
    assertThat(ok("searches")).contains("akin searches save");
    Path foreign = Files.write(home.resolve("foreign.jpg"), ImageKit.photo(50, 320, 240));
    ok("searches", "save", "By image", "--image", foreign.toString(), "--weight", "2", "red");
    ok("searches", "save", "Jpeg", "--ask", "format:jpeg -gold");
    ok("searches", "save", "Fact", "--where", "format:jpeg", "--sort", "date");
    Files.delete(foreign);
    assertThat(lines("searches", "run", "by image", "--json")).hasSize(4);
    assertThat(ok("searches", "list")).contains("By image").contains("nothing new");

    write(7);
    ok("index", "--no-text");
    JsonObject fact =
        lines("searches", "--json").stream()
            .filter(line -> line.get("search").getAsString().equals("Fact"))
            .findFirst()
            .orElseThrow();
    assertThat(fact.get("new").getAsInt()).isEqualTo(1);
    assertThat(lines("searches", "run", "fact", "--new", "--json"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("path").getAsString()).isEqualTo(photo(7)));
    assertThat(ok("searches")).contains("Fact  nothing new");
    assertThat(lines("searches", "run", "fact", "--json")).hasSize(5);

    fails(1, "already", "searches", "save", "FACT", "x");
    ok("searches", "save", "FACT", "x", "--replace");
    ok("searches", "rename", "fact", "Other");
    ok("searches", "delete", "other");
    fails(1, "no saved search", "searches", "run", "other");
    fails(2, "format", "searches", "save", "bad", "--where", "format:none");
    assertThat(run("searches", "save", "nothing").code()).isEqualTo(2);
  }
}
