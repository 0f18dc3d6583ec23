package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects the photos and queries of a label set, and checks which files exist.
final class LabelSetBuilder {
  private final Benchmark benchmark;
  private final Path source;
  private final @Nullable Path folder;

  private final Map<String, Picture> photos = new LinkedHashMap<>();
  private final Map<String, LabelledQuery> queries = new LinkedHashMap<>();
  private final Map<Path, Boolean> existing = new HashMap<>();
  private final IdentityHashMap<Set<String>, Set<String>> present = new IdentityHashMap<>();
  private final List<Problem> warnings = new ArrayList<>();

  private LabelSetBuilder(Benchmark benchmark, Path source, @Nullable Path folder) {
    this.benchmark = benchmark;
    this.source = source;
    this.folder = folder;
  }

  /// Returns a builder of a set with a list of photos.
  ///
  /// @param source the label file, for messages
  static LabelSetBuilder listed(Benchmark benchmark, Path source) {
    return new LabelSetBuilder(benchmark, source, null);
  }

  /// Returns a builder of a set over all photos below a folder.
  ///
  /// @param source the label file, for messages
  static LabelSetBuilder folder(Benchmark benchmark, Path source, Path folder) {
    return new LabelSetBuilder(benchmark, source, folder);
  }

  /// Adds a photo to the list. A photo that is there with the same picture stays.
  ///
  /// @throws AkinException if the id has another picture
  void photo(String id, Picture picture) {
    Picture other = photos.putIfAbsent(id, picture);
    if (other != null && !other.equals(picture)) {
      throw new AkinException(new Problem.LabelRepeats(source, id));
    }
  }

  /// Returns whether the list has a photo of this id.
  boolean hasPhoto(String id) {
    return photos.containsKey(id);
  }

  /// Adds a query.
  ///
  /// @throws AkinException if there is a query of this id
  void query(LabelledQuery query) {
    if (queries.putIfAbsent(query.id(), query) != null) {
      throw new AkinException(new Problem.LabelRepeats(source, query.id()));
    }
  }

  /// Adds a warning.
  void warn(Problem warning) {
    warnings.add(warning);
  }

  /// Returns the set without the photos and queries whose files are missing.
  LabelSet build(String name, Protocol protocol) {
    photos.values().forEach(picture -> exists(picture.file()));
    List<LabelledQuery> usable = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (LabelledQuery query : queries.values()) {
      LabelledQuery reduced = reduced(query);
      if (query.parts().images().stream().allMatch(picture -> exists(picture.file()))
          && reduced.judgements().right().isEmpty() == query.judgements().right().isEmpty()
          && reduced.candidates().isEmpty() == query.candidates().isEmpty()) {
        usable.add(reduced);
      } else {
        unusable.add(query.id());
      }
    }
    List<Path> missing =
        existing.entrySet().stream()
            .filter(file -> !file.getValue())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    warn(missing, unusable);
    return new LabelSet(benchmark, name, protocol, gallery(), usable, missing, warnings);
  }

  private void warn(List<Path> missing, List<String> unusable) {
    if (!missing.isEmpty()) {
      warnings.add(
          new Problem.LabelPicturesMissing(missing.size(), existing.size(), missing.getFirst()));
    }
    if (!unusable.isEmpty()) {
      warnings.add(
          new Problem.LabelQueriesUnusable(unusable.size(), queries.size(), unusable.getFirst()));
    }
    boolean published = benchmark != Benchmark.CSV && benchmark != Benchmark.LABELS;
    if (published
        && queries.values().stream().allMatch(query -> query.judgements().right().isEmpty())) {
      warnings.add(new Problem.LabelsWithoutRight(source));
    }
  }

  private Gallery gallery() {
    return folder == null
        ? new Gallery.Listed(
            photos.entrySet().stream()
                .filter(photo -> exists(photo.getValue().file()))
                .map(photo -> new GalleryPhoto(photo.getKey(), photo.getValue()))
                .toList())
        : new Gallery.Folder(folder);
  }

  private LabelledQuery reduced(LabelledQuery query) {
    Judgements judgements = query.judgements();
    List<String> right = judgements.right().stream().filter(this::isPresent).toList();
    return new LabelledQuery(
        query.id(),
        query.category(),
        query.cluster(),
        query.parts(),
        present(query.candidates()),
        present(query.subset()),
        new Judgements(right, present(judgements.hardNegatives()), judgements.leftOut()));
  }

  /// Returns the ids whose photos exist. Sets that queries share stay shared.
  private Set<String> present(Set<String> ids) {
    return present.computeIfAbsent(
        ids,
        set ->
            set.stream().allMatch(this::isPresent)
                ? set
                : set.stream().filter(this::isPresent).collect(Collectors.toUnmodifiableSet()));
  }

  private boolean isPresent(String id) {
    if (folder != null) {
      return exists(PathText.resolve(folder, id));
    }
    Picture picture = photos.get(id);
    return picture != null && exists(picture.file());
  }

  private boolean exists(Path file) {
    return existing.computeIfAbsent(file, Files::isRegularFile);
  }
}
