package app.akin.core.ingest;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.SiblingFile;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells which files of a folder are twins: one shot as JPEG, HEIC and raw file, each of its own
/// kind, under one name but for the extension, of one second and one camera where both say. Where
/// not both say when, their pictures have at least the same shape.
///
/// @param reader what is known
/// @param modelId whose embeddings count
record Twins(CatalogueReader reader, long modelId) {
  /// A run takes files in rank by rank, so that what stands for a shot is known before its twins.
  static final int RANKS = 3;

  /// How far the shapes of one shot may be apart: raw files have some more lines than their JPEG.
  private static final double SHAPE = 0.04;

  private static final Set<String> JPEG = Set.of("jpg", "jpeg", "jpe");
  private static final Set<String> HEIC = Set.of("heic", "heif", "hif");
  private static final Set<String> RAW =
      Set.of("cr2", "cr3", "nef", "nrw", "arw", "dng", "orf", "rw2", "raf", "pef");

  /// What a twin spares a file.
  ///
  /// @param content what the twin shows
  /// @param key the key of that
  /// @param stands whether the twin stands for the shot: the file needs no vector and no thumbnail;
  ///   else the file stands for it and takes the vector that the twin has
  record Twin(ContentId content, ContentKey key, boolean stands) {}

  /// Where a file stands by its name: 0 before all others, for which later ones wait.
  static int rank(String name) {
    String extension = extension(name);
    if (HEIC.contains(extension)) {
      return 1;
    }
    return RAW.contains(extension) ? 2 : 0;
  }

  /// The files of a folder that may be twins by their names, by what their names have in common.
  static Map<String, List<String>> groups(FolderListing listing) {
    Map<String, List<String>> groups = new HashMap<>();
    // Most folders hold JPEG files alone, and few files have a neighbour.
    if (listing.files().stream().anyMatch(file -> rank(file.name()) > 0)) {
      for (FoundFile file : listing.files()) {
        if (canHave(file.name())) {
          groups.computeIfAbsent(stem(file.name()), _ -> new ArrayList<>(1)).add(file.name());
        }
      }
      groups.values().removeIf(names -> names.size() < 2);
    }
    return groups;
  }

  /// The files of a group that may be a file's twins.
  static List<String> of(FoundFile file, Map<String, List<String>> groups) {
    return groups.isEmpty() || !canHave(file.name())
        ? List.of()
        : groups.getOrDefault(stem(file.name()), List.of()).stream()
            .filter(name -> rank(name) != rank(file.name()))
            .toList();
  }

  /// The known twin of a file that is taken in.
  Optional<Twin> find(Job job, PhotoFacts facts) {
    if (job.twins().isEmpty()) {
      return Optional.empty();
    }
    int rank = rankOf(facts);
    Twin found = null;
    for (SiblingFile beside :
        reader.beside(
            job.rootId(), job.folder(), job.twins(), job.file().name(), facts.format(), modelId)) {
      int other = rankOf(beside.facts());
      if (other != rank && !beside.full() && isSameShot(facts, beside.facts())) {
        boolean stands = other < rank;
        if (stands) {
          return Optional.of(new Twin(beside.content(), beside.key(), true));
        }
        if (found == null || beside.embedded()) {
          found = new Twin(beside.content(), beside.key(), false);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /// Makes one photo of a file and its twins where all are known and were not seen side by side
  /// before. Not committed.
  void unite(
      CatalogueWriter writer, long rootId, String folder, FoundFile file, List<String> names) {
    for (SiblingFile own :
        reader.beside(rootId, folder, List.of(file.name()), file.name(), "", modelId)) {
      String format = own.facts().format();
      for (SiblingFile other : reader.beside(rootId, folder, names, file.name(), format, modelId)) {
        if (rankOf(own.facts()) > rankOf(other.facts())
            && !other.full()
            && isSameShot(own.facts(), other.facts())) {
          writer.twins(own.content(), other.content());
          writer.sameEmbedding(other.content(), other.key(), own.key(), modelId);
        }
      }
    }
  }

  /// Whether what two files say of themselves allows that they show one shot.
  static boolean isSameShot(PhotoFacts one, PhotoFacts other) {
    String camera = one.camera();
    String otherCamera = other.camera();
    if (camera != null && otherCamera != null && !camera.equalsIgnoreCase(otherCamera)) {
      return false;
    }
    LocalDateTime taken = one.taken();
    LocalDateTime otherTaken = other.taken();
    if (taken != null && otherTaken != null) {
      return taken
          .truncatedTo(ChronoUnit.SECONDS)
          .equals(otherTaken.truncatedTo(ChronoUnit.SECONDS));
    }
    double shape = (double) one.width() / one.height();
    double otherShape = (double) other.width() / other.height();
    return Math.abs(shape / otherShape - 1) <= SHAPE;
  }

  private static int rankOf(PhotoFacts facts) {
    return switch (facts.format()) {
      case "JPEG" -> 0;
      case "HEIC" -> 1;
      default -> 2;
    };
  }

  private static boolean canHave(String name) {
    return rank(name) > 0 || JPEG.contains(extension(name));
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
