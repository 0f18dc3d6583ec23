package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GeneCIS: four tasks of conditional similarity, each query with a gallery of its own.
///
/// Source: github.com/facebookresearch/genecis, `DOWNLOAD.md`, `datasets/coco_dataset.py`,
/// `datasets/vaw_dataset.py`. Expected files, in the folder or in `genecis`:
///
/// * `focus_attribute.json`, `change_attribute.json`, `focus_object.json`, `change_object.json`:
///   lists of objects with `reference`, `target`, `gallery` and `condition`. A photo of an object
///   task has `val_image_id`; one of an attribute task has `image_id` and `instance_bbox`.
/// * `val2017/000000000000.jpg` (COCO) and `VG_All/ID.jpg` (Visual Genome; also `VG_100K`,
///   `VG_100K_2`)
///
/// Photos of attribute tasks are cropped to their box, which is enlarged by 70 % as in the
/// publisher's code. Protocol: recall@1, 2 and 3 in the query's gallery, by task and as the mean of
/// the tasks. The query text is the condition as it is. The publisher's files were not available to
/// the author of this adapter; its test uses files of the published form.
final class GenecisAdapter implements LabelAdapter {
  private static final double DILATION = 0.7;

  private static final Protocol PROTOCOL = Protocol.overCategories(Measure.Kind.RECALL, 1, 2, 3);

  private static final String SUBFOLDER = "genecis";

  private static final List<String> NAMES =
      List.of(
          "focus_attribute.json",
          "change_attribute.json",
          "focus_object.json",
          "change_object.json");

  private static final Set<String> MEMBERS = Set.of("reference", "target", "gallery", "condition");

  @Override
  public String expected() {
    return "genecis/focus_attribute.json, val2017, VG_All (GeneCIS)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.all(path, SUBFOLDER, NAMES, MEMBERS)
        .or(() -> LabelLocator.all(path, "", NAMES, MEMBERS));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path first = files.files().getFirst();
    Path root = photos == null ? files.folder() : photos;
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.GENECIS, first);
    for (Path file : files.files()) {
      String task = LabelLocator.stem(file);
      Photos source =
          new Photos(
              set,
              new PictureFinder(
                  file,
                  null,
                  root.resolve("val2017"),
                  root.resolve("VG_All"),
                  root.resolve("VG_100K"),
                  root.resolve("VG_100K_2"),
                  root));
      LabelJson.list(file, entry -> read(set, task, source, entry));
    }
    return set.build(
        "GeneCIS" + (files.files().size() > 1 ? "" : " " + LabelLocator.stem(first)), PROTOCOL);
  }

  private static void read(LabelSetBuilder set, String task, Photos photos, JsonEntry entry) {
    Set<String> candidates = new HashSet<>();
    entry.objects("gallery").forEach(photo -> candidates.add(photos.add(photo)));
    String target = photos.add(entry.object("target"));
    candidates.add(target);
    String id = task + "-" + entry.place().replaceAll("\\D", "");
    set.query(
        new LabelledQuery(
            id,
            task,
            id,
            new QueryParts(photos.picture(entry.object("reference")), entry.text("condition")),
            candidates,
            Set.of(),
            new Judgements(List.of(target))));
  }

  /// The photos of a task.
  private record Photos(LabelSetBuilder set, PictureFinder finder) {
    /// Adds a photo to the gallery and returns its id.
    String add(JsonEntry photo) {
      String id = id(photo);
      if (!set.hasPhoto(id)) {
        set.photo(id, picture(photo));
      }
      return id;
    }

    Picture picture(JsonEntry photo) {
      if (photo.has("val_image_id")) {
        String name = String.format(Locale.ROOT, "%012d.jpg", photo.number("val_image_id"));
        return new Picture(finder.find(photo.place(), name));
      }
      Path file = finder.find(photo.place(), photo.number("image_id") + ".jpg");
      List<Double> box = photo.decimals("instance_bbox", 4);
      double width = box.get(2);
      double height = box.get(3);
      return new Picture(
          file,
          new CropBox(
              Math.max(0, box.get(0) - DILATION * width),
              Math.max(0, box.get(1) - DILATION * height),
              (1 + DILATION) * width,
              (1 + DILATION) * height));
    }

    private static String id(JsonEntry photo) {
      return photo.has("val_image_id")
          ? "coco-" + photo.number("val_image_id")
          : "vg-" + photo.number("image_id") + "-" + photo.decimals("instance_bbox", 4);
    }
  }
}
