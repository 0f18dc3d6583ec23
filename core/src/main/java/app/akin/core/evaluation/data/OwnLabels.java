package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Labels of the user over a folder of photos. Paths are relative to the folder; the id of a photo
/// is its path with `/` between names. Query images are removed from the candidates, so are photos
/// that the labels call unknown; every other photo below the folder is wrong.
///
/// @param file the label file, for messages
/// @param folder the folder of the photos
record OwnLabels(Path file, Path folder) {
  static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.AVERAGE_PRECISION, 10)
          .and(Measure.Kind.CAPPED_RECALL, 10)
          .and(Measure.Kind.PRECISION, 1);

  /// What a label file says of a query.
  ///
  /// @param place where, for messages
  record Entry(
      String place,
      String id,
      String category,
      List<String> images,
      List<String> words,
      List<String> excluded,
      List<String> paraphrases,
      List<String> right,
      List<String> unknown) {}

  /// Returns the query of an entry.
  ///
  /// @throws AkinException if a path is invalid, a right photo is outside of the folder, or none is
  ///   left without the query images
  LabelledQuery query(Entry entry) {
    Set<String> leftOut = new HashSet<>();
    List<Picture> pictures = new ArrayList<>();
    for (String image : entry.images()) {
      Path path = path(entry.place(), image);
      pictures.add(new Picture(path));
      if (path.startsWith(folder)) {
        leftOut.add(PathText.relative(folder, path));
      }
    }
    entry.unknown().forEach(photo -> leftOut.add(id(entry.place(), photo)));
    List<String> right =
        entry.right().stream()
            .map(photo -> id(entry.place(), photo))
            .distinct()
            .filter(photo -> !leftOut.contains(photo))
            .toList();
    if (right.isEmpty() && !entry.right().isEmpty()) {
      throw new AkinException(new Problem.LabelRightLeftOut(file, entry.place()));
    }
    return new LabelledQuery(
        entry.id(),
        entry.category(),
        new QueryParts(pictures, entry.words(), entry.excluded(), entry.paraphrases()),
        new Judgements(right, Set.of(), leftOut));
  }

  private String id(String place, String photo) {
    Path path = path(place, photo);
    if (!path.startsWith(folder)) {
      throw new AkinException(new Problem.LabelPath(file, place, photo));
    }
    return PathText.relative(folder, path);
  }

  private Path path(String place, String text) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new AkinException(e, new Problem.LabelPath(file, place, text));
    }
  }
}
