package app.akin.core.decode.format;

import app.akin.core.decode.codec.FrameCodecLoader;
import app.akin.core.decode.codec.JdkJpegCodec;
import app.akin.core.decode.codec.JxlCodecLoader;
import app.akin.core.decode.codec.LeptonicaLoader;

/// The codecs that image files are opened with. Thread-safe.
///
/// @param leptonica the native JPEG and WebP codec
/// @param frames the native HEVC and AV1 codec
/// @param jxl the system's JPEG XL codec
/// @param jdkJpeg the JDK's JPEG codec
public record Codecs(
    LeptonicaLoader leptonica, FrameCodecLoader frames, JxlCodecLoader jxl, JdkJpegCodec jdkJpeg) {}
