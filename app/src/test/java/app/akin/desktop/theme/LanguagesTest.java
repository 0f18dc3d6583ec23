package app.akin.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.Format;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that both languages have the same texts with the same arguments.
final class LanguagesTest {
  private static final Map<String, String> ENGLISH = read(Resource.WINDOW);
  private static final Map<String, String> CHINESE = read(Resource.WINDOW_CHINESE);
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern LATIN_WORD = Pattern.compile("[a-z]{2}");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(new TreeSet<>(CHINESE.keySet())).isEqualTo(new TreeSet<>(ENGLISH.keySet()));
  }

  @Test
  void everyProblemAndFailureExistsInBothLanguages() {
    Set<String> english = core(read(Resource.MESSAGES));
    Set<String> chinese = core(read(Resource.MESSAGES_CHINESE));
    chinese.addAll(core(CHINESE));

    assertThat(english).isNotEmpty().isSubsetOf(chinese);
    assertThat(english).containsAll(chinese);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void textsHaveTheSameArgumentsInBothLanguages(String key) {
    String english = ENGLISH.getOrDefault(key, "");
    String chinese = CHINESE.getOrDefault(key, "");

    assertThat(english).isNotBlank().as("an apostrophe switches arguments off").doesNotContain("'");
    assertThat(chinese).isNotBlank().doesNotContain("'");
    assertThat(arguments(chinese)).isEqualTo(arguments(english));
    assertThat(formats(chinese, Locale.SIMPLIFIED_CHINESE))
        .hasSize(formats(english, Locale.ENGLISH).length);
  }

  @Test
  void chineseTextsAreChinese() {
    assertThat(CHINESE.entrySet())
        .filteredOn(text -> !HAN.matcher(text.getValue()).find())
        .filteredOn(text -> LATIN_WORD.matcher(text.getValue().replaceAll("\\{[^}]*}", "")).find())
        .extracting(Map.Entry::getKey)
        .as("texts of words without Chinese, other than names and units")
        .containsExactlyInAnyOrder(
            "window.title", "settings.device.MPS", "fact.format.webp", "fact.millimetres");
  }

  static Stream<String> keys() {
    return Stream.concat(ENGLISH.keySet().stream(), CHINESE.keySet().stream()).distinct().sorted();
  }

  private static Set<String> core(Map<String, String> sentences) {
    Set<String> keys = new HashSet<>(sentences.keySet());
    keys.removeIf(key -> !key.startsWith("problem.") && !key.startsWith("failure."));
    return keys;
  }

  private static Set<String> arguments(String sentence) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = ARGUMENT.matcher(sentence);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Format[] formats(String sentence, Locale locale) {
    return new MessageFormat(sentence, locale).getFormatsByArgumentIndex();
  }

  private static Map<String, String> read(Resource resource) {
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(resource.open(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> sentences = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> sentences.put(key, properties.getProperty(key)));
    return sentences;
  }
}
