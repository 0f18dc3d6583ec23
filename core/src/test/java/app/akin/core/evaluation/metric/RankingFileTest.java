package app.akin.core.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.evaluation.data.Benchmark;
import app.akin.core.evaluation.data.Gallery;
import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.data.QueryParts;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads and writes ranking files in the formats of benchmarks. The texts have the form of the
/// publishers' examples.
final class RankingFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"0\": [57413, 494408, 492919], \"1\": [208482, 23153, 390459]}",
        "{\"0\": [57413], \"1\": []}\n",
        "{\"version\": \"rc2\", \"metric\": \"recall\", \"12063\": [\"test1-83-1-img1\"]}",
        "{\"version\": \"rc2\", \"metric\": \"recall_subset\", \"12063\": [\"test1-83-1-img1\","
            + " \"test1-83-0-img1\", \"test1-1001-2-img0\"], \"12064\": [\"test1-83-1-img1\"]}",
        "{\"12063\": [\"test1-1-0-img0\"], \"metric\": \"recall\", \"version\": \"rc2\"}",
        "{\"00001\": {\"retrieved_items\": [\"afd9ded1\", \"0c0c\"]}, \"00002\":"
            + " {\"retrieved_items\": []}}",
        "{\"a\": [\"dogs/one.jpg\", \"caf\\u00e9 \\\"x\\\"\\\\.jpg\", \"\\ud83d\\ude00\\n\"]}",
        "{}"
      })
  void aFileThatIsReadAndWrittenKeepsEveryByte(String content) throws IOException {
    Path file = folder.resolve("in.json");
    Path copy = folder.resolve("out.json");
    Files.writeString(file, content);
    RankingFile.read(file).write(copy);
    assertThat(copy).hasSameBinaryContentAs(file);
  }

  /// A file of the size that the server of CIRCO expects: 800 queries of 50 images.
  @Test
  void aFullFileOfCircoKeepsEveryByte() throws IOException {
    String content =
        IntStream.range(0, 800)
            .mapToObj(
                query ->
                    "\"%d\": %s"
                        .formatted(
                            query,
                            IntStream.range(0, 50)
                                .mapToObj(rank -> Integer.toString(query * 701 + rank * 9_973 + 9))
                                .collect(Collectors.joining(", ", "[", "]"))))
            .collect(Collectors.joining(", ", "{", "}"));
    Path file = folder.resolve("mmret_base_circo.json");
    Files.writeString(file, content);
    RankingFile read = RankingFile.read(file);
    assertThat(read.format()).isEqualTo(RankingFormat.CIRCO);
    assertThat(read.rankings().byQuery()).hasSize(800);
    assertThat(read.rankings().byQuery())
        .hasEntrySatisfying(
            "799", ranking -> assertThat(ranking.photos()).hasSize(50).startsWith("560108"));
    Path copy = folder.resolve("copy.json");
    read.write(copy);
    assertThat(copy).hasSameBinaryContentAs(file);
  }

  @Test
  void filesOfALabelSetAreCutAndLeaveOutTheQueryImage() {
    LabelSet cirr = set(Benchmark.CIRR);
    List<String> photos = IntStream.range(0, 80).mapToObj(i -> "p" + i).toList();
    List<String> subset = List.of("p9", "p3", "p7", "p1", "p2");
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    rankings.put("2", new Ranking(photos, subset));
    rankings.put("1", new Ranking(photos, subset));
    JsonObject recall = json(cirr, RankingFormat.CIRR_RECALL, rankings);
    assertThat(recall.keySet()).containsExactly("version", "metric", "1", "2");
    assertThat(recall.get("metric").getAsString()).isEqualTo("recall");
    assertThat(recall.getAsJsonArray("1")).hasSize(50);
    assertThat(recall.getAsJsonArray("1").get(3).getAsString()).isEqualTo("p4");
    JsonObject first = json(cirr, RankingFormat.CIRR_SUBSET, rankings);
    assertThat(first.get("metric").getAsString()).isEqualTo("recall_subset");
    assertThat(first.get("1")).hasToString("[\"p9\",\"p7\",\"p1\"]");
  }

  @Test
  void everyBenchmarkHasAFormat() {
    assertThat(RankingFormat.of(Benchmark.CIRR))
        .containsExactly(RankingFormat.CIRR_RECALL, RankingFormat.CIRR_SUBSET);
    for (Benchmark benchmark : Benchmark.values()) {
      assertThat(RankingFormat.of(benchmark)).isNotEmpty();
    }
    assertThat(
            RankingFile.of(
                    set(Benchmark.CIRCO),
                    RankingFormat.CIRCO,
                    new Rankings(Map.of("1", new Ranking(List.of("5", "6")))))
                .toJson())
        .isEqualTo("{\"1\": [5, 6]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"0\": [1, 2}",
        "{\"0\": [1]} {}",
        "{\"0\": [1], \"0\": [2]}",
        "{\"0\": 1}",
        "{\"0\": [true]}",
        "{\"0\": [1, \"a\"]}",
        "{\"0\": [\"a\"], \"1\": {\"retrieved_items\": []}}",
        "{\"0\": {\"items\": []}}",
        "{\"metric\": \"map\", \"0\": [\"a\"]}"
      })
  void anInvalidFileIsReported(String content) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, content);
    assertThatThrownBy(() -> RankingFile.read(file))
        .isInstanceOfSatisfying(
            AkinException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.RankingInvalid.class,
                        invalid -> assertThat(invalid.file()).isEqualTo(file)));
  }

  @Test
  void repeatedPhotosMissingFilesAndFoldersAreReported() throws IOException {
    Path file = folder.resolve("twice.json");
    Files.writeString(file, "{\"0\": [1, 2, 1]}");
    assertThatThrownBy(() -> RankingFile.read(file))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.RankingRepeats("0", "1")));
    assertThatThrownBy(() -> RankingFile.read(folder.resolve("absent.json")))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.LabelFileUnreadable.class));
    RankingFile empty =
        new RankingFile(RankingFormat.PLAIN, Map.of(), false, new Rankings(Map.of()), false);
    assertThatThrownBy(() -> empty.write(folder.resolve("absent/out.json")))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.RankingUnwritable.class));
  }

  private static JsonObject json(
      LabelSet labels, RankingFormat format, Map<String, Ranking> rankings) {
    String json = RankingFile.of(labels, format, new Rankings(rankings)).toJson();
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static LabelSet set(Benchmark benchmark) {
    return new LabelSet(
        benchmark,
        "test",
        new Protocol(List.of(), Protocol.Averaging.QUERIES),
        new Gallery.Listed(List.of()),
        List.of(query("1"), query("2"), query("3")),
        List.of(),
        List.of());
  }

  private static LabelledQuery query(String id) {
    return new LabelledQuery(
        id,
        "",
        id,
        new QueryParts(List.of(), List.of("x"), List.of(), List.of()),
        Set.of(),
        Set.of(),
        new Judgements(List.of("p4"), Set.of(), Set.of("p3")));
  }
}
