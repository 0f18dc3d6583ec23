package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.kit.BuildCache;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.selftest.SelfTestLine.Step;
import app.akin.core.update.Updates;
import app.akin.desktop.DesktopApp;
import app.akin.desktop.OffscreenWindow;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.i18n.Messages;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin --self-test` with a complete and with a broken installation.
final class SelfTestTest {
  @TempDir private Path home;

  @Test
  void completeInstallationPasses() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = run(out, BuildCache.NATIVES, "--self-test", "--json");
    List<JsonObject> lines = lines(out);
    assertThat(lines).isNotEmpty().allMatch(line -> line.get("passed").getAsBoolean(), "passed");
    assertThat(lines.stream().map(line -> line.get("self_test").getAsString()))
        .containsExactlyElementsOf(
            Arrays.stream(Step.values())
                .map(step -> step.name().toLowerCase(Locale.ROOT))
                .toList());
    assertThat(code).isZero();
    try (Stream<Path> left = Files.walk(home.resolve("akin"))) {
      assertThat(left.filter(Files::isRegularFile)).as("what is left behind").isEmpty();
    }
  }

  /// An installation with an invalid codec: the formats step fails and names the formats, and later
  /// steps still run.
  @Test
  void brokenLibraryIsNamedAndOtherStepsRun() throws IOException {
    Path natives = Files.createDirectories(home.resolve("natives"));
    try (Stream<Path> there = Files.list(BuildCache.NATIVES)) {
      for (Path one : there.toList()) {
        if (!one.getFileName().toString().startsWith("ffmpeg")) {
          Files.createSymbolicLink(
              natives.resolve(one.getFileName().toString()), one.toAbsolutePath());
        }
      }
    }
    Files.createFile(natives.resolve("ffmpeg-8.0.1"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = run(out, natives, "--self-test");
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(code).isOne();
    assertThat(text).containsPattern("FAILED +formats .*scene.heic");
    assertThat(text).containsPattern("ok +search").containsPattern("ok +window");
  }

  private int run(ByteArrayOutputStream out, Path natives, String... arguments) {
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    Logger log = Logger.getAnonymousLogger();
    log.setUseParentHandlers(false);
    Context context =
        new Context(
            new Terminal(stream, stream, InputStream::nullInputStream, false, 80, false),
            Messages.ofCommandLine(),
            OperatingSystem.LINUX,
            home,
            Map.of("AKIN_HOME", home.resolve("akin").toString()),
            Clock.systemUTC(),
            log,
            new WindowLibraries(_ -> true),
            natives);
    return new Akin(
            context,
            BenchmarkPlan.standard(),
            (_, _, _, _) -> false,
            places ->
                OffscreenWindow.render(
                    new DesktopApp.Start(
                        places,
                        ModelSelection.DEFAULT,
                        List.of(),
                        Clock.systemUTC(),
                        Locale.ENGLISH,
                        NetEnvironment.of(Map.of(), home),
                        "Akin",
                        new ExternalPrograms(OperatingSystem.LINUX, _ -> true),
                        new Updates(places.settings(), Map.of(), Clock.systemUTC()))))
        .run(arguments);
  }

  private static List<JsonObject> lines(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }
}
