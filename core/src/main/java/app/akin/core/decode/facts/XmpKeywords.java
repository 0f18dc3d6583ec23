package app.akin.core.decode.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads hierarchical keywords that XMP does not store as a list. Stateless.
final class XmpKeywords {
  /// A tag of ACDSee's categories, or the text before one.
  private static final Pattern CATEGORY = Pattern.compile("<(/?)Category\\b[^>]*?(/?)>|([^<]+)");

  private static final int MAX_LEVELS = 12;
  private static final int MAX_KEYWORDS = 500;

  private XmpKeywords() {}

  /// Returns the categories of ACDSee, which digiKam also writes: `<Categories><Category
  /// Assigned="0">Places<Category Assigned="1">Paris</Category></Category></Categories>`. Only
  /// those without subcategories are returned.
  static List<String> categories(@Nullable String xml) {
    List<String> keywords = new ArrayList<>();
    Deque<String> levels = new ArrayDeque<>();
    boolean isLeaf = false;
    Matcher matcher = CATEGORY.matcher(xml == null ? "" : xml);
    while (matcher.find() && keywords.size() < MAX_KEYWORDS) {
      String text = matcher.group(3);
      if (text != null) {
        if (!text.isBlank() && !levels.isEmpty() && levels.getLast().isEmpty()) {
          levels.removeLast();
          levels.addLast(unescape(text.strip()));
        }
      } else if (matcher.group(1).isEmpty()) {
        if (levels.size() >= MAX_LEVELS) {
          return keywords;
        }
        if (matcher.group(2).isEmpty()) {
          levels.addLast("");
          isLeaf = true;
        }
      } else if (!levels.isEmpty()) {
        if (isLeaf) {
          keywords.add(String.join("|", levels));
        }
        levels.removeLast();
        isLeaf = false;
      }
    }
    return keywords;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  /// Returns the keywords of the Metadata Working Group's hierarchy. Only those without children
  /// are returned.
  static List<String> hierarchy(Map<String, String> properties) {
    List<String> keywords = new ArrayList<>();
    add(properties, "mwg-kw:Keywords/mwg-kw:Hierarchy", "", 0, keywords);
    return keywords;
  }

  private static boolean add(
      Map<String, String> properties, String path, String parent, int level, List<String> found) {
    boolean any = false;
    for (int i = 1; level < MAX_LEVELS && found.size() < MAX_KEYWORDS; i++) {
      String item = path + "[" + i + "]/mwg-kw:";
      String word = properties.get(item + "Keyword");
      if (word == null) {
        return any;
      }
      any = true;
      String keyword = parent.isEmpty() ? word : parent + "|" + word;
      if (!add(properties, item + "Children", keyword, level + 1, found)) {
        found.add(keyword);
      }
    }
    return any;
  }
}
