package app.akin.core.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// The build of the engine's library for NVIDIA's graphics cards that fits the engine on the class
/// path. Source: DJL 0.35.1, `ai.djl.pytorch.jni.LibUtils`, and the names inside its `pytorch-jni`.
///
/// @param version the engine's own version
/// @param flavor which CUDA it was built for
/// @param classifier for which system and processor
/// @param bindings the version of the bindings between Java and it
public record GraphicsBuild(String version, String flavor, String classifier, String bindings) {
  /// The one CUDA that the bindings of this version are built for.
  private static final String FLAVOR = "cu128";

  private static final String ENGINE = "pytorch-engine.properties";

  /// The build for a system; empty where there is none.
  ///
  /// @param system the value of `os.name`
  /// @param architecture the value of `os.arch`
  public static Optional<GraphicsBuild> of(String system, String architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean intel = List.of("amd64", "x86_64").contains(architecture.toLowerCase(Locale.ROOT));
    String prefix = name.startsWith("linux") ? "linux" : name.startsWith("win") ? "win" : "";
    if (!intel || prefix.isEmpty()) {
      return Optional.empty();
    }
    Properties engine = new Properties();
    try (InputStream in = resource(ENGINE).orElseThrow()) {
      engine.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new GraphicsBuild(
            engine.getProperty("pytorch_version"),
            FLAVOR,
            prefix + "-x86_64",
            engine.getProperty("djl_version")));
  }

  /// The build for this computer.
  public static Optional<GraphicsBuild> here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /// What its folder is called.
  public String name() {
    return version + "-" + flavor + "-" + classifier;
  }

  /// The name under which the engine looks for its bindings beside the library.
  public String bindingsFile() {
    return bindings + "-" + bindingsLibrary();
  }

  /// The name of the bindings where they are published.
  public String bindingsLibrary() {
    return classifier.startsWith("win") ? "djl_torch.dll" : "libdjl_torch.so";
  }

  /// The bindings, where they ship on the class path; the caller closes them.
  public Optional<InputStream> shippedBindings() {
    return resource("jnilib/" + classifier + "/" + flavor + "/" + bindingsLibrary());
  }

  private static Optional<InputStream> resource(String name) {
    return Optional.ofNullable(GraphicsBuild.class.getClassLoader())
        .flatMap(loader -> Optional.ofNullable(loader.getResourceAsStream(name)));
  }
}
