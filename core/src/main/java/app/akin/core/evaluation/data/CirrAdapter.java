package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CIRR: composed queries over the photos of NLVR2, each with a subset of six similar photos.
///
/// Source: github.com/Cuberick-Orion/CIRR, `README.md` and `Test-split_server.md`. Expected files:
///
/// * `captions/cap.rc2.val.json` (with labels) or `captions/cap.rc2.test1.json` (without): a list
///   of objects with `pairid`, `reference`, `caption`, `target_hard`, `img_set.members`
/// * `image_splits/split.rc2.val.json` or `split.rc2.test1.json`: an object from names to paths
/// * `img_raw/dev/NAME.png`, `img_raw/test1/NAME.png`
///
/// Protocol: recall@1, 5, 10 and 50 over the photos of the split, and recall@1, 2 and 3 over the
/// subset; the query image is removed from both. The query text is the caption as it is. A folder
/// is read with its labels; name the file of `test1` for a ranking file. The publisher's images
/// were not available to the author of this adapter; its test uses files of the published form.
final class CirrAdapter implements LabelAdapter {
  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.RECALL, 1, 5, 10, 50)
          .and(Measure.Kind.SUBSET_RECALL, 1, 2, 3);

  @Override
  public String expected() {
    return "captions/cap.rc2.val.json, image_splits/split.rc2.val.json, img_raw (CIRR)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.inFolder(
        path,
        "captions",
        List.of("cap.rc2.val.json", "cap.rc2.test1.json"),
        Set.of("pairid", "reference", "caption", "img_set"));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = files.folder();
    String name = String.valueOf(file.getFileName());
    Path split =
        LabelLocator.required(folder, "image_splits/" + name.replaceFirst("^cap\\.", "split."));
    PictureFinder finder = new PictureFinder(split, photos, folder.resolve("img_raw"), folder);
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.CIRR, file);
    JsonEntry names = LabelJson.object(split);
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (String id : names.object().keySet()) {
      pictures.put(id, new Picture(finder.find(id, names.text(id))));
    }
    pictures.forEach(set::photo);
    LabelJson.list(
        file,
        entry -> {
          String id = entry.text("pairid");
          String reference = entry.text("reference");
          Picture picture = pictures.get(reference);
          if (picture == null) {
            throw entry.invalid("reference", String.valueOf(split.getFileName()));
          }
          set.query(
              new LabelledQuery(
                  id,
                  "",
                  id,
                  new QueryParts(picture, entry.text("caption")),
                  Set.of(),
                  Set.copyOf(entry.object("img_set").texts("members")),
                  new Judgements(
                      entry.has("target_hard") ? List.of(entry.text("target_hard")) : List.of(),
                      Set.of(),
                      Set.of(reference))));
        });
    return set.build("CIRR " + LabelLocator.stem(file).replaceFirst("^cap\\.", ""), PROTOCOL);
  }
}
