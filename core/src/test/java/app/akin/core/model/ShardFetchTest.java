package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.embed.RankingSettings;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.model.install.ModelList;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests downloads of models whose weights are in the shards that an index names, and the inventory
/// that the official models must have.
final class ShardFetchTest {
  @TempDir private Path base;
  private ModelFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = ModelFixture.ofPrompts(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> bodies() {
    return fixture.hub.requests().stream()
        .filter(ReceivedRequest::isBody)
        .map(ReceivedRequest::file)
        .toList();
  }

  private Problem failure() {
    AkinException failure = catchThrowableOfType(AkinException.class, fixture::fetch);
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isNotEqualTo(State.INSTALLED);
    return failure.problem();
  }

  @Test
  void theShardsOfTheIndexAreFetched() throws Exception {
    assertThat(fixture.tiny.files()).noneMatch(FileEntry::isWeights);
    assertThat(fixture.fetch()).isTrue();

    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.INSTALLED);
    assertThat(fixture.models().findDamaged()).isEmpty();
    assertThat(bodies())
        .containsExactly(
            "model-00001-of-00004.safetensors",
            "model-00002-of-00004.safetensors",
            "model-00003-of-00004.safetensors",
            "model-00004-of-00004.safetensors");
    Path folder = fixture.folders().resolve(ModelFixture.MODEL);
    fixture.files.forEach(
        (name, bytes) -> assertThat(folder.resolve(name)).hasBinaryContent(bytes));
    assertThat(folder.resolve(ModelFixture.OPTIONAL)).doesNotExist();
  }

  @Test
  void anOptionalFileIsFetchedIfTheHubHasIt() throws Exception {
    byte[] prompts = "{\"prompts\": {}}".getBytes(StandardCharsets.UTF_8);
    fixture.hub.put(ModelFixture.OPTIONAL, prompts);
    assertThat(fixture.fetch()).isTrue();
    assertThat(fixture.folders().resolve(ModelFixture.MODEL).resolve(ModelFixture.OPTIONAL))
        .hasBinaryContent(prompts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../model.safetensors", "/etc/passwd", ".hidden", "a\\\\b", "C:x"})
  void anIndexThatLeavesTheFolderIsRejected(String shard) {
    fixture.hub.put(
        ModelDescriptor.INDEX,
        ("{\"weight_map\": {\"a\": \"" + shard + "\"}}").getBytes(StandardCharsets.UTF_8));

    assertThat(failure())
        .isInstanceOfSatisfying(
            Problem.ModelWeights.class,
            problem -> assertThat(problem.detail()).contains("is no file name"));
    assertThat(fixture.hub.requests()).noneMatch(request -> request.path().contains(".."));
    assertThat(bodies()).isEmpty();
  }

  @Test
  void aShardThatTheHubLacksIsReportedBeforeTheDownload() {
    fixture.hub.remove("model-00003-of-00004.safetensors");

    assertThat(failure()).isInstanceOf(Problem.NetNotFound.class);
    assertThat(bodies()).isEmpty();
  }

  /// A repository with another model is rejected by the sizes of its files.
  @Test
  void weightsOfAnotherSizeAreRejectedBeforeTheDownload() {
    byte[] whole = Objects.requireNonNull(fixture.files.get("model-00004-of-00004.safetensors"));
    fixture.hub.put("model-00004-of-00004.safetensors", new byte[whole.length / 2]);

    assertThat(failure())
        .isInstanceOfSatisfying(
            Problem.NetAnswer.class,
            problem -> assertThat(problem.detail()).contains("do not have the size of Tiny"));
    assertThat(bodies()).isEmpty();
  }

  /// A model without an index has one file of weights.
  @Test
  void aModelWithoutAnIndexHasOneFile() throws Exception {
    fixture.hub.remove(ModelDescriptor.INDEX);

    assertThat(failure()).isInstanceOf(Problem.NetNotFound.class);
    assertThat(fixture.hub.requests().getLast().file()).isEqualTo("model.safetensors");
  }

  /// The numbers of tensors and elements of a list are those of the downloaded weights.
  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1"})
  void anotherInventoryIsRejected(int tensors, int elements) throws Exception {
    ModelDescriptor tiny = fixture.tiny;
    fixture.tiny =
        new ModelDescriptor(
            tiny.name(),
            tiny.title(),
            tiny.repository(),
            tiny.revision(),
            tiny.files(),
            tiny.family(),
            tiny.dimension(),
            tiny.licence(),
            tiny.languages(),
            tiny.memory(),
            tiny.tensors() + tensors,
            tiny.elements() + elements,
            RankingSettings.SUM);

    assertThat(failure())
        .isInstanceOfSatisfying(
            Problem.ModelWeights.class,
            problem -> assertThat(problem.detail()).contains("not those of Tiny"));
    assertThat(Files.exists(fixture.folders().resolve(ModelFixture.MODEL))).isFalse();
  }

  /// The shards have the sizes of the official repositories, which hold 16-bit numbers.
  @Test
  void theListHasTheOfficialModels() {
    ModelList list = ModelList.shipped();
    assertThat(list.models())
        .extracting(ModelDescriptor::name)
        .containsExactly(
            "base", "large", "mllm-s1", "mllm-s2", "v1.5-zs", "v1.5-mmeb", "screenshot");
    for (ModelDescriptor model : list.models()) {
      long weights =
          model.files().stream().filter(FileEntry::isWeights).mapToLong(FileEntry::bytes).sum();
      long headers = (weights == 0 ? 2 * model.elements() : weights) - 2 * model.elements();
      assertThat(headers).as(model.name()).isBetween(0L, 200_000L);
      assertThat(model.downloadSize())
          .as(model.name())
          .isBetween(2 * model.elements(), 2 * model.elements() + 13_000_000);
      assertThat(model.embedsPrompts()).as(model.name()).isEqualTo(model.isSharded());
      assertThat(model.memory()).isPositive();
      assertThat(model.licence()).isEqualTo("MIT");
    }
    ModelDescriptor screenshot = list.find("screenshot").orElseThrow();
    assertThat(screenshot.dimension()).isEqualTo(2048);
    assertThat(screenshot.files()).noneMatch(FileEntry::isWeights);
  }
}
