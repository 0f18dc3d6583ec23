package app.akin.core.decode.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Tests the version check of the native codec.
class FrameCodecTest {
  @Test
  void anotherMajorVersionIsRefused() {
    // avcodec_version() of 62.11.100 and 61.19.101
    assertThatCode(() -> FrameCodec.checkMajor("avcodec_version", 62 << 16 | 11 << 8 | 100, 62))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> FrameCodec.checkMajor("avcodec_version", 61 << 16 | 19 << 8 | 101, 62))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("avcodec_version is 61 instead of 62");
  }
}
