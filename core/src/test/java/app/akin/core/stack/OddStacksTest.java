package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.StackLibrary;
import app.akin.core.kit.StackLibrary.Shot;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageSignature;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.StackMember;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stacks of unusual photos: without dates, with a clock that jumps, and very many that are alike.
class OddStacksTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2024, 5, 6, 12, 0);

  private final long seed = TestSeed.of(OddStacksTest.class);
  private final RandomGenerator random = new SplittableRandom(seed);
  private final StackLibrary vectors = new StackLibrary(seed);

  @TempDir Path temp;
  private Store store;
  private long root;
  private long model;
  private int count;

  @BeforeEach
  void open() {
    store = Store.openForWriting(temp.resolve("library"), BuildCache.NATIVES, Clock.systemUTC());
    root = store.writer().roots().add(temp.resolve("photos").toAbsolutePath(), List.of());
    model = StackLibrary.model(store.writer(), "model");
    // What the model says of photos that have nothing to do with each other.
    for (int other = 0; other < 40; other++) {
      Shot shot = vectors.shot(10 * other, 0);
      StackLibrary.write(store.writer(), root, "others", model, shot);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Adds a photo of an image.
  private void add(String name, @Nullable LocalDateTime date, ImageSignature signature) {
    add(name, StackLibrary.CAMERA, date, signature, random.nextLong());
  }

  /// @param order of equal photos, the one with the smallest number is the centre
  private void add(
      String name,
      String camera,
      @Nullable LocalDateTime date,
      ImageSignature signature,
      long order) {
    count++;
    StackLibrary.write(
        store.writer(),
        root,
        String.valueOf(count / 1_000),
        model,
        new Shot(
            new ContentKey(order, count),
            name,
            4000,
            3000,
            camera,
            date,
            signature,
            vectors.shot(5, 0).unit()));
  }

  private ImageSignature image(int shift, int noise) {
    return StackLibrary.signature(seed, shift, noise, random);
  }

  private Collection<List<StackMember>> stacks() {
    CatalogueWriter writer = store.writer();
    CatalogueReader reader = store.reader();
    writer.commit();
    StackLibrary.pass(reader, writer, model).run(_ -> true);
    return reader.stacks().members().values();
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "DSC_%04d.JPG", number % 10_000);
  }

  @Test
  void shiftedViewsWithoutDatesAreNoBurst() {
    add(name(1), null, image(0, 1));
    add(name(2), null, image(2, 3));

    assertThat(stacks()).isEmpty();
  }

  @Test
  void shiftedViewsWithinSecondsAreABurst() {
    add(name(1), TIME, image(0, 1));
    add(name(2), TIME.plusSeconds(1), image(2, 3));

    assertThat(stacks()).hasSize(1);
  }

  /// A clock set back an hour later shows a time at which others were taken.
  @Test
  void theNumbersOfFilesTellPhotosOfAClockThatJumped() {
    add(name(1), TIME, image(0, 1));
    add(name(501), TIME.plusSeconds(1), image(2, 3));

    assertThat(stacks()).isEmpty();
  }

  @Test
  void numbersContinueAfterTheLast() {
    add(name(9_999), TIME, image(0, 1));
    add(name(1), TIME.plusSeconds(1), image(2, 3));

    assertThat(stacks()).hasSize(1);
  }

  /// Each camera has its bursts, although their clocks agree.
  @Test
  void shotsOfTwoCamerasAtOneTimeAreTwoBursts() {
    for (int i = 0; i < 2; i++) {
      add(name(i + 1), StackLibrary.CAMERA, TIME.plusSeconds(i), image(0, 4), i);
      add(name(i + 101), "NIKON Z 6", TIME.plusSeconds(i), image(2, 4), 10 + i);
    }

    assertThat(stacks())
        .hasSize(2)
        .allSatisfy(
            stack ->
                assertThat(stack.stream().mapToLong(member -> member.photo().value() % 2))
                    .containsOnly(stack.getFirst().photo().value() % 2));
  }

  /// A centre nearer to it came later.
  @Test
  void aPhotoThatMovesToAnotherStackIsMarked() {
    add(name(1), StackLibrary.CAMERA, TIME, image(0, 10), 2);
    add(name(3), StackLibrary.CAMERA, TIME.plusSeconds(1), image(0, 10), 3);
    add(name(2), StackLibrary.CAMERA, TIME.plusSeconds(8), image(1, 4), 4);
    long first = assertThat(stacks()).singleElement().actual().getFirst().stack();

    add(name(4), StackLibrary.CAMERA, TIME.plusSeconds(12), image(1, 2), 1);
    add(name(5), StackLibrary.CAMERA, TIME.plusSeconds(13), image(1, 4), 5);
    store.writer().commit();
    StackPass.Result result =
        StackLibrary.pass(store.reader(), store.writer(), model).run(_ -> true);

    assertThat(result.moved()).isEqualTo(1);
    assertThat(store.reader().stacks().members().values())
        .flatExtracting(stack -> stack)
        .filteredOn(member -> member.movedFrom() != 0)
        .singleElement()
        .returns(first, StackMember::movedFrom);
  }

  @Test
  void equalScreenshotsAreOneStack() {
    int screenshots = Integer.getInteger("akin.stacks.equal", 400);
    for (int i = 0; i < screenshots; i++) {
      add("Screenshot " + i + ".png", null, image(0, 1));
    }

    Collection<List<StackMember>> stacks = stacks();
    assertThat(stacks).hasSize(1);
    assertThat(stacks.iterator().next()).hasSize(screenshots);
  }

  /// The view moves slowly: neighbours are alike, first and last are not.
  @Test
  void aTimeLapseIsDividedBySeconds() {
    int frames = Integer.getInteger("akin.stacks.frames", 400);
    for (int i = 0; i < frames; i++) {
      add(
          name(i),
          TIME.plusSeconds(i),
          StackLibrary.signature(seed + i / 60, i / 4 % 3, 2, random));
    }

    Collection<List<StackMember>> stacks = stacks();
    assertThat(stacks).hasSizeGreaterThan(frames / 61);
    for (List<StackMember> stack : stacks) {
      long first = stack.stream().mapToLong(StackMember::date).min().orElseThrow();
      long last =
          stack.stream().map(StackMember::date).max(Comparator.naturalOrder()).orElseThrow();
      assertThat(last - first).isLessThanOrEqualTo(60_000);
    }
  }

  @Test
  void theSameImageMovedIntoTwoFoldersIsOnePhoto() {
    add(name(1), TIME, image(0, 1));
    Shot shot =
        new Shot(
            new ContentKey(1, 1),
            name(7),
            4000,
            3000,
            StackLibrary.CAMERA,
            TIME.plusSeconds(1),
            image(1, 2),
            vectors.shot(5, 0).unit());
    StackLibrary.write(store.writer(), root, "one", model, shot);
    StackLibrary.write(store.writer(), root, "two", model, shot);

    assertThat(stacks()).singleElement().satisfies(stack -> assertThat(stack).hasSize(2));
  }
}
