package app.akin.core.sidecar;

/// The name of an XMP property that Akin writes.
///
/// @param namespace URI of the namespace
/// @param prefix the usual prefix
/// @param local the name
record XmpName(String namespace, String prefix, String local) {
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

  private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
  private static final String DYNAMIC_MEDIA = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";
  private static final String DIGIKAM_NAMESPACE = "http://www.digikam.org/ns/1.0/";
  private static final String MICROSOFT = "http://ns.microsoft.com/photo/1.0/";

  /// Stars, or -1 for rejected (XMP specification, part 1).
  static final XmpName RATING = new XmpName("http://ns.adobe.com/xap/1.0/", "xmp", "Rating");

  /// Keywords without levels.
  static final XmpName SUBJECT = new XmpName(DUBLIN_CORE, "dc", "subject");

  /// The caption in several languages.
  static final XmpName DESCRIPTION = new XmpName(DUBLIN_CORE, "dc", "description");

  /// Lightroom's keywords, levels separated by `|`.
  static final XmpName HIERARCHICAL_SUBJECT =
      new XmpName("http://ns.adobe.com/lightroom/1.0/", "lr", "hierarchicalSubject");

  /// The keywords of digiKam, levels separated by `/`.
  static final XmpName TAGS_LIST = new XmpName(DIGIKAM_NAMESPACE, "digiKam", "TagsList");

  /// The flag of digiKam: 0, 1 for rejected, 2 for pending, 3 for accepted.
  static final XmpName PICK_LABEL = new XmpName(DIGIKAM_NAMESPACE, "digiKam", "PickLabel");

  /// The flag of Lightroom Classic 13.2 and later: -1 for rejected, 0, 1 for picked.
  static final XmpName PICK = new XmpName(DYNAMIC_MEDIA, "xmpDM", "pick");

  /// The flag of older Adobe programs: true or false.
  static final XmpName GOOD = new XmpName(DYNAMIC_MEDIA, "xmpDM", "good");

  /// The stars of Windows in percent.
  static final XmpName MICROSOFT_RATING = new XmpName(MICROSOFT, "MicrosoftPhoto", "Rating");

  /// The keywords of Windows, levels separated by `/`.
  static final XmpName MICROSOFT_KEYWORDS =
      new XmpName(MICROSOFT, "MicrosoftPhoto", "LastKeywordXMP");
}
