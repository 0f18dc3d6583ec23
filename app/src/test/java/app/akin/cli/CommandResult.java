package app.akin.cli;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.kit.IncludedModel;
import app.akin.core.photo.OperatingSystem;
import app.akin.i18n.Messages;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Logger;

/// The result of a command line.
///
/// @param code the exit code
/// @param out standard output
/// @param errors standard error
record CommandResult(int code, String out, String errors) {
  /// Runs command lines in an isolated home folder.
  ///
  /// @param home the home folder, which contains all data of Akin
  /// @param environment additional environment variables
  /// @param input standard input
  /// @param bench the size of the benchmark
  /// @param libraries the system libraries of the window
  /// @param front opens the window
  // Instances are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record CommandLineFixture(
      Path home,
      Map<String, String> environment,
      byte[] input,
      BenchmarkPlan bench,
      WindowLibraries libraries,
      WindowLauncher front) {
    /// Returns a fixture that never opens the window.
    static CommandLineFixture at(Path home, Map<String, String> environment, String input) {
      return new CommandLineFixture(
          home,
          environment,
          input.getBytes(StandardCharsets.UTF_8),
          BenchmarkPlan.standard(),
          new WindowLibraries(_ -> true),
          (_, _, _, _) -> false);
    }

    /// Runs a command line.
    CommandResult run(String... arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      return run(out, out::toString, false, arguments);
    }

    /// Runs a command line that writes to the given stream.
    ///
    /// @param text returns what the stream received
    /// @param piped whether the stream is a pipe
    CommandResult run(
        OutputStream out, Function<Charset, String> text, boolean piped, String... arguments) {
      IncludedModel.keepOpen();
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(
              new PrintStream(out, false, StandardCharsets.UTF_8),
              new PrintStream(errors, true, StandardCharsets.UTF_8),
              () -> new ByteArrayInputStream(input),
              false,
              80,
              piped);
      Map<String, String> all = new HashMap<>(environment);
      all.put("AKIN_HOME", home.resolve("akin").toString());
      Logger log = Logger.getAnonymousLogger();
      log.setUseParentHandlers(false);
      Context context =
          new Context(
              terminal,
              Messages.ofCommandLine(),
              OperatingSystem.LINUX,
              home,
              all,
              Clock.systemUTC(),
              log,
              libraries,
              null);
      int code = new Akin(context, bench, front, _ -> "drawn").run(arguments);
      return new CommandResult(
          code, text.apply(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
  }

  /// Returns the only printed JSON object.
  JsonObject json() {
    return parse(out);
  }

  /// Returns the printed JSON objects, one per line.
  List<JsonObject> objects() {
    return out.lines().map(CommandResult::parse).toList();
  }

  static JsonObject parse(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
