package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// PinPoint: composed queries with one or two images, several right photos, hard negatives and
/// paraphrases.
///
/// Source: github.com/pinterest/pinpoint-dataset, `README.md` and `evaluate.py`. Expected files:
///
/// * `pinpoint_licensed.jsonl`: one object for each row of `pinpoint_licensed.parquet`, with
///   `query_id`, `query_image_signature`, `query_image_signature2`, `instruction`,
///   `positive_candidates`, `negative_candidates`. Akin does not read Parquet; pandas writes the
///   file by `read_parquet(...).to_json(..., orient="records", lines=True)`.
/// * `index_signatures.txt`: one signature a line
/// * `images/SIGNATURE.jpg`, or `images/ab/cd/ef/SIGNATURE.jpg` as on the publisher's server
///
/// Protocol: precision@1 and 10, mAP@10 and the recall of negatives at 10. The query image stays
/// among the candidates. Queries with the same images and right photos are paraphrases of each
/// other. The publisher's files were not available to the author of this adapter; its test uses
/// files of the published form.
final class PinPointAdapter implements LabelAdapter {
  private static final String NAME = "pinpoint_licensed";
  private static final String ROWS = NAME + ".jsonl";
  private static final String INDEX = "index_signatures.txt";

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.PRECISION, 1, 10)
          .and(Measure.Kind.AVERAGE_PRECISION, 10)
          .and(Measure.Kind.NEGATIVE_RECALL, 10);

  @Override
  public String expected() {
    return ROWS + ", " + INDEX + ", images (PinPoint)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    Optional<LabelFiles> found =
        LabelLocator.inFolder(
            path, "", List.of(ROWS), Set.of("query_id", "query_image_signature", "instruction"));
    Path parquet = Files.isDirectory(path) ? path.resolve(NAME + ".parquet") : path;
    if (found.isEmpty() && parquet.endsWith(NAME + ".parquet") && Files.isRegularFile(parquet)) {
      throw new AkinException(
          new Problem.LabelsParquet(parquet, String.valueOf(parquet.resolveSibling(ROWS))));
    }
    return found;
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = files.folder();
    Path index = LabelLocator.required(folder, INDEX);
    PictureFinder finder = new PictureFinder(file, photos, folder.resolve("images"), folder);
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.PINPOINT, file);
    try (BufferedReader lines = LabelJson.open(index)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          set.photo(line.strip(), picture(finder, line.strip()));
        }
      }
    } catch (IOException e) {
      throw LabelJson.unreadable(index, e);
    }
    List<Row> rows = new ArrayList<>();
    Map<Intent, Set<String>> texts = new LinkedHashMap<>();
    LabelJson.lines(
        file,
        Integer.MAX_VALUE,
        entry -> {
          Row row = row(entry);
          rows.add(row);
          texts.computeIfAbsent(row.intent(), _ -> new LinkedHashSet<>()).add(row.words());
        });
    for (Row row : rows) {
      set.query(query(finder, row, texts.getOrDefault(row.intent(), Set.of())));
    }
    return set.build("PinPoint", PROTOCOL);
  }

  /// What paraphrases have in common.
  private record Intent(List<String> images, Set<String> right) {}

  private record Row(
      String id, String words, List<String> right, List<String> negatives, Intent intent) {}

  private static Row row(JsonEntry entry) {
    List<String> images = new ArrayList<>(List.of(entry.text("query_image_signature")));
    String second = entry.text("query_image_signature2", "");
    if (!second.isEmpty()) {
      images.add(second);
    }
    List<String> right = entry.texts("positive_candidates");
    return new Row(
        id(entry.text("query_id")),
        entry.text("instruction"),
        right,
        entry.texts("negative_candidates"),
        new Intent(List.copyOf(images), Set.copyOf(right)));
  }

  private static LabelledQuery query(PictureFinder finder, Row row, Set<String> texts) {
    return new LabelledQuery(
        row.id(),
        "",
        String.join(" ", row.intent().images()),
        new QueryParts(
            row.intent().images().stream().map(image -> picture(finder, image)).toList(),
            List.of(row.words()),
            List.of(),
            texts.stream().filter(text -> !text.equals(row.words())).toList()),
        Set.of(),
        Set.of(),
        new Judgements(
            row.right().stream().distinct().toList(), Set.copyOf(row.negatives()), Set.of()));
  }

  private static Picture picture(PictureFinder finder, String signature) {
    String name = signature + ".jpg";
    return new Picture(
        signature.length() < 6
            ? finder.find(signature, name)
            : finder.find(
                signature,
                name,
                String.join(
                    "/",
                    signature.substring(0, 2),
                    signature.substring(2, 4),
                    signature.substring(4, 6),
                    name)));
  }

  /// Returns the id of a query with five digits, as ranking files have it.
  private static String id(String id) {
    return id.matches("\\d{1,4}") ? "0".repeat(5 - id.length()) + id : id;
  }
}
