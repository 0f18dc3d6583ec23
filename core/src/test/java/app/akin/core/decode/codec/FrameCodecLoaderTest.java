package app.akin.core.decode.codec;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import org.junit.jupiter.api.Test;

/// Tests what is reported if the native codec cannot be loaded.
final class FrameCodecLoaderTest {
  @Test
  void onLinuxOnArmThePackagesAreNamed() {
    assertThat(FrameCodecLoader.missingCodec(OperatingSystem.LINUX, Architecture.ARM64))
        .contains("libva2 and libva-drm2 (Debian, Ubuntu)");
  }

  @Test
  void elsewhereNothingCanBeInstalled() {
    assertThat(FrameCodecLoader.missingCodec(OperatingSystem.LINUX, Architecture.X86_64))
        .doesNotContain("libva");
    assertThat(FrameCodecLoader.missingCodec(OperatingSystem.MACOS, Architecture.ARM64))
        .doesNotContain("libva");
  }
}
