package app.akin.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Precision;
import app.akin.core.photo.TextLine;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the text of pictures and compares it with what stands in them. `-Dakin.ocr.cases=FILE`
/// names a file of cases, whose pictures are in `pictures` beside it or beside the file; its length
/// is a matter of minutes, so the build runs the committed ones.
final class OcrCasesTest {
  private static final int MAX_PIXELS = 100_000_000;

  /// How far a corner may be from that of the reference, as a fraction of the picture: a pixel of
  /// the detector's map more or less moves it.
  private static final double CORNER = 0.02;

  @TempDir private Path folder;

  @Test
  void thePicturesSayWhatStandsInThem() throws IOException {
    String named = System.getProperty("akin.ocr.cases", "");
    Path cases = named.isEmpty() ? Path.of("src/test/resources/ocr/expect.json") : Path.of(named);
    assumeThat(cases).as("-Dakin.ocr.cases").exists();
    JsonObject pictures =
        JsonParser.parseString(Files.readString(cases))
            .getAsJsonObject()
            .getAsJsonObject("pictures");
    PhotoDecoder decoder = new PhotoDecoder(MAX_PIXELS, 512, BuildCache.NATIVES);
    List<String> different = new ArrayList<>();
    Map<String, List<Double>> rates = new TreeMap<>();
    try (TextReader reader = TextReader.open(TextReaderTest.shipped(folder), settings(), 2)) {
      for (Map.Entry<String, JsonElement> entry : pictures.entrySet()) {
        Path beside = cases.resolveSibling("pictures").resolve(entry.getKey());
        Path file = Files.exists(beside) ? beside : cases.resolveSibling(entry.getKey());
        DecodeResult decoded =
            decoder.decode(Files.readAllBytes(file), new DecodePurpose.Viewing(Integer.MAX_VALUE));
        assertThat(decoded).as(entry.getKey()).isInstanceOf(DecodeResult.Decoded.class);
        long start = System.nanoTime();
        ImageText text = reader.read(((DecodeResult.Decoded) decoded).raster(), () -> false);
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonObject expected = entry.getValue().getAsJsonObject();
        String fault = fault(expected, text);
        rates
            .computeIfAbsent(expected.get("kind").getAsString(), _ -> new ArrayList<>())
            .add(errorRate(text.text(), truth(expected)));
        System.out.printf(Locale.ROOT, "%-28s %5.2f s %s%n", entry.getKey(), seconds, fault);
        if (!fault.isEmpty()) {
          different.add(entry.getKey() + ": " + fault);
        }
      }
    }
    int count = pictures.size();
    System.out.printf(Locale.ROOT, "%d of %d%n", count - different.size(), count);
    different.forEach(System.out::println);
    rates.forEach(
        (kind, values) ->
            System.out.printf(
                Locale.ROOT,
                "%s: %d pictures, mean error rate %.4f%n",
                kind,
                values.size(),
                values.stream().mapToDouble(value -> value).average().orElse(0)));
    assertThat(different).isEmpty();
  }

  private EmbedSettings settings() {
    return new EmbedSettings(
        folder.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 2);
  }

  /// Returns what is wrong with a text; empty if nothing is.
  private static String fault(JsonObject expected, ImageText text) {
    double rate = errorRate(text.text(), truth(expected));
    double bound = expected.get("cer_at_most").getAsDouble();
    if (rate > bound) {
      return "error rate %.4f above %.4f: %s".formatted(rate, bound, text.text());
    }
    List<JsonElement> reference = expected.getAsJsonArray("reference").asList();
    List<TextLine> lines = text.lines();
    if (reference.size() != lines.size()) {
      return lines.size() + " lines, not " + reference.size() + ": " + text.text();
    }
    for (int i = 0; i < lines.size(); i++) {
      JsonObject line = reference.get(i).getAsJsonObject();
      TextLine read = lines.get(i);
      if (line.get("vertical").getAsBoolean() != read.column()
          || line.get("quarter").getAsInt() != read.quarter()) {
        return "another direction: " + read;
      }
      for (int k = 0; k < 4; k++) {
        List<JsonElement> corner = line.getAsJsonArray("box").get(k).getAsJsonArray().asList();
        TextLine.Corner own = read.corners().get(k);
        if (Math.abs(corner.get(0).getAsDouble() - own.x()) > CORNER
            || Math.abs(corner.get(1).getAsDouble() - own.y()) > CORNER) {
          return "corner %d at %s, not %s: %s".formatted(k, own, corner, read.text());
        }
      }
    }
    return "";
  }

  private static String truth(JsonObject expected) {
    return String.join(
        "\n",
        StreamSupport.stream(expected.getAsJsonArray("text").spliterator(), false)
            .map(JsonElement::getAsString)
            .toList());
  }

  /// Returns the edit distance of two texts without white space, as a share of the length of the
  /// second; 1 if only that is empty.
  private static double errorRate(String text, String truth) {
    int[] from = characters(text);
    int[] to = characters(truth);
    if (to.length == 0) {
      return from.length == 0 ? 0 : 1;
    }
    int[] distances = new int[to.length + 1];
    for (int j = 0; j <= to.length; j++) {
      distances[j] = j;
    }
    for (int i = 1; i <= from.length; i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
        diagonal = distances[j];
        distances[j] = Math.min(changed, 1 + Math.min(distances[j], distances[j - 1]));
      }
    }
    return (double) distances[to.length] / to.length;
  }

  private static int[] characters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(character -> !Character.isWhitespace(character))
        .toArray();
  }
}
