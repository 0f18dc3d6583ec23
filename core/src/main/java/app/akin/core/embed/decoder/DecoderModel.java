package app.akin.core.embed.decoder;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A checkpoint of a model that embeds prompts. Thread-safe.
public interface DecoderModel {
  /// The maximum number of tokens of a prompt, in which an image counts as one. Longer text of the
  /// user is cut.
  int MAX_TOKENS = 512;

  /// Returns a hash of everything an embedding depends on, as 32 hexadecimal digits: equal for
  /// equal files, prompts and tasks, independent of the folder. The first call reads the whole
  /// folder, about one second per few hundred megabytes; later calls, also of later processes, use
  /// a cached result while sizes and times of the files do not change.
  String fingerprint();

  /// Returns the configuration of the decoder.
  DecoderConfig decoder();

  /// Returns the token that stands for the image in a prompt.
  String imageToken();

  /// Returns the id of [#imageToken] in the configuration, which must be that of the tokenizer.
  int imageId();

  /// Returns the prompt of a query or a candidate.
  Prompt prompt(PromptParts parts);

  /// Returns the authors' task for a query of these parts; empty if they gave none.
  Optional<String> task(boolean text, boolean image);

  /// Returns every prompt with its task, for [#fingerprint].
  default String allPrompts() {
    return PromptParts.combinations().stream()
        .map(
            parts ->
                switch (parts.role()) {
                  case CANDIDATE -> parts;
                  case QUERY ->
                      PromptParts.query(
                          task(parts.text().isPresent(), parts.image()),
                          parts.text(),
                          parts.image());
                })
        .map(parts -> prompt(parts).text())
        .collect(Collectors.joining("\n\n"));
  }

  /// Prepares an image.
  PreparedImage prepare(Raster raster);

  /// Returns the side in pixels above which a larger image gives the model no more detail.
  int imageSide();

  /// Returns what the method [DecoderProgram#BEGIN] receives for a batch.
  List<InputTensor> inputs(List<Sequence> batch);

  /// Returns the archive for a precision and a placement, written if it is missing or incomplete.
  /// It holds the absolute paths of the weights, which stay in the files of the checkpoint.
  ///
  /// @throws app.akin.core.photo.AkinException `DiskFull`, `ModelCacheUnwritable`
  Path archive(Precision precision, Placement placement);

  /// Returns the size of all weights in a precision, in bytes.
  long weightBytes(Precision precision);

  /// Returns the approximate number of multiplications of the image part for one image, to estimate
  /// times.
  double imageOperations(PreparedImage image);

  /// Checks that the files can be mapped: that none has become shorter.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelWeights`
  void checkFiles();
}
