package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Captions of COCO as text queries.
///
/// Sources: cocodataset.org (captions), cs.stanford.edu/people/karpathy/deepimagesent (splits).
/// Expected files, one of:
///
/// * `annotations/captions_val2017.json` with `images` (`id`, `file_name`) and `annotations` (`id`,
///   `image_id`, `caption`), photos in `val2017`; other splits alike
/// * `dataset_coco.json` with `images` (`cocoid`, `filename`, `filepath`, `split`, `sentences` with
///   `sentid`, `raw`), of which the test split is read, photos in `val2014`
///
/// Protocol: recall@1, 5 and 10 from text to image, with the first five captions of each photo. The
/// publisher's files were not available to the author of this adapter; its test uses files of the
/// published form.
final class CocoAdapter implements LabelAdapter {
  private static final String KARPATHY = "dataset_coco.json";

  private record Caption(String place, String id, String photo, String text) {}

  @Override
  public String expected() {
    return "annotations/captions_val2017.json, val2017 (COCO)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(
            path,
            "annotations",
            List.of("captions_val2017.json", "captions_val2014.json"),
            Set.of("images", "annotations"))
        .or(
            () ->
                LabelLocator.inFolder(path, "", List.of(KARPATHY), Set.of("images", "dataset"))
                    .filter(files -> files.files().getFirst().endsWith(KARPATHY)));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = files.folder();
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.COCO, file);
    if (file.endsWith(KARPATHY)) {
      PictureFinder finder = new PictureFinder(file, photos, folder, folder.resolve("images"));
      return CaptionSet.karpathy(set, file, "cocoid", finder).build("COCO test");
    }
    String split = LabelLocator.stem(file).replaceFirst("^captions_", "");
    PictureFinder finder =
        new PictureFinder(
            file, photos, folder.resolve(split), folder.resolve("images").resolve(split), folder);
    CaptionSet captions = new CaptionSet(set);
    List<Caption> annotations = new ArrayList<>();
    LabelJson.members(
        file,
        Set.of("images", "annotations"),
        entry -> {
          if (entry.place().startsWith("$.images")) {
            captions.photo(entry.text("id"), finder.find(entry.place(), entry.text("file_name")));
          } else {
            annotations.add(
                new Caption(
                    entry.place(),
                    entry.text("id"),
                    entry.text("image_id"),
                    entry.text("caption")));
          }
        });
    for (Caption caption : annotations) {
      if (!set.hasPhoto(caption.photo())) {
        throw new AkinException(
            new Problem.LabelMember(file, caption.place(), "image_id", "$.images"));
      }
      captions.caption(caption.id(), caption.photo(), caption.text());
    }
    return captions.build("COCO " + split);
  }
}
