package app.akin.core.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactField.ValueType;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import app.akin.core.query.TextPattern;
import app.akin.core.query.Vocabulary;
import app.akin.core.query.sql.FactSql.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that compiled facts are independent of the database.
class FactCompilerTest {
  /// Functions and operators that only SQLite has.
  private static final Pattern SQLITE_ONLY =
      Pattern.compile("json_|INDEXED BY|\\bGLOB\\b|\\bMATCH\\b|\\browid\\b");

  private static final Pattern PARAMETER = Pattern.compile("\\?");

  /// Places of any name, in one country.
  private static final Places PLACES =
      new Places() {
        @Override
        public Optional<Vocabulary.Place> withId(String id) {
          return named(id).stream().findFirst();
        }

        @Override
        public List<Vocabulary.Place> named(String name) {
          Vocabulary.Place.Kind kind =
              switch (name) {
                case "Berlin, Germany" -> Vocabulary.Place.Kind.CITY;
                case "Germany" -> Vocabulary.Place.Kind.COUNTRY;
                default -> Vocabulary.Place.Kind.REGION;
              };
          return List.of(
              new Vocabulary.Place(
                  name, name, kind, "", "Germany", 52.52, 13.405, 20, 1000, List.of()));
        }
      };

  /// Tables whose conditions state what they were asked for.
  private static final class NamedTables implements FactTables<RuntimeException> {
    private final List<String> read = new ArrayList<>();

    @Override
    public List<Name> names(String kind) {
      read.add(kind);
      return List.of(
          new Name(7, "Canon EOS 80D"), new Name(8, "EF85mm f/1.8"), new Name(9, "jpeg raw"));
    }

    @Override
    public OptionalLong place(String identifier) {
      return identifier.equals("Germany") ? OptionalLong.of(3) : OptionalLong.empty();
    }

    @Override
    public Sql list(long... numbers) {
      return Sql.of("(numbers ?)", numbers.length);
    }

    @Override
    public Condition folder(String folder) {
      return Condition.of("folder ?", folder);
    }

    @Override
    public Condition fileName(String pattern) {
      return Condition.of("name ?", pattern);
    }

    @Override
    public Condition keywords(List<String> keys) {
      return Condition.of("keywords ?", keys);
    }

    @Override
    public FactSql text(List<TextPattern> patterns) {
      return FactSql.of(List.of(Sql.of("text ?", patterns)), Sql.of("no text"));
    }

    @Override
    public List<Condition> collections(List<String> names) {
      return List.of();
    }
  }

  private final NamedTables tables = new NamedTables();
  private final FactCompiler<RuntimeException> compiler = new FactCompiler<>(tables, PLACES, false);

  static Stream<Fact> facts() {
    return Stream.of(FactField.values())
        .flatMap(
            field -> {
              if (field.type() == ValueType.WORD) {
                return field.words().stream().map(word -> field.label() + ":" + word);
              }
              return switch (field) {
                case DATE -> Stream.of("date:2023-05", "date:<2001", "date:>=1999");
                case DAY -> Stream.of("day:12-24");
                case TIME -> Stream.of("time:[22:00,04:00)", "time:[08:00,09:30)");
                case MONTH -> Stream.of("month:5");
                case SHUTTER -> Stream.of("shutter:1/60s", "shutter:>2s");
                case SIZE -> Stream.of("size:>10mb");
                case PIXELS -> Stream.of("pixels:>20mp");
                case RATING -> Stream.of("rating:>=3", "rating:5");
                case PLACE ->
                    Stream.of(
                        "place:\"Berlin, Germany\"",
                        "place:\"Brandenburg, Germany\"",
                        "place:Germany");
                case NEAR -> Stream.of("near:\"Berlin, Germany, 30 km\"");
                case AREA -> Stream.of("area:[48.1,11.3,48.3,11.8]", "area:[-20,170,-10,-170]");
                default -> Stream.of(field.label() + ":80");
              };
            })
        .map(text -> FactSyntax.parse(text, PLACES));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void conditionsUseNoWordsOfOneDatabase(Fact fact) {
    FactSql compiled = compiler.compile(fact);
    Stream.of(compiled.matches(), compiled.unknown())
        .flatMap(conditions -> Stream.of(FactSql.ids(conditions), FactSql.test(conditions)))
        .forEach(
            sql -> {
              assertThat(sql.text()).doesNotContainPattern(SQLITE_ONLY);
              assertThat(PARAMETER.matcher(sql.text()).results().count())
                  .isEqualTo(sql.arguments().size());
            });
  }

  @Test
  void namesAreReadOncePerKind() {
    for (String camera : List.of("canon 80d", "nikon")) {
      compiler.compile(FactSyntax.parse("camera:\"" + camera + "\"", PLACES));
    }
    assertThat(tables.read).containsExactly("camera");
  }

  @Test
  void tablesReceiveKeysOfKeywordsAndTheListsOfNumbers() {
    assertThat(test("tag:Été")).isEqualTo(Sql.of("(keywords ?)", List.of("ete")));
    assertThat(test("camera:\"canon 80d\"")).isEqualTo(Sql.of("(camera IN (7))"));
    assertThat(test("lens:85mm")).isEqualTo(Sql.of("(lens IN (8))"));
    assertThat(test("format:raw")).isEqualTo(Sql.of("(formats IN (9))"));
    assertThat(test("festival:christmas").text()).endsWith(" IN (numbers ?)))");
    assertThat(test("place:Germany")).isEqualTo(Sql.of("(country = ?)", 3L));
    assertThat(test("collection:Spain")).isEqualTo(Sql.of("FALSE"));
  }

  private Sql test(String fact) {
    return FactSql.test(compiler.compile(FactSyntax.parse(fact, PLACES)).matches());
  }
}
