package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// How a library takes part in a shared library. Kept in two files of the library's folder:
/// `share.properties`, and `share.password`, which only its owner may read.
///
/// @param share the ID of the shared library
/// @param address where it is
/// @param certificate the certificate of the authority that signed that of the server; empty for
///   those that the system trusts
/// @param desk the ID of this library in the shared one
/// @param name the name of this library for others
/// @param mounts where shared folders are on this computer
/// @param folderNames the names of shared folders
public record ShareSettings(
    UUID share,
    ShareAddress address,
    Optional<Path> certificate,
    UUID desk,
    String name,
    Map<UUID, Path> mounts,
    Map<UUID, String> folderNames) {
  private static final String FILE = "share.properties";
  private static final String PASSWORD_FILE = "share.password";
  private static final String SHARE = "share";
  private static final String ADDRESS = "address";
  private static final String CERTIFICATE = "certificate";
  private static final String DESK = "desk";
  private static final String NAME = "name";
  private static final String MOUNT = "folder.";
  private static final String FOLDER_NAME = "name.";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /// Copies the maps.
  public ShareSettings {
    mounts = Map.copyOf(mounts);
    folderNames = Map.copyOf(folderNames);
  }

  /// Reads the settings of a library; empty if it takes part in none.
  ///
  /// @throws AkinException `ShareSettingsUnreadable` if the file is invalid
  public static Optional<ShareSettings> read(Path library) {
    Path file = library.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      String certificate = properties.getProperty(CERTIFICATE);
      Map<UUID, Path> mounts = new TreeMap<>();
      Map<UUID, String> names = new TreeMap<>();
      for (String key : properties.stringPropertyNames()) {
        String value = properties.getProperty(key);
        if (key.startsWith(MOUNT)) {
          mounts.put(UUID.fromString(key.substring(MOUNT.length())), PathText.path(value));
        } else if (key.startsWith(FOLDER_NAME)) {
          names.put(UUID.fromString(key.substring(FOLDER_NAME.length())), value);
        }
      }
      return Optional.of(
          new ShareSettings(
              UUID.fromString(properties.getProperty(SHARE, "")),
              ShareAddress.parse(properties.getProperty(ADDRESS, "")),
              certificate == null ? Optional.empty() : Optional.of(PathText.path(certificate)),
              UUID.fromString(properties.getProperty(DESK, "")),
              properties.getProperty(NAME, ""),
              mounts,
              names));
    } catch (IOException | IllegalArgumentException e) {
      throw new AkinException(e, new Problem.ShareSettingsUnreadable(file));
    }
  }

  /// Writes the settings of a library.
  ///
  /// @throws AkinException `LibraryUnwritable`
  public void write(Path library) {
    Properties properties = new Properties();
    properties.setProperty(SHARE, share.toString());
    properties.setProperty(ADDRESS, address.toString());
    certificate.ifPresent(path -> properties.setProperty(CERTIFICATE, PathText.of(path)));
    properties.setProperty(DESK, desk.toString());
    properties.setProperty(NAME, name);
    mounts.forEach((folder, path) -> properties.setProperty(MOUNT + folder, PathText.of(path)));
    folderNames.forEach((folder, text) -> properties.setProperty(FOLDER_NAME + folder, text));
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
      Files.createDirectories(library);
      FileOperations.write(
          library.resolve(FILE),
          out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw unwritable(library, e);
    }
  }

  /// Returns the settings with the name of a shared folder, and its location on this computer.
  public ShareSettings withMount(UUID folder, String folderName, Path path) {
    Map<UUID, Path> paths = new TreeMap<>(mounts);
    paths.put(folder, path);
    Map<UUID, String> names = new TreeMap<>(folderNames);
    names.put(folder, folderName);
    return new ShareSettings(share, address, certificate, desk, name, paths, names);
  }

  /// Deletes the settings and the password of a library.
  ///
  /// @throws AkinException `LibraryUnwritable`
  public static void delete(Path library) {
    try {
      FileOperations.delete(library.resolve(PASSWORD_FILE));
      FileOperations.delete(library.resolve(FILE));
    } catch (IOException e) {
      throw unwritable(library, e);
    }
  }

  /// Stores the password in a file that only its owner may read.
  ///
  /// @throws AkinException `LibraryUnwritable`
  public static void writePassword(Path library, String password) {
    Path file = library.resolve(PASSWORD_FILE);
    try {
      Files.createDirectories(library);
      FileOperations.delete(file);
      Files.createFile(file);
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        // Before the password is in the file.
        view.setPermissions(OWNER_ONLY);
      }
      Files.writeString(file, password);
    } catch (IOException e) {
      throw unwritable(library, e);
    }
  }

  /// Reads the password of a library.
  ///
  /// @throws AkinException `SharePasswordMissing`, or `SharePasswordReadable` if others may read it
  public static String readPassword(Path library) {
    return readPasswordFile(library.resolve(PASSWORD_FILE));
  }

  /// Reads a password from the first line of a file.
  ///
  /// @throws AkinException `SharePasswordMissing`, or `SharePasswordReadable` if others may read it
  public static String readPasswordFile(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new AkinException(new Problem.SharePasswordReadable(file));
      }
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      throw new AkinException(e, new Problem.SharePasswordMissing(file));
    }
  }

  private static AkinException unwritable(Path library, IOException cause) {
    return new AkinException(
        cause, new Problem.LibraryUnwritable(library, String.valueOf(cause.getMessage())));
  }
}
