package app.akin.core.sidecar;

import app.akin.core.photo.Flag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the values of the user into the bytes of a sidecar. Stateless.
final class SidecarText {
  /// Size in bytes of the largest sidecar that is edited.
  static final int MAX_BYTES = 16 << 20;

  private static final List<XmpName> OWN =
      List.of(
          XmpName.RATING,
          XmpName.SUBJECT,
          XmpName.DESCRIPTION,
          XmpName.HIERARCHICAL_SUBJECT,
          XmpName.TAGS_LIST,
          XmpName.PICK_LABEL,
          XmpName.PICK,
          XmpName.GOOD,
          XmpName.MICROSOFT_RATING,
          XmpName.MICROSOFT_KEYWORDS);

  private static final String REJECTED = "-1";

  /// The stars of Windows in percent.
  private static final List<String> PERCENT = List.of("0", "1", "25", "50", "75", "99");

  private final PacketEditor editor;
  private final SidecarValues values;

  private SidecarText(PacketEditor editor, SidecarValues values) {
    this.editor = editor;
    this.values = values;
  }

  /// Returns a sidecar with values; empty if it has them already.
  ///
  /// @param before the existing sidecar; null if there is none
  static Optional<byte[]> with(byte @Nullable [] before, SidecarValues values)
      throws UnusableSidecarException {
    if (before == null) {
      PacketEditor editor = PacketEditor.empty();
      new SidecarText(editor, values).apply();
      return editor.result();
    }
    PacketEditor editor = PacketEditor.of(before);
    new SidecarText(editor, values).apply();
    Optional<byte[]> after = editor.result();
    if (after.isPresent()) {
      verify(editor, after.get(), values);
    }
    return after;
  }

  /// Checks that the result is XMP, has the values, and differs in nothing else.
  private static void verify(PacketEditor before, byte[] after, SidecarValues values)
      throws UnusableSidecarException {
    PacketEditor editor = PacketEditor.of(after);
    boolean keepsOthers =
        editor.packet().foreignParts(OWN).equals(before.packet().foreignParts(OWN));
    new SidecarText(editor, values).apply();
    if (!keepsOthers || editor.result().isPresent()) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, "an unusual structure");
    }
  }

  private void apply() {
    setRating();
    setFlag();
    List<String> keywords = values.keywords();
    if (keywords != null) {
      setKeywords(
          keywords.stream()
              .map(PacketText::clean)
              .filter(keyword -> !keyword.replace("|", "").isBlank())
              .distinct()
              .toList());
    }
    setCaption();
  }

  private void setRating() {
    Integer stars = values.rating();
    if (values.flag() == Flag.REJECT) {
      set(XmpName.RATING, REJECTED);
    } else if (stars != null) {
      set(XmpName.RATING, String.valueOf(stars));
    } else if (values.flag() != null && is(XmpName.RATING, REJECTED)) {
      set(XmpName.RATING, "0");
    }
    if (stars != null && editor.packet().has(XmpName.MICROSOFT_RATING)) {
      set(XmpName.MICROSOFT_RATING, PERCENT.get(stars));
    }
  }

  private void setFlag() {
    Flag flag = values.flag();
    if (flag == null) {
      return;
    }
    boolean isNone = flag == Flag.NONE;
    boolean isPicked = flag == Flag.PICK;
    if (!isNone || editor.packet().has(XmpName.PICK_LABEL)) {
      set(XmpName.PICK_LABEL, isNone ? "0" : isPicked ? "3" : "1");
    }
    if (!isNone || editor.packet().has(XmpName.PICK)) {
      set(XmpName.PICK, isNone ? "0" : isPicked ? "1" : REJECTED);
    }
    if (editor.packet().has(XmpName.GOOD)) {
      if (isNone) {
        editor.remove(XmpName.GOOD);
      } else if (!editor
          .packet()
          .simple(XmpName.GOOD)
          .orElse("")
          .strip()
          .equalsIgnoreCase(String.valueOf(isPicked))) {
        editor.setSimple(XmpName.GOOD, isPicked ? "True" : "False");
      }
    }
  }

  private void setKeywords(List<String> keywords) {
    Set<String> leaves = new LinkedHashSet<>();
    Set<String> levels = new LinkedHashSet<>();
    Set<String> paths = new LinkedHashSet<>();
    for (String keyword : keywords) {
      List<String> names =
          Stream.of(keyword.split("\\|", -1)).filter(name -> !name.isEmpty()).toList();
      leaves.add(names.getLast());
      levels.addAll(names);
      for (int i = 1; i < names.size(); i++) {
        paths.add(String.join("|", names.subList(0, i)));
      }
      paths.add(keyword);
    }
    setItems(XmpName.SUBJECT, "Bag", leaves, levels);
    setItems(XmpName.HIERARCHICAL_SUBJECT, "Bag", keywords, paths);
    // A level of digiKam cannot contain the separator.
    List<String> tags = slashed(keywords);
    setItems(XmpName.TAGS_LIST, "Seq", tags, slashed(paths));
    if (editor.packet().has(XmpName.MICROSOFT_KEYWORDS)) {
      setItems(XmpName.MICROSOFT_KEYWORDS, "Bag", tags, slashed(paths));
    }
  }

  private static List<String> slashed(Collection<String> paths) {
    return paths.stream()
        .filter(path -> path.indexOf('/') < 0)
        .map(path -> path.replace('|', '/'))
        .toList();
  }

  /// Sets an array unless it has all wanted items, and only allowed ones.
  private void setItems(
      XmpName name, String kind, Collection<String> wanted, Collection<String> allowed) {
    List<String> present = editor.packet().items(name);
    Set<String> permitted = Set.copyOf(allowed);
    boolean isEqual =
        wanted.isEmpty()
            ? !editor.packet().has(name)
            : Set.copyOf(present).containsAll(wanted) && permitted.containsAll(present);
    if (!isEqual) {
      editor.setItems(name, kind, new ArrayList<>(wanted), permitted);
    }
  }

  private void setCaption() {
    String caption = values.caption();
    if (caption == null) {
      return;
    }
    String wanted = PacketText.clean(caption).strip();
    Optional<String> present = editor.packet().defaultText(XmpName.DESCRIPTION);
    if (wanted.isEmpty()) {
      if (present.isPresent()) {
        editor.removeDefaultText(XmpName.DESCRIPTION);
      }
    } else if (!present.map(String::strip).equals(Optional.of(wanted))) {
      editor.setDefaultText(XmpName.DESCRIPTION, wanted);
    }
  }

  /// Sets a number unless the property has it.
  private void set(XmpName name, String value) {
    if (!is(name, value)) {
      editor.setSimple(name, value);
    }
  }

  private boolean is(XmpName name, String value) {
    try {
      return editor
          .packet()
          .simple(name)
          .filter(present -> Double.parseDouble(present) == Double.parseDouble(value))
          .isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
