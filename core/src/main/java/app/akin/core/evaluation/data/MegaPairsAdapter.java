package app.akin.core.evaluation.data;

import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Triplets of MegaPairs: a query image, texts, a right photo and hard negatives.
///
/// Source: huggingface.co/datasets/JUNJIE99/MegaPairs. Expected files:
///
/// * a file of JSON lines, in a folder `MegaPairs.jsonl` or `data.jsonl`, with `q_img`, `q_text` (a
///   text, or a list of texts of the same meaning), `t_img`, and `hns` (a list of images)
/// * the images below `images` or the folder itself
///
/// MegaPairs is a training set without a protocol. Akin measures recall@1, 5, 10 and 50 and the
/// recall of hard negatives at 10 among all images that the file names; the query image is removed.
/// The first text is the query text, the others are paraphrases. At most [#LIMIT] triplets are
/// read. The publisher's files were not available to the author of this adapter; its test uses
/// files of the published form.
final class MegaPairsAdapter implements LabelAdapter {
  static final int LIMIT = 100_000;

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.RECALL, 1, 5, 10, 50).and(Measure.Kind.NEGATIVE_RECALL, 10);

  private final int limit;

  /// Creates an adapter.
  MegaPairsAdapter() {
    this(LIMIT);
  }

  /// Creates an adapter that reads a number of triplets.
  MegaPairsAdapter(int limit) {
    this.limit = limit;
  }

  @Override
  public String expected() {
    return "MegaPairs.jsonl with q_img, q_text, t_img, hns (MegaPairs)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(
        path,
        "",
        List.of("MegaPairs.jsonl", "megapairs.jsonl", "data.jsonl"),
        Set.of("q_img", "q_text", "t_img"));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    PictureFinder finder =
        new PictureFinder(file, photos, files.folder().resolve("images"), files.folder());
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.MEGAPAIRS, file);
    boolean more = LabelJson.lines(file, limit, entry -> read(set, finder, entry));
    if (more) {
      set.warn(new Problem.LabelsLimited(file, limit));
    }
    return set.build("MegaPairs", PROTOCOL);
  }

  private static void read(LabelSetBuilder set, PictureFinder finder, JsonEntry entry) {
    String image = entry.text("q_img");
    String target = entry.text("t_img");
    List<String> negatives = entry.texts("hns");
    List<String> texts = entry.textOrTexts("q_text");
    if (texts.isEmpty()) {
      throw entry.invalid("q_text", "[\"...\"]");
    }
    for (String name : List.of(image, target)) {
      set.photo(name, new Picture(finder.find(entry.place(), name)));
    }
    negatives.forEach(name -> set.photo(name, new Picture(finder.find(entry.place(), name))));
    set.query(
        new LabelledQuery(
            entry.place(),
            "",
            new QueryParts(
                List.of(new Picture(finder.find(entry.place(), image))),
                texts.subList(0, 1),
                List.of(),
                texts.subList(1, texts.size())),
            new Judgements(List.of(target), Set.copyOf(negatives), Set.of(image))));
  }
}
