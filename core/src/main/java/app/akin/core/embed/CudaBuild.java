package app.akin.core.embed;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// The CUDA build of libtorch that matches the engine on the class path. Source: DJL 0.35.1,
/// `ai.djl.pytorch.jni.LibUtils`, and the names inside its `pytorch-jni`.
///
/// @param version the libtorch version of the engine
/// @param flavor the CUDA version it was built for, such as `cu128`
/// @param classifier the operating system and processor architecture it was built for
/// @param bindings the version of its Java bindings
public record CudaBuild(String version, String flavor, String classifier, String bindings) {
  /// The only CUDA version that the bindings of this version are built for.
  private static final String FLAVOR = "cu128";

  private static final String ENGINE = "pytorch-engine.properties";

  /// Returns the build for an operating system and architecture; empty if there is no such build.
  ///
  /// @param system the operating system
  /// @param architecture the architecture of the CPU
  public static Optional<CudaBuild> of(OperatingSystem system, Architecture architecture) {
    String prefix =
        switch (system) {
          case LINUX -> "linux";
          case WINDOWS -> "win";
          case MACOS, OTHER -> "";
        };
    if (architecture != Architecture.X86_64 || prefix.isEmpty()) {
      return Optional.empty();
    }
    Properties engine = new Properties();
    try (InputStream in = resource(ENGINE).orElseThrow()) {
      engine.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new CudaBuild(
            engine.getProperty("pytorch_version"),
            FLAVOR,
            prefix + "-x86_64",
            engine.getProperty("djl_version")));
  }

  /// Returns the build for this computer; empty if there is none.
  public static Optional<CudaBuild> current() {
    return of(OperatingSystem.current(), Architecture.current());
  }

  /// Returns the name of the library's folder.
  public String name() {
    return version + "-" + flavor + "-" + classifier;
  }

  /// Returns the file name under which the engine looks for its bindings next to the library.
  public String bindingsFile() {
    return bindings + "-" + bindingsLibrary();
  }

  /// Returns the name under which the bindings are published.
  public String bindingsLibrary() {
    return classifier.startsWith("win") ? "djl_torch.dll" : "libdjl_torch.so";
  }

  /// Returns the bindings if they are on the class path, otherwise empty. The caller closes the
  /// stream.
  public Optional<InputStream> shippedBindings() {
    return resource("jnilib/" + classifier + "/" + flavor + "/" + bindingsLibrary());
  }

  private static Optional<InputStream> resource(String name) {
    return Optional.ofNullable(CudaBuild.class.getClassLoader())
        .flatMap(loader -> Optional.ofNullable(loader.getResourceAsStream(name)));
  }
}
