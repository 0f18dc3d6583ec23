package app.akin.core.sidecar;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads well-formed XML into elements with their offsets, which the parsers of the JDK do not
/// return exactly. Not thread-safe.
///
/// The JDK's parser checks the text before. Document types are refused, so that no entity exists
/// except the five of XML, and nothing outside the text is read.
final class XmlText {
  private static final Pattern NAME_END = Pattern.compile("[\\s=/>]");

  /// Limits of the JDK. Lightroom writes hundreds of attributes into one element.
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

  private final String text;
  private int at;

  private XmlText(String text) {
    this.text = text;
  }

  /// Returns the root element of a text.
  ///
  /// @throws UnusableSidecarException `MALFORMED` or `DOCUMENT_TYPE`
  static XmlElement parse(String text) throws UnusableSidecarException {
    // Before the check, so that no parser sees a document type.
    XmlText reader = new XmlText(text);
    reader.refuseDocumentType();
    check(text);
    return reader.read();
  }

  private static void check(String text) throws UnusableSidecarException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(LIMITS + "elementAttributeLimit", "10000");
    factory.setProperty(LIMITS + "maxElementDepth", "1000");
    factory.setProperty(LIMITS + "totalEntitySizeLimit", "0");
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        while (reader.hasNext()) {
          reader.next();
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, e);
    }
  }

  private void refuseDocumentType() throws UnusableSidecarException {
    int from = 0;
    while (true) {
      int next = text.indexOf("<!", from);
      if (next < 0) {
        return;
      }
      if (text.startsWith("<!--", next)) {
        from = after("-->", next + 4);
      } else if (text.startsWith("<![CDATA[", next)) {
        from = after("]]>", next + 9);
      } else {
        throw new UnusableSidecarException(Obstacle.DOCUMENT_TYPE, "a document type declaration");
      }
    }
  }

  private XmlElement read() throws UnusableSidecarException {
    @Nullable XmlElement root = null;
    @Nullable XmlElement open = null;
    while (at < text.length()) {
      int markup = text.indexOf('<', at);
      if (markup < 0) {
        break;
      }
      if (open != null) {
        open.text.append(unescape(text.substring(at, markup)));
      }
      at = markup;
      if (text.startsWith("<!--", at)) {
        at = after("-->", at + 4);
      } else if (text.startsWith("<![CDATA[", at)) {
        int end = after("]]>", at + 9);
        if (open != null) {
          open.text.append(text, at + 9, end - 3);
        }
        at = end;
      } else if (text.startsWith("<?", at)) {
        at = after("?>", at + 2);
      } else if (text.startsWith("</", at)) {
        if (open == null) {
          throw malformed();
        }
        open.contentEnd = at;
        at = after(">", at);
        open.end = at;
        open = open.parent;
      } else {
        XmlElement element = startTag(open);
        if (open != null) {
          open.children.add(element);
        } else if (root == null) {
          root = element;
        } else {
          throw malformed();
        }
        if (!element.isSelfClosing) {
          open = element;
        }
      }
    }
    if (root == null || open != null) {
      throw malformed();
    }
    return root;
  }

  private XmlElement startTag(@Nullable XmlElement parent) throws UnusableSidecarException {
    int start = at;
    at++;
    String name = name();
    final int nameEnd = at;
    List<XmlAttribute> attributes = new ArrayList<>();
    while (true) {
      int space = at;
      skipSpace();
      if (at >= text.length()) {
        throw malformed();
      }
      boolean isSelfClosing = text.startsWith("/>", at);
      if (isSelfClosing || text.charAt(at) == '>') {
        at += isSelfClosing ? 2 : 1;
        int colon = name.indexOf(':');
        return new XmlElement(
            parent,
            colon < 0 ? "" : name.substring(0, colon),
            name.substring(colon + 1),
            start,
            nameEnd,
            at,
            isSelfClosing,
            attributes);
      }
      attributes.add(attribute(space));
    }
  }

  private XmlAttribute attribute(int space) throws UnusableSidecarException {
    int nameStart = at;
    String name = name();
    skipSpace();
    at = after("=", at);
    skipSpace();
    if (at >= text.length()) {
      throw malformed();
    }
    char quote = text.charAt(at);
    int valueStart = at + 1;
    int valueEnd = after(String.valueOf(quote), valueStart) - 1;
    at = valueEnd + 1;
    int colon = name.indexOf(':');
    // Line breaks and tabs of an attribute are spaces (XML 1.0, section 3.3.3).
    String value =
        unescape(
            text.substring(valueStart, valueEnd)
                .replace("\r\n", " ")
                .replace('\n', ' ')
                .replace('\r', ' ')
                .replace('\t', ' '));
    return new XmlAttribute(
        colon < 0 ? "" : name.substring(0, colon),
        name.substring(colon + 1),
        value,
        space,
        nameStart,
        valueStart,
        valueEnd);
  }

  private String name() throws UnusableSidecarException {
    var end = NAME_END.matcher(text);
    if (!end.find(at) || end.start() == at) {
      throw malformed();
    }
    String name = text.substring(at, end.start());
    at = end.start();
    return name;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// Returns the offset behind the next occurrence of a token.
  private int after(String token, int from) throws UnusableSidecarException {
    int found = text.indexOf(token, from);
    if (found < 0) {
      throw malformed();
    }
    return found + token.length();
  }

  private UnusableSidecarException malformed() {
    return new UnusableSidecarException(Obstacle.MALFORMED, "not well-formed at character " + at);
  }

  private static String unescape(String raw) throws UnusableSidecarException {
    String value = raw.replace("\r\n", "\n");
    int entity = value.indexOf('&');
    if (entity < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    int from = 0;
    while (entity >= 0) {
      int end = value.indexOf(';', entity);
      if (end < 0) {
        throw new UnusableSidecarException(Obstacle.MALFORMED, "an unclosed entity");
      }
      plain.append(value, from, entity).append(entity(value.substring(entity + 1, end)));
      from = end + 1;
      entity = value.indexOf('&', from);
    }
    return plain.append(value, from, value.length()).toString();
  }

  private static String entity(String name) throws UnusableSidecarException {
    try {
      return switch (name) {
        case "amp" -> "&";
        case "lt" -> "<";
        case "gt" -> ">";
        case "quot" -> "\"";
        case "apos" -> "'";
        default ->
            Character.toString(
                name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1)));
      };
    } catch (IllegalArgumentException e) {
      throw new UnusableSidecarException(Obstacle.MALFORMED, "the entity " + name);
    }
  }
}
