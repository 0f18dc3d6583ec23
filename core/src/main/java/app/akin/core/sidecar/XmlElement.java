package app.akin.core.sidecar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An element with its place in the text. Built by [XmlText]; not thread-safe.
final class XmlElement {
  private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  final @Nullable XmlElement parent;
  final String prefix;
  final String local;

  /// Offset of `<`.
  final int start;

  /// Offset behind the `>` of the start tag.
  final int openEnd;

  /// Whether it is one tag, `<a/>`.
  final boolean isSelfClosing;

  /// Offset behind its name in the start tag.
  final int nameEnd;

  final List<XmlAttribute> attributes;
  final List<XmlElement> children = new ArrayList<>();

  /// Text of the element itself, without that of its children.
  final StringBuilder text = new StringBuilder();

  /// Offset of the end tag, or [#openEnd].
  int contentEnd;

  /// Offset behind the element.
  int end;

  private final Map<String, String> bindings = new HashMap<>();

  XmlElement(
      @Nullable XmlElement parent,
      String prefix,
      String local,
      int start,
      int nameEnd,
      int openEnd,
      boolean isSelfClosing,
      List<XmlAttribute> attributes) {
    this.parent = parent;
    this.prefix = prefix;
    this.local = local;
    this.start = start;
    this.nameEnd = nameEnd;
    this.openEnd = openEnd;
    this.isSelfClosing = isSelfClosing;
    this.attributes = List.copyOf(attributes);
    this.contentEnd = openEnd;
    this.end = openEnd;
    for (XmlAttribute attribute : attributes) {
      if (attribute.prefix().equals("xmlns")) {
        bindings.put(attribute.local(), attribute.value());
      } else if (attribute.prefix().isEmpty() && attribute.local().equals("xmlns")) {
        bindings.put("", attribute.value());
      }
    }
  }

  /// Returns the namespace of a prefix here; empty if it has none.
  String namespaceOf(String name) {
    if (name.equals("xml")) {
      return XML_NAMESPACE;
    }
    for (XmlElement at = this; at != null; at = at.parent) {
      String bound = at.bindings.get(name);
      if (bound != null) {
        return bound;
      }
    }
    return "";
  }

  /// Returns a prefix, not the empty one, that has a namespace here.
  Optional<String> prefixOf(String namespace) {
    for (XmlElement at = this; at != null; at = at.parent) {
      for (Map.Entry<String, String> binding : at.bindings.entrySet()) {
        if (!binding.getKey().isEmpty()
            && binding.getValue().equals(namespace)
            && namespaceOf(binding.getKey()).equals(namespace)) {
          return Optional.of(binding.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /// Returns whether it has a name.
  boolean is(String namespace, String name) {
    return local.equals(name) && namespaceOf(prefix).equals(namespace);
  }

  /// Returns the attribute of a name with a namespace.
  Optional<XmlAttribute> attribute(String namespace, String name) {
    return attributes.stream()
        .filter(
            attribute ->
                attribute.local().equals(name)
                    && !attribute.prefix().isEmpty()
                    && namespaceOf(attribute.prefix()).equals(namespace))
        .findFirst();
  }

  /// Returns the children of a name.
  List<XmlElement> children(String namespace, String name) {
    return children.stream().filter(child -> child.is(namespace, name)).toList();
  }

  /// Returns the offset at which another attribute is inserted.
  int attributesEnd() {
    return attributes.isEmpty() ? nameEnd : attributes.getLast().end();
  }
}
