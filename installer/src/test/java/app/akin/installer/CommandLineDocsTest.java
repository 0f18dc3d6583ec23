package app.akin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.cli.CommandLineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests manual page and completions with installed shells and against the definition of the
/// command line.
final class CommandLineDocsTest {
  private static final Verb PROGRAM = Verb.of(CommandLineDefinition.commandLine());

  @TempDir private Path folder;

  @Test
  void everyVerbAndOptionIsDocumented() {
    List<String> names = new ArrayList<>();
    collect(PROGRAM, names);
    Completions completions = new Completions(PROGRAM);
    String page = new ManPage(PROGRAM, "1", "2026-01-31").text();
    assertThat(names).contains("search", "--image", "folders", "--min-size", "--self-test");
    for (String name : names) {
      assertThat(page).contains(name.replace("-", "\\-"));
      assertThat(completions.bash()).contains(name);
      assertThat(completions.zsh()).contains(name);
      assertThat(completions.fish()).contains(name.replaceFirst("^--", "-l "));
    }
  }

  private static void collect(Verb verb, List<String> names) {
    verb.options().forEach(option -> names.add(option.longName()));
    for (Verb below : verb.verbs()) {
      names.add(below.name());
      collect(below, names);
    }
  }

  @Test
  void bashCompletesVerbsOptionsAndWords() throws Exception {
    assumeTrue(Tools.exists("bash"), "no bash here");
    Path script = Files.writeString(folder.resolve("akin"), new Completions(PROGRAM).bash());
    Files.createDirectory(folder.resolve("some photos"));
    assertThat(bash(script, "akin", "fol")).containsExactly("folders");
    assertThat(bash(script, "akin", "folders", "")).contains("add", "list", "remove", "confirm");
    assertThat(bash(script, "akin", "--json", "folders", "add", "--min"))
        .containsExactly("--min-size");
    assertThat(bash(script, "akin", "search", "--sort", "")).containsExactly("score", "date");
    assertThat(bash(script, "akin", "index", "--precision", "i")).containsExactly("int8");
    assertThat(bash(script, "akin", "index", "some")).containsExactly("some photos");
    assertThat(bash(script, "akin", "search", "--limit", "")).isEmpty();
  }

  /// Returns the completions of bash for the last word.
  private List<String> bash(Path script, String... words) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder("cd '" + folder + "' && . '" + script + "' && ");
    line.append("compopt() { :; }; COMP_WORDS=(");
    for (String word : words) {
      line.append('\'').append(word).append("' ");
    }
    line.append("); COMP_CWORD=").append(words.length - 1);
    line.append("; _akin; printf '%s\\n' \"${COMPREPLY[@]}\"");
    return Tools.runSystem(Map.of(), "bash", "-c", line.toString())
        .lines()
        .filter(offered -> !offered.isEmpty())
        .toList();
  }

  @Test
  void zshAndFishAcceptTheirScripts() throws Exception {
    Completions completions = new Completions(PROGRAM);
    Path zsh = Files.writeString(folder.resolve("_akin"), completions.zsh());
    Path fish = Files.writeString(folder.resolve("akin.fish"), completions.fish());
    if (Tools.exists("zsh")) {
      assertThat(Tools.runSystem(Map.of(), "zsh", "-n", zsh.toString())).isEmpty();
    }
    if (Tools.exists("fish")) {
      assertThat(Tools.runSystem(Map.of(), "fish", "-n", fish.toString())).isEmpty();
    }
  }

  @Test
  void dependenciesAreReadFromALibrary() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    assumeTrue(Files.exists(java), "not on Linux");
    SharedObject library = SharedObject.read(java).orElseThrow();
    assertThat(library.name()).isEqualTo("libzip.so");
    assertThat(library.needed()).contains("libc.so.6", "libjava.so");
    assertThat(SharedObject.read(Files.writeString(folder.resolve("text"), "x".repeat(99))))
        .isEmpty();
  }
}
