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

  private final Packet packet;
  private final List<Edit> edits = new ArrayList<>();
  private final List<String> newChildren = new ArrayList<>();
  private final List<String> newAttributes = new ArrayList<>();
  private final Map<String, String> newPrefixes = new LinkedHashMap<>();
  private final String lineBreak;

  private PacketEditor(Packet packet) {
    this.packet = packet;
    this.lineBreak = packet.text().contains("\r\n") ? "\r\n" : "\n";
  }

  /// Opens the packet of a sidecar.
  static PacketEditor of(byte[] bytes) throws UnusableSidecarException {
    return new PacketEditor(Packet.of(PacketText.decode(bytes)));
  }

  /// Opens a packet without properties.
  static PacketEditor empty() {
    try {
      return new PacketEditor(Packet.of(PacketText.ofUtf8(EMPTY)));
    } catch (UnusableSidecarException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the packet before the changes.
  Packet packet() {
    return packet;
  }

  /// Sets a simple property.
  void setSimple(XmpName name, String value) {
    List<Packet.Found> all = packet.find(name);
    if (all.isEmpty()) {
      addAttribute(name, value);
      return;
    }
    all.subList(1, all.size()).forEach(this::delete);
    Packet.Found first = all.getFirst();
    if (first.attribute() != null) {
      replace(
          first.attribute().valueStart(),
          first.attribute().valueEnd(),
          packet.source().escape(value));
    } else if (first.element() != null) {
      XmlElement element = first.element();
      if (Packet.isText(element)) {
        replace(element.openEnd, element.contentEnd, packet.source().escape(value));
      } else {
        delete(first);
        addAttribute(name, value);
      }
    }
  }

  private void addAttribute(XmpName name, String value) {
    newAttributes.add(
        prefix(name) + ":" + name.local() + "=\"" + packet.source().escape(value) + "\"");
  }

  /// Sets the items of an array: removes those that are not allowed and adds missing ones, in their
  /// order, behind those that stay.
  ///
  /// @param kind `Bag` or `Seq` of a new array
  void setItems(XmpName name, String kind, List<String> wanted, Set<String> allowed) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    List<Packet.Found> all = packet.find(name);
    Optional<XmlElement> container =
        all.isEmpty() ? Optional.empty() : Packet.container(all.getFirst().element());
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
    String indent = lineBreak + packet.indent(container) + " ";
    for (XmlElement item : container.children) {
      insertAt = item.end;
      indent = packet.spaceBefore(item);
      if (item.is(XmpName.RDF, "li")) {
        String value = Packet.itemText(item);
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
      added
          .append(indent)
          .append('<')
          .append(tag)
          .append('>')
          .append(packet.source().escape(value));
      added.append("</").append(tag).append('>');
    }
    replace(insertAt, insertAt, added.toString());
  }

  /// Sets the text of a language alternative for all languages; other languages stay.
  void setDefaultText(XmpName name, String value) {
    List<Packet.Found> all = packet.find(name);
    Optional<XmlElement> container =
        all.isEmpty() ? Optional.empty() : Packet.container(all.getFirst().element());
    if (container.isEmpty() || container.get().isSelfClosing) {
      all.forEach(this::delete);
      newChildren.add(array(name, "Alt", " xml:lang=\"x-default\"", List.of(value)));
      return;
    }
    all.subList(1, all.size()).forEach(this::delete);
    XmlElement alternatives = container.get();
    Optional<XmlElement> item = Packet.defaultItem(alternatives);
    if (item.isPresent() && Packet.isText(item.get())) {
      replace(item.get().openEnd, item.get().contentEnd, packet.source().escape(value));
    } else {
      item.ifPresent(this::deleteElement);
      String indent =
          alternatives.children.isEmpty()
              ? lineBreak + packet.indent(alternatives) + " "
              : packet.spaceBefore(alternatives.children.getFirst());
      String tag = tag(alternatives.prefix, "li");
      replace(
          alternatives.openEnd,
          alternatives.openEnd,
          indent
              + "<"
              + tag
              + " xml:lang=\"x-default\">"
              + packet.source().escape(value)
              + "</"
              + tag
              + ">");
    }
  }

  /// Removes the text of a language alternative for all languages; other languages stay.
  void removeDefaultText(XmpName name) {
    for (Packet.Found found : packet.find(name)) {
      Optional<XmlElement> container = Packet.container(found.element());
      Optional<XmlElement> item = container.flatMap(Packet::defaultItem);
      if (item.isPresent() && container.get().children.size() > 1) {
        deleteElement(item.get());
      } else if (item.isPresent() || container.isEmpty()) {
        delete(found);
      }
    }
  }

  /// Removes a property.
  void remove(XmpName name) {
    packet.find(name).forEach(this::delete);
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
      return Optional.of(packet.source().encode(changed.toString()));
    } catch (CharacterCodingException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, e);
    }
  }

  private void replace(int start, int end, String text) {
    if (start != end || !text.isEmpty()) {
      edits.add(new Edit(start, end, text));
    }
  }

  private void delete(Packet.Found found) {
    if (found.attribute() != null) {
      replace(found.attribute().start(), found.attribute().end(), "");
    } else if (found.element() != null) {
      deleteElement(found.element());
    }
  }

  private void deleteElement(XmlElement element) {
    replace(element.start - packet.spaceBefore(element).length(), element.end, "");
  }

  private static String tag(String prefix, String local) {
    return prefix.isEmpty() ? local : prefix + ":" + local;
  }

  /// Returns the prefix of a new property, which is declared if necessary.
  private String prefix(XmpName name) {
    return prefix(name.namespace(), name.prefix());
  }

  private String prefix(String namespace, String usual) {
    XmlElement scope =
        packet.descriptions().isEmpty() ? packet.rdf() : packet.descriptions().getFirst();
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
      array.append('>').append(packet.source().escape(value));
      array.append("</").append(rdfPrefix).append(":li>");
    }
    array.append(indent).append(" </").append(rdfPrefix).append(':').append(kind).append('>');
    return array.append(indent).append("</").append(property).append('>').toString();
  }

  private String childIndent() {
    if (packet.descriptions().isEmpty()) {
      return packet.indent(packet.rdf()) + "  ";
    }
    XmlElement description = packet.descriptions().getFirst();
    return description.children.isEmpty()
        ? packet.indent(description) + " "
        : packet.indent(description.children.getFirst());
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
    if (packet.descriptions().isEmpty()) {
      addDescription(attributes, children);
      return;
    }
    XmlElement description = packet.descriptions().getFirst();
    String space =
        description.attributes.isEmpty()
            ? " "
            : packet
                .text()
                .substring(
                    description.attributes.getLast().start(),
                    description.attributes.getLast().nameStart());
    String gap = space.contains("\n") ? space : lineBreak + packet.indent(description) + "  ";
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
              + packet.indent(description)
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
    String rdfPrefix = tag(packet.rdf().prefix, "Description");
    String description =
        lineBreak
            + packet.indent(packet.rdf())
            + " <"
            + rdfPrefix
            + (packet.rdf().prefix.isEmpty() ? "" : " " + packet.rdf().prefix + ":about=\"\"")
            + attributes.stream().map(attribute -> " " + attribute).collect(Collectors.joining())
            + ">"
            + children
            + lineBreak
            + packet.indent(packet.rdf())
            + " </"
            + rdfPrefix
            + ">";
    if (packet.rdf().isSelfClosing) {
      replace(
          packet.rdf().openEnd - 2,
          packet.rdf().openEnd,
          ">"
              + description
              + lineBreak
              + packet.indent(packet.rdf())
              + "</"
              + tag(packet.rdf().prefix, packet.rdf().local)
              + ">");
    } else {
      replace(packet.rdf().openEnd, packet.rdf().openEnd, description);
    }
  }
}
