package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// i-CIR: composed queries for instances, each instance with a database of its own.
///
/// Source: github.com/billpsomas/icir, `README.md`, `utils_features.py`, `run_retrieval.py`.
/// Expected files:
///
/// * `query_files.csv` and `database_files.csv` (or in `annotations`), without header: path of the
///   image, text, instance
/// * the images at these paths below the folder, `query` or `database`
///
/// A photo is right if it has the instance and the text of the query. Protocol: mAP by the
/// trapezoidal rule over the whole database of the instance, as in the publisher's evaluation,
/// which also adds 0.00001 to the number of right photos; Akin does not. The query text is used as
/// it is. The publisher's files were not available to the author of this adapter; its test uses
/// files of the published form.
final class IcirAdapter implements LabelAdapter {
  private static final String QUERIES = "query_files.csv";
  private static final String DATABASE = "database_files.csv";
  private static final int FIELDS = 3;

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.TRAPEZOIDAL_AVERAGE_PRECISION, Measure.WHOLE);

  /// A line of a file.
  private record Line(long number, String image, String text, String instance) {}

  @Override
  public String expected() {
    return QUERIES + ", " + DATABASE + " (i-CIR)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    if (!Files.isDirectory(path)) {
      return path.endsWith(QUERIES)
          ? files(LabelLocator.root(path, "annotations"), path)
          : Optional.empty();
    }
    return files(path, path.resolve(QUERIES))
        .or(() -> files(path, path.resolve("annotations").resolve(QUERIES)));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path queries = files.files().getFirst();
    Path database = files.files().getLast();
    Path root = photos == null ? files.folder() : photos;
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.ICIR, queries);
    PictureFinder finder =
        new PictureFinder(database, null, root, root.resolve("database"), root.resolve("query"));
    Map<String, List<Line>> instances = new HashMap<>();
    for (Line line : lines(database)) {
      set.photo(line.image(), picture(finder, line));
      instances.computeIfAbsent(line.instance(), _ -> new ArrayList<>()).add(line);
    }
    Map<String, Set<String>> candidates = new HashMap<>();
    Map<Line, List<String>> right = new LinkedHashMap<>();
    for (Line query : lines(queries)) {
      List<Line> photosOfInstance = instances.getOrDefault(query.instance(), List.of());
      candidates.computeIfAbsent(
          query.instance(),
          _ -> photosOfInstance.stream().map(Line::image).collect(Collectors.toUnmodifiableSet()));
      right.put(
          query,
          photosOfInstance.stream()
              .filter(line -> line.text().equals(query.text()))
              .map(Line::image)
              .distinct()
              .toList());
    }
    right.forEach(
        (query, ids) ->
            set.query(
                new LabelledQuery(
                    Long.toString(query.number()),
                    "",
                    query.instance(),
                    new QueryParts(picture(finder, query), query.text()),
                    candidates.getOrDefault(query.instance(), Set.of()),
                    Set.of(),
                    new Judgements(ids))));
    return set.build("i-CIR", PROTOCOL);
  }

  private static Picture picture(PictureFinder finder, Line line) {
    return new Picture(finder.find(Long.toString(line.number()), line.image()));
  }

  private static Optional<LabelFiles> files(Path folder, Path queries) {
    Path database = queries.resolveSibling(DATABASE);
    return Files.isRegularFile(queries) && Files.isRegularFile(database)
        ? Optional.of(new LabelFiles(folder, List.of(queries, database)))
        : Optional.empty();
  }

  private static List<Line> lines(Path file) {
    List<Line> lines = new ArrayList<>();
    try (CsvReader reader = CsvReader.open(file)) {
      for (CsvReader.Row row = reader.next(); !row.fields().isEmpty(); row = reader.next()) {
        List<String> fields = row.fields();
        if (fields.size() != FIELDS) {
          throw new AkinException(
              new Problem.LabelLineFields(file, row.line(), FIELDS, fields.size()));
        }
        lines.add(
            new Line(
                row.line(), fields.get(0).strip(), fields.get(1).strip(), fields.get(2).strip()));
      }
    } catch (IOException e) {
      throw LabelJson.unreadable(file, e);
    }
    return lines;
  }
}
