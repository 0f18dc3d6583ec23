package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests BGE-VL with its real weights against the results published by its authors, and its list of
/// tensors. Requires [ExternalData].
final class BgeVlWeightsTest {
  private record Tower(String name, long hidden, int layers) {}

  private record Photo(String name, Embedding embedding) {}

  @TempDir private Path compiled;

  @Test
  void baseHasTheKnownTensors() {
    Checkpoint checkpoint = Checkpoint.read(ExternalData.AKIN_BGE_VL_BASE.path());
    hasTensors(
        checkpoint,
        new Tower("text_model", 512, 12),
        new Tower("vision_model", 768, 12),
        16,
        512,
        398,
        149_620_737);
  }

  @Test
  void largeHasTheKnownTensors() {
    Checkpoint checkpoint = Checkpoint.read(ExternalData.AKIN_BGE_VL_LARGE.path());
    hasTensors(
        checkpoint,
        new Tower("text_model", 768, 12),
        new Tower("vision_model", 1024, 24),
        14,
        768,
        590,
        427_616_513);
  }

  @Test
  void baseScoresTheDemoAsPublished() {
    Path weights = ExternalData.AKIN_BGE_VL_BASE.path();
    Path demo = ExternalData.AKIN_BGE_VL_DEMO.path();
    try (EmbeddingModel model = GoldenData.open(ModelFiles.folder(weights), compiled)) {
      float[] query =
          composed(
              model,
              demo.resolve("cir_query.png"),
              "Make the background dark, as if the camera has taken the photo at night");
      assertThat(Vectors.dot(query, image(model, demo.resolve("cir_candi_1.png")).unit()))
          .isCloseTo(0.2647, within(1e-3));
      assertThat(Vectors.dot(query, image(model, demo.resolve("cir_candi_2.png")).unit()))
          .isCloseTo(0.1242, within(1e-3));
    }
  }

  @Test
  void largeRanksTheCorpusAsPublished() throws IOException {
    Path weights = ExternalData.AKIN_BGE_VL_LARGE.path();
    Path demo = ExternalData.AKIN_BGE_VL_DEMO.path();
    try (EmbeddingModel model = GoldenData.open(ModelFiles.folder(weights), compiled)) {
      List<Path> corpus;
      try (Stream<Path> files = Files.list(demo.resolve("corpus"))) {
        corpus = files.sorted().toList();
      }
      assertThat(corpus).hasSize(11);
      List<Photo> photos =
          corpus.stream().map(file -> new Photo(name(file), image(model, file))).toList();
      assertThat(ranked(photos, text(model, "Find a picture of oranges in a blue basket").unit()))
          .startsWith("000000275230");
      assertThat(ranked(photos, text(model, "Find a picture of both oranges and bananas").unit()))
          .startsWith("000000156031");
      float[] query =
          composed(
              model,
              demo.resolve("query/000000530944.jpg"),
              "Find a picture that also a motorbike but replace the load to a bag of orange");
      assertThat(ranked(photos, query)).startsWith("000000545037", "000000272130", "000000098911");
    }
  }

  private static void hasTensors(
      Checkpoint checkpoint,
      Tower text,
      Tower vision,
      long patch,
      long dimension,
      int count,
      long elements) {
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(checkpoint.tensor("logit_scale", List.of()));
    addEmbedding(tensors, checkpoint, "text_model.embeddings.token_embedding", 49408, text);
    addEmbedding(tensors, checkpoint, "text_model.embeddings.position_embedding", 77, text);
    addLayers(tensors, checkpoint, text);
    addPair(tensors, checkpoint, "text_model.final_layer_norm", List.of(text.hidden()));
    long side = 224 / patch;
    addEmbedding(
        tensors, checkpoint, "vision_model.embeddings.position_embedding", side * side + 1, vision);
    tensors.add(
        checkpoint.tensor("vision_model.embeddings.class_embedding", List.of(vision.hidden())));
    tensors.add(
        checkpoint.tensor(
            "vision_model.embeddings.patch_embedding.weight",
            List.of(vision.hidden(), 3L, patch, patch)));
    addPair(tensors, checkpoint, "vision_model.pre_layrnorm", List.of(vision.hidden()));
    addLayers(tensors, checkpoint, vision);
    addPair(tensors, checkpoint, "vision_model.post_layernorm", List.of(vision.hidden()));
    tensors.add(checkpoint.tensor("text_projection.weight", List.of(dimension, text.hidden())));
    tensors.add(checkpoint.tensor("visual_projection.weight", List.of(dimension, vision.hidden())));
    assertThat(tensors).hasSize(count);
    assertThat(tensors.stream().mapToLong(BgeVlWeightsTest::elements).sum()).isEqualTo(elements);
    assertThat(tensors.stream().map(StoredTensor::typeName).distinct()).hasSize(1);
  }

  private static void addEmbedding(
      List<StoredTensor> tensors, Checkpoint checkpoint, String name, long rows, Tower tower) {
    tensors.add(checkpoint.tensor(name + ".weight", List.of(rows, tower.hidden())));
  }

  private static void addLayers(List<StoredTensor> tensors, Checkpoint checkpoint, Tower tower) {
    long hidden = tower.hidden();
    for (int layer = 0; layer < tower.layers(); layer++) {
      String prefix = tower.name() + ".encoder.layers." + layer + ".";
      for (String part : List.of("q", "k", "v", "out")) {
        addPair(
            tensors, checkpoint, prefix + "self_attn." + part + "_proj", List.of(hidden, hidden));
      }
      addPair(tensors, checkpoint, prefix + "layer_norm1", List.of(hidden));
      addPair(tensors, checkpoint, prefix + "layer_norm2", List.of(hidden));
      addPair(tensors, checkpoint, prefix + "mlp.fc1", List.of(4 * hidden, hidden));
      addPair(tensors, checkpoint, prefix + "mlp.fc2", List.of(hidden, 4 * hidden));
    }
  }

  /// A weight and its bias, with one element per row of the weight.
  private static void addPair(
      List<StoredTensor> tensors, Checkpoint checkpoint, String name, List<Long> shape) {
    tensors.add(checkpoint.tensor(name + ".weight", shape));
    tensors.add(checkpoint.tensor(name + ".bias", List.of(shape.getFirst())));
  }

  private static long elements(StoredTensor tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  private static List<String> ranked(List<Photo> photos, float[] query) {
    return photos.stream()
        .sorted(Comparator.comparingDouble(photo -> -Vectors.dot(query, photo.embedding().unit())))
        .map(Photo::name)
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".jpg", "");
  }

  private static Embedding image(EmbeddingModel model, Path photo) {
    PreparedImage values = model.prepare(GoldenData.decoded(photo));
    try (ImageTower tower = model.imageTower()) {
      return tower.embed(List.of(values)).getFirst();
    }
  }

  private static Embedding text(EmbeddingModel model, String text) {
    try (TextTower tower = model.textTower()) {
      return tower.embed(text);
    }
  }

  private static float[] composed(EmbeddingModel model, Path photo, String text) {
    return Vectors.composed(image(model, photo), text(model, text));
  }
}
