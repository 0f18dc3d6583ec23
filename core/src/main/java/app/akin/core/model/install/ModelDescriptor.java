package app.akin.core.model.install;

import app.akin.core.embed.RankingSettings;
import java.util.List;

/// A model of Akin's model list.
///
/// @param name its stable name on the command line
/// @param title its name as its authors write it
/// @param repository its repository on the hub, as owner and name; empty if it has none
/// @param revision the pinned commit
/// @param files the files to download
/// @param family the architecture
/// @param dimension the dimension of its embeddings
/// @param licence the licence's short name; empty if unknown
/// @param languages the supported languages as IETF tags; empty if unknown
/// @param memory the approximate memory use at run time in bytes; 0 if it was not measured
/// @param tensors the number of tensors of its weights; 0 if unknown
/// @param elements the number of elements of those tensors; 0 if unknown
/// @param needs the missing feature that prevents Akin from running it, as a stable word; empty if
///   it is supported
/// @param ranking how its scores are combined, unless its files say otherwise
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
    String needs,
    RankingSettings ranking) {
  /// Copies the lists.
  public ModelDescriptor {
    files = List.copyOf(files);
    languages = List.copyOf(languages);
  }

  /// A file of a model.
  ///
  /// @param name its file name
  /// @param bytes its approximate size
  /// @param sha256 its expected SHA-256; empty if the hub's hash is used
  public record FileEntry(String name, long bytes, String sha256) {}

  /// Returns the approximate download size in bytes.
  public long downloadSize() {
    return files.stream().mapToLong(FileEntry::bytes).sum();
  }

  /// Returns whether this version of Akin can run the model.
  public boolean isSupported() {
    return needs.isEmpty();
  }
}
