package app.akin.core.embed;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model that embeds images and texts in one vector space. Thread-safe; each tower is for one
/// thread at a time. The caller of [#open] closes the model, before or after the towers: these work
/// until they are closed. Opening reads only the settings.
public sealed interface EmbeddingModel extends AutoCloseable permits TowerModel, PromptModel {
  /// How a query of several parts becomes a vector.
  enum QueryComposition {
    /// The raw features of the parts are added, with weights. Photos and queries are embedded
    /// alike.
    SUM,
    /// One image and one text are embedded together by a prompt. Photos have another prompt.
    PROMPT
  }

  /// Opens a model.
  ///
  /// @throws AkinException if the files are not a model, a settings file is invalid, or the
  ///   requested device or precision is unavailable
  static EmbeddingModel open(ModelFiles files, EmbedSettings settings) {
    if (files.folder().isPresent()) {
      Path folder = files.folder().get();
      if (!Files.isDirectory(folder)) {
        throw new AkinException(new Problem.ModelFolderMissing(folder));
      }
      if (!files.has(Bundle.FILE) && PromptModel.isIn(folder)) {
        return PromptModel.open(folder, settings);
      }
    }
    return TowerModel.open(files, settings);
  }

  /// Returns how a query of several parts becomes a vector.
  QueryComposition composition();

  /// Returns the model's short name: that of the bundle, or the folder's name.
  String name();

  /// Returns a hash of everything that embeddings depend on: 32 hexadecimal digits. Embeddings with
  /// equal fingerprints are comparable. The first call reads every file of the model, or the cached
  /// result.
  String fingerprint();

  /// Returns the number of dimensions of embeddings.
  int dimension();

  /// Returns the precision in which the image tower computes.
  Precision precision();

  /// Returns the name and version of the engine that runs the towers. Starts the engine if it has
  /// not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  String engine();

  /// Returns the engine's error message if it cannot compute on a device of this computer; empty if
  /// it can. Starts the engine if it has not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  Optional<String> unavailableReason(Device device);

  /// Returns the precisions that the image tower supports on its device, the reference precision
  /// first.
  List<Precision> precisions();

  /// Deletes the compiled archives of other precisions than those kept; they can be compiled again.
  void deleteOtherPrecisions(List<Precision> kept);

  /// Prepares an image for the image tower. For a model with two towers the values are channel by
  /// channel (red first), rows from the top, in the model's height and width. Takes a few
  /// milliseconds for a small photo, and time in proportion to the pixels for a large one.
  PreparedImage prepare(Raster raster);

  /// Returns the length in pixels of the short side to which [#prepare] resizes an image before
  /// cropping. A larger raster gives the model no more detail. [Integer#MAX_VALUE] if the model
  /// takes images unresized.
  int imageSide();

  /// Returns the token ids of a text, truncated to the model's length, including special tokens.
  /// Text that looks like a special token is treated as plain text.
  ///
  /// @throws AkinException `ModelTokenizer` if the model's tokenizer cannot be used
  long[] tokens(String text);

  /// Starts to load what is needed to embed images or texts, on background threads, and returns
  /// immediately. This shortens the time until the first embedding. Failures are thrown when a
  /// tower is requested. Must be called at most once, before any tower is requested.
  void loadAhead(boolean images, boolean texts);

  /// Returns a new image tower for one thread; the caller closes it. The first call loads the
  /// archive, which may have to be compiled.
  ///
  /// @throws AkinException `Engine`, `ModelArchive`, or the problem of an invalid checkpoint
  ImageTower imageTower();

  /// Returns the number of image towers to run concurrently when many images wait. Each has its own
  /// share of the CPU, and none waits for threads that are busy decoding. Returns 1 if a GPU
  /// computes.
  int streams();

  /// Returns a new image tower for one of [#streams] threads; the caller closes it.
  ///
  /// @throws AkinException the problems of [#imageTower]
  ImageTower imageStream();

  /// Returns a new text tower for one thread; the caller closes it. The first call loads the
  /// archive, which may have to be compiled.
  ///
  /// @throws AkinException `Engine`, `ModelArchive`, or the problem of an invalid checkpoint
  TextTower textTower();

  /// Releases the tokenizer and the archives, each archive once its last tower is closed. A tower
  /// that is still open embeds no more texts.
  @Override
  void close();
}
