package app.akin.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the texts against the documented arguments of the constants and against [MessageFormat].
final class MessagesTest {
  private static final Messages MESSAGES = Messages.ofCommandLine();

  /// A constant with its comment; the arguments follow the colon, separated by commas.
  private static final Pattern DOCUMENTED =
      Pattern.compile("/// ([^\\n]*(?:\\n *///[^\\n]*)*)\\n *([A-Z_]+)[,\\n]");

  @ParameterizedTest
  @EnumSource
  void everyProblemHasOneSentenceThatUsesEveryArgument(Problem problem) throws IOException {
    int arguments = documentedArguments().getOrDefault(problem.name(), -1);
    Object[] made = IntStream.range(0, arguments).mapToObj(i -> "argument" + i).toArray();

    String sentence = MESSAGES.of(new AkinException(problem, made));

    assertThat(sentence).endsWith(".").doesNotContain("{", "}", "null", "\n", "'");
    for (Object argument : made) {
      assertThat(sentence).contains(argument.toString());
    }
    assertThat(MESSAGES.of(new AkinException(problem, numbered(arguments + 1))))
        .as("no argument beyond those that are documented")
        .doesNotContain("argument" + arguments);
  }

  @ParameterizedTest
  @EnumSource
  void everyFailureKindHasAText(FailureKind kind) {
    assertThat(MESSAGES.of(kind)).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everySentenceIsWellFormed(String key) {
    String pattern = MESSAGES.bundle().getString(key);

    assertThat(pattern).isNotBlank();
    if (!key.startsWith("akin.") && !key.startsWith("help.")) {
      assertThat(pattern).as("an apostrophe switches arguments off").doesNotContain("'");
      assertThat(new MessageFormat(pattern, Locale.ENGLISH)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("argumentsInOtherWords")
  void argumentsAreFormattedForUsers(AkinException exception, String words) {
    assertThat(MESSAGES.of(exception)).contains(words);
  }

  static List<String> keys() {
    return Collections.list(MESSAGES.bundle().getKeys()).stream().sorted().toList();
  }

  static Stream<Object[]> argumentsInOtherWords() {
    Path broken = Path.of("/photos/line\nbreak.jpg");
    return Stream.of(
        new Object[] {
          new AkinException(Problem.QUERY_IMAGE, broken, FailureKind.DAMAGED, "ends early"),
          "/photos/line\\nbreak.jpg cannot be used because it is damaged (ends early)"
        },
        new Object[] {new AkinException(Problem.DEVICE_ABSENT, Device.CUDA), "device cuda"});
  }

  private static Object[] numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "argument" + i).toArray();
  }

  private static Map<String, Integer> documentedArguments() throws IOException {
    String source =
        Files.readString(Path.of("../core/src/main/java/app/akin/core/photo/Problem.java"));
    Map<String, Integer> counts = new HashMap<>();
    Matcher matcher = DOCUMENTED.matcher(source.substring(source.indexOf("enum Problem")));
    while (matcher.find()) {
      String comment = matcher.group(1).replaceAll("\\s*///\\s*", " ");
      int colon = comment.lastIndexOf(": ");
      counts.put(matcher.group(2), colon < 0 ? 0 : comment.substring(colon).split(",").length);
    }
    assertThat(counts).hasSize(Problem.values().length);
    return counts;
  }
}
