package app.akin.core.embed.decoder;

import app.akin.core.embed.image.PreparedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tensors of sequences that follow each other, in which the id of an image is repeated for
/// each of its tokens. Immutable.
///
/// @param batch the sequences in order
/// @param imageId the id that stands for an image
public record SequenceLayout(List<Sequence> batch, int imageId) {
  /// Makes a copy.
  public SequenceLayout {
    batch = List.copyOf(batch);
  }

  /// Returns the ids `[tokens]`.
  public InputTensor ids() {
    long[] ids = new long[tokens()];
    int start = 0;
    for (Sequence sequence : batch) {
      long[] own = sequence.ids();
      if (sequence.image().isEmpty()) {
        System.arraycopy(own, 0, ids, start, own.length);
      } else {
        int place = sequence.imagePosition(imageId);
        int image = sequence.image().get().tokens();
        System.arraycopy(own, 0, ids, start, place);
        Arrays.fill(ids, start + place, start + place + image, imageId);
        int rest = own.length - place - 1;
        System.arraycopy(own, place + 1, ids, start + place + image, rest);
      }
      start += sequence.tokens();
    }
    return new InputTensor.Longs(ids, List.of((long) ids.length));
  }

  /// Returns the positions `[tokens]` of the tokens in their sequences, from 0.
  public InputTensor positions() {
    long[] positions = new long[tokens()];
    int at = 0;
    for (Sequence sequence : batch) {
      for (int i = 0; i < sequence.tokens(); i++) {
        positions[at] = i;
        at++;
      }
    }
    return new InputTensor.Longs(positions, List.of((long) positions.length));
  }

  /// Returns the numbers of tokens `[sequences]`.
  public InputTensor lengths() {
    long[] lengths = batch.stream().mapToLong(Sequence::tokens).toArray();
    return new InputTensor.Longs(lengths, List.of((long) lengths.length));
  }

  /// Returns the images of the sequences that have one, in order.
  public List<PreparedImage> images() {
    return batch.stream().flatMap(sequence -> sequence.image().stream()).toList();
  }

  /// Returns the values of all images in rows of one shape, as many as there are.
  ///
  /// @param row shape of a row
  public InputTensor pixels(long... row) {
    List<float[]> parts = images().stream().map(PreparedImage::values).toList();
    long count = parts.stream().mapToLong(part -> part.length).sum();
    List<Long> shape = new ArrayList<>();
    for (long size : row) {
      shape.add(size);
      count /= size;
    }
    shape.addFirst(count);
    return new InputTensor.Floats(parts, shape);
  }

  /// Returns the positions `[3, tokens]` by time, row and column of each token in its sequence. For
  /// text they are equal. The tokens of an image have the time of its first one, and rows and
  /// columns from there; the text after them continues after the largest.
  ///
  /// Source: `get_rope_index` of transformers' `Qwen2_5_VLForConditionalGeneration`.
  public InputTensor gridPositions() {
    int tokens = tokens();
    long[] positions = new long[3 * tokens];
    int at = 0;
    for (Sequence sequence : batch) {
      int place = sequence.image().isPresent() ? sequence.imagePosition(imageId) : -1;
      int position = 0;
      for (int i = 0; i < sequence.ids().length; i++) {
        int rows = i == place ? sequence.image().orElseThrow().rows() : 1;
        int columns = i == place ? sequence.image().orElseThrow().columns() : 1;
        for (int cell = 0; cell < rows * columns; cell++) {
          positions[at] = position;
          positions[tokens + at] = position + (long) (cell / columns);
          positions[2 * tokens + at] = position + (long) (cell % columns);
          at++;
        }
        position += Math.max(rows, columns);
      }
    }
    return new InputTensor.Longs(positions, List.of(3L, (long) tokens));
  }

  private int tokens() {
    return batch.stream().mapToInt(Sequence::tokens).sum();
  }
}
