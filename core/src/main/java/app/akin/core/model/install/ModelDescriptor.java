package app.akin.core.model.install;

import app.akin.core.embed.RankingSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A model of Akin's model list.
///
/// @param name its stable name on the command line
/// @param title its name as its authors write it
/// @param repository its repository on the hub, as owner and name; empty if it has none
/// @param revision the pinned commit
/// @param files the files to download, without shards that only the index of the weights names
/// @param family the architecture
/// @param dimension the dimension of its embeddings
/// @param licence the licence's short name; empty if unknown
/// @param languages the supported languages as IETF tags; empty if unknown
/// @param memory the approximate memory use at run time in bytes, beside the page cache; 0 if it
///   was not measured
/// @param tensors the number of tensors of its weights; 0 if unknown
/// @param elements the number of elements of those tensors; 0 if unknown
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
    RankingSettings ranking) {
  /// Copies the lists.
  public ModelDescriptor {
    files = List.copyOf(files);
    languages = List.copyOf(languages);
  }

  /// The name of the index that names the shards of the weights.
  public static final String INDEX = "model.safetensors.index.json";

  private static final String WEIGHTS = ".safetensors";

  /// The families of models that embed prompts.
  private static final List<String> PROMPT_FAMILIES = List.of("llava-next", "qwen2.5-vl");

  /// A file of a model.
  ///
  /// @param name its file name
  /// @param bytes its approximate size
  /// @param sha256 its expected SHA-256; empty if the hub's hash is used
  /// @param optional whether the model works without it; not every revision has it
  public record FileEntry(String name, long bytes, String sha256, boolean optional) {
    /// Creates a file that the model needs.
    public FileEntry(String name, long bytes, String sha256) {
      this(name, bytes, sha256, false);
    }

    /// Returns whether it holds weights.
    public boolean isWeights() {
      return name.endsWith(WEIGHTS);
    }
  }

  /// Returns the approximate download size in bytes. Weights of unknown files count with 16 bits
  /// for each element.
  public long downloadSize() {
    long listed = files.stream().mapToLong(FileEntry::bytes).sum();
    return files.stream().anyMatch(FileEntry::isWeights) ? listed : listed + Short.BYTES * elements;
  }

  /// Returns the files to download with shards in place of the listed weights.
  ///
  /// @param shards the file names of the shards
  List<FileEntry> filesWithShards(Collection<String> shards) {
    List<FileEntry> all =
        new ArrayList<>(files.stream().filter(file -> !file.isWeights()).toList());
    for (String shard : shards) {
      all.add(
          files.stream()
              .filter(file -> file.name().equals(shard))
              .findFirst()
              .orElseGet(() -> new FileEntry(shard, 0, "")));
    }
    return List.copyOf(all);
  }

  /// Returns whether the weights are in the shards that an index names.
  public boolean isSharded() {
    return files.stream().anyMatch(file -> file.name().equals(INDEX));
  }

  /// Returns whether the model embeds an image and a text together, by a decoder with billions of
  /// weights.
  public boolean embedsPrompts() {
    return PROMPT_FAMILIES.contains(family);
  }
}
