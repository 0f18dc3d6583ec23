package app.akin.core.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the recognition of systems and the home folder.
final class OperatingSystemTest {
  private static final Path ACCOUNT = Path.of("/account").toAbsolutePath();

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "Linux, LINUX",
    "Mac OS X, MACOS",
    "Windows 11, WINDOWS",
    "Windows Server 2025, WINDOWS",
    "Darwin, OTHER",
    "FreeBSD, OTHER",
    "'', OTHER",
  })
  void aSystemIsRecognizedByItsName(String name, OperatingSystem system) {
    assertThat(OperatingSystem.of(name)).isEqualTo(system);
  }

  @ParameterizedTest
  @CsvSource({
    "amd64, X86_64",
    "x86_64, X86_64",
    "aarch64, ARM64",
    "riscv64, OTHER",
    "x86, OTHER",
  })
  void anArchitectureIsRecognizedByItsName(String name, Architecture architecture) {
    assertThat(Architecture.of(name)).isEqualTo(architecture);
  }

  @ParameterizedTest
  @EnumSource(names = "WINDOWS", mode = EnumSource.Mode.EXCLUDE)
  void homeIsThatOfTheEnvironment(OperatingSystem system) {
    assertThat(system.home(Map.of("HOME", home.toString()), ACCOUNT)).isEqualTo(home);
  }

  @Test
  void homeOnWindowsIsThatOfTheAccount() {
    assertThat(OperatingSystem.WINDOWS.home(Map.of("HOME", home.toString()), ACCOUNT))
        .isEqualTo(ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "relative/folder", "\0"})
  void anUnusableHomeIsIgnored(String value) {
    assertThat(OperatingSystem.LINUX.home(Map.of("HOME", value), ACCOUNT)).isEqualTo(ACCOUNT);
    assertThat(OperatingSystem.LINUX.home(Map.of(), ACCOUNT)).isEqualTo(ACCOUNT);
  }
}
