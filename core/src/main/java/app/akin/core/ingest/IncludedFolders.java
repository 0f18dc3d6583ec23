package app.akin.core.ingest;

import app.akin.core.scan.LeftOutFolders;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import java.util.Set;
import java.util.TreeSet;

/// The patterns of [LeftOutFolders] that the user overruled: scans of this library include their
/// folders. Stateless.
public final class IncludedFolders {
  private static final String SETTING = "included_folders";

  private IncludedFolders() {}

  /// Returns the patterns, sorted.
  public static Set<String> of(CatalogueReader reader) {
    return new TreeSet<>(reader.setting(SETTING).orElse("").lines().toList());
  }

  /// Includes or leaves out the folders of a pattern. Not committed.
  public static void set(
      CatalogueReader reader, CatalogueWriter writer, String pattern, boolean included) {
    Set<String> patterns = of(reader);
    if (included ? patterns.add(pattern) : patterns.remove(pattern)) {
      writer.putSetting(SETTING, String.join("\n", patterns));
    }
  }
}
