package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects captions as text queries: each caption searches its photo. Captions of a photo are one
/// cluster. The first five captions of each photo count, as in published results.
final class CaptionSet {
  static final Protocol PROTOCOL = Protocol.overQueries(Measure.Kind.RECALL, 1, 5, 10);

  private static final int CAPTIONS = 5;

  private final LabelSetBuilder set;
  private final Map<String, Integer> counts = new HashMap<>();

  /// Creates a collector.
  CaptionSet(LabelSetBuilder set) {
    this.set = set;
  }

  /// Adds a photo.
  void photo(String id, Path file) {
    set.photo(id, new Picture(file));
  }

  /// Adds a caption of a photo.
  ///
  /// @param id the id of the caption
  void caption(String id, String photo, String caption) {
    if (counts.merge(photo, 1, Integer::sum) <= CAPTIONS) {
      set.query(
          new LabelledQuery(
              id,
              "",
              photo,
              new QueryParts(List.of(), List.of(caption.strip()), List.of(), List.of()),
              Set.of(),
              Set.of(),
              new Judgements(List.of(photo))));
    }
  }

  /// Returns the set.
  LabelSet build(String name) {
    return set.build(name, PROTOCOL);
  }

  /// Adds the photos of the test split of a file in the form of Karpathy's splits.
  ///
  /// @param idMember the member that is the id of a photo
  static CaptionSet karpathy(
      LabelSetBuilder set, Path file, String idMember, PictureFinder finder) {
    CaptionSet captions = new CaptionSet(set);
    LabelJson.members(
        file,
        Set.of("images"),
        entry -> {
          if (entry.text("split").equals("test")) {
            String photo = entry.text(idMember);
            String name = entry.text("filename");
            captions.photo(
                photo, finder.find(entry.place(), name, entry.text("filepath", ".") + "/" + name));
            for (JsonEntry sentence : entry.objects("sentences")) {
              captions.caption(sentence.text("sentid"), photo, sentence.text("raw"));
            }
          }
        });
    return captions;
  }
}
