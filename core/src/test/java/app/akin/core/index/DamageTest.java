package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.index.IndexState.LoadResult;
import app.akin.core.kit.TestSeed;
import app.akin.core.synthetic.SyntheticVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files never prevent an index from opening, and its results are correct or empty.
final class DamageTest {
  private static final String MODEL = "model";
  private static final int DIMENSION = 16;
  private static final int ROWS = 1_500;
  private static final int ROUNDS = 60;

  private static final IndexSettings SETTINGS = IndexSettings.defaults(2);

  private final long seed = TestSeed.of(DamageTest.class);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final SyntheticVectors vectors = new SyntheticVectors(seed, DIMENSION, 20);
  private List<Neighbour> expected = List.of();

  @TempDir private Path original;
  @TempDir private Path copy;

  private VectorIndex open(Path folder) {
    return VectorIndex.open(folder, MODEL, DIMENSION, SETTINGS);
  }

  private void fill(VectorIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.add(i, i, vectors.photo(i));
    }
  }

  private List<Neighbour> search(VectorIndex index) {
    return index.nearest(vectors.query(0, ROWS), 100, null).best();
  }

  private void searchAll(VectorIndex index) {
    index.nearest(vectors.query(0, ROWS), ROWS, null);
  }

  @BeforeEach
  void createIndex() {
    try (VectorIndex index = open(original)) {
      fill(index, 1, ROWS);
      index.save();
      expected = search(index);
      assertThat(expected).hasSize(100);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("lock")).sorted().toList();
    }
  }

  private void copyOriginal() throws IOException {
    for (Path file : files(copy)) {
      Files.delete(file);
    }
    for (Path file : files(original)) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Opens the damaged copy and checks that the damage is reported, that the intact parts are
  /// correct, and that an index that was opened empty can be filled and saved again.
  private void assertUsable(String damage, Path damaged) {
    String description = damage + " of " + damaged.getFileName() + ", seed " + seed;
    try (VectorIndex index = open(copy)) {
      IndexState state = index.state();
      if (state.codes() == LoadResult.LOADED) {
        // Fine codes are verified when they are used.
        assertThat(damaged.getFileName().toString()).as(description).startsWith("fine");
        assertThatThrownBy(() -> searchAll(index)).isInstanceOf(DamagedIndexException.class);
      } else {
        assertThat(state.codes()).as(description).isEqualTo(LoadResult.DAMAGED);
        assertThat(state.detail()).as(description).isNotEmpty();
      }
      assertThat(index.size()).as(description).isZero();
      assertThat(index.lastSequence()).as(description).isZero();
      assertThat(search(index)).as(description).isEmpty();
      fill(index, 1, ROWS);
      index.save();
      assertThat(search(index)).as(description).isEqualTo(expected);
    }
    try (VectorIndex index = open(copy)) {
      assertThat(index.state().codes()).as(description).isEqualTo(LoadResult.LOADED);
      assertThat(search(index)).as(description).isEqualTo(expected);
    }
  }

  @Test
  void changedByteIsDetected() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      copyOriginal();
      Path file = files(copy).get(round % 3);
      byte[] bytes = Files.readAllBytes(file);
      int at = random.nextInt(bytes.length);
      // Zeros may be unused space for rows of a block, which no checksum covers.
      while (bytes[at] == 0) {
        at = random.nextInt(bytes.length);
      }
      bytes[at] ^= (byte) random.nextInt(1, 256);
      Files.write(file, bytes);
      assertUsable("byte " + at, file);
    }
  }

  @Test
  void truncatedFileIsDetected() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      copyOriginal();
      Path file = files(copy).get(round % 3);
      byte[] bytes = Files.readAllBytes(file);
      int length = round < 3 ? 0 : random.nextInt(bytes.length);
      Files.write(file, Arrays.copyOf(bytes, length));
      assertUsable("first " + length + " bytes", file);
    }
  }

  @Test
  void missingFileIsDetected() throws IOException {
    for (Path file : files(original)) {
      copyOriginal();
      Path missing = copy.resolve(file.getFileName());
      Files.delete(missing);
      if (file.getFileName().toString().equals("manifest")) {
        try (VectorIndex index = open(copy)) {
          assertThat(index.state().codes()).isEqualTo(LoadResult.ABSENT);
          assertThat(index.size()).isZero();
        }
      } else {
        assertUsable("absence", missing);
      }
    }
  }

  @Test
  void unfinishedSaveLeavesThePreviousIndex() throws IOException {
    copyOriginal();
    List<Neighbour> after;
    try (VectorIndex index = open(copy)) {
      fill(index, ROWS, ROWS + 700);
      index.remove(IdSet.of(expected.getFirst().id()));
      index.save();
      after = search(index);
      assertThat(after).isNotEqualTo(expected);
    }
    // Rows are written first: tests prefixes of them with the previous manifest.
    for (Path codes : files(copy)) {
      if (!codes.endsWith("manifest")) {
        byte[] newBytes = Files.readAllBytes(codes);
        int oldSize = (int) Files.size(original.resolve(codes.getFileName()));
        for (int round = 0; round < 10; round++) {
          assertPrevious(
              codes.getFileName().toString(),
              Arrays.copyOf(newBytes, random.nextInt(oldSize, newBytes.length + 1)));
        }
      }
    }
    // Then a partial new manifest next to the old one, and files that no manifest names.
    byte[] manifest = Files.readAllBytes(copy.resolve("manifest"));
    byte[] codes = Files.readAllBytes(files(original).getFirst());
    for (int round = 0; round < 5; round++) {
      assertPrevious("manifest.tmp", Arrays.copyOf(manifest, random.nextInt(manifest.length + 1)));
      assertPrevious("fine-77", Arrays.copyOf(codes, random.nextInt(codes.length + 1)));
      assertPrevious("graph-78", Arrays.copyOf(codes, random.nextInt(codes.length + 1)));
    }
  }

  /// Opens the original index with one file as left by a killed process, and checks that it is
  /// unchanged and writable, and that a save deletes the leftover file.
  private void assertPrevious(String name, byte[] bytes) throws IOException {
    copyOriginal();
    Files.write(copy.resolve(name), bytes);
    String description = bytes.length + " bytes of " + name + ", seed " + seed;
    List<Neighbour> more;
    try (VectorIndex index = open(copy)) {
      assertThat(index.state().codes()).as(description).isEqualTo(LoadResult.LOADED);
      assertThat(index.lastSequence()).as(description).isEqualTo(ROWS - 1);
      assertThat(search(index)).as(description).isEqualTo(expected);
      fill(index, ROWS, ROWS + 100);
      index.save();
      more = search(index);
    }
    try (VectorIndex index = open(copy)) {
      assertThat(index.size()).as(description).isEqualTo(ROWS + 99);
      assertThat(search(index)).as(description).isEqualTo(more);
      assertThat(files(copy)).as(description).hasSize(3);
    }
  }

  @Test
  void everyIntermediateStateOfTheFolderOpens() throws Exception {
    copyOriginal();
    List<Path> states = new ArrayList<>();
    Path history = Files.createDirectory(original.resolve("history"));
    try (VectorIndex index = open(copy)) {
      for (int step = 0; step < 8; step++) {
        fill(index, ROWS + step * 50, ROWS + step * 50 + 50);
        if (step == 5) {
          index.remove(IdSet.of(LongStream.range(1, 1_100).toArray()));
        }
        index.save();
        Path state = Files.createDirectory(history.resolve("step" + step));
        for (Path file : files(copy)) {
          Files.copy(file, state.resolve(file.getFileName()));
        }
        states.add(state);
      }
    }
    for (int step = 0; step < states.size(); step++) {
      try (VectorIndex index = open(states.get(step))) {
        assertThat(index.state().codes()).isEqualTo(LoadResult.LOADED);
        assertThat(index.lastSequence()).isEqualTo(ROWS + step * 50 + 49);
      }
      // Files of a later state with an earlier manifest, as left by a process that was killed
      // after writing the files and before replacing the manifest.
      for (int earlier = 0; earlier < step; earlier++) {
        Path mixed = Files.createDirectory(history.resolve(earlier + "in" + step));
        for (Path file : files(states.get(step))) {
          Files.copy(file, mixed.resolve(file.getFileName()));
        }
        for (Path file : files(states.get(earlier))) {
          Path target = mixed.resolve(file.getFileName());
          if (!Files.exists(target) || file.endsWith("manifest")) {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
        try (VectorIndex index = open(mixed)) {
          assertThat(index.state().codes()).isEqualTo(LoadResult.LOADED);
          assertThat(index.lastSequence()).isEqualTo(ROWS + earlier * 50 + 49);
        }
      }
    }
  }
}
