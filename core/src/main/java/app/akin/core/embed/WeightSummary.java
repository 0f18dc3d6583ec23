package app.akin.core.embed;

import app.akin.core.embed.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;

/// A summary of a checkpoint from the headers of its weights, to verify that a file is the expected
/// model.
///
/// @param tensors number of tensors, without position buffers
/// @param elements total number of elements
/// @param types their number formats, sorted
public record WeightSummary(long tensors, long elements, List<String> types) {
  /// Summarizes the weights of a folder.
  ///
  /// @throws app.akin.core.photo.AkinException if they can't be read
  public static WeightSummary of(Path folder) {
    Checkpoint checkpoint = Checkpoint.read(folder);
    List<String> names =
        checkpoint.names().stream().filter(name -> !name.endsWith("position_ids")).toList();
    return new WeightSummary(
        names.size(),
        names.stream().mapToLong(checkpoint::elements).sum(),
        names.stream().map(checkpoint::typeName).distinct().sorted().toList());
  }
}
