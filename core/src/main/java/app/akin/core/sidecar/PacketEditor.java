package app.akin.core.sidecar;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads and changes properties in the text of an XMP packet (ISO 16684-1). Everything else keeps
/// its bytes: only the text of the changed properties is replaced. For one thread.
final class PacketEditor {
  private static final String EMPTY =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Akin">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""/>
       </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>
      """;

  private record Edit(int start, int end, String text) {}

  /// Where a property is: an attribute or an element of a description.
  ///
  /// @param owner the description
  /// @param attribute null if it is an element
  /// @param element null if it is an attribute
  private record Found(
      XmlElement owner, @Nullable XmlAttribute attribute, @Nullable XmlElement element) {}

  private final PacketText packet;
  private final XmlElement rdf;
  private final List<XmlElement> descriptions;
  private final List<Edit> edits = new ArrayList<>();
  private final List<String> newChildren = new ArrayList<>();
  private final List<String> newAttributes = new ArrayList<>();
  private final Map<String, String> newPrefixes = new LinkedHashMap<>();
  private final String lineBreak;

  private PacketEditor(PacketText packet) throws UnusableSidecarException {
    this.packet = packet;
    this.rdf = rdf(XmlText.parse(packet.text()));
    this.descriptions = rdf.children(XmpName.RDF, "Description");
    this.lineBreak = packet.text().contains("\r\n") ? "\r\n" : "\n";
  }

  /// Opens the packet of a sidecar.
  static PacketEditor of(byte[] bytes) throws UnusableSidecarException {
    return new PacketEditor(PacketText.decode(bytes));
  }

  /// Opens a packet without properties.
  static PacketEditor empty() {
    try {
      return new PacketEditor(PacketText.ofUtf8(EMPTY));
    } catch (UnusableSidecarException e) {
      throw new IllegalStateException(e);
    }
  }

  private static XmlElement rdf(XmlElement root) throws UnusableSidecarException {
    List<XmlElement> pending = new ArrayList<>(List.of(root));
    while (!pending.isEmpty()) {
      XmlElement element = pending.removeLast();
      if (element.is(XmpName.RDF, "RDF")) {
        return element;
      }
      pending.addAll(element.children.reversed());
    }
    throw new UnusableSidecarException(Obstacle.MALFORMED, "no element rdf:RDF");
  }

  /// Returns the value of a simple property; empty if it is missing or has a structure.
  Optional<String> simple(XmpName name) {
    return find(name).stream().flatMap(found -> value(found).stream()).findFirst();
  }

  /// Returns whether a property exists.
  boolean has(XmpName name) {
    return !find(name).isEmpty();
  }

  /// Returns the items of an array; a simple value is one item.
  List<String> items(XmpName name) {
    List<String> items = new ArrayList<>();
    for (Found found : find(name)) {
      Optional<XmlElement> container = container(found.element());
      if (container.isPresent()) {
        container.get().children(XmpName.RDF, "li").forEach(item -> items.add(itemText(item)));
      } else {
        value(found).filter(value -> !value.isBlank()).ifPresent(items::add);
      }
    }
    return items;
  }

  /// Returns the text of a language alternative for all languages.
  Optional<String> defaultText(XmpName name) {
    for (Found found : find(name)) {
      Optional<XmlElement> container = container(found.element());
      if (container.isEmpty()) {
        return value(found);
      }
      Optional<XmlElement> item = defaultItem(container.get());
      if (item.isPresent()) {
        return item.map(PacketEditor::itemText);
      }
    }
    return Optional.empty();
  }

  /// Sets a simple property.
  void setSimple(XmpName name, String value) {
    List<Found> all = find(name);
    if (all.isEmpty()) {
      addAttribute(name, value);
      return;
    }
    all.subList(1, all.size()).forEach(this::delete);
    Found first = all.getFirst();
    if (first.attribute() != null) {
      replace(first.attribute().valueStart(), first.attribute().valueEnd(), packet.escape(value));
    } else if (first.element() != null) {
      XmlElement element = first.element();
      if (isText(element)) {
        replace(element.openEnd, element.contentEnd, packet.escape(value));
      } else {
        delete(first);
        addAttribute(name, value);
      }
    }
  }

  private void addAttribute(XmpName name, String value) {
    newAttributes.add(prefix(name) + ":" + name.local() + "=\"" + packet.escape(value) + "\"");
  }

  /// Sets the items of an array: removes those that are not allowed and adds missing ones, in their
  /// order, behind those that stay.
  ///
  /// @param kind `Bag` or `Seq` of a new array
  void setItems(XmpName name, String kind, List<String> wanted, Set<String> allowed) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    List<Found> all = find(name);
    Optional<XmlElement> container =
        all.isEmpty() ? Optional.empty() : container(all.getFirst().element());
    if (wanted.isEmpty()) {
      remove(name);
    } else if (container.isEmpty() || container.get().isSelfClosing) {
      all.forEach(this::delete);
      newChildren.add(array(name, kind, "", wanted));
    } else {
      all.subList(1, all.size()).forEach(this::delete);
      editItems(container.get(), missing, allowed);
    }
  }

  private void editItems(XmlElement container, Set<String> missing, Set<String> allowed) {
    int insertAt = container.openEnd;
    String indent = lineBreak + indent(container) + " ";
    for (XmlElement item : container.children) {
      insertAt = item.end;
      indent = spaceBefore(item);
      if (item.is(XmpName.RDF, "li")) {
        String value = itemText(item);
        if (allowed.contains(value)) {
          missing.remove(value);
        } else {
          deleteElement(item);
        }
      }
    }
    StringBuilder added = new StringBuilder();
    String tag = tag(container.prefix, "li");
    for (String value : missing) {
      added.append(indent).append('<').append(tag).append('>').append(packet.escape(value));
      added.append("</").append(tag).append('>');
    }
    replace(insertAt, insertAt, added.toString());
  }

  /// Sets the text of a language alternative for all languages; other languages stay.
  void setDefaultText(XmpName name, String value) {
    List<Found> all = find(name);
    Optional<XmlElement> container =
        all.isEmpty() ? Optional.empty() : container(all.getFirst().element());
    if (container.isEmpty() || container.get().isSelfClosing) {
      all.forEach(this::delete);
      newChildren.add(array(name, "Alt", " xml:lang=\"x-default\"", List.of(value)));
      return;
    }
    all.subList(1, all.size()).forEach(this::delete);
    XmlElement alternatives = container.get();
    Optional<XmlElement> item = defaultItem(alternatives);
    if (item.isPresent() && isText(item.get())) {
      replace(item.get().openEnd, item.get().contentEnd, packet.escape(value));
    } else {
      item.ifPresent(this::deleteElement);
      String indent =
          alternatives.children.isEmpty()
              ? lineBreak + indent(alternatives) + " "
              : spaceBefore(alternatives.children.getFirst());
      String tag = tag(alternatives.prefix, "li");
      replace(
          alternatives.openEnd,
          alternatives.openEnd,
          indent
              + "<"
              + tag
              + " xml:lang=\"x-default\">"
              + packet.escape(value)
              + "</"
              + tag
              + ">");
    }
  }

  /// Removes the text of a language alternative for all languages; other languages stay.
  void removeDefaultText(XmpName name) {
    for (Found found : find(name)) {
      Optional<XmlElement> container = container(found.element());
      Optional<XmlElement> item = container.flatMap(PacketEditor::defaultItem);
      if (item.isPresent() && container.get().children.size() > 1) {
        deleteElement(item.get());
      } else if (item.isPresent() || container.isEmpty()) {
        delete(found);
      }
    }
  }

  /// Removes a property.
  void remove(XmpName name) {
    find(name).forEach(this::delete);
  }

  /// Returns the changed sidecar; empty if nothing was changed.
  Optional<byte[]> result() throws UnusableSidecarException {
    finish();
    if (edits.isEmpty()) {
      return Optional.empty();
    }
    String text = packet.text();
    StringBuilder changed = new StringBuilder(text.length() + 512);
    int from = 0;
    edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
    for (Edit edit : edits) {
      if (edit.start() < from) {
        throw new UnusableSidecarException(Obstacle.MALFORMED, "an unusual structure");
      }
      changed.append(text, from, edit.start()).append(edit.text());
      from = edit.end();
    }
    changed.append(text, from, text.length());
    try {
      return Optional.of(packet.encode(changed.toString()));
    } catch (CharacterCodingException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, e);
    }
  }

  /// Returns the text of everything that Akin does not write, in the order of the packet.
  List<String> foreignParts(Iterable<XmpName> own) {
    String text = packet.text();
    List<String> parts = new ArrayList<>();
    parts.add(text.substring(0, rdf.attributesEnd()));
    for (XmlElement node : rdf.children) {
      boolean isDescription = node.is(XmpName.RDF, "Description");
      for (XmlAttribute attribute : node.attributes) {
        boolean isOwn = isOwn(own, node.namespaceOf(attribute.prefix()), attribute.local());
        boolean isAdded =
            attribute.prefix().equals("xmlns")
                || (attribute.local().equals("about") && attribute.value().isEmpty());
        if (!isDescription || (!isOwn && !isAdded)) {
          parts.add(text.substring(attribute.nameStart(), attribute.end()));
        }
      }
      for (XmlElement child : node.children) {
        if (!isDescription || !isOwn(own, child.namespaceOf(child.prefix), child.local)) {
          parts.add(text.substring(child.start, child.end));
        }
      }
    }
    parts.add(text.substring(rdf.end));
    return parts;
  }

  private static boolean isOwn(Iterable<XmpName> own, String namespace, String local) {
    for (XmpName name : own) {
      if (name.namespace().equals(namespace) && name.local().equals(local)) {
        return true;
      }
    }
    return false;
  }

  private List<Found> find(XmpName name) {
    List<Found> all = new ArrayList<>();
    for (XmlElement description : descriptions) {
      description
          .attribute(name.namespace(), name.local())
          .ifPresent(attribute -> all.add(new Found(description, attribute, null)));
      description
          .children(name.namespace(), name.local())
          .forEach(element -> all.add(new Found(description, null, element)));
    }
    return all;
  }

  private static Optional<String> value(Found found) {
    if (found.attribute() != null) {
      return Optional.of(found.attribute().value());
    }
    XmlElement element = found.element();
    return element != null && element.children.isEmpty()
        ? Optional.of(element.text.toString())
        : Optional.empty();
  }

  private static Optional<XmlElement> container(@Nullable XmlElement property) {
    return property == null
        ? Optional.empty()
        : property.children.stream()
            .filter(
                child ->
                    child.is(XmpName.RDF, "Bag")
                        || child.is(XmpName.RDF, "Seq")
                        || child.is(XmpName.RDF, "Alt"))
            .findFirst();
  }

  private static Optional<XmlElement> defaultItem(XmlElement container) {
    return container.children(XmpName.RDF, "li").stream()
        .filter(
            item ->
                item.attributes.stream()
                    .anyMatch(
                        attribute ->
                            attribute.prefix().equals("xml")
                                && attribute.local().equals("lang")
                                && attribute.value().equalsIgnoreCase("x-default")))
        .findFirst();
  }

  /// Returns the text of an item: its own, or that of its `rdf:value` if it has qualifiers.
  private static String itemText(XmlElement item) {
    XmlElement at = item;
    while (!at.children.isEmpty()) {
      List<XmlElement> values = at.children(XmpName.RDF, "value");
      at = values.isEmpty() ? at.children.getFirst() : values.getFirst();
    }
    return at.text.toString();
  }

  /// Returns whether an element can have a text as its content.
  private static boolean isText(XmlElement element) {
    return element.children.isEmpty()
        && !element.isSelfClosing
        && element.attributes.stream()
            .noneMatch(attribute -> element.namespaceOf(attribute.prefix()).equals(XmpName.RDF));
  }

  private void replace(int start, int end, String text) {
    if (start != end || !text.isEmpty()) {
      edits.add(new Edit(start, end, text));
    }
  }

  private void delete(Found found) {
    if (found.attribute() != null) {
      replace(found.attribute().start(), found.attribute().end(), "");
    } else if (found.element() != null) {
      deleteElement(found.element());
    }
  }

  private void deleteElement(XmlElement element) {
    replace(element.start - spaceBefore(element).length(), element.end, "");
  }

  private String spaceBefore(XmlElement element) {
    int from = element.start;
    while (from > 0 && Character.isWhitespace(packet.text().charAt(from - 1))) {
      from--;
    }
    return packet.text().substring(from, element.start);
  }

  /// Returns the spaces before an element in its line.
  private String indent(XmlElement element) {
    String space = spaceBefore(element);
    return space.substring(space.lastIndexOf('\n') + 1);
  }

  private static String tag(String prefix, String local) {
    return prefix.isEmpty() ? local : prefix + ":" + local;
  }

  /// Returns the prefix of a new property, which is declared if necessary.
  private String prefix(XmpName name) {
    return prefix(name.namespace(), name.prefix());
  }

  private String prefix(String namespace, String usual) {
    XmlElement scope = descriptions.isEmpty() ? rdf : descriptions.getFirst();
    Optional<String> bound = scope.prefixOf(namespace);
    if (bound.isPresent()) {
      return bound.get();
    }
    String declared = newPrefixes.get(namespace);
    if (declared != null) {
      return declared;
    }
    String prefix = usual;
    for (int i = 2;
        !scope.namespaceOf(prefix).isEmpty() || newPrefixes.containsValue(prefix);
        i++) {
      prefix = usual + i;
    }
    newPrefixes.put(namespace, prefix);
    return prefix;
  }

  private String array(XmpName name, String kind, String attributes, List<String> values) {
    String indent = lineBreak + childIndent();
    String property = prefix(name) + ":" + name.local();
    String rdfPrefix = prefix(XmpName.RDF, "rdf");
    StringBuilder array = new StringBuilder();
    array.append(indent).append('<').append(property).append('>');
    array.append(indent).append(" <").append(rdfPrefix).append(':').append(kind).append('>');
    for (String value : values) {
      array.append(indent).append("  <").append(rdfPrefix).append(":li").append(attributes);
      array.append('>').append(packet.escape(value));
      array.append("</").append(rdfPrefix).append(":li>");
    }
    array.append(indent).append(" </").append(rdfPrefix).append(':').append(kind).append('>');
    return array.append(indent).append("</").append(property).append('>').toString();
  }

  private String childIndent() {
    if (descriptions.isEmpty()) {
      return indent(rdf) + "  ";
    }
    XmlElement description = descriptions.getFirst();
    return description.children.isEmpty()
        ? indent(description) + " "
        : indent(description.children.getFirst());
  }

  /// Adds the new properties to the first description.
  private void finish() {
    if (newChildren.isEmpty() && newAttributes.isEmpty()) {
      return;
    }
    List<String> attributes = new ArrayList<>();
    newPrefixes.forEach(
        (namespace, prefix) -> attributes.add("xmlns:" + prefix + "=\"" + namespace + "\""));
    attributes.addAll(newAttributes);
    String children = String.join("", newChildren);
    if (descriptions.isEmpty()) {
      addDescription(attributes, children);
      return;
    }
    XmlElement description = descriptions.getFirst();
    String space =
        description.attributes.isEmpty()
            ? " "
            : packet
                .text()
                .substring(
                    description.attributes.getLast().start(),
                    description.attributes.getLast().nameStart());
    String gap = space.contains("\n") ? space : lineBreak + indent(description) + "  ";
    StringBuilder added = new StringBuilder();
    attributes.forEach(attribute -> added.append(gap).append(attribute));
    replace(description.attributesEnd(), description.attributesEnd(), added.toString());
    if (children.isEmpty()) {
      return;
    }
    if (description.isSelfClosing) {
      replace(
          description.openEnd - 2,
          description.openEnd,
          ">"
              + children
              + lineBreak
              + indent(description)
              + "</"
              + tag(description.prefix, description.local)
              + ">");
    } else {
      int end =
          description.children.isEmpty() ? description.openEnd : description.children.getLast().end;
      replace(end, end, children);
    }
  }

  private void addDescription(List<String> attributes, String children) {
    String rdfPrefix = tag(rdf.prefix, "Description");
    String description =
        lineBreak
            + indent(rdf)
            + " <"
            + rdfPrefix
            + (rdf.prefix.isEmpty() ? "" : " " + rdf.prefix + ":about=\"\"")
            + attributes.stream().map(attribute -> " " + attribute).collect(Collectors.joining())
            + ">"
            + children
            + lineBreak
            + indent(rdf)
            + " </"
            + rdfPrefix
            + ">";
    if (rdf.isSelfClosing) {
      replace(
          rdf.openEnd - 2,
          rdf.openEnd,
          ">" + description + lineBreak + indent(rdf) + "</" + tag(rdf.prefix, rdf.local) + ">");
    } else {
      replace(rdf.openEnd, rdf.openEnd, description);
    }
  }
}
