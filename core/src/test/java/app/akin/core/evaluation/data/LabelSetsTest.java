package app.akin.core.evaluation.data;

import static app.akin.core.evaluation.data.LabelSetKit.ids;
import static app.akin.core.evaluation.data.LabelSetKit.photos;
import static app.akin.core.evaluation.data.LabelSetKit.problem;
import static app.akin.core.evaluation.data.LabelSetKit.query;
import static app.akin.core.evaluation.data.LabelSetKit.text;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.photo.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads label sets of the user, and reports bad ones.
final class LabelSetsTest {
  @TempDir private Path folder;

  @Test
  void labelsOfTheUserHaveQueriesOfAllKinds() {
    text(
        folder,
        "labels.json",
        """
        {"about": "Paths are relative to the indexed folder.", "queries": [
          {"id": "a1", "set": "words", "images": [], "words": ["a dog"], "minus": ["snow"],
           "right": ["dogs/one.jpg", "dogs/two.jpg"], "unknown": ["park/far-away.jpg"]},
          {"id": "b1", "set": "composed", "images": ["dogs/one.jpg"], "words": ["in the snow"],
           "minus": [], "right": ["winter/dog.jpg"], "unknown": []},
          {"id": "d1", "set": "empty", "words": ["a submarine"], "right": []}]}\
        """);
    photos(folder, "dogs/one.jpg", "dogs/two.jpg", "winter/dog.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.gallery()).isEqualTo(new Gallery.Folder(folder));
    assertThat(set.warnings()).isEmpty();
    assertThat(LabelSetKit.measures(set))
        .containsExactly("mAP@10", "CappedRecall@10", "Precision@1");
    LabelledQuery words = query(set, "a1");
    assertThat(words.parts())
        .isEqualTo(new QueryParts(List.of(), List.of("a dog"), List.of("snow"), List.of()));
    assertThat(words.judgements())
        .isEqualTo(
            new Judgements(
                List.of("dogs/one.jpg", "dogs/two.jpg"), Set.of(), Set.of("park/far-away.jpg")));
    LabelledQuery composed = query(set, "b1");
    assertThat(composed.category()).isEqualTo("composed");
    assertThat(composed.judgements().leftOut()).containsExactly("dogs/one.jpg");
    assertThat(query(set, "d1").judgements().right()).isEmpty();
  }

  @Test
  void labelsCanBeApartFromThePhotos() {
    Path labels =
        text(folder, "mine.json", "{\"queries\": [{\"words\": [\"x\"], \"right\": [\"a.jpg\"]}]}");
    Path photos = folder.resolve("photos");
    photos(photos, "a.jpg");
    LabelSet set = LabelSets.read(labels, photos);
    assertThat(set.gallery()).isEqualTo(new Gallery.Folder(photos));
    assertThat(set.queries()).hasSize(1);
  }

  @Test
  void csvHasOneQueryALine() {
    Path file =
        text(
            folder,
            "mine.csv",
            "\uFEFFRight,image,words,excluded,category,id",
            "a/b.jpg|c.jpg,,\"a \"\"big\"\" dog, running\",snow|ice,animals,",
            "",
            "c.jpg,a/b.jpg,\"two\nlines\",,,second",
            "c.jpg,a/b.jpg,,,,");
    photos(folder, "a/b.jpg", "c.jpg");
    LabelSet set = LabelSets.read(file);
    LabelledQuery first = query(set, "2");
    assertThat(first.parts())
        .isEqualTo(
            new QueryParts(
                List.of(), List.of("a \"big\" dog, running"), List.of("snow", "ice"), List.of()));
    assertThat(first.category()).isEqualTo("animals");
    assertThat(first.judgements().right()).containsExactly("a/b.jpg", "c.jpg");
    assertThat(query(set, "second").parts().words()).containsExactly("two\nlines");
    assertThat(query(set, "6").judgements())
        .isEqualTo(new Judgements(List.of("c.jpg"), Set.of(), Set.of("a/b.jpg")));
  }

  @Test
  void ownLabelsCanHaveParaphrases() {
    text(folder, "labels.csv", "words,paraphrases,right", "a dog,a hound|some dog,c.jpg");
    photos(folder, "c.jpg");
    LabelSet csv = LabelSets.read(folder.resolve("labels.csv"));
    assertThat(query(csv, "2").parts())
        .isEqualTo(
            new QueryParts(List.of(), List.of("a dog"), List.of(), List.of("a hound", "some dog")));
    assertThat(csv.hasParaphrases()).isTrue();

    text(
        folder,
        "labels.json",
        """
        {"queries": [{"id": "a", "words": ["a dog"], "paraphrases": ["a hound"],
          "right": ["c.jpg"]}]}\
        """);
    LabelSet json = LabelSets.read(folder.resolve("labels.json"));
    assertThat(query(json, "a").parts().paraphrases()).containsExactly("a hound");
    text(folder, "labels.csv", "words,right", "a dog,c.jpg");
    assertThat(LabelSets.read(folder.resolve("labels.csv")).hasParaphrases()).isFalse();
  }

  @Test
  void aBadLineOfACsvNamesItsNumber() {
    Path file = folder.resolve("labels.csv");
    assertThat(csv("image,words,right", "a.jpg,x,b.jpg", "\"y\nz\",w,b.jpg", "a.jpg,b.jpg"))
        .isEqualTo(new Problem.LabelLineFields(file, 5, 3, 2));
    assertThat(csv("words,right", "x,b.jpg", "a\"b,c.jpg"))
        .isEqualTo(new Problem.LabelLineQuote(file, 3));
    assertThat(csv("words,right", "\"x\"y,b.jpg")).isEqualTo(new Problem.LabelLineQuote(file, 2));
    assertThat(csv("words,right", "x,\"b.jpg", "y,c.jpg"))
        .isEqualTo(new Problem.LabelLineQuote(file, 2));
    assertThat(csv("image,words,right", ",,b.jpg"))
        .isEqualTo(new Problem.LabelLineEmpty(file, 2, "image, words"));
    assertThat(csv("words,right", "x,../b.jpg"))
        .isEqualTo(new Problem.LabelPath(file, "2", "../b.jpg"));
    assertThat(csv("image,words,right", "a.jpg,x,b.jpg", "a.jpg,y,a.jpg"))
        .isEqualTo(new Problem.LabelRightLeftOut(file, "3"));
    assertThat(csv("words,right,id", "x,b.jpg,one", "y,b.jpg,one"))
        .isEqualTo(new Problem.LabelRepeats(file, "one"));
  }

  @Test
  void aBadHeaderOfACsvNamesTheColumns() {
    Path file = folder.resolve("labels.csv");
    String columns = "image, words, excluded, paraphrases, right, unknown, category, id";
    assertThat(csv("words", "x")).isEqualTo(new Problem.LabelColumn(file, "right", columns));
    assertThat(csv("right", "x")).isEqualTo(new Problem.LabelColumn(file, "words", columns));
    assertThat(csv("words,right,colour", "x,y,z"))
        .isEqualTo(new Problem.LabelColumn(file, "colour", columns));
    assertThat(csv("words,right,words", "x,y,z"))
        .isEqualTo(new Problem.LabelColumn(file, "words", columns));
    assertThat(csv()).isEqualTo(new Problem.LabelColumn(file, "right", columns));
  }

  private Problem csv(String... lines) {
    text(folder, "labels.csv", lines);
    return problem(() -> LabelSets.read(folder));
  }

  /// Fields of any characters survive quoting by the rules of RFC 4180.
  @Test
  void anyFieldOfACsvCanBeQuoted() throws Exception {
    SplittableRandom random = new SplittableRandom(TestSeed.of(getClass()));
    for (int round = 0; round < 200; round++) {
      List<List<String>> rows = new ArrayList<>();
      StringBuilder csv = new StringBuilder();
      int columns = random.nextInt(2, 5);
      for (int i = 0; i < random.nextInt(1, 6); i++) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          row.add(field(random));
        }
        rows.add(row);
        csv.append(String.join(",", row.stream().map(field -> quoted(field, random)).toList()));
        csv.append(random.nextBoolean() ? "\r\n" : "\n");
      }
      if (random.nextBoolean()) {
        csv.setLength(csv.length() - (csv.charAt(csv.length() - 2) == '\r' ? 2 : 1));
      }
      Path file = folder.resolve("any.csv");
      Files.writeString(file, csv);
      List<List<String>> read = new ArrayList<>();
      try (CsvReader reader = CsvReader.open(file)) {
        for (var row = reader.next(); !row.fields().isEmpty(); row = reader.next()) {
          read.add(row.fields());
        }
      }
      assertThat(read).as(csv.toString()).isEqualTo(rows);
    }
  }

  private static String field(SplittableRandom random) {
    String characters = "ab,\"\r\n \u00e9\u4e2d|";
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < random.nextInt(5); i++) {
      field.append(characters.charAt(random.nextInt(characters.length())));
    }
    return field.toString();
  }

  private static String quoted(String field, SplittableRandom random) {
    boolean needed = field.matches("(?s).*[,\"\r\n].*");
    return needed || random.nextBoolean() ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
  }

  @Test
  void missingPhotosAreListedAndCounted() {
    text(
        folder,
        "MegaPairs.jsonl",
        "{\"q_img\": \"q.jpg\", \"q_text\": \"x\", \"t_img\": \"t.jpg\", \"hns\": [\"h.jpg\"]}",
        "{\"q_img\": \"gone.jpg\", \"q_text\": \"x\", \"t_img\": \"t.jpg\", \"hns\": []}",
        "{\"q_img\": \"q.jpg\", \"q_text\": \"x\", \"t_img\": \"away.jpg\", \"hns\": [\"t.jpg\"]}");
    photos(folder, "q.jpg", "t.jpg");
    LabelSet set = LabelSets.read(folder);
    Path images = folder.resolve("images");
    assertThat(set.missing())
        .containsExactly(
            images.resolve("away.jpg"), images.resolve("gone.jpg"), images.resolve("h.jpg"));
    assertThat(set.warnings())
        .containsExactly(
            new Problem.LabelPicturesMissing(3, 5, images.resolve("away.jpg")),
            new Problem.LabelQueriesUnusable(2, 3, "2"));
    assertThat(ids(set)).containsExactly("q.jpg", "t.jpg");
    assertThat(set.queries()).hasSize(1);
    assertThat(query(set, "1").judgements().hardNegatives()).isEmpty();
  }

  @Test
  void missingRightPhotosOfTheUserAreCounted() {
    text(folder, "labels.csv", "words,right", "x,a.jpg|b.jpg", "y,b.jpg");
    photos(folder, "a.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(query(set, "2").judgements().right()).containsExactly("a.jpg");
    assertThat(set.warnings())
        .containsExactly(
            new Problem.LabelPicturesMissing(1, 2, folder.resolve("b.jpg")),
            new Problem.LabelQueriesUnusable(1, 2, "3"));
  }

  @Test
  void anUnknownLayoutSaysWhatWasExpected() {
    photos(folder, "holiday/1.jpg");
    assertThat(problem(() -> LabelSets.read(folder)))
        .isInstanceOfSatisfying(
            Problem.LabelsUnknown.class,
            unknown -> {
              assertThat(unknown.path()).isEqualTo(folder);
              assertThat(unknown.expected())
                  .contains("CIRCO", "CIRR", "FashionIQ", "GeneCIS", "EDIR", "PinPoint", "i-CIR")
                  .contains("MegaPairs", "COCO", "Flickr", "labels.json", "labels.csv");
            });
    Path file = text(folder, "other.json", "{\"rows\": []}");
    assertThat(problem(() -> LabelSets.read(file))).isInstanceOf(Problem.LabelsUnknown.class);
    Path absent = folder.resolve("absent");
    assertThat(problem(() -> LabelSets.read(absent))).isEqualTo(new Problem.LabelsMissing(absent));
    assertThat(problem(() -> LabelSets.read(file, absent)))
        .isEqualTo(new Problem.FolderMissing(absent));
  }

  @Test
  void badJsonNamesItsPlace() {
    Path lines =
        text(
            folder,
            "MegaPairs.jsonl",
            "{\"q_img\": \"q.jpg\", \"q_text\": \"x\", \"t_img\": \"t.jpg\"}",
            "{\"q_img\": \"q.jpg\", \"q_text\": \"x\", ");
    assertThat(problem(() -> LabelSets.read(folder)))
        .isInstanceOfSatisfying(
            Problem.LabelFileJson.class, json -> assertThat(json.place()).isEqualTo("2"));
    text(
        folder,
        "MegaPairs.jsonl",
        "{\"q_img\": \"q.jpg\", \"q_text\": \"x\", \"t_img\": \"t.jpg\"}",
        "",
        "{\"q_img\": \"q.jpg\", \"q_text\": true, \"t_img\": \"t.jpg\"}");
    assertThat(problem(() -> LabelSets.read(folder)))
        .isEqualTo(new Problem.LabelMember(lines, "3", "q_text", "\"...\""));
    Path labels =
        text(folder, "l/labels.json", "{\"queries\": [{\"words\": [\"x\"], \"right\": []}, {}]}");
    assertThat(problem(() -> LabelSets.read(labels)))
        .isEqualTo(new Problem.LabelMember(labels, "$.queries[1]", "right", "[\"...\"]"));
    text(folder, "l/labels.json", "{\"queries\": [{\"words\": [\"x\"], \"right\": []}, x]}");
    assertThat(problem(() -> LabelSets.read(labels))).isInstanceOf(Problem.LabelsUnknown.class);
    Path circo =
        text(
            folder,
            "c/annotations/val.json",
            "[{\"reference_img_id\": 1, \"relative_caption\": \"\", \"shared_concept\": \"\"},"
                + " nul]");
    assertThat(problem(() -> LabelSets.read(circo)))
        .isEqualTo(
            new Problem.LabelFileMissing(
                folder.resolve("c"),
                "COCO2017_unlabeled/annotations/image_info_unlabeled2017.json"));
    text(folder, "c/annotations/image_info_unlabeled2017.json", "{\"images\": []}");
    assertThat(problem(() -> LabelSets.read(circo)))
        .isInstanceOfSatisfying(
            Problem.LabelMember.class, member -> assertThat(member.member()).isEqualTo("id"));
    text(
        folder,
        "c/annotations/val.json",
        "[{\"id\": 0, \"reference_img_id\": 1, \"relative_caption\": \"\","
            + " \"shared_concept\": \"\"}, nul]");
    assertThat(problem(() -> LabelSets.read(circo)))
        .isInstanceOfSatisfying(
            Problem.LabelFileJson.class, json -> assertThat(json.place()).isEqualTo("$[1]"));
  }

  @Test
  void textThatIsNotUtf8IsReported() throws Exception {
    Files.write(
        folder.resolve("labels.csv"),
        "words,right\ncaf\u00e9,a.jpg\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(() -> LabelSets.read(folder)))
        .isInstanceOf(Problem.LabelFileUnreadable.class);
  }
}
