package app.akin.core.scan;

import java.util.Map;
import java.util.TreeMap;

/// Counts the other files of one folder. Not thread-safe.
final class OtherFilesCount {
  private final Map<String, String> examples = new TreeMap<>();
  private long count;

  void add(String name) {
    if (FileTypes.isFolderData(name)) {
      return;
    }
    count++;
    addExample(name.replace('\n', ' ').replace('\r', ' '));
  }

  void add(OtherFiles folder) {
    count += folder.count();
    folder.examples().forEach(this::addExample);
  }

  private void addExample(String name) {
    String type = FileTypes.extension(name);
    if (examples.containsKey(type) || examples.size() < OtherFiles.MAX_EXAMPLES) {
      // The first name in the order of names, whatever the order of the folder.
      examples.merge(type, name, (known, other) -> known.compareTo(other) <= 0 ? known : other);
    }
  }

  OtherFiles files() {
    return count == 0
        ? OtherFiles.NONE
        : new OtherFiles(count, examples.values().stream().sorted().toList());
  }
}
