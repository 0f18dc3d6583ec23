package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A CSV file of the user: one query a line over a folder of photos.
///
/// Expected file: CSV by RFC 4180 in UTF-8, in a folder `labels.csv`. The first line names the
/// columns: `right` and at least one of `image` and `words`, and optionally `excluded`,
/// `paraphrases` (of the words), `unknown`, `category` and `id` (the number of the line by
/// default). Several values of a field, except `id` and `category`, are separated by `|`. Paths are
/// relative to the folder of the photos, which is the folder of the file unless another is given. A
/// query needs an image or words; if `right` is empty, no photo fits.
///
/// Protocol: mAP@10, capped recall@10 and precision@1, by category and over all queries.
final class CsvAdapter implements LabelAdapter {
  private static final String NAME = "labels.csv";

  private static final String IMAGE = "image";
  private static final String WORDS = "words";
  private static final String EXCLUDED = "excluded";
  private static final String PARAPHRASES = "paraphrases";
  private static final String RIGHT = "right";
  private static final String UNKNOWN = "unknown";
  private static final String CATEGORY = "category";
  private static final String ID = "id";

  private static final List<String> COLUMNS =
      List.of(IMAGE, WORDS, EXCLUDED, PARAPHRASES, RIGHT, UNKNOWN, CATEGORY, ID);

  @Override
  public String expected() {
    return NAME + " (" + IMAGE + "," + WORDS + "," + EXCLUDED + "," + RIGHT + ")";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
    return Files.isRegularFile(file)
            && String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")
        ? Optional.of(new LabelFiles(LabelLocator.root(file, ""), List.of(file)))
        : Optional.empty();
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = photos == null ? files.folder() : photos;
    LabelSetBuilder set = LabelSetBuilder.folder(Benchmark.CSV, file, folder);
    OwnLabels labels = new OwnLabels(file, folder);
    try (CsvReader reader = CsvReader.open(file)) {
      List<String> columns = columns(file, reader.next().fields());
      for (CsvReader.Row row = reader.next(); !row.fields().isEmpty(); row = reader.next()) {
        set.query(labels.query(entry(file, columns, row)));
      }
    } catch (IOException e) {
      throw LabelJson.unreadable(file, e);
    }
    return set.build(LabelLocator.stem(file), OwnLabels.PROTOCOL);
  }

  private static List<String> columns(Path file, List<String> header) {
    List<String> columns =
        header.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList();
    for (String column : columns) {
      if (!COLUMNS.contains(column) || columns.indexOf(column) != columns.lastIndexOf(column)) {
        throw column(file, column);
      }
    }
    if (!columns.contains(RIGHT)) {
      throw column(file, RIGHT);
    }
    if (!columns.contains(IMAGE) && !columns.contains(WORDS)) {
      throw column(file, WORDS);
    }
    return columns;
  }

  private static OwnLabels.Entry entry(Path file, List<String> columns, CsvReader.Row row) {
    if (row.fields().size() != columns.size()) {
      throw new AkinException(
          new Problem.LabelLineFields(file, row.line(), columns.size(), row.fields().size()));
    }
    String line = Long.toString(row.line());
    List<String> images = values(columns, row, IMAGE);
    List<String> words = values(columns, row, WORDS);
    if (images.isEmpty() && words.isEmpty()) {
      throw new AkinException(new Problem.LabelLineEmpty(file, row.line(), IMAGE + ", " + WORDS));
    }
    String id = value(columns, row, ID);
    return new OwnLabels.Entry(
        line,
        id.isEmpty() ? line : id,
        value(columns, row, CATEGORY),
        images,
        words,
        values(columns, row, EXCLUDED),
        values(columns, row, PARAPHRASES),
        values(columns, row, RIGHT),
        values(columns, row, UNKNOWN));
  }

  private static String value(List<String> columns, CsvReader.Row row, String column) {
    int index = columns.indexOf(column);
    return index < 0 ? "" : row.fields().get(index).strip();
  }

  private static List<String> values(List<String> columns, CsvReader.Row row, String column) {
    return Arrays.stream(value(columns, row, column).split("\\|"))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static AkinException column(Path file, String column) {
    return new AkinException(new Problem.LabelColumn(file, column, String.join(", ", COLUMNS)));
  }
}
