package app.akin.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the texts against the members of the problems and against [MessageFormat].
final class MessagesTest {
  private static final Messages MESSAGES = Messages.ofCommandLine();

  private static final List<Messages> ALL_LANGUAGES =
      List.of(
          MESSAGES,
          Messages.ofWindow(Locale.ENGLISH),
          Messages.ofWindow(Locale.SIMPLIFIED_CHINESE));

  @ParameterizedTest
  @MethodSource("app.akin.i18n.ProblemSamples#all")
  void everyProblemHasASentenceInEachLanguageThatUsesEveryMember(Problem problem) {
    for (Messages messages : ALL_LANGUAGES) {
      String sentence = messages.of(new AkinException(problem));

      assertThat(sentence).matches("(?s).*[.。]").doesNotContain("{", "}", "null", "\n", "'");
      for (RecordComponent component : problem.getClass().getRecordComponents()) {
        assertThat(sentence).contains(text(messages, member(problem, component)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("app.akin.i18n.ProblemSamples#all")
  void noTextOfAProblemUsesAnythingElse(Problem problem) {
    int members = problem.getClass().getRecordComponents().length;
    for (Messages messages : ALL_LANGUAGES) {
      MessageFormat text = new MessageFormat(messages.bundle().getString(key(problem)));

      assertThat(text.getFormatsByArgumentIndex()).isEqualTo(new Format[members]);
    }
  }

  @Test
  void everyTextOfAProblemBelongsToOne() {
    Set<String> keys = ProblemSamples.all().map(MessagesTest::key).collect(Collectors.toSet());
    for (Messages messages : ALL_LANGUAGES) {
      assertThat(Collections.list(messages.bundle().getKeys()))
          .filteredOn(key -> key.startsWith("problem."))
          .containsExactlyInAnyOrderElementsOf(keys);
    }
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
          new AkinException(
              new Problem.QueryImage(broken.toString(), FailureKind.DAMAGED, "ends early")),
          "/photos/line\\nbreak.jpg cannot be used because it is damaged (ends early)"
        },
        new Object[] {
          new AkinException(new Problem.DeviceAbsent(Device.CUDA, "none")), "device cuda"
        });
  }

  /// Returns the key of the text: the record's name in capitals, its words joined by underscores.
  private static String key(Problem problem) {
    String name = problem.getClass().getSimpleName();
    return "problem." + name.replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private static Object member(Problem problem, RecordComponent component) {
    try {
      return component.getAccessor().invoke(problem);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }

  private static String text(Messages messages, Object member) {
    return switch (member) {
      case FailureKind kind -> messages.of(kind);
      case Device device -> device.name().toLowerCase(Locale.ROOT);
      default -> member.toString();
    };
  }
}
