package app.akin.core.kit;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.search.QueryPart;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.resources.Resource;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Measures order and relevance bands of the starter over labelled photos, with its ranking
/// settings and with the plain sum.
///
/// Argument: a folder with one photo of each ImageNet class, named as in the collection
/// `imagenet-sample-images`; those that the labels do not name take part, too. The labels of
/// `ranking/labels.json` follow from the class names. Photos that are neither right nor wrong are
/// left out. Edited copies (night, grey, sepia) of every fifth photo are made in a temporary
/// folder.
///
/// Run with the test class path: `java --add-modules jdk.incubator.vector
/// --enable-native-access=ALL-UNNAMED -Xmx2g -cp … app.akin.core.kit.MeasureRanking PHOTOS`.
public final class MeasureRanking {
  private static final int TOP = 10;

  private static final Map<String, IntUnaryOperator> EDITS =
      new TreeMap<>(
          Map.of(
              "night", rgb -> rgb(0.2 * red(rgb), 0.22 * green(rgb), 0.32 * blue(rgb)),
              "grey", rgb -> rgb(luma(rgb), luma(rgb), luma(rgb)),
              "sepia", rgb -> rgb(1.07 * luma(rgb), 0.87 * luma(rgb), 0.6 * luma(rgb))));

  private final PrintStream out = System.out;
  private final Path photos;
  private final List<JsonObject> queries;

  private MeasureRanking(Path photos, List<JsonObject> queries) {
    this.photos = photos;
    this.queries = queries;
  }

  /// The sums over a set of queries.
  private static final class Sums {
    private int queries;
    private double averagePrecision;
    private double precisionOfStrong;
    private int withStrong;
    private int strong;
    private int strongRight;
    private int possible;
    private int possibleRight;
    private int right;
    private int opposedFirst;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("akin-measure");
    Path photos = work.resolve("photos");
    prepare(Path.of(arguments[0]), photos);
    List<JsonObject> queries;
    try (InputStream in = MeasureRanking.class.getResourceAsStream("/ranking/labels.json")) {
      String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      queries = objects(JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("queries"));
    }
    Path plain = copyWithoutRanking(work.resolve("plain"));
    AppPaths paths =
        new AppPaths(
            work.resolve("library"),
            work.resolve("compiled"),
            BuildCache.NATIVES,
            work.resolve("logs"));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, Clock.systemUTC())) {
      MeasureRanking measure = new MeasureRanking(photos, queries);
      measure.run("plain sum", library, plain.toString(), false);
      measure.run("starter", library, null, false);
      measure.run("starter, kind", library, null, true);
    }
  }

  private void run(String title, PhotoLibrary library, @Nullable String model, boolean kind)
      throws InterruptedException {
    ModelSelection selection = new ModelSelection(model, Device.CPU, null);
    library.ingest().start(new IngestRequest(List.of(photos), false, selection)).await();
    Map<String, Sums> sets = new TreeMap<>();
    for (JsonObject query : queries) {
      List<QueryPart> parts = new ArrayList<>();
      for (String image : texts(query, "images")) {
        parts.add(new QueryPart.Image(photos.resolve(image), 1));
      }
      texts(query, "words").forEach(text -> parts.add(new QueryPart.Text(text, 1)));
      texts(query, "minus").forEach(text -> parts.add(new QueryPart.ExcludedText(text, 1)));
      List<SearchResult> results =
          library
              .search()
              .find(
                  new SearchRequest(
                      parts,
                      SearchRequest.NEUTRAL_BALANCE,
                      Filter.NONE,
                      Order.SCORE,
                      Integer.MAX_VALUE - 1,
                      selection,
                      kind))
              .results();
      boolean edits = query.get("set").getAsString().equals("edits");
      List<SearchResult> labelled =
          results.stream()
              .filter(hit -> !texts(query, "unknown").contains(name(hit)))
              .filter(hit -> edits || !name(hit).contains("/"))
              .toList();
      add(sets.computeIfAbsent(query.get("set").getAsString(), _ -> new Sums()), query, labelled);
    }
    sets.forEach((set, sums) -> print(title, set, sums));
  }

  private void add(Sums sums, JsonObject query, List<SearchResult> results) {
    Set<String> right = Set.copyOf(texts(query, "right"));
    sums.queries++;
    sums.right += right.size();
    int found = 0;
    int strong = 0;
    int strongRight = 0;
    for (int i = 0; i < results.size(); i++) {
      boolean fits = right.contains(name(results.get(i)));
      if (fits && i < TOP) {
        found++;
        sums.averagePrecision += (double) found / (i + 1) / Math.min(TOP, right.size());
      }
      if (results.get(i).band() == RelevanceBand.STRONG) {
        strong++;
        strongRight += fits ? 1 : 0;
      } else if (results.get(i).band() == RelevanceBand.POSSIBLE) {
        sums.possible++;
        sums.possibleRight += fits ? 1 : 0;
      }
    }
    sums.strong += strong;
    sums.strongRight += strongRight;
    if (strong > 0) {
      sums.withStrong++;
      sums.precisionOfStrong += (double) strongRight / strong;
    }
    if (!results.isEmpty() && results.getFirst().textShare() < 0) {
      sums.opposedFirst++;
    }
  }

  private void print(String title, String set, Sums sums) {
    out.printf(
        "%-14s %-6s %3d queries  mAP@10 %.3f  strong: %d, precision %.2f (mean %.2f), recall %.2f,"
            + " in %d queries  possible: %d, precision %.2f  first with negative words: %.1f %%%n",
        title,
        set,
        sums.queries,
        sums.averagePrecision / sums.queries,
        sums.strong,
        (double) sums.strongRight / sums.strong,
        sums.precisionOfStrong / sums.withStrong,
        (double) sums.strongRight / sums.right,
        sums.withStrong,
        sums.possible,
        (double) sums.possibleRight / sums.possible,
        100.0 * sums.opposedFirst / sums.queries);
  }

  private String name(SearchResult result) {
    return photos.relativize(result.path()).toString().replace('\\', '/');
  }

  /// Copies the photos and makes the edited copies.
  private static void prepare(Path source, Path target) throws IOException {
    Files.createDirectories(target);
    List<Path> files;
    try (Stream<Path> list = Files.list(source)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      Files.copy(file, target.resolve(file.getFileName()));
      if (i % 5 == 0) {
        for (Map.Entry<String, IntUnaryOperator> edit : EDITS.entrySet()) {
          BufferedImage image = ImageIO.read(file.toFile());
          BufferedImage edited =
              new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
          for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
              edited.setRGB(x, y, edit.getValue().applyAsInt(image.getRGB(x, y)));
            }
          }
          Path folder = Files.createDirectories(target.resolve(edit.getKey()));
          ImageIO.write(edited, "jpg", folder.resolve(file.getFileName()).toFile());
        }
      }
    }
  }

  /// Copies the starter under another name, without its ranking settings.
  private static Path copyWithoutRanking(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Resource file :
        List.of(
            Resource.STARTER_IMAGE,
            Resource.STARTER_TEXT,
            Resource.STARTER_TOKENIZER,
            Resource.STARTER_PREPROCESSOR)) {
      try (InputStream in = file.open()) {
        Files.copy(in, folder.resolve(file.fileName()));
      }
    }
    try (InputStream in = Resource.STARTER_BUNDLE.open()) {
      String bundle = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve(Resource.STARTER_BUNDLE.fileName()),
          bundle.replace("\"name\": \"starter\"", "\"name\": \"plain\""));
    }
    return folder;
  }

  private static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static List<String> texts(JsonObject query, String key) {
    return StreamSupport.stream(query.getAsJsonArray(key).spliterator(), false)
        .map(JsonElement::getAsString)
        .collect(Collectors.toList());
  }

  private static int red(int rgb) {
    return rgb >> 16 & 255;
  }

  private static int green(int rgb) {
    return rgb >> 8 & 255;
  }

  private static int blue(int rgb) {
    return rgb & 255;
  }

  private static double luma(int rgb) {
    return 0.299 * red(rgb) + 0.587 * green(rgb) + 0.114 * blue(rgb);
  }

  private static int rgb(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}
