package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.FolderScope;
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

/// Resolves a request to the scopes that a run scans, and finds unavailable roots. For one thread.
final class ScanScopes {
  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final Volumes volumes;
  private final RootLocator locator;
  private final List<Path> unavailable = new ArrayList<>();

  ScanScopes(CatalogueReader reader, CatalogueWriter writer, Volumes volumes) {
    this.reader = reader;
    this.writer = writer;
    this.volumes = volumes;
    this.locator = new RootLocator(reader, writer, volumes);
  }

  /// Returns the scopes of a run: the requested folders with their roots, or the requested scopes,
  /// or all roots. The scopes do not overlap. Not committed.
  List<ScanScope> resolve(IngestRequest request) {
    List<Root> roots = new ArrayList<>(reader.roots());
    List<ScanScope> scopes = new ArrayList<>();
    if (!request.folders().isEmpty()) {
      addFolders(request.folders(), roots, scopes);
    } else {
      List<Root> before = List.copyOf(roots);
      roots.replaceAll(root -> locator.locate(root, before));
      if (request.scopes().isEmpty()) {
        roots.forEach(root -> scopes.add(new ScanScope(root, root.path(), true, false)));
      } else {
        addRequested(request.scopes(), roots, scopes);
      }
    }
    return withoutUnavailable(withoutOverlaps(scopes));
  }

  /// Returns the unavailable folders of the library that [#resolve] found.
  List<Path> unavailable() {
    return List.copyOf(unavailable);
  }

  private void addFolders(List<Path> folders, List<Root> roots, List<ScanScope> scopes) {
    for (Path folder : folders) {
      RootResolver.Resolved cover = RootResolver.resolve(roots, reader, writer, volumes, folder);
      scopes.removeIf(scope -> !roots.contains(scope.root()));
      Root root = cover.root();
      if (!cover.added()) {
        root = locator.locate(root, List.copyOf(roots));
      }
      scopes.add(new ScanScope(root, cover.folder(), true, cover.added()));
    }
  }

  private static void addRequested(
      Set<FolderScope> requested, List<Root> roots, List<ScanScope> scopes) {
    for (FolderScope scope : requested) {
      for (Root root : roots) {
        if (scope.folder().startsWith(root.path())) {
          scopes.add(new ScanScope(root, scope.folder(), scope.recursive(), false));
        }
      }
    }
  }

  /// Returns the scopes without those inside others, sorted by path.
  private static List<ScanScope> withoutOverlaps(List<ScanScope> scopes) {
    Set<Path> deep = new HashSet<>();
    for (ScanScope scope : scopes) {
      if (scope.recursive()) {
        deep.add(scope.start());
      }
    }
    return scopes.stream()
        .distinct()
        .filter(scope -> scope.recursive() || !deep.contains(scope.start()))
        .filter(scope -> !isInsideOneOf(deep, scope.start()))
        .sorted(Comparator.comparing(scope -> scope.start().toString()))
        .toList();
  }

  private static boolean isInsideOneOf(Set<Path> folders, Path start) {
    for (Path above = start.getParent(); above != null; above = above.getParent()) {
      if (folders.contains(above)) {
        return true;
      }
    }
    return false;
  }

  private List<ScanScope> withoutUnavailable(List<ScanScope> scopes) {
    Map<Long, Boolean> present = new HashMap<>();
    Map<Long, Set<String>> unmounted = new HashMap<>();
    Set<String> included = IncludedFolders.of(reader);
    List<ScanScope> available = new ArrayList<>();
    for (ScanScope scope : scopes) {
      Root root = scope.root();
      boolean isPresent =
          present.computeIfAbsent(root.id(), _ -> locator.presence(root).isAvailable());
      if (isPresent) {
        Set<String> missing =
            unmounted.computeIfAbsent(root.id(), _ -> locator.findUnmounted(root));
        missing.forEach(folder -> addUnavailable(root.path().resolve(folder)));
        available.add(
            new ScanScope(
                root, scope.start(), scope.recursive(), scope.added(), missing, included));
      } else {
        addUnavailable(root.path());
      }
    }
    return available;
  }

  private void addUnavailable(Path folder) {
    if (!unavailable.contains(folder)) {
      unavailable.add(folder);
    }
  }
}
