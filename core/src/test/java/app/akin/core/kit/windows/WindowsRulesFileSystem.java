package app.akin.core.kit.windows;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The default file system of a process with the rules of Windows.
final class WindowsRulesFileSystem extends FileSystem {
  private final WindowsRulesProvider provider;
  private final FileSystem inner;

  /// @param inner the file system of the system
  WindowsRulesFileSystem(WindowsRulesProvider provider, FileSystem inner) {
    this.provider = provider;
    this.inner = inner;
  }

  /// Returns a path whose existing names have the case in which they are stored.
  ///
  /// @param path a path of the system's file system
  Path stored(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      return path;
    }
    Path stored = absolute.getRoot();
    for (Path name : absolute) {
      Path next = stored.resolve(name);
      stored = Files.exists(next, LinkOption.NOFOLLOW_LINKS) ? next : inAnyCase(stored, name);
    }
    return stored;
  }

  private static Path inAnyCase(Path folder, Path name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return folder.resolve(name);
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (String.valueOf(entry.getFileName()).equalsIgnoreCase(name.toString())) {
          return entry;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return folder.resolve(name);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return inner.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return inner.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return StreamSupport.stream(inner.getRootDirectories().spliterator(), false)
        .<Path>map(root -> new WindowsRulesPath(this, root))
        .toList();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return inner.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return inner.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return new WindowsRulesPath(this, inner.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = inner.getPathMatcher(pattern);
    return path -> matcher.matches(WindowsRulesPath.inner(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return inner.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return inner.newWatchService();
  }
}
