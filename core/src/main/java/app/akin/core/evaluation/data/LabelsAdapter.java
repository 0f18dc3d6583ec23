package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A `labels.json` of the user: queries of all kinds over a folder of photos.
///
/// Expected file: an object whose `queries` are objects with `right` (may be empty: nothing fits),
/// and optionally `id`, `set` (the category), `images`, `words`, `minus` (excluded texts),
/// `paraphrases` (of the words) and `unknown` (photos that are left out before counting). Paths are
/// relative to the folder of the photos, which is the folder of the file unless another is given.
///
/// Protocol: mAP@10, capped recall@10 and precision@1, by category and over all queries.
final class LabelsAdapter implements LabelAdapter {
  private static final String NAME = "labels.json";

  @Override
  public String expected() {
    return NAME;
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(path, "", List.of(NAME), Set.of("queries"));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = photos == null ? files.folder() : photos;
    OwnLabels labels = new OwnLabels(file, folder);
    LabelSetBuilder set = LabelSetBuilder.folder(Benchmark.LABELS, file, folder);
    LabelJson.members(
        file,
        Set.of("queries"),
        entry -> {
          if (!entry.has("right")) {
            throw entry.invalid("right", "[\"...\"]");
          }
          List<String> images = entry.texts("images");
          List<String> words = entry.texts("words");
          if (images.isEmpty() && words.isEmpty()) {
            throw entry.invalid("words", "[\"...\"]");
          }
          set.query(
              labels.query(
                  new OwnLabels.Entry(
                      entry.place(),
                      entry.text("id", entry.place()),
                      entry.text("set", ""),
                      images,
                      words,
                      entry.texts("minus"),
                      entry.texts("paraphrases"),
                      entry.texts("right"),
                      entry.texts("unknown"))));
        });
    return set.build(LabelLocator.stem(file), OwnLabels.PROTOCOL);
  }
}
