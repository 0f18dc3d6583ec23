package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.LookedAt;
import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Works out which parts of the disk a run looks through, and which roots are away. For one thread.
final class ScanScopes {
  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final Volumes volumes;
  private final RootLocator whereabouts;
  private final List<Path> absent = new ArrayList<>();

  ScanScopes(CatalogueReader reader, CatalogueWriter writer, Volumes volumes) {
    this.reader = reader;
    this.writer = writer;
    this.volumes = volumes;
    this.whereabouts = new RootLocator(reader, writer, volumes);
  }

  /// The scopes of a run: the folders named, each put under the root it belongs to, or the places
  /// named, or all roots. Each part of the disk is in one at most. Not committed.
  List<ScanScope> of(IngestRequest request) {
    List<Root> roots = new ArrayList<>(reader.roots());
    List<ScanScope> scopes = new ArrayList<>();
    if (!request.folders().isEmpty()) {
      named(request.folders(), roots, scopes);
    } else {
      List<Root> before = List.copyOf(roots);
      roots.replaceAll(root -> whereabouts.follow(root, before));
      if (request.places().isEmpty()) {
        roots.forEach(root -> scopes.add(new ScanScope(root, root.path(), true, false, Set.of())));
      } else {
        places(request.places(), roots, scopes);
      }
    }
    return present(distinct(scopes));
  }

  /// Folders of the library that are not there now, found by [#of].
  List<Path> absent() {
    return List.copyOf(absent);
  }

  private void named(List<Path> folders, List<Root> roots, List<ScanScope> scopes) {
    for (Path folder : folders) {
      RootRule.Cover cover = RootRule.cover(roots, reader, writer, volumes, folder);
      scopes.removeIf(scope -> !roots.contains(scope.root()));
      Root root = cover.root();
      if (!cover.added()) {
        root = whereabouts.follow(root, List.copyOf(roots));
      }
      scopes.add(new ScanScope(root, folder, true, cover.added(), Set.of()));
    }
  }

  private static void places(Set<LookedAt> places, List<Root> roots, List<ScanScope> scopes) {
    for (LookedAt place : places) {
      for (Root root : roots) {
        if (place.folder().startsWith(root.path())) {
          scopes.add(new ScanScope(root, place.folder(), place.deep(), false, Set.of()));
        }
      }
    }
  }

  /// Without those that lie in others, by path.
  private static List<ScanScope> distinct(List<ScanScope> scopes) {
    Set<Path> deep = new HashSet<>();
    for (ScanScope scope : scopes) {
      if (scope.deep()) {
        deep.add(scope.start());
      }
    }
    return scopes.stream()
        .distinct()
        .filter(scope -> scope.deep() || !deep.contains(scope.start()))
        .filter(scope -> !liesInOneOf(deep, scope.start()))
        .sorted(Comparator.comparing(scope -> scope.start().toString()))
        .toList();
  }

  private static boolean liesInOneOf(Set<Path> folders, Path start) {
    for (Path above = start.getParent(); above != null; above = above.getParent()) {
      if (folders.contains(above)) {
        return true;
      }
    }
    return false;
  }

  private List<ScanScope> present(List<ScanScope> scopes) {
    Map<Long, Boolean> present = new HashMap<>();
    Map<Long, Set<String>> away = new HashMap<>();
    List<ScanScope> there = new ArrayList<>();
    for (ScanScope scope : scopes) {
      Root root = scope.root();
      boolean isPresent =
          present.computeIfAbsent(root.id(), _ -> whereabouts.presence(root) == Presence.PRESENT);
      if (isPresent) {
        Set<String> missing = away.computeIfAbsent(root.id(), _ -> whereabouts.away(root));
        missing.forEach(folder -> note(root.path().resolve(folder)));
        there.add(new ScanScope(root, scope.start(), scope.deep(), scope.added(), missing));
      } else {
        note(root.path());
      }
    }
    return there;
  }

  private void note(Path folder) {
    if (!absent.contains(folder)) {
      absent.add(folder);
    }
  }
}
