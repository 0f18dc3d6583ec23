package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CIRCO: composed queries over the unlabelled photos of COCO 2017, with several right photos.
///
/// Source: github.com/miccunifi/CIRCO, `README.md`. Expected files:
///
/// * `annotations/val.json` (with labels) or `annotations/test.json` (without): a list of objects
///   with `id`, `reference_img_id`, `relative_caption`, `shared_concept`, `gt_img_ids`
/// * `COCO2017_unlabeled/annotations/image_info_unlabeled2017.json`: `images` with `id`,
///   `file_name`
/// * `COCO2017_unlabeled/unlabeled2017/000000000000.jpg` (or `unlabeled2017`)
///
/// Protocol: mAP@5, 10, 25 and 50. The query image stays among the candidates, as in the
/// publisher's evaluation. The query text is the one of MegaPairs' authors: "Find a picture that
/// also CONCEPT, but CAPTION." A folder is read with its labels; name `test.json` for a ranking
/// file of the test queries. The publisher's files were not available to the author of this
/// adapter; its test uses files of the published form.
final class CircoAdapter implements LabelAdapter {
  private static final String IMAGES = "COCO2017_unlabeled";
  private static final String PHOTOS = "unlabeled2017";
  private static final String INFO = "image_info_unlabeled2017.json";

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.AVERAGE_PRECISION, 5, 10, 25, 50);

  @Override
  public String expected() {
    return "annotations/val.json, " + IMAGES + "/" + PHOTOS + " (CIRCO)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(
        path,
        "annotations",
        List.of("val.json", "test.json"),
        Set.of("reference_img_id", "relative_caption", "shared_concept"));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = files.folder();
    PictureFinder finder =
        new PictureFinder(
            file, photos, folder.resolve(IMAGES).resolve(PHOTOS), folder.resolve(PHOTOS));
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.CIRCO, file);
    Path info = info(folder, photos);
    LabelJson.members(
        info,
        Set.of("images"),
        entry ->
            set.photo(
                entry.text("id"),
                new Picture(finder.find(entry.place(), entry.text("file_name")))));
    LabelJson.list(
        file,
        entry -> {
          String concept = entry.text("shared_concept");
          String caption = entry.text("relative_caption");
          String name = String.format(Locale.ROOT, "%012d.jpg", entry.number("reference_img_id"));
          set.query(
              new LabelledQuery(
                  entry.text("id"),
                  "",
                  new QueryParts(
                      new Picture(finder.find(entry.place(), name)),
                      "Find a picture that also " + concept + ", but " + caption + "."),
                  new Judgements(entry.texts("gt_img_ids"))));
        });
    return set.build("CIRCO " + LabelLocator.stem(file), PROTOCOL);
  }

  private static Path info(Path folder, @Nullable Path photos) {
    List<Path> others = new ArrayList<>();
    if (photos != null) {
      others.add(photos.resolveSibling("annotations").resolve(INFO));
      others.add(photos.resolve(INFO));
    }
    others.add(folder.resolve("annotations").resolve(INFO));
    return LabelLocator.required(
        folder, IMAGES + "/annotations/" + INFO, others.toArray(Path[]::new));
  }
}
