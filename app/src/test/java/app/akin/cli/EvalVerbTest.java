package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.CpuFeatures;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin eval` with the tiny model: recompressed copies search their originals. All tests
/// share photos, model and scratch folder, so photos are embedded once.
final class EvalVerbTest {
  private static final int PHOTOS = 12;

  @TempDir private static Path home;

  private static Path photos;
  private static Path queries;
  private static String model;

  @BeforeAll
  static void writePhotos() throws IOException {
    photos = Files.createDirectories(home.resolve("photos"));
    queries = Files.createDirectories(home.resolve("queries"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
      Files.write(queries.resolve(i + ".jpg"), ImageKit.jpeg(ImageKit.picture(i, 96, 64), 0.5f));
    }
    Path folder = home.resolve("tiny");
    TinyModel.write(folder);
    model = folder.toString();
  }

  private static CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  private static CommandResult eval(Path labels, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "eval",
                labels.toString(),
                "--photos",
                photos.toString(),
                "--precision",
                "fp32",
                "--scratch",
                home.resolve("scratch").toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--model")) {
      arguments.addAll(List.of("--model", model));
    }
    return run(arguments.toArray(String[]::new));
  }

  private static Path labels(Stream<String> rows) throws IOException {
    return labels("id,category,image,words,right", rows);
  }

  private static Path labels(String columns, Stream<String> rows) throws IOException {
    return Files.write(home.resolve("mine.csv"), Stream.concat(Stream.of(columns), rows).toList());
  }

  private static Path copies() throws IOException {
    return labels(
        IntStream.range(0, PHOTOS)
            .mapToObj(i -> "c" + i + ",copy," + queries.resolve(i + ".jpg") + ",," + i + ".jpg"));
  }

  private static double value(JsonObject variant, String measure) {
    for (JsonElement row : variant.getAsJsonArray("measures")) {
      if (row.getAsJsonObject().get("measure").getAsString().equals(measure)) {
        return row.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new AssertionError(measure);
  }

  @Test
  void copiesFindTheirOriginalsAndRunsAgreeWithTheirRankingFile() throws IOException {
    Path ranking = home.resolve("ranking-file.json");
    CommandResult first = eval(copies(), "--json", "--ranking", ranking.toString());

    assertThat(first.code()).as(first.errors()).isZero();
    assertThat(first.json().get("photos").getAsInt()).isEqualTo(PHOTOS);
    assertThat(first.json().get("queries").getAsInt()).isEqualTo(PHOTOS);
    assertThat(value(first.json(), "mAP@10")).isEqualTo(1);
    assertThat(Files.readString(ranking)).contains("\"c3\": [\"3.jpg\"");

    String compared = String.join(",", "sum", ranking.toString());
    CommandResult again = eval(copies(), "--json", "--compare", compared);
    assertThat(again.code()).as(again.errors()).isZero();
    List<JsonObject> lines = again.objects();
    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst()).isEqualTo(first.json());
    JsonObject difference = lines.getLast().getAsJsonArray("differences").get(0).getAsJsonObject();
    assertThat(difference.get("difference").getAsDouble()).isZero();
    assertThat(difference.get("more_than_noise").getAsBoolean()).isFalse();
  }

  /// A photo is embedded as a candidate, and a query by one prompt of its image and words.
  @Test
  void aModelOfPromptsIsMeasured() throws IOException {
    Path folder = home.resolve("prompts");
    TinyModel.writePrompts(folder);
    Path labels =
        labels(
            Stream.of(
                "a,pair," + queries.resolve("0.jpg") + ",the same photo,0.jpg",
                "b,words,,a photo of colors,1.jpg"));
    CommandResult compared =
        eval(labels, "--model", folder.toString(), "--compare", "bf16", "--json");
    CommandResult measured;
    if (CpuFeatures.hasBfloat16Kernels()) {
      measured = compared;
    } else {
      assertThat(compared.code()).isEqualTo(2);
      assertThat(compared.errors()).contains("The model prompts has no precision bf16");
      measured = eval(labels, "--model", folder.toString(), "--json");
    }
    assertThat(measured.code()).as(measured.errors()).isZero();
    assertThat(measured.objects()).isNotEmpty();
    assertThat(measured.objects().getFirst().get("model").getAsString()).isEqualTo("prompts");
    assertThat(value(measured.objects().getFirst(), "mAP@10")).isBetween(0.0, 1.0);
  }

  @Test
  void paraphrasesAreAveragedIfThereAreAny() throws IOException {
    CommandResult none = eval(copies(), "--compare", "paraphrases");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.errors().strip()).hasLineCount(1).contains("mine.csv", "no paraphrases");

    Path labels =
        labels(
            "words,paraphrases,right",
            IntStream.range(0, PHOTOS)
                .mapToObj(i -> "dog %d,cat %d|house %d,%d.jpg".formatted(i, i * 7, i * 31, i)));
    CommandResult compared = eval(labels, "--json", "--compare", "paraphrases");
    assertThat(compared.code()).as(compared.errors()).isZero();
    assertThat(compared.objects()).hasSize(3);
    assertThat(compared.objects().get(1).get("variant").getAsString())
        .isEqualTo("tiny fp32 paraphrases");
    assertThat(value(compared.objects().get(1), "mAP@10"))
        .as("the other words rank otherwise")
        .isNotEqualTo(value(compared.objects().getFirst(), "mAP@10"));
  }

  @Test
  void tablesShowIntervalsAndMissingPhotos() throws IOException {
    Path labels =
        labels(
            Stream.of(
                "a,x," + queries.resolve("1.jpg") + ",,1.jpg",
                "b,y," + queries.resolve("2.jpg") + ",,2.jpg|gone.jpg",
                "c,y," + queries.resolve("away.jpg") + ",,3.jpg"));
    CommandResult table = eval(labels);

    assertThat(table.code()).isZero();
    assertThat(table.out())
        .contains("mine: tiny", "2 queries over 12 photos", "mAP@10", "100.0 to");
    assertThat(table.errors()).contains("gone.jpg", "away.jpg", "2 of ", "1 of 3 queries");
  }

  @Test
  void mistakesAreReportedInOneSentence() throws IOException {
    CommandResult line = eval(labels(Stream.of("a,x,,words")));
    assertThat(line.errors()).contains("Line 2", "5", "4");
    for (CommandResult ended :
        List.of(
            line,
            eval(home.resolve("nowhere")),
            eval(home.resolve("queries")),
            eval(copies(), "--model", "no-such-model"))) {
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.errors().strip()).hasLineCount(1).endsWith(".");
    }
    assertThat(run("eval", "--fit").code()).isEqualTo(2);
  }

  @Test
  void aFitPrintsSettingsAndSwitchesNothing() throws IOException {
    // A copy has the name of its original, so both are in the same half.
    Path labels =
        labels(
            IntStream.range(0, PHOTOS)
                .mapToObj(
                    i ->
                        "f%d,%s,%s,dog,%d.jpg"
                            .formatted(
                                i, i % 3 == 0 ? "near" : "far", queries.resolve(i + ".jpg"), i)));
    CommandResult fitted = eval(labels, "--fit", "--json");

    assertThat(fitted.code()).as(fitted.errors()).isZero();
    JsonObject fit = fitted.objects().getLast();
    assertThat(fit.get("ranking").getAsString()).startsWith("{\"words\": ");
    // Three measures of all queries and of two categories.
    assertThat(fit.getAsJsonArray("composed")).hasSize(9);
    assertThat(fit.getAsJsonArray("trials")).hasSize(9);
    // The tiny model has no settings of its own: the plain sum is the present ranking.
    JsonObject sum = fit.getAsJsonArray("trials").get(0).getAsJsonObject();
    assertThat(sum.get("product").getAsDouble()).isZero();
    assertThat(sum.getAsJsonArray("differences"))
        .allSatisfy(
            row -> assertThat(row.getAsJsonObject().get("difference").getAsDouble()).isZero());
    assertThat(eval(labels, "--fit").out())
        .contains("the fitted ranking against the plain sum", "Opposed", "1.50     2.00      ")
        .contains("Results of an image and text");
    assertThat(home.resolve("tiny/ranking.json")).doesNotExist();
  }

  @Test
  void aLibraryIsMeasuredByItsKeywords() throws IOException {
    Path own = Files.createDirectories(home.resolve("own"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.copy(photos.resolve(i + ".jpg"), own.resolve(i + ".jpg"));
    }
    assertThat(run("index", "--no-text", own.toString(), "--model", model).code()).isZero();
    // The name of the folder is a word, but all photos are in it.
    assertThat(run("eval", "--model", model).out()).contains("no keywords").hasLineCount(1);

    for (int i = 0; i < PHOTOS; i++) {
      String keyword = i % 2 == 0 ? "beach" : "forest";
      Files.writeString(
          own.resolve(i + ".jpg.xmp"),
          """
          <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
          xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
          xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag>
          <rdf:li>%s</rdf:li>%s</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>
          """
              .formatted(keyword, i < 4 ? "<rdf:li>family</rdf:li>" : ""),
          StandardCharsets.UTF_8);
    }
    assertThat(run("index", "--no-text", own.toString(), "--model", model).code()).isZero();
    CommandResult measured = run("eval", "--model", model, "--json");

    assertThat(measured.code()).as(measured.errors()).isZero();
    JsonObject result = measured.json();
    assertThat(result.get("photos").getAsInt()).isEqualTo(PHOTOS);
    // Three keywords; two pairs share at least two photos, in both directions.
    assertThat(result.get("queries").getAsInt()).isEqualTo(7);
    assertThat(run("eval", "--model", model).out())
        .contains("keywords", "photo and another keyword", "Fewer than 30 queries");
  }
}
