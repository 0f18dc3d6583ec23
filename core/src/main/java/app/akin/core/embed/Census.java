package app.akin.core.embed;

import app.akin.core.embed.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;

/// What a checkpoint holds, counted from the headers of its weights: it tells at once whether a
/// file is the model it should be. Source: section 1.7 of the models' specification.
///
/// @param tensors how many tensors; buffers of positions, which say nothing, are not counted
/// @param elements how many numbers in all
/// @param types the number formats among them, sorted
public record Census(long tensors, long elements, List<String> types) {
  /// Counts a folder's weights.
  ///
  /// @throws app.akin.core.photo.AkinException where they cannot be read
  public static Census of(Path folder) {
    Checkpoint checkpoint = Checkpoint.read(folder);
    List<String> names =
        checkpoint.names().stream().filter(name -> !name.endsWith("position_ids")).toList();
    return new Census(
        names.size(),
        names.stream().mapToLong(checkpoint::elements).sum(),
        names.stream().map(checkpoint::typeWord).distinct().sorted().toList());
  }
}
