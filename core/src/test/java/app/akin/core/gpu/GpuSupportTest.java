package app.akin.core.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.embed.CudaBuild;
import app.akin.core.embed.CudaLibrary;
import app.akin.core.gpu.GpuSupport.GpuState;
import app.akin.core.kit.EngineKit;
import app.akin.core.model.Models;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.net.RetryPolicy;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests download and test of the CUDA library with a fake server: engines never use a library that
/// failed its test.
final class GpuSupportTest {
  @TempDir Path base;

  private final Map<String, byte[]> libraries = new LinkedHashMap<>();
  private EngineKit server;
  private CudaBuild build;
  private long free = Long.MAX_VALUE;

  @BeforeEach
  void publish() throws IOException {
    assumeTrue(CudaBuild.current().isPresent(), "no build for this computer");
    build = CudaBuild.current().orElseThrow();
    libraries.put("libtorch.so", "no library".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    libraries.put("libc10+cuda.so.12", bytes(300_000));
    libraries.put("libtorch_cuda.so", bytes(900_000));
    server =
        EngineKit.of(
            build.version(), build.flavor() + "/" + build.classifier() + "/native/lib/", libraries);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private Path natives() {
    return base.resolve("natives");
  }

  private Path folder() {
    return natives().resolve("graphics").resolve(build.name());
  }

  private GpuSupport graphics() {
    RetryPolicy patience =
        new RetryPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            4,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            _ -> {});
    return new GpuSupport(
        new CudaLibrary(natives()),
        new Models(base.resolve("compiled"), natives(), base.resolve("models"), 1, Map.of()),
        new NetEnvironment(
            Map.of("AKIN_ENGINE_ENDPOINT", server.address().toString()),
            base,
            patience,
            _ -> free,
            0),
        Clock.systemUTC());
  }

  private boolean get() {
    GpuSupport graphics = graphics();
    return graphics.download(graphics.offer(() -> true), _ -> true);
  }

  private void assertWhole() throws IOException {
    for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
      assertThat(folder().resolve(library.getKey())).hasBinaryContent(library.getValue());
    }
    assertThat(folder().resolve(build.bindingsFile())).isNotEmptyFile();
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files).hasSize(libraries.size() + 2);
    }
    assertThat(graphics().findDamagedFile()).isEmpty();
  }

  @Test
  void whatItCostsIsSaidBeforeItIsFetched() {
    CudaOffer offer = graphics().offer(() -> true);

    assertThat(offer.downloadBytes()).isEqualTo(server.bytes());
    assertThat(offer.items())
        .extracting(CudaOffer.Item::name)
        .containsExactlyElementsOf(libraries.keySet());
    assertThat(server.requests())
        .as("nothing but the list and what each file is")
        .allMatch(request -> request.startsWith("HEAD ") || request.endsWith("/files.txt"));
    assertThat(graphics().state().kind()).isEqualTo(GpuState.Kind.ABSENT);
  }

  @Test
  void aLibraryIsFetchedUnpackedRecordedAndNotUsedYet() throws IOException {
    assertThat(get()).isTrue();

    assertWhole();
    assertThat(graphics().state()).returns(GpuState.Kind.HERE, GpuState::kind);
  }

  @Test
  void aFetchThatIsStoppedAgainAndAgainGoesOn() throws IOException {
    int stops = 0;
    while (true) {
      GpuSupport graphics = graphics();
      CudaOffer offer = graphics.offer(() -> true);
      long until = offer.downloadBytes() * (stops + 1) / 4;
      if (graphics.download(offer, bytes -> bytes < until)) {
        break;
      }
      assertThat(graphics.state().kind()).isEqualTo(GpuState.Kind.ABSENT);
      assertThat(++stops).isLessThan(5);
    }

    assertThat(stops).isPositive();
    assertThat(server.requests()).as("what came is kept").anyMatch(it -> it.contains(" from "));
    assertWhole();
  }

  @Test
  void aFlippedByteIsFetchedAgainAndOneThatStaysIsAnError() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.setFault(
        (path, bytes) -> {
          byte[] sent = bytes.clone();
          if (path.contains("torch_cuda") && times.getAndIncrement() == 0) {
            sent[sent.length / 2] ^= 1;
          }
          return sent;
        });
    assertThat(get()).isTrue();
    assertWhole();
    assertThat(times.get()).isEqualTo(2);

    Files.writeString(folder().resolve("files.sha256"), "");
    server.setFault(
        (path, bytes) -> {
          byte[] sent = bytes.clone();
          sent[sent.length / 2] ^= path.endsWith(".gz") ? (byte) 1 : 0;
          return sent;
        });
    assertProblem(Problem.GraphicsDamaged.class, this::get);
  }

  @Test
  void aConnectionThatBreaksIsTakenUpAgain() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.setFault(
        (path, bytes) ->
            path.contains("torch_cuda") && times.getAndIncrement() < 2
                ? java.util.Arrays.copyOf(bytes, bytes.length * times.get() / 3)
                : bytes);

    assertThat(get()).isTrue();
    assertWhole();
  }

  @Test
  void aDiskTooSmallIsSaidBeforeItStarts() {
    free = server.bytes();

    assertProblem(Problem.GraphicsShort.class, this::get);
    assertThat(server.requests())
        .noneMatch(request -> request.startsWith("GET ") && request.endsWith("gz"));
  }

  @Test
  void whatHasNoBuildIsSaid() throws IOException {
    server.close();
    server = EngineKit.of(build.version(), "cu128/other-system/native/lib/", libraries);

    assertProblem(Problem.GraphicsNone.class, this::get);
    assertThat(CudaBuild.of(OperatingSystem.MACOS, Architecture.ARM64)).isEmpty();
    assertThat(CudaBuild.of(OperatingSystem.LINUX, Architecture.ARM64)).isEmpty();
    assertThat(CudaBuild.of(OperatingSystem.WINDOWS, Architecture.X86_64))
        .hasValueSatisfying(
            windows -> assertThat(windows.shippedBindings()).as(windows.name()).isPresent());
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() throws IOException {
    server.close();
    server =
        EngineKit.of(
            build.version(),
            build.flavor() + "/" + build.classifier() + "/native/lib/",
            Map.of("..%2F..%2Fevil.so", bytes(10)));

    assertProblem(Problem.NetAnswer.class, this::get);
    assertThat(base.resolve("natives/evil.so")).doesNotExist();
  }

  /// Output and exit code of the test process decide; the result is stored until the next test.
  @ParameterizedTest
  @CsvSource({
    "'exit 0', ON, ''",
    "'echo no driver; exit 1', FAILED, 'no driver'",
    "'kill -SEGV $$', FAILED, 'the process that tried it ended with 139'",
    "'exit 3', FAILED, 'the process that tried it ended with 3'",
  })
  void aProcessOfItsOwnDecides(String script, GpuState.Kind kind, String reason) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
    get();
    Path saw = base.resolve("saw");
    String spy = "echo \"$PYTORCH_LIBRARY_PATH $PYTORCH_FLAVOR\" > '" + saw + "'; ";

    GpuState now = graphics().test(arguments -> new ProcessBuilder("/bin/sh", "-c", spy + script));

    assertThat(now).returns(kind, GpuState::kind).returns(reason, GpuState::reason);
    assertThat(graphics().state()).isEqualTo(now);
    assertThat(saw).content().isEqualToIgnoringNewLines(folder() + " " + build.flavor());

    assertThat(graphics().test(_ -> new ProcessBuilder("/bin/sh", "-c", "exit 0")).kind())
        .isEqualTo(GpuState.Kind.ON);
  }

  @Test
  void aLibraryThatIsNotWhatCameIsNotEvenTried() throws Exception {
    get();
    byte[] bytes = Files.readAllBytes(folder().resolve("libtorch_cuda.so"));
    bytes[7] ^= 1;
    Files.write(folder().resolve("libtorch_cuda.so"), bytes);

    assertThat(graphics().findDamagedFile()).contains("libtorch_cuda.so");
    GpuState now = graphics().test(_ -> new ProcessBuilder(List.of("/bin/false")));
    assertThat(now.reason()).startsWith("libtorch_cuda.so");
  }

  private static void assertProblem(Class<? extends Problem> problem, Runnable action) {
    assertThat(catchThrowableOfType(AkinException.class, action::run))
        .extracting(AkinException::problem)
        .isInstanceOf(problem);
  }
}
