package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.Model;
import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.llava.LlavaModel;
import app.akin.core.embed.qwen.QwenModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.kit.CpuFeatures;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests tokens of prompts and the mapping of weights.
final class PromptModelTest {
  private static final String TASK = "Find me an image that matches the given caption";

  private static final String COMPOSED =
      "Retrieve the target image that best meets the combined criteria by using both the provided"
          + " image and the image retrieval instructions: ";

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void copyCheckpoint() throws IOException {
    folder = CheckpointKit.copy(ExpectedPrompts.path("llava-tiny"), temporary.resolve("model"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<image>", "<s>", "</s>", "<pad>", "<unk>", "<instruct>", "<query>", "<response>"})
  void textThatSpellsATokenIsPlainText(String token) {
    try (PromptModel model = open()) {
      for (boolean image : List.of(false, true)) {
        long[] plain = model.tokens(query("a cat", image));
        long[] spelled = model.tokens(query("a " + token + token + " cat", image));
        assertThat(added(spelled)).isEqualTo(added(plain));
        assertThat(count(spelled, 874)).isEqualTo(image ? 1 : 0);
        assertThat(spelled.length).isGreaterThan(plain.length + 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a red dog ", "日本語", "\uD83D\uDE00", "x\n", "\uD800"})
  void aLongTextIsCut(String word) {
    String text = word.repeat(10_000 / word.length());
    try (PromptModel model = open()) {
      for (boolean image : List.of(false, true)) {
        long[] plain = model.tokens(query("a", image));
        long[] cut = model.tokens(query(text, image));
        assertThat(cut.length).isBetween(DecoderModel.MAX_TOKENS - 8, DecoderModel.MAX_TOKENS);
        // From the line feed after the text, the prompt is complete.
        int end = image ? 6 : 4;
        assertThat(Arrays.copyOfRange(cut, cut.length - end, cut.length))
            .isEqualTo(Arrays.copyOfRange(plain, plain.length - end, plain.length));
        assertThat(Arrays.copyOf(cut, 10)).isEqualTo(Arrays.copyOf(plain, 10));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<|image_pad|>", "<|im_end|>", "<|vision_end|>", "<tool_call>"})
  void textThatSpellsATokenOfQwenIsPlainText(String token) {
    try (PromptModel model =
        PromptModel.open(ExpectedPrompts.path("qwen-tiny"), settings(Precision.FP32))) {
      for (boolean image : List.of(false, true)) {
        long[] plain = model.tokens(query("a cat", image));
        long[] spelled = model.tokens(query("a " + token + " cat", image));
        long[] cut = model.tokens(query(token.repeat(1_000), image));
        assertThat(Arrays.stream(spelled).filter(id -> id >= 758).toArray())
            .isEqualTo(Arrays.stream(plain).filter(id -> id >= 758).toArray())
            .isEqualTo(Arrays.stream(cut).filter(id -> id >= 758).toArray());
        assertThat(spelled.length).isGreaterThan(plain.length + 5);
        assertThat(cut.length).isBetween(DecoderModel.MAX_TOKENS - 20, DecoderModel.MAX_TOKENS);
      }
    }
  }

  @Test
  void obeysTheTokenizersSettings() throws IOException {
    long[] plain;
    try (PromptModel model = open()) {
      plain = model.tokens(query("a cat", false));
    }
    Path config = folder.resolve("tokenizer_config.json");
    CheckpointKit.set(config, "add_eos_token", "true");
    CheckpointKit.set(config, "add_bos_token", "false");
    CheckpointKit.set(config, "eos_token", "{\"content\": \"</s>\"}");
    try (PromptModel model = open()) {
      long[] changed = model.tokens(query("a cat", false));
      assertThat(changed).hasSameSizeAs(plain);
      assertThat(Arrays.copyOf(changed, changed.length - 1))
          .isEqualTo(Arrays.copyOfRange(plain, 1, plain.length));
      assertThat(changed[changed.length - 1]).isEqualTo(2);
    }
  }

  @Test
  void rejectsATokenizerWithAnotherImageToken() throws IOException {
    CheckpointKit.set(folder.resolve("config.json"), "image_token_index", "875");
    try (PromptModel model = open()) {
      AkinException failure =
          catchThrowableOfType(AkinException.class, () -> model.tokens(query("a", true)));
      assertThat(failure.problem())
          .isEqualTo(
              new Problem.ModelTokenizer(
                  folder.resolve("tokenizer.json").toString(),
                  "has 874 for <image>, and config.json has 875"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids_mistral_v15.json", "ids_mistral_s1_guess.json"})
  void promptsAreThoseOfTheAuthors(String file) {
    try (PromptModel model = open()) {
      assertThat(prompt(model, PromptParts.candidate(Optional.empty(), true)))
          .isEqualTo(ExpectedPrompts.prompt(file, "candidate image"));
      assertThat(prompt(model, query("a red dog on the beach", false)))
          .isEqualTo(ExpectedPrompts.prompt(file, "text"));
      String text = "Make the background dark, as if the camera has taken the photo at night";
      assertThat(prompt(model, query(text, true))).isEqualTo(ExpectedPrompts.prompt(file, "cir"));
      assertThat(prompt(model, PromptParts.candidate(Optional.of("a cat"), false)))
          .isEqualTo(ExpectedPrompts.prompt(file, "candidate text"));
    }
  }

  @Test
  void newerTensorNamesGiveTheSameVector() throws IOException {
    Embedding plain = embedded();
    CheckpointKit.rename(
        folder,
        name ->
            name.startsWith("language_model.model.")
                ? name.replace("language_model.model.", "model.language_model.")
                : name.equals("language_model.lm_head.weight")
                    ? "lm_head.weight"
                    : "model." + name);
    assertThat(embedded().unit()).isEqualTo(plain.unit());
  }

  @Test
  void aMovedFolderGivesTheSameVectorAndFingerprint() throws IOException {
    Embedding plain = embedded();
    String fingerprint;
    try (PromptModel model = open()) {
      fingerprint = model.fingerprint();
    }
    folder = Files.move(folder, temporary.resolve("moved \"ünï\" folder"));
    assertThat(embedded().unit()).isEqualTo(plain.unit());
    try (PromptModel model = open()) {
      assertThat(model.fingerprint()).isEqualTo(fingerprint);
    }
    CheckpointKit.set(folder.resolve("tokenizer_config.json"), "add_eos_token", "true");
    try (PromptModel model = open()) {
      assertThat(model.fingerprint()).isNotEqualTo(fingerprint);
    }
  }

  @Test
  void weightsAreNotCopied() throws IOException {
    embedded();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary.resolve("compiled"))) {
      for (Path cached : folders) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cached)) {
          for (Path file : files) {
            assertThat(Files.size(file)).as("%s", file).isLessThan(40_000);
          }
        }
      }
    }
  }

  @Test
  void aShardThatIsCutWhileItIsMappedIsReported() throws IOException {
    try (PromptModel model = open();
        DecoderTower tower = model.tower()) {
      Sequence sequence = model.sequence(query("a cat", false), Optional.empty());
      assertThat(tower.embed(List.of(sequence), () -> false)).hasSize(1);
      Path shard = folder.resolve("model-00002-of-00004.safetensors");
      byte[] whole = Files.readAllBytes(shard);
      Files.write(shard, Arrays.copyOf(whole, 100));
      AkinException failure =
          catchThrowableOfType(
              AkinException.class, () -> tower.embed(List.of(sequence), () -> false));
      assertThat(failure.problem())
          .isEqualTo(new Problem.ModelWeights(shard, "changed while it was in use"));
    }
  }

  @Test
  void aShardThatIsCutDuringAPassIsReported() throws IOException {
    try (PromptModel model = open();
        DecoderTower tower = model.tower()) {
      Sequence sequence = model.sequence(query("a cat", false), Optional.empty());
      Path shard = folder.resolve("model-00002-of-00004.safetensors");
      byte[] whole = Files.readAllBytes(shard);
      AkinException failure =
          catchThrowableOfType(
              AkinException.class,
              () ->
                  tower.embed(
                      List.of(sequence),
                      () -> {
                        try {
                          Files.write(shard, Arrays.copyOf(whole, 100));
                        } catch (IOException e) {
                          throw new UncheckedIOException(e);
                        }
                        return false;
                      }));
      assertThat(failure.problem())
          .isEqualTo(new Problem.ModelWeights(shard, "changed while it was in use"));
    }
  }

  /// The engine checks all operators of a program when it loads the program.
  @ParameterizedTest
  @ValueSource(strings = {"llava-tiny", "llava-tiny-v15", "qwen-tiny"})
  void programsForGpusLoad(String checkpoint) {
    DecoderFolder files =
        DecoderFolder.read(ExpectedPrompts.path(checkpoint), temporary.resolve("compiled"));
    DecoderModel model =
        checkpoint.startsWith("llava") ? LlavaModel.read(files) : QwenModel.read(files);
    TorchRuntime runtime = new TorchRuntime(settings(Precision.FP32));
    for (Precision precision : List.of(Precision.FP32, Precision.BF16, Precision.FP16)) {
      for (Placement placement : List.of(Placement.CUDA_STREAMED, Placement.MPS_STREAMED)) {
        ArchiveFile archive = ArchiveFile.of(model.archive(precision, placement));
        try (Model loaded = runtime.newModel(archive.name(), ai.djl.Device.cpu())) {
          archive.load(loaded);
          assertThat(loaded.getBlock()).isNotNull();
        }
      }
    }
    assertThat(model.weightBytes(Precision.FP32))
        .isEqualTo(2 * model.weightBytes(Precision.FP16))
        .isGreaterThan(1_000_000);
  }

  /// Without its arithmetic a pass in bfloat16 is slower than in float32, and cannot be timed in
  /// reasonable time.
  @ParameterizedTest
  @ValueSource(strings = {"llava-tiny", "qwen-tiny"})
  void aCpuWithoutArithmeticForBfloat16RefusesIt(String checkpoint) {
    try (PromptModel model =
        PromptModel.open(ExpectedPrompts.path(checkpoint), settings(Precision.BF16))) {
      if (CpuFeatures.hasBfloat16Kernels()) {
        model.tower().close();
      } else {
        AkinException failure = catchThrowableOfType(AkinException.class, model::tower);
        assertThat(failure.problem()).isEqualTo(new Problem.PrecisionAbsent("bf16", checkpoint));
      }
    }
  }

  @Test
  void aDecoderHasNoInt8() {
    AkinException failure =
        catchThrowableOfType(
            AkinException.class, () -> PromptModel.open(folder, settings(Precision.INT8)));
    assertThat(failure.problem()).isEqualTo(new Problem.PrecisionAbsent("int8", "model"));
  }

  private Embedding embedded() {
    try (PromptModel model = open();
        DecoderTower tower = model.tower()) {
      Optional<PreparedImage> image = Optional.of(model.prepare(TestModels.raster(70, 50, 1)));
      Sequence sequence = model.sequence(PromptParts.candidate(Optional.empty(), true), image);
      return tower.embed(List.of(sequence), () -> false).getFirst();
    }
  }

  private static String prompt(PromptModel model, PromptParts parts) {
    return model.prompt(parts).text();
  }

  private static PromptParts query(String text, boolean image) {
    return PromptParts.query(Optional.of(image ? COMPOSED : TASK), Optional.of(text), image);
  }

  private static Set<Long> added(long[] ids) {
    Set<Long> added = new TreeSet<>();
    for (long id : ids) {
      if (id < 3 || id >= 874) {
        added.add(id);
      }
    }
    return added;
  }

  private static long count(long[] ids, long wanted) {
    return Arrays.stream(ids).filter(id -> id == wanted).count();
  }

  private PromptModel open() {
    return PromptModel.open(folder, settings(Precision.FP32));
  }

  private EmbedSettings settings(Precision precision) {
    return new EmbedSettings(
        temporary.resolve("compiled"), BuildCache.NATIVES, Device.CPU, precision, 1);
  }
}
