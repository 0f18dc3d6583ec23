package app.akin.core.kit.windows;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Gives a process a default file system with the rules of Windows:
///
/// * a file that is open or mapped in this process can't be deleted, moved or replaced, a folder
///   with such a file can't be moved, a mapped file can't be truncated;
/// * names are equal in any case.
///
/// Stricter than Windows, which lets files be deleted that only Java's channels have open. Java
/// creates it if the property `java.nio.file.spi.DefaultFileSystemProvider` names it.
public final class WindowsRulesProvider extends FileSystemProvider {
  /// The property that names the provider of the default file system.
  public static final String PROPERTY = "java.nio.file.spi.DefaultFileSystemProvider";

  private final FileSystemProvider parent;
  private final WindowsRulesFileSystem system;
  private final OpenFiles openFiles;
  private final Set<String> refused = Collections.synchronizedSet(new LinkedHashSet<>());

  /// Creates the provider; called by Java.
  public WindowsRulesProvider(FileSystemProvider parent) {
    this.parent = parent;
    FileSystem inner = parent.getFileSystem(URI.create("file:///"));
    this.system = new WindowsRulesFileSystem(this, inner);
    this.openFiles = new OpenFiles(inner.getPath("/proc/self"));
  }

  /// Returns the refused operations so far, each once with the file that was in use.
  public List<String> refused() {
    synchronized (refused) {
      return List.copyOf(refused);
    }
  }

  private Path stored(Path path) throws IOException {
    return system.stored(WindowsRulesPath.inner(path));
  }

  private WindowsRulesPath wrap(Path path) {
    return new WindowsRulesPath(system, path);
  }

  private void require(String operation, Path path, Optional<Path> inUse) throws IOException {
    if (inUse.isPresent()) {
      refused.add(operation + " " + inUse.get());
      throw new AccessDeniedException(path.toString(), null, inUse.get() + " is in use");
    }
  }

  private void requireUnused(String operation, Path path) throws IOException {
    require(operation, path, openFiles.in(path.toAbsolutePath().normalize()));
  }

  private void requireUnmapped(Path path, Set<? extends OpenOption> options) throws IOException {
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      require("truncate", path, openFiles.mapped(path.toAbsolutePath().normalize()));
    }
  }

  @Override
  public String getScheme() {
    return parent.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    return parent.newFileSystem(uri, environment);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return wrap(parent.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path stored = stored(path);
    requireUnmapped(stored, options);
    return parent.newByteChannel(stored, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path stored = stored(path);
    requireUnmapped(stored, options);
    return parent.newFileChannel(stored, options, attributes);
  }

  @Override
  public AsynchronousFileChannel newAsynchronousFileChannel(
      Path path,
      Set<? extends OpenOption> options,
      ExecutorService executor,
      FileAttribute<?>... attributes)
      throws IOException {
    return parent.newAsynchronousFileChannel(stored(path), options, executor, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path given = WindowsRulesPath.inner(folder);
    DirectoryStream<Path> entries =
        parent.newDirectoryStream(
            stored(folder), entry -> filter.accept(wrap(given.resolve(entry.getFileName()))));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return StreamSupport.stream(entries.spliterator(), false)
            .<Path>map(entry -> wrap(given.resolve(entry.getFileName())))
            .iterator();
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    parent.createDirectory(stored(folder), attributes);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    parent.createSymbolicLink(stored(link), WindowsRulesPath.inner(target), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    parent.createLink(stored(link), stored(existing));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return wrap(parent.readSymbolicLink(stored(link)));
  }

  @Override
  public void delete(Path path) throws IOException {
    Path stored = stored(path);
    requireUnused("delete", stored);
    parent.delete(stored);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    Path stored = stored(target);
    requireUnused("replace", stored);
    parent.copy(stored(source), stored, options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = stored(source);
    Path to = stored(target);
    requireUnused("move", from);
    if (!isSame(from, to)) {
      requireUnused("replace", to);
    }
    // A new name that differs in case only is the new name.
    parent.move(from, isSame(from, to) ? WindowsRulesPath.inner(target) : to, options);
  }

  private boolean isSame(Path one, Path other) throws IOException {
    return parent.exists(one) && parent.exists(other) && parent.isSameFile(one, other);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return parent.isSameFile(stored(one), stored(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return parent.isHidden(stored(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return parent.getFileStore(stored(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    parent.checkAccess(stored(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    try {
      return parent.getFileAttributeView(stored(path), type, options);
    } catch (IOException e) {
      return parent.getFileAttributeView(WindowsRulesPath.inner(path), type, options);
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return parent.readAttributes(stored(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return parent.readAttributes(stored(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    parent.setAttribute(stored(path), attribute, value, options);
  }
}
