package app.akin.core.ingest;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.SiblingFile;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Matches sibling files: one shot stored in the same folder as JPEG, HEIC and raw file. Siblings
/// have different formats, names of the same shot ([ShotName]), and the same second and camera if
/// both state them. If the time is missing in one, their aspect ratios must match, and the names
/// must not be those of an edited version or a copy.
///
/// @param reader reads the catalogue
/// @param modelId id of the model whose embeddings are considered
record SiblingMatcher(CatalogueReader reader, long modelId) {
  /// Number of ranks. A run indexes files in the order of their ranks, so that a primary file is
  /// known before its siblings.
  static final int RANKS = 3;

  /// Tolerance of aspect ratios: raw files have a few more rows than their JPEG.
  private static final double ASPECT_TOLERANCE = 0.04;

  /// Sources that copy the time of the camera's clock.
  private static final Set<DateSource> CAMERA =
      EnumSet.of(
          DateSource.EXIF, DateSource.XMP, DateSource.EXIF_DIGITIZED, DateSource.XMP_DIGITIZED);

  private static final Set<String> JPEG = Set.of("jpg", "jpeg", "jpe");
  private static final Set<String> HEIC = Set.of("heic", "heif", "hif");
  private static final Set<String> RAW =
      Set.of(
          "cr2", "cr3", "nef", "nrw", "arw", "dng", "orf", "rw2", "raf", "pef", "srw", "3fr", "iiq",
          "rwl", "gpr", "x3f", "erf", "kdc", "dcr", "mrw", "sr2", "srf", "fff", "mef", "mos",
          "raw");

  /// A sibling whose data a file shares.
  ///
  /// @param content the sibling's content
  /// @param key the key of the content
  /// @param isPrimary whether the sibling is the primary file: then the file needs neither
  ///   embedding nor thumbnail; otherwise the file becomes the primary one and reuses the sibling's
  ///   embedding
  record Sibling(ContentId content, ContentKey key, boolean isPrimary) {}

  /// Returns the rank of a file by its extension. Files of rank 0 are indexed first; later ranks
  /// wait for earlier ones.
  static int rank(String name) {
    String extension = extension(name);
    if (HEIC.contains(extension)) {
      return 1;
    }
    return RAW.contains(extension) ? 2 : 0;
  }

  /// Returns the names of a folder's files that may be siblings, grouped by shot.
  static Map<String, List<String>> groupByShot(FolderListing listing) {
    Map<String, List<String>> groups = new HashMap<>();
    // Most folders contain only JPEG files, and few files have a sibling.
    if (listing.files().stream().anyMatch(file -> rank(file.name()) > 0)) {
      for (FoundFile file : listing.files()) {
        if (canHaveSiblings(file.name())) {
          groups
              .computeIfAbsent(ShotName.of(file.name()).shot(), _ -> new ArrayList<>(1))
              .add(file.name());
        }
      }
      groups.values().removeIf(names -> names.size() < 2);
    }
    return groups;
  }

  /// Returns the files of a group that may be siblings of a file. Those that differ in the
  /// extension alone come first, then those that are no edited version or copy.
  static List<String> candidates(FoundFile file, Map<String, List<String>> groups) {
    if (groups.isEmpty() || !canHaveSiblings(file.name())) {
      return List.of();
    }
    ShotName own = ShotName.of(file.name());
    return groups.getOrDefault(own.shot(), List.of()).stream()
        .filter(name -> rank(name) != rank(file.name()))
        .sorted(Comparator.comparingInt(name -> distance(own, ShotName.of(name))))
        .toList();
  }

  private static int distance(ShotName own, ShotName other) {
    return own.stem().equals(other.stem()) ? 0 : other.altered() ? 2 : 1;
  }

  /// Finds the indexed sibling of a file to be indexed.
  Optional<Sibling> find(Job job, PhotoFacts facts) {
    if (job.siblings().isEmpty()) {
      return Optional.empty();
    }
    int rank = rankOf(facts);
    Sibling found = null;
    for (SiblingFile candidate :
        reader.siblings(
            job.rootId(),
            job.folder(),
            job.siblings(),
            job.file().name(),
            facts.format(),
            modelId)) {
      int other = rankOf(candidate.facts());
      if (other != rank
          && !candidate.formatTaken()
          && isSameShot(job.file().name(), facts, candidate.name(), candidate.facts())) {
        boolean isPrimary = other < rank;
        if (isPrimary) {
          return Optional.of(new Sibling(candidate.content(), candidate.key(), true));
        }
        if (found == null || candidate.embedded()) {
          found = new Sibling(candidate.content(), candidate.key(), false);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /// Merges a file and its siblings into one photo if all are indexed but were not in the same
  /// folder before. Not committed.
  void link(
      CatalogueWriter writer, long rootId, String folder, FoundFile file, List<String> names) {
    for (SiblingFile own :
        reader.siblings(rootId, folder, List.of(file.name()), file.name(), "", modelId)) {
      String format = own.facts().format();
      for (SiblingFile other :
          reader.siblings(rootId, folder, names, file.name(), format, modelId)) {
        if (rankOf(own.facts()) > rankOf(other.facts())
            && !other.formatTaken()
            && isSameShot(own.name(), own.facts(), other.name(), other.facts())) {
          writer.mergeSiblings(own.content(), other.content());
          writer.vectors().copyEmbedding(other.content(), other.key(), own.key(), modelId);
        }
      }
    }
  }

  /// Returns whether the names and the metadata of two files allow them to be one shot.
  private static boolean isSameShot(
      String name, PhotoFacts one, String otherName, PhotoFacts other) {
    String camera = one.camera();
    String otherCamera = other.camera();
    if (camera != null && otherCamera != null && !camera.equalsIgnoreCase(otherCamera)) {
      return false;
    }
    LocalDateTime taken = cameraTime(one);
    LocalDateTime otherTaken = cameraTime(other);
    if (taken != null && otherTaken != null) {
      return taken
          .truncatedTo(ChronoUnit.SECONDS)
          .equals(otherTaken.truncatedTo(ChronoUnit.SECONDS));
    }
    if (ShotName.of(name).needsTime(ShotName.of(otherName))) {
      return false;
    }
    double aspect = (double) one.width() / one.height();
    double otherAspect = (double) other.width() / other.height();
    return Math.abs(aspect / otherAspect - 1) <= ASPECT_TOLERANCE;
  }

  /// Returns the time of the camera's clock, or null if the file does not state it completely.
  private static @Nullable LocalDateTime cameraTime(PhotoFacts facts) {
    return facts.metadata().dates().stream()
        .filter(date -> date.precision() == DatePrecision.TIME)
        .filter(date -> CAMERA.contains(date.source()))
        .map(PhotoDate::start)
        .findFirst()
        .orElse(null);
  }

  private static int rankOf(PhotoFacts facts) {
    return switch (facts.format()) {
      case "JPEG" -> 0;
      case "HEIC" -> 1;
      default -> 2;
    };
  }

  private static boolean canHaveSiblings(String name) {
    return rank(name) > 0 || JPEG.contains(extension(name));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
