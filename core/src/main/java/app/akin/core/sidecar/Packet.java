package app.akin.core.sidecar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The properties in the text of an XMP packet (ISO 16684-1), with their places. Immutable.
///
/// @param source the text and its encoding
/// @param rdf the element `rdf:RDF`
/// @param descriptions its descriptions, which have the properties
record Packet(PacketText source, XmlElement rdf, List<XmlElement> descriptions) {
  /// Where a property is: an attribute or an element of a description.
  ///
  /// @param owner the description
  /// @param attribute null if it is an element
  /// @param element null if it is an attribute
  record Found(XmlElement owner, @Nullable XmlAttribute attribute, @Nullable XmlElement element) {}

  /// Reads a packet.
  static Packet of(PacketText source) throws UnusableSidecarException {
    XmlElement rdf = rdf(XmlText.parse(source.text()));
    return new Packet(source, rdf, rdf.children(XmpName.RDF, "Description"));
  }

  /// Returns the text.
  String text() {
    return source.text();
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
        return item.map(Packet::itemText);
      }
    }
    return Optional.empty();
  }

  /// Returns the text of everything that Akin does not write, in the order of the packet.
  List<String> foreignParts(Iterable<XmpName> own) {
    String text = text();
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

  /// Returns where a property is, several times in invalid packets.
  List<Found> find(XmpName name) {
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

  /// Returns the array of a property.
  static Optional<XmlElement> container(@Nullable XmlElement property) {
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

  /// Returns the item for all languages.
  static Optional<XmlElement> defaultItem(XmlElement container) {
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
  static String itemText(XmlElement item) {
    XmlElement at = item;
    while (!at.children.isEmpty()) {
      List<XmlElement> values = at.children(XmpName.RDF, "value");
      at = values.isEmpty() ? at.children.getFirst() : values.getFirst();
    }
    return at.text.toString();
  }

  /// Returns whether an element can have a text as its content.
  static boolean isText(XmlElement element) {
    return element.children.isEmpty()
        && !element.isSelfClosing
        && element.attributes.stream()
            .noneMatch(attribute -> element.namespaceOf(attribute.prefix()).equals(XmpName.RDF));
  }

  /// Returns the white space before an element.
  String spaceBefore(XmlElement element) {
    int from = element.start;
    while (from > 0 && Character.isWhitespace(text().charAt(from - 1))) {
      from--;
    }
    return text().substring(from, element.start);
  }

  /// Returns the spaces before an element in its line.
  String indent(XmlElement element) {
    String space = spaceBefore(element);
    return space.substring(space.lastIndexOf('\n') + 1);
  }
}
