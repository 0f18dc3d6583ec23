package app.akin.core.library;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Counts;
import java.nio.file.Path;
import java.util.List;

/// Reads contents and state of a library. Thread-safe.
///
/// @param library the library's own folder
/// @param catalogue the library
/// @param folders its photo folders
/// @param models opens models
/// @param answering the model whose embeddings are counted if none is selected
record StatusReader(
    Path library,
    CatalogueReader catalogue,
    Folders folders,
    Models models,
    AnsweringModel answering) {
  /// Returns the status with the embeddings of one model.
  LibraryStatus status(ModelSelection selection) {
    try (EmbeddingModel model = models.open(answering.resolve(selection))) {
      Counts counts = catalogue.counts(answering.id(model));
      return new LibraryStatus(
          library,
          folders.list(),
          counts.photos(),
          counts.files(),
          counts.contents(),
          model.name(),
          counts.embedded(),
          counts.tooSmall(),
          counts.videos(),
          counts.companions(),
          folders.otherFiles(),
          failures());
    }
  }

  /// Returns the files that could not be indexed, sorted by path.
  List<LibraryStatus.Failure> failures() {
    return catalogue.failures().stream()
        .map(
            failed ->
                new LibraryStatus.Failure(
                    failed.path(),
                    failed.kind(),
                    failed.detail(),
                    failed.tries(),
                    failed.lastTry()))
        .toList();
  }
}
