package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Captions of Flickr8k and Flickr30k as text queries.
///
/// Sources: shannon.cs.illinois.edu/DenotationGraph (captions),
/// cs.stanford.edu/people/karpathy/deepimagesent (splits). Expected files, one of:
///
/// * `dataset_flickr30k.json` or `dataset_flickr8k.json` with `images` (`filename`, `split`,
///   `sentences` with `sentid`, `raw`), of which the test split is read
/// * `results_20130124.token` or `Flickr8k.token.txt`: lines of `NAME#NUMBER`, a tab and the
///   caption, all of which are read
///
/// and the photos in `flickr30k-images`, `flickr30k_images`, `Flicker8k_Dataset`, `images` or the
/// folder itself.
///
/// Protocol: recall@1, 5 and 10 from text to image, with the first five captions of each photo. The
/// publisher's files were not available to the author of this adapter; its test uses files of the
/// published form.
final class FlickrAdapter implements LabelAdapter {
  private static final List<String> SPLITS =
      List.of("dataset_flickr30k.json", "dataset_flickr8k.json");
  private static final List<String> TOKENS =
      List.of("results_20130124.token", "Flickr8k.token.txt");

  @Override
  public String expected() {
    return "dataset_flickr30k.json, flickr30k-images (Flickr)";
  }

  @Override
  public Optional<LabelFiles> locate(Path path) {
    Optional<LabelFiles> split =
        LabelLocator.inFolder(path, "", SPLITS, Set.of("images", "dataset"));
    if (split.isPresent()) {
      return split;
    }
    if (!Files.isDirectory(path)) {
      String name = String.valueOf(path.getFileName());
      return name.endsWith(".token") || name.endsWith(".token.txt")
          ? Optional.of(new LabelFiles(LabelLocator.root(path, ""), List.of(path)))
          : Optional.empty();
    }
    return TOKENS.stream()
        .map(path::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new LabelFiles(path, List.of(file)));
  }

  @Override
  public LabelSet read(LabelFiles files, @Nullable Path photos) {
    Path file = files.files().getFirst();
    Path folder = files.folder();
    PictureFinder finder =
        new PictureFinder(
            file,
            photos,
            folder.resolve("flickr30k-images"),
            folder.resolve("flickr30k_images"),
            folder.resolve("Flicker8k_Dataset"),
            folder.resolve("images"),
            folder);
    LabelSetBuilder set = LabelSetBuilder.listed(Benchmark.FLICKR, file);
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".json")) {
      return CaptionSet.karpathy(set, file, "filename", finder).build("Flickr test");
    }
    return tokens(set, file, finder);
  }

  private static LabelSet tokens(LabelSetBuilder set, Path file, PictureFinder finder) {
    CaptionSet captions = new CaptionSet(set);
    try (BufferedReader lines = LabelJson.open(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String[] fields = line.split("\t", -1);
        if (fields.length != 2) {
          throw new AkinException(new Problem.LabelLineFields(file, number, 2, fields.length));
        }
        String photo = fields[0].replaceFirst("#\\d+$", "");
        if (!set.hasPhoto(photo)) {
          captions.photo(photo, finder.find(Long.toString(number), photo));
        }
        captions.caption(fields[0], photo, fields[1]);
      }
    } catch (IOException e) {
      throw LabelJson.unreadable(file, e);
    }
    return captions.build("Flickr");
  }
}
