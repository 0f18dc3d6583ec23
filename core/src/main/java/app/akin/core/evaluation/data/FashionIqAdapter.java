package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// FashionIQ: composed queries over product photos of dresses, shirts and tops.
///
/// Source: github.com/XiaoxiaoGuo/fashion-iq, `README.md`. Expected files for each category of
/// `dress`, `shirt` and `toptee`:
///
/// * `captions/cap.CATEGORY.val.json`: a list of objects with `candidate`, `captions`, `target`
/// * `image_splits/split.CATEGORY.val.json`: a list of names
/// * `images/NAME.jpg` or `.png`
///
/// Protocol: recall@10 and recall@50 over the photos of the category's split, by category and as
/// the mean of the categories. The query image stays among the candidates. The query text is the
/// one of MegaPairs' authors: "CAPTION, and CAPTION". A folder is read with all categories; a file
/// is read with its own. The publisher's files were not available to the author of this adapter;
/// its test uses files of the published form.
final class FashionIqAdapter implements LabelAdapter {
  private static final Protocol PROTOCOL = Protocol.overCategories(Measure.Kind.RECALL, 10, 50);

  @Override
  public String expected() {
    return "captions/cap.dress.val.json, image_splits/split.dress.val.json, images (FashionIQ)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    return LabelLocator.all(
        path,
        "captions",
        Stream.of("dress", "shirt", "toptee").map(name -> "cap." + name + ".val.json").toList(),
        Set.of("candidate", "captions"));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path folder = files.folder();
    Path first = files.files().getFirst();
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.FASHION_IQ, first);
    for (Path file : files.files()) {
      read(set, file, folder, photos);
    }
    return set.build("FashionIQ " + (files.files().size() > 1 ? "val" : split(first)), PROTOCOL);
  }

  private static void read(LabelSetBuilder set, Path file, Path folder, @Nullable Path photos) {
    String split = split(file);
    String category = split.replaceFirst("\\..*", "");
    Path splitFile = LabelLocator.required(folder, "image_splits/split." + split + ".json");
    PictureFinder finder = new PictureFinder(splitFile, photos, folder.resolve("images"), folder);
    Map<String, Picture> pictures = new HashMap<>();
    for (String name : LabelJson.texts(splitFile)) {
      Picture picture =
          new Picture(finder.find(name, name + ".jpg", name + ".png", name + ".jpeg"));
      pictures.put(name, picture);
      set.photo(name, picture);
    }
    Set<String> candidates = Set.copyOf(pictures.keySet());
    LabelJson.list(
        file,
        entry -> {
          String candidate = entry.text("candidate");
          Picture picture = pictures.get(candidate);
          if (picture == null) {
            throw entry.invalid("candidate", String.valueOf(splitFile.getFileName()));
          }
          String id = category + "-" + entry.place().replaceAll("\\D", "");
          set.query(
              new LabelledQuery(
                  id,
                  category,
                  id,
                  new QueryParts(picture, String.join(", and ", entry.texts("captions"))),
                  candidates,
                  Set.of(),
                  new Judgements(entry.has("target") ? List.of(entry.text("target")) : List.of())));
        });
  }

  /// Returns the middle of a name such as `cap.dress.val.json`.
  private static String split(Path file) {
    return LabelLocator.stem(file).replaceFirst("^cap\\.", "");
  }
}
