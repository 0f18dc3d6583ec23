package app.akin.core.kit;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.TextLine;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/// Measures how much a library grows by the text of its photos, and how long it takes to find text:
/// median and 95th percentile.
///
/// Arguments: an empty folder, number of photos (100,000), mean number of characters of a text
/// (100). Texts are of three lines of English words, whose frequencies follow Zipf's law, with
/// commas and prices; every tenth text is Chinese.
public final class MeasureTexts {
  private static final int BATCH = 1_000;
  private static final int VOCABULARY = 20_000;
  private static final int CALLS = 200;
  private static final int LINES = 3;
  private static final PhotoFacts FACTS = new PhotoFacts("JPEG", 4, 3, 1, Metadata.NONE);

  private final PrintStream out = System.out;
  private final Random random = new Random(11);
  private final List<String> words = new ArrayList<>();

  private MeasureTexts() throws IOException {
    try (InputStream in = new GZIPInputStream(Resource.CHINESE_ENGLISH.open())) {
      Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("[^a-z]+"))
          .filter(word -> word.length() > 2)
          .distinct()
          .forEach(words::add);
    }
    Collections.shuffle(words, random);
    words.subList(VOCABULARY, words.size()).clear();
  }

  /// Measures a library.
  public static void main(String[] arguments) throws IOException {
    new MeasureTexts()
        .run(
            Path.of(arguments[0]).toAbsolutePath(),
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000,
            arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100);
  }

  private void run(Path folder, int photos, int length) throws IOException {
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      fill(store, photos);
    }
    long before = Files.size(folder.resolve("library.db"));
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      long start = System.nanoTime();
      for (int i = 0; i < photos; i++) {
        store.writer().texts().put(new ContentId(i + 1), text(length), 1);
        if ((i + 1) % BATCH == 0) {
          store.writer().commit();
        }
      }
      store.writer().commit();
      out.printf(
          Locale.ROOT, "write a text: %.0f µs%n", (System.nanoTime() - start) / 1e3 / photos);
    }
    long after = Files.size(folder.resolve("library.db"));
    out.printf(Locale.ROOT, "bytes a text: %.0f%n", (double) (after - before) / photos);
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      find(store);
    }
  }

  private void fill(Store store, int photos) {
    long root = store.writer().roots().add(Path.of("/photos").toAbsolutePath(), List.of());
    for (int i = 0; i < photos; i++) {
      ContentId content = store.writer().putContent(new ContentKey(i, i), 1, FACTS);
      store.writer().putFile(root, "", i + ".jpg", 1, i, content);
      if ((i + 1) % BATCH == 0) {
        store.writer().commit();
      }
    }
    store.writer().commit();
  }

  private ImageText text(int length) {
    boolean chinese = random.nextInt(10) == 0;
    List<List<TextLine>> rows = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      StringBuilder line = new StringBuilder();
      while (line.length() < length / LINES - 3) {
        line.append(chinese ? chinese() : (line.isEmpty() ? "" : " ") + word());
        if (random.nextInt(6) == 0) {
          line.append(chinese ? "，" : ",");
        }
        if (random.nextInt(10) == 0) {
          line.append(chinese ? "3" : " $4.50");
        }
      }
      rows.add(
          List.of(
              new TextLine(
                  line.toString(),
                  0.7 + 0.3 * random.nextDouble(),
                  0,
                  false,
                  List.of(corner(), corner(), corner(), corner()))));
    }
    return new ImageText(rows);
  }

  private TextLine.Corner corner() {
    return new TextLine.Corner(random.nextDouble(), random.nextDouble());
  }

  /// Returns a word; the n-th is n times as rare as the first.
  private String word() {
    return words.get((int) Math.pow(VOCABULARY, random.nextDouble()) % VOCABULARY);
  }

  private String chinese() {
    return Character.toString(0x4e00 + (int) Math.pow(3_000, random.nextDouble()));
  }

  /// Returns a word that people search for: not one of the 100 most frequent ones.
  private String searched() {
    while (true) {
      int rank = (int) Math.pow(VOCABULARY, random.nextDouble()) % VOCABULARY;
      if (rank >= 100) {
        return words.get(rank);
      }
    }
  }

  private void find(Store store) {
    var texts = store.reader().texts();
    measure("one of the 20 most frequent words", () -> words.get(random.nextInt(20)), store);
    measure("a word", this::searched, store);
    measure("a rare word", () -> words.get(VOCABULARY - 1 - random.nextInt(5_000)), store);
    measure("two words", () -> searched() + " " + searched(), store);
    measure("four words", () -> word() + " " + searched() + " " + word() + " " + searched(), store);
    measure("three ideographs", () -> chinese() + chinese() + chinese(), store);
    measure("two ideographs", () -> chinese() + chinese(), store);
    time("exact: one ideograph", () -> texts.findExact(List.of(chinese()), null).count());
    time(
        "exact: digit and ideograph",
        () -> texts.findExact(List.of("3" + chinese()), null).count());
    time("exact: sign and digit", () -> texts.findExact(List.of("$4"), null).count());
    time("exact: two words", () -> texts.findExact(List.of(word() + " " + word()), null).count());
    time("counts", () -> texts.counts(1).read());
  }

  private void measure(String name, Supplier<String> query, Store store) {
    time(name, () -> store.reader().texts().find(query.get(), null).count());
  }

  private void time(String name, Supplier<Integer> call) {
    double[] millis = new double[CALLS];
    long found = 0;
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      found += call.get();
      millis[i] = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "%-36s median %6.2f ms, 95 %% %6.2f ms, %d found on average%n",
        name,
        millis[CALLS / 2],
        millis[CALLS * 95 / 100],
        found / CALLS);
  }
}
