package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.Fact;
import app.akin.core.search.SearchRequest.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The photos that a verb is about: those of files, and those with facts.
final class PhotoSelection {
  @Parameters(arity = "0..*", paramLabel = "FILE", descriptionKey = "files")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--where", paramLabel = "FACT")
  private List<String> where = new ArrayList<>();

  /// Returns whether no file and no fact is given.
  boolean isEmpty() {
    return files.isEmpty() && where.isEmpty();
  }

  /// Returns the photos: of the files first, in their order. Without files, the photos with all
  /// facts; with both, the photos of the files and those with all facts.
  ///
  /// @param command the command that reports a missing selection
  List<PhotoId> photos(PhotoLibrary library, CommandLine command, Context context) {
    if (isEmpty()) {
      throw new ParameterException(command, context.messages().of("usage.photos"));
    }
    Set<PhotoId> photos = new LinkedHashSet<>(library.collections().photosAt(files));
    if (!where.isEmpty()) {
      List<Fact> facts = where.stream().map(library.lines()::fact).toList();
      photos.addAll(
          library.marks().photos(library.facets().ids(new Filter(null, facts, List.of()))));
    }
    return List.copyOf(photos);
  }
}
