package app.akin.core.embed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The expected output of an archive: one float32 tensor `[n, dimension]` of raw features, one row
/// per input. Immutable.
///
/// @param file the archive, for error messages
/// @param dimension number of columns
record RawFeatures(ArchiveFile file, int dimension) {
  /// Converts the output of a tower to embeddings.
  ///
  /// @param output the output of the archive
  /// @param inputs the number of inputs
  /// @throws AkinException `ModelWidth` or `ModelArchive` if the output has another form
  List<Embedding> read(NDList output, int inputs) {
    if (output.size() != 1) {
      throw invalid("gives " + output.size() + " tensors, not 1");
    }
    NDArray rows = output.singletonOrThrow();
    Shape shape = rows.getShape();
    if (shape.dimension() != 2 || shape.get(0) != inputs) {
      throw invalid("gives " + shape + " for " + inputs + " inputs");
    }
    if (shape.get(1) != dimension) {
      throw new AkinException(new Problem.ModelWidth(file.location(), dimension, shape.get(1)));
    }
    if (rows.getDataType() != DataType.FLOAT32) {
      throw invalid("gives " + rows.getDataType() + ", not float32");
    }
    float[] values = rows.toFloatArray();
    List<Embedding> embeddings = new ArrayList<>();
    for (int row = 0; row < inputs; row++) {
      Embedding embedding =
          Embedding.ofRaw(Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension));
      if (!Float.isFinite(embedding.norm())) {
        throw invalid("gives numbers that are not finite");
      }
      embeddings.add(embedding);
    }
    return embeddings;
  }

  private AkinException invalid(String detail) {
    return new AkinException(new Problem.ModelArchive(file.location(), detail));
  }
}
