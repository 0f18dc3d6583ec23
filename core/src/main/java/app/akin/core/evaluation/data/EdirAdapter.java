package app.akin.core.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// EDIR: composed queries made by image editing, in fifteen subcategories.
///
/// Source: huggingface.co/datasets/EDIR-BENCH/EDIR, arXiv 2601.16125. Expected files:
///
/// * `queries.jsonl`: `id`, `image`, `text`, `metadata.subcategory`
/// * `corpus.jsonl`: `id`, `image`
/// * `instances.jsonl`: `qid`, `pos`, `neg`
/// * `imgs_mc/NAME` or `images/NAME`: the extracted archive
///
/// Protocol: recall@1, the publisher's main score, 5 and 10, by subcategory and over all queries.
/// The query image stays among the candidates. The query text is used as it is. The publisher's
/// files were not available to the author of this adapter; its test uses files of the published
/// form.
final class EdirAdapter implements LabelAdapter {
  private static final Protocol PROTOCOL = Protocol.overQueries(Measure.Kind.RECALL, 1, 5, 10);

  @Override
  public String expected() {
    return "queries.jsonl, corpus.jsonl, instances.jsonl (EDIR)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(path, "", List.of("queries.jsonl"), Set.of("id", "image", "text"))
        .filter(files -> Files.isRegularFile(files.folder().resolve("instances.jsonl")));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path folder = files.folder();
    Path queries = files.files().getFirst();
    Path corpus = LabelLocator.required(folder, "corpus.jsonl");
    PictureFinder finder =
        new PictureFinder(
            queries, photos, folder.resolve("imgs_mc"), folder.resolve("images"), folder);
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.EDIR, queries);
    LabelJson.lines(
        corpus,
        Integer.MAX_VALUE,
        entry ->
            set.photo(
                entry.text("id"), new Picture(finder.find(entry.place(), entry.text("image")))));
    Map<String, Judgements> judgements = new HashMap<>();
    LabelJson.lines(
        folder.resolve("instances.jsonl"),
        Integer.MAX_VALUE,
        entry ->
            judgements.put(
                entry.text("qid"),
                new Judgements(entry.texts("pos"), Set.copyOf(entry.texts("neg")), Set.of())));
    LabelJson.lines(
        queries,
        Integer.MAX_VALUE,
        entry -> {
          Judgements judged = judgements.get(entry.text("id"));
          if (judged == null) {
            throw entry.invalid("id", "instances.jsonl");
          }
          set.query(
              new LabelledQuery(
                  entry.text("id"),
                  entry.has("metadata") ? entry.object("metadata").text("subcategory", "") : "",
                  new QueryParts(
                      new Picture(finder.find(entry.place(), entry.text("image"))),
                      entry.text("text")),
                  judged));
        });
    return set.build("EDIR", PROTOCOL);
  }
}
