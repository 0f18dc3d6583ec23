package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Reads lines with expected results from files and compares. `-Dakin.query.cases=FILE` and
/// `-Dakin.query.library=FILE` read others than those of the repository.
final class QueryCasesTest {
  @Test
  void everyCaseAgrees() {
    QueryKit.Library library =
        QueryKit.library(QueryKit.text("akin.query.library", "library.json"));
    List<String> cases =
        QueryKit.text("akin.query.cases", "cases.jsonl")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    List<String> differences = new ArrayList<>();
    for (String line : cases) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      String query = json.get("q").getAsString();
      String locale = json.get("locale").getAsString();
      JsonObject expected = json.getAsJsonObject("expect");
      String wanted =
          result(
              expected.get("text").getAsString(),
              strings(expected.getAsJsonArray("minus")),
              facts(strings(expected.getAsJsonArray("facts"))));
      ParsedLine parsed = library.parse(query, locale);
      String found = result(parsed);
      if (!found.equals(wanted)) {
        differences.add(
            "%s [%s] %s%n  expected %s%n  found    %s"
                .formatted(
                    query,
                    locale,
                    json.has("why") ? json.get("why").getAsString() : "",
                    wanted,
                    found));
      }
    }

    String report =
        "%d of %d agree%n%s"
            .formatted(
                cases.size() - differences.size(),
                cases.size(),
                String.join(System.lineSeparator(), differences));
    System.out.println(report);
    assertThat(cases).isNotEmpty();
    assertThat(differences).as(report).isEmpty();
  }

  /// Returns text, excluded texts and facts in a form that is equal for equal results.
  static String result(ParsedLine parsed) {
    return result(
        parsed.text(),
        parsed.minus().stream().map(ParsedLine.Minus::text).toList(),
        facts(parsed.facts().stream().map(chip -> chip.fact().canonical()).toList()));
  }

  static String result(String text, List<String> minus, Set<String> facts) {
    return "\"%s\" minus %s facts %s".formatted(text, minus, facts);
  }

  /// The order of facts and of alternatives carries no meaning.
  static Set<String> facts(List<String> facts) {
    return facts.stream()
        .map(QueryCasesTest::sorted)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sorted(String fact) {
    int colon = fact.indexOf(':') + 1;
    List<String> alternatives = new ArrayList<>();
    boolean quoted = false;
    int start = colon;
    for (int i = colon; i <= fact.length(); i++) {
      if (i == fact.length() || (fact.charAt(i) == '|' && !quoted)) {
        alternatives.add(fact.substring(start, i));
        start = i + 1;
      } else if (fact.charAt(i) == '"' && fact.charAt(i - 1) != '\\') {
        quoted = !quoted;
      }
    }
    return fact.substring(0, colon)
        + alternatives.stream().sorted().collect(Collectors.joining("|"));
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }
}
