package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Measures how much embeddings change because images are decoded no larger than indexing needs:
/// the cosine between the embeddings of reduced and full images, after subtracting the mean of the
/// full ones. Images that are not reduced are counted and excluded from the mean.
///
/// Arguments: folder of a model, then image files or folders.
public final class MeasureReduction {
  private MeasureReduction() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    PhotoDecoder decoder = new PhotoDecoder(200_000_000, 512, BuildCache.NATIVES);
    EmbedSettings settings =
        new EmbedSettings(BuildCache.NATIVES, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    List<float[]> full = new ArrayList<>();
    List<float[]> reduced = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (EmbeddingModel model =
            EmbeddingModel.open(ModelFiles.folder(Path.of(arguments[0])), settings);
        ImageTower tower = model.imageTower()) {
      DecodePurpose indexing = new DecodePurpose.Indexing(model.imageSide());
      for (Path path : files(Arrays.asList(arguments).subList(1, arguments.length))) {
        byte[] file = Files.readAllBytes(path);
        if (decoder.decode(file, DecodePurpose.QUERY) instanceof DecodeResult.Decoded whole
            && decoder.decode(file, indexing) instanceof DecodeResult.Decoded less) {
          full.add(unit(tower, model.prepare(whole.raster())));
          boolean same = whole.raster().width() == less.raster().width();
          reduced.add(same ? full.getLast() : unit(tower, model.prepare(less.raster())));
          names.add(
              path.getFileName() + " " + less.raster().width() + "x" + less.raster().height());
        }
      }
    }
    report(out, names, full, reduced);
  }

  private static void report(
      PrintStream out, List<String> names, List<float[]> full, List<float[]> reduced) {
    double[] mean = new double[full.getFirst().length];
    full.forEach(unit -> Arrays.setAll(mean, i -> mean[i] + unit[i] / (double) full.size()));
    double sum = 0;
    double least = 1;
    int count = 0;
    for (int i = 0; i < full.size(); i++) {
      if (Arrays.equals(full.get(i), reduced.get(i))) {
        continue;
      }
      double cosine = cosine(full.get(i), reduced.get(i), mean);
      out.printf("%.4f %s%n", cosine, names.get(i));
      sum += cosine;
      least = Math.min(least, cosine);
      count++;
    }
    out.printf(
        "%d of %d pictures reduced: mean centred cosine %.4f, least %.4f%n",
        count, full.size(), sum / count, least);
  }

  private static List<Path> files(List<String> names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      try (Stream<Path> tree = Files.walk(Path.of(name))) {
        tree.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static float[] unit(ImageTower tower, PreparedImage pixels) {
    Embedding embedding = tower.embed(List.of(pixels)).getFirst();
    return embedding.unit();
  }

  private static double cosine(float[] a, float[] b, double[] mean) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < mean.length; i++) {
      double x = a[i] - mean[i];
      double y = b[i] - mean[i];
      product += x * y;
      first += x * x;
      second += y * y;
    }
    return product / Math.sqrt(first * second);
  }
}
