package app.akin.core.embed.decoder;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.torchscript.ScriptValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The weight files of a checkpoint as a program maps them: whole files of one number format, in
/// which a tensor is a range of elements.
///
/// @param checkpoint the checkpoint
/// @param type the number format of all its tensors
record MappedFiles(Checkpoint checkpoint, TensorType type) {
  /// Returns PyTorch's number of the format of the files.
  int scalarType() {
    return switch (type) {
      case BF16 -> 15;
      case F16 -> 5;
      case F32 -> 6;
      case BOOL, U8, I8, U16, I16, U32, I32, U64, I64, F64 ->
          throw new IllegalArgumentException(type + " is not the type of a weight");
    };
  }

  /// Returns the state of the module that maps the files: their paths and numbers of elements.
  ScriptValue state() {
    List<ScriptValue> paths = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    checkpoint
        .lengths()
        .forEach(
            (file, length) -> {
              paths.add(new ScriptValue.Text(file.toAbsolutePath().toString()));
              counts.add(length / type.bytes());
            });
    return ScriptValue.Tuple.of(new ScriptValue.Items(paths), new ScriptValue.Integers(counts));
  }

  /// Returns the places of tensors: two integers for each, the number of its file and the position
  /// of its first element.
  ScriptValue places(List<StoredTensor> tensors) {
    List<Path> files = List.copyOf(checkpoint.lengths().keySet());
    List<Long> places = new ArrayList<>();
    for (StoredTensor tensor : tensors) {
      places.add((long) files.indexOf(tensor.file()));
      places.add(tensor.offset() / type.bytes());
    }
    return new ScriptValue.Integers(places);
  }

  /// Returns the places of the tensors of each layer.
  ScriptValue layers(List<List<StoredTensor>> layers) {
    return new ScriptValue.Items(layers.stream().map(this::places).toList());
  }
}
