package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A ready model with its own archives, described by `bundle.json`. Its only precision is fp32.
///
/// @param files its five files
/// @param bundle their names
/// @param preparation the image preparation
record ReadyModelFormat(ModelFiles files, Bundle bundle, ImagePreparation preparation)
    implements ModelFormat {
  /// Incremented whenever the same files give other features, so that old and new embeddings are
  /// not mixed.
  private static final int RECIPE_VERSION = 1;

  /// Reads the bundle and the image preparation, and checks that all files exist.
  static ReadyModelFormat read(ModelFiles files) {
    SettingsFile settings = ModelFormat.settings(files, Bundle.FILE);
    Bundle bundle = Bundle.read(settings, files.folder().isEmpty());
    for (String file : List.of(bundle.image(), bundle.text(), bundle.tokenizer())) {
      ModelFormat.requireFile(files, file);
    }
    SettingsFile preprocessor = ModelFormat.settings(files, bundle.preprocessor());
    return new ReadyModelFormat(files, bundle, ImagePreparation.read(preprocessor));
  }

  @Override
  public String name() {
    return bundle.name();
  }

  @Override
  public String fingerprint() {
    return files.fingerprint().orElseGet(this::hashAll);
  }

  private String hashAll() {
    MessageDigest digest = sha256();
    digest.update(("ready recipe " + RECIPE_VERSION).getBytes(StandardCharsets.UTF_8));
    // Hashes have a fixed length, so their concatenation is unambiguous.
    for (String file :
        List.of(
            Bundle.FILE,
            bundle.image(),
            bundle.preprocessor(),
            bundle.text(),
            bundle.tokenizer())) {
      digest.update(hash(file));
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 16));
  }

  @Override
  public int dimension() {
    return bundle.dimension();
  }

  @Override
  public int maxTokens() {
    return bundle.maxTokens();
  }

  @Override
  public String tokenizer() {
    return bundle.tokenizer();
  }

  @Override
  public List<Precision> precisions(Device device) {
    return List.of(Precision.FP32);
  }

  @Override
  public List<Supplier<ArchiveFile>> image(Precision precision, Device device) {
    return List.of(() -> new ArchiveFile(files, bundle.image(), true));
  }

  @Override
  public void deleteOtherPrecisions(List<Precision> precisions) {
    // Its archives are not compiled.
  }

  @Override
  public ArchiveFile text(LongSupplier endOfText) {
    return new ArchiveFile(files, bundle.text(), false);
  }

  @Override
  public OptionalInt vocabularySize() {
    return OptionalInt.empty();
  }

  private byte[] hash(String file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = files.open(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new AkinException(
          e,
          new Problem.ModelArchive(
              ModelFormat.location(files, file), "cannot be read: " + e.getMessage()));
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
