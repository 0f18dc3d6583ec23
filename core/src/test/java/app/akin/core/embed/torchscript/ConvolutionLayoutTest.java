package app.akin.core.embed.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ArchiveRunner;
import app.akin.resources.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests optimized programs against the originals in the engine.
final class ConvolutionLayoutTest {
  private static final String SUPPORTED =
      """
      class Tower(Module):
        def forward(self: __torch__.Tower,
          x: Tensor) -> Tensor:
          a = torch.conv2d(x, CONSTANTS.c0, None, [1, 1], [0, 0], [1, 1], 1)
          b = torch.hardtanh(a, 0., 6.)
          c = torch.conv2d(b, CONSTANTS.c0, None, [1, 1], [0, 0], [1, 1], 1)
          d = torch.relu(c)
          return torch.add(d, c)
      """;

  @TempDir Path folder;

  @Test
  void theFeaturesOfTheStarterModelDoNotChange() throws IOException {
    byte[] archive;
    try (InputStream in = Resource.STARTER_IMAGE.open()) {
      archive = in.readAllBytes();
    }
    byte[] optimized = ConvolutionLayout.optimize(archive).orElseThrow();
    assertThat(optimized).isNotEqualTo(archive);

    int count = 3;
    int size = 260;
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[count * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      // Blotches instead of noise, so that every part of the model contributes.
      pixels[i] = (float) (Math.sin(i / 997.0) + random.nextGaussian() / 8);
    }
    float[][] expected = run(archive, "plain", pixels, count, size);
    float[][] found = run(optimized, "optimized", pixels, count, size);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(found[i][j]).isCloseTo(expected[i][j], within(1e-4f));
      }
    }
  }

  @Test
  void aResultThatIsUsedAgainIsNotOverwritten() throws IOException {
    assertThat(program(ConvolutionLayout.optimize(archive(SUPPORTED)).orElseThrow()))
        .contains("x = torch.contiguous(x, memory_format=2)")
        .contains("torch.hardtanh_(a,")
        .contains("torch.relu(c)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    e = torch.view(d, [1, -1])",
        "    e = torch.as_strided(d, [1], [1], 0)",
        "    e = ops.akin.strange(d)",
        "  def other(self: __torch__.Tower) -> int:\n    return 1"
      })
  void unsupportedProgramsAreNotChanged(String line) throws IOException {
    String program = SUPPORTED.replace("    return", line + "\n    return");

    assertThat(ConvolutionLayout.optimize(archive(program))).isEmpty();
  }

  @Test
  void aProgramWithoutConvolutionsIsNotChanged() throws IOException {
    assertThat(ConvolutionLayout.optimize(archive(SUPPORTED.replace("conv2d", "fold")))).isEmpty();
  }

  private float[][] run(byte[] archive, String name, float[] pixels, int count, int size)
      throws IOException {
    Path file = Files.write(folder.resolve(name + ".pt"), archive);
    try (ArchiveRunner tower = ArchiveRunner.open(file)) {
      return tower.run(pixels, count, 3, size, size);
    }
  }

  private static byte[] archive(String program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("tower/version"));
      zip.write('3');
      zip.putNextEntry(new ZipEntry("tower/code/__torch__.py"));
      zip.write(program.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String program(byte[] archive) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".py")) {
          return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("no program");
  }
}
