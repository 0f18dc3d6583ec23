package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.pytorch.jni.LibUtils;
import app.akin.core.embed.CudaLibrary.State;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.JavaProcess;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests which library an engine uses, in separate processes. The CUDA library is simulated by the
/// CPU build in another folder.
final class CudaLibraryTest {
  /// Starts an engine and prints its library.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Device device = Device.valueOf(arguments[1]);
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try {
        TorchRuntime runtime = runtime(Path.of(arguments[0]), device);
        runtime.start();
        out.println(LibUtils.getLibtorchPath() + " " + runtime.description());
      } catch (AkinException e) {
        out.println(e.problem().getClass().getSimpleName());
      }
    }
  }

  @TempDir Path natives;

  private CudaBuild build = new CudaBuild("", "", "", "");
  private Path cpuLibrary = Path.of("");

  @BeforeEach
  void findCpuLibrary() throws IOException {
    assumeTrue(CudaBuild.current().isPresent(), "no build for this computer");
    build = CudaBuild.current().orElseThrow();
    runtime(BuildCache.NATIVES, Device.CPU).start();
    cpuLibrary = Path.of(LibUtils.getLibtorchPath());
    // Avoids unpacking the CPU build again.
    Files.createSymbolicLink(natives.resolve("pytorch"), BuildCache.NATIVES.resolve("pytorch"));
  }

  @Test
  void theLibraryIsStoredOutsideAReadOnlyInstallation(@TempDir Path base) throws IOException {
    Path installed = Files.createDirectory(base.resolve("installed"));
    Path compiled = base.resolve("cache/compiled");
    assertThat(CudaLibrary.of(installed, compiled).natives()).isEqualTo(installed);
    Files.createFile(installed.resolve("complete"));
    assertThat(CudaLibrary.of(installed, compiled).natives())
        .isEqualTo(base.resolve("cache/natives"));
  }

  private static TorchRuntime runtime(Path natives, Device device) {
    return new TorchRuntime(new EmbedSettings(natives, natives, device, Precision.FP32, 1));
  }

  private CudaLibrary library() {
    return new CudaLibrary(natives);
  }

  private Path folder() {
    return library().folder().orElseThrow();
  }

  /// Creates links to the CPU build in the folder of the CUDA build.
  private void installSimulatedLibrary() throws IOException {
    Files.createDirectories(folder());
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cpuLibrary)) {
      for (Path file : files) {
        Path link = folder().resolve(file.getFileName());
        Files.createSymbolicLink(link, file);
        lines.add("-  " + Files.size(file) + "  " + file.getFileName());
      }
    }
    assertThat(folder().resolve(build.bindingsFile())).exists();
    Files.write(folder().resolve(CudaLibrary.RECORD), lines);
  }

  private String start(Device device) throws IOException, InterruptedException {
    Path output = Files.createTempFile(natives, "output", ".txt");
    Process child =
        JavaProcess.of(Child.class, natives.toString(), device.name())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }

  @Test
  void anEnabledLibraryIsUsedUnlessTheDeviceIsTheCpu() throws Exception {
    installSimulatedLibrary();
    assertThat(library().state()).isEqualTo(new State.Installed());
    library().enable();

    assertThat(start(Device.AUTO)).startsWith(folder().toString()).endsWith(build.flavor());
    assertThat(start(Device.CPU)).contains("-cpu-").doesNotContain("graphics");
    assertThat(library().state()).isEqualTo(new State.Enabled());
    assertThat(library().folders().resolve("starting")).doesNotExist();
  }

  @Test
  void aLibraryThatFailsToLoadIsDisabledForLaterProcesses() throws Exception {
    installSimulatedLibrary();
    Path core = folder().resolve("libtorch.so");
    Files.delete(core);
    Files.write(core, new byte[(int) Files.size(cpuLibrary.resolve("libtorch.so"))]);
    library().enable();

    assertThat(start(Device.AUTO)).isEqualTo("GraphicsFailed");
    assertThat(library().state()).isInstanceOf(State.Failed.class);
    assertThat(start(Device.AUTO)).contains("-cpu-").doesNotContain("graphics");
  }

  @Test
  void aCrashDuringTheStartDisablesTheLibrary() throws Exception {
    installSimulatedLibrary();
    library().enable();
    Files.writeString(library().folders().resolve("starting"), "1");

    assertThat(start(Device.AUTO)).contains("-cpu-").doesNotContain("graphics");
    assertThat(library().state())
        .isEqualTo(new State.Failed("the process that was starting an engine with it ended"));
    library().enable();
    assertThat(start(Device.AUTO)).startsWith(folder().toString());
  }

  @Test
  void anIncompleteLibraryIsNotUsed() throws Exception {
    installSimulatedLibrary();
    library().enable();
    Files.delete(folder().resolve("libtorch.so"));

    assertThat(start(Device.AUTO)).contains("-cpu-").doesNotContain("graphics");
    assertThat(library().state()).isEqualTo(new State.Failed("libtorch.so has changed"));
  }

  /// A missing driver is reported with the short message of the engine.
  @Test
  void theReasonOfAnUnavailableGpuIsShort() {
    TorchRuntime runtime = runtime(BuildCache.NATIVES, Device.AUTO);

    assertThat(runtime.unavailableReason(Device.AUTO)).isEmpty();
    assertThat(runtime.unavailableReason(Device.CUDA))
        .hasValueSatisfying(why -> assertThat(why).isNotBlank().hasSizeLessThan(200));
  }
}
