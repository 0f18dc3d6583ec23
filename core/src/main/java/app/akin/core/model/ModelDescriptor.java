package app.akin.core.model;

import java.util.List;

/// A model that Akin knows of, as its list says.
///
/// @param name what it is called on the command line; a stable word
/// @param title its own name, as its authors write it
/// @param repository where it is on the hub: owner and name; empty for what is not there
/// @param revision the commit that is fetched
/// @param files what is fetched
/// @param family the architecture
/// @param dimension the width of its vectors
/// @param licence its licence's short name; empty where it is not known
/// @param languages the languages it reads, as IETF tags; empty where that is not known
/// @param memory about how many bytes it takes at work; 0 where nobody measured it
/// @param tensors how many tensors its weights have; 0 where that is not known
/// @param elements how many numbers those hold; 0 where that is not known
/// @param needs what Akin would need to run it, as a stable word; empty where it can
public record ModelDescriptor(
    String name,
    String title,
    String repository,
    String revision,
    List<FileEntry> files,
    String family,
    int dimension,
    String licence,
    List<String> languages,
    long memory,
    long tensors,
    long elements,
    String needs) {
  /// Keeps copies.
  public ModelDescriptor {
    files = List.copyOf(files);
    languages = List.copyOf(languages);
  }

  /// A file of a model.
  ///
  /// @param name its plain name
  /// @param bytes about how long it is
  /// @param sha256 what it must hash to; empty where the list does not know and the hub's word
  ///   counts
  public record FileEntry(String name, long bytes, String sha256) {}

  /// About how many bytes are fetched for it.
  public long download() {
    return files.stream().mapToLong(FileEntry::bytes).sum();
  }

  /// Whether this Akin can run it.
  public boolean isSupported() {
    return needs.isEmpty();
  }
}
