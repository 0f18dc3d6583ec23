package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.IndexState.LoadResult;
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

/// Whatever happens to the files, an index opens, and what it answers is right or nothing.
final class DamageTest {
  private static final String MODEL = "model";
  private static final int DIMENSION = 16;
  private static final int ROWS = 1_500;
  private static final int ROUNDS = 60;

  /// The beam is as wide as the index is large, so that graph and scan find the same.
  private static final IndexSettings SETTINGS =
      new IndexSettings(1, 0, 2, 1, new GraphSettings(16, 40, 1, 1.2f, 3_000, 1, 8));

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final SyntheticVectors vectors = new SyntheticVectors(seed, DIMENSION, 20);
  private List<Neighbour> expected = List.of();

  @TempDir private Path whole;
  @TempDir private Path copy;

  private VectorIndex open(Path folder) {
    return VectorIndex.open(folder, MODEL, DIMENSION, SETTINGS);
  }

  private void fill(VectorIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.add(i, i, vectors.photo(i));
    }
  }

  private List<Neighbour> answer(VectorIndex index) {
    return index.nearest(vectors.query(0, ROWS), 100, null);
  }

  @BeforeEach
  void make() {
    try (VectorIndex index = open(whole)) {
      fill(index, 1, ROWS);
      index.buildGraph(_ -> true);
      expected = answer(index);
      assertThat(expected).hasSize(100);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private void copyWhole() throws IOException {
    for (Path file : files(copy)) {
      Files.delete(file);
    }
    for (Path file : files(whole)) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Opens the damaged copy: the damage is noticed, what is left is right, and an index that had to
  /// start empty can be filled and saved again.
  private void assertUsable(String damage, Path damaged) {
    String what = damage + " of " + damaged.getFileName() + ", seed " + seed;
    boolean graphOnly = damaged.getFileName().toString().startsWith("graph");
    try (VectorIndex index = open(copy)) {
      IndexState state = index.state();
      assertThat(state.graph()).as(what).isNotEqualTo(LoadResult.LOADED);
      assertThat(state.detail()).as(what).isNotEmpty();
      if (graphOnly) {
        assertThat(state.graph()).as(what).isEqualTo(LoadResult.DAMAGED);
        assertThat(state.vectors()).as(what).isEqualTo(LoadResult.LOADED);
        assertThat(index.wantsGraph()).as(what).isTrue();
      } else {
        assertThat(state.vectors()).as(what).isEqualTo(LoadResult.DAMAGED);
        assertThat(index.size()).as(what).isZero();
        assertThat(index.lastSequence()).as(what).isZero();
        assertThat(answer(index)).as(what).isEmpty();
        fill(index, 1, ROWS);
        index.save();
      }
      assertThat(answer(index)).as(what).isEqualTo(expected);
    }
    try (VectorIndex index = open(copy)) {
      assertThat(index.state().vectors()).as(what).isEqualTo(LoadResult.LOADED);
      assertThat(answer(index)).as(what).isEqualTo(expected);
    }
  }

  @Test
  void aByteThatChangedIsNoticed() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      copyWhole();
      Path file = files(copy).get(round % 3);
      byte[] bytes = Files.readAllBytes(file);
      int at = random.nextInt(bytes.length);
      // The zeros that a block has where its next ids will go are nobody's.
      while (bytes[at] == 0) {
        at = random.nextInt(bytes.length);
      }
      bytes[at] ^= (byte) random.nextInt(1, 256);
      Files.write(file, bytes);
      assertUsable("byte " + at, file);
    }
  }

  @Test
  void aFileThatEndsEarlyIsNoticed() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      copyWhole();
      Path file = files(copy).get(round % 3);
      byte[] bytes = Files.readAllBytes(file);
      int length = round < 3 ? 0 : random.nextInt(bytes.length);
      Files.write(file, Arrays.copyOf(bytes, length));
      assertUsable("first " + length + " bytes", file);
    }
  }

  @Test
  void aFileThatIsMissingIsNoticed() throws IOException {
    for (Path file : files(whole)) {
      copyWhole();
      Path missing = copy.resolve(file.getFileName());
      Files.delete(missing);
      if (file.getFileName().toString().equals("manifest")) {
        try (VectorIndex index = open(copy)) {
          assertThat(index.state().vectors()).isEqualTo(LoadResult.ABSENT);
          assertThat(index.size()).isZero();
        }
      } else {
        assertUsable("absence", missing);
      }
    }
  }

  @Test
  void aSaveThatDidNotFinishLeavesTheIndexBefore() throws IOException {
    copyWhole();
    List<Neighbour> after;
    try (VectorIndex index = open(copy)) {
      fill(index, ROWS, ROWS + 700);
      index.remove(IdSet.of(expected.getFirst().id()));
      index.save();
      after = answer(index);
      assertThat(after).isNotEqualTo(expected);
    }
    // Rows are written first: any part of them, with the manifest of before.
    for (Path grown : files(copy)) {
      if (grown.getFileName().toString().startsWith("vectors")) {
        byte[] now = Files.readAllBytes(grown);
        int before = (int) Files.size(whole.resolve(grown.getFileName()));
        for (int round = 0; round < 10; round++) {
          assertBefore(
              grown.getFileName().toString(),
              Arrays.copyOf(now, random.nextInt(before, now.length + 1)));
        }
      }
    }
    // Then the new manifest beside the old one, and graphs that no manifest names.
    byte[] manifest = Files.readAllBytes(copy.resolve("manifest"));
    byte[] graph = Files.readAllBytes(files(whole).getFirst());
    for (int round = 0; round < 5; round++) {
      assertBefore("manifest.tmp", Arrays.copyOf(manifest, random.nextInt(manifest.length + 1)));
      assertBefore("graph-77", Arrays.copyOf(graph, random.nextInt(graph.length + 1)));
      assertBefore("vectors-78", Arrays.copyOf(graph, random.nextInt(graph.length + 1)));
    }
  }

  /// The whole index, with one file as a killed process may have left it: it is the index it was,
  /// it can be written to, and what was left over goes.
  private void assertBefore(String name, byte[] bytes) throws IOException {
    copyWhole();
    Files.write(copy.resolve(name), bytes);
    String what = bytes.length + " bytes of " + name + ", seed " + seed;
    List<Neighbour> more;
    try (VectorIndex index = open(copy)) {
      assertThat(index.state().vectors()).as(what).isEqualTo(LoadResult.LOADED);
      assertThat(index.state().graph()).as(what).isEqualTo(LoadResult.LOADED);
      assertThat(index.lastSequence()).as(what).isEqualTo(ROWS - 1);
      assertThat(answer(index)).as(what).isEqualTo(expected);
      fill(index, ROWS, ROWS + 100);
      index.save();
      more = answer(index);
    }
    try (VectorIndex index = open(copy)) {
      assertThat(index.size()).as(what).isEqualTo(ROWS + 99);
      assertThat(answer(index)).as(what).isEqualTo(more);
      assertThat(files(copy)).as(what).hasSize(3);
    }
  }

  @Test
  void everyStateThatTheFolderPassesThroughOpens() throws Exception {
    copyWhole();
    List<Path> states = new ArrayList<>();
    Path history = Files.createDirectory(whole.resolve("history"));
    try (VectorIndex index = open(copy)) {
      for (int step = 0; step < 8; step++) {
        fill(index, ROWS + step * 50, ROWS + step * 50 + 50);
        if (step % 3 == 1) {
          index.buildGraph(_ -> true);
        }
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
        assertThat(index.state().vectors()).isEqualTo(LoadResult.LOADED);
        assertThat(index.lastSequence()).isEqualTo(ROWS + step * 50 + 49);
      }
      // The files of a later state with an earlier manifest, as a process that was killed after
      // writing and before naming leaves them.
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
          assertThat(index.state().vectors()).isEqualTo(LoadResult.LOADED);
          assertThat(index.lastSequence()).isEqualTo(ROWS + earlier * 50 + 49);
        }
      }
    }
  }
}
