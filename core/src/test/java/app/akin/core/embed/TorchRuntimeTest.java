package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests how many inferences may run at a time.
class TorchRuntimeTest {
  @ParameterizedTest
  @CsvSource({
    "LINUX, ARM64, 1",
    "LINUX, X86_64, 2147483647",
    "MACOS, ARM64, 2147483647",
    "WINDOWS, X86_64, 2147483647"
  })
  void onlyLinuxOnArmRunsOneInferenceAtATime(
      OperatingSystem system, Architecture architecture, int most) {
    assertThat(TorchRuntime.maxInferences(system, architecture)).isEqualTo(most);
  }
}
