package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.HubKit;
import app.akin.core.model.install.Verification;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests models in the cache of the hub's own programs.
final class HubCacheTest extends FetchTestCase {
  /// The folder's name is the snapshot's revision. Any revision with complete files of the model is
  /// used.
  @ParameterizedTest
  @CsvSource({
    "HF_HOME, hub-cache, hub-cache/hub, " + ModelFixture.REVISION,
    "HF_HOME, hub-cache, hub-cache/hub, fedcba9876543210fedcba9876543210fedcba98",
    "HF_HUB_CACHE, elsewhere, elsewhere, " + ModelFixture.REVISION,
    "HUGGINGFACE_HUB_CACHE, older, older, " + ModelFixture.REVISION,
    "XDG_CACHE_HOME, caches, caches/huggingface/hub, " + ModelFixture.REVISION,
    "NOTHING, '', home/.cache/huggingface/hub, " + ModelFixture.REVISION,
  })
  void aModelInTheHubCacheIsUsedOffline(
      String variable, String value, String cache, String revision) throws Exception {
    Path snapshot = cached(cache, revision, fixture.files);
    fixture.environment.remove("HF_HOME");
    fixture.environment.put(variable, base.resolve(value).toString());

    assertFetched();
    assertThat(fixture.models().find(ModelFixture.MODEL).verification())
        .contains(Verification.CACHE);
    assertThat(fixture.hub.requests()).isEmpty();
    assertThat(snapshot).isDirectory();
  }

  /// Another revision may hold another model, and a blob may not match the hash in its name.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMismatchingCacheIsIgnored(boolean damaged) throws Exception {
    Map<String, byte[]> other = new java.util.LinkedHashMap<>(fixture.files);
    if (!damaged) {
      Path larger = base.resolve("larger");
      SyntheticCheckpoint tiny = SyntheticCheckpoint.tiny();
      SyntheticCheckpoint.Tower vision = tiny.shape().vision();
      SyntheticCheckpoint.Tower deeper =
          new SyntheticCheckpoint.Tower(
              vision.hidden(), vision.layers() + 1, vision.heads(), vision.feedForward());
      new SyntheticCheckpoint(
              tiny.shape().withVision(deeper, tiny.shape().patch(), tiny.shape().image()),
              tiny.seed(),
              tiny.type(),
              tiny.shards(),
              tiny.activation(),
              tiny.sizesAsObjects())
          .write(larger);
      other.put("config.json", Files.readAllBytes(larger.resolve("config.json")));
      other.put(WEIGHTS, Files.readAllBytes(larger.resolve(WEIGHTS)));
    }
    Path snapshot = cached("hub-cache/hub", "fedcba9876543210fedcba9876543210fedcba98", other);
    if (damaged) {
      Path blob = snapshot.resolve(WEIGHTS).toRealPath();
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }

    assertFetched();
    assertThat(fixture.models().find(ModelFixture.MODEL).verification()).contains(Verification.HUB);
  }

  private Path cached(String cache, String revision, Map<String, byte[]> files) throws Exception {
    Path repository = base.resolve(cache).resolve("models--somebody--tiny");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(revision));
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path plain = Files.write(base.resolve("plain"), file.getValue());
      String name =
          file.getValue().length >= HubKit.LARGE
              ? run("sha256sum", plain.toString())
              : run("git", "hash-object", "--no-filters", plain.toString());
      assumeTrue(!name.isEmpty(), "requires git and sha256sum");
      Files.write(blobs.resolve(name), file.getValue());
      Files.createSymbolicLink(
          snapshot.resolve(file.getKey()), Path.of("../../blobs").resolve(name));
    }
    return snapshot;
  }
}
