package app.akin.core.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.photo.Flag;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPIterator;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares changed sidecars with what Adobe's XMP library reads.
final class SidecarTextTest {
  private static final SidecarValues ALL =
      new SidecarValues(
          4, Flag.PICK, List.of("sea", "Place|France|Paris", "AC/DC"), "A day & <night>");

  private static final String DARKTABLE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""
          xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          xmlns:darktable="http://darktable.sf.net/"
         xmp:Rating="1"
         darktable:xmp_version="5"
         darktable:history_end="2">
         <darktable:history>
          <rdf:Seq>
           <rdf:li
            darktable:num="0"
            darktable:operation="exposure"
            darktable:params="gz02eJxjYGBg"/>
          </rdf:Seq>
         </darktable:history>
        </rdf:Description>
       </rdf:RDF>
      </x:xmpmeta>
      """;

  private static final String LIGHTROOM =
      """
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0-c000">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""
          xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
          xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"
          xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
         xmp:Rating='3'
         xmpDM:pick="0"
         xmpDM:good="False"
         crs:Temperature="5400">
         <dc:subject>
          <rdf:Bag>
           <rdf:li>France</rdf:li>
           <rdf:li>old</rdf:li>
           <rdf:li>Paris</rdf:li>
          </rdf:Bag>
         </dc:subject>
         <lr:hierarchicalSubject>
          <rdf:Bag>
           <rdf:li>Place|France|Paris</rdf:li>
           <rdf:li>old</rdf:li>
          </rdf:Bag>
         </lr:hierarchicalSubject>
         <dc:description>
          <rdf:Alt>
           <rdf:li xml:lang="x-default">Before</rdf:li>
           <rdf:li xml:lang="de-DE">Vorher</rdf:li>
          </rdf:Alt>
         </dc:description>
         <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Title</rdf:li></rdf:Alt></dc:title>
         <crs:ToneCurve><rdf:Seq><rdf:li>0, 0</rdf:li><rdf:li>255, 255</rdf:li></rdf:Seq></crs:ToneCurve>
        </rdf:Description>
       </rdf:RDF>
      </x:xmpmeta>
      """;

  private static final String EXIFTOOL =
      """
      <?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?>
      <x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Image::ExifTool 12.57'>
      <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>

       <rdf:Description rdf:about=''
        xmlns:digiKam='http://www.digikam.org/ns/1.0/'>
        <digiKam:PickLabel>1</digiKam:PickLabel>
        <digiKam:TagsList>
         <rdf:Seq>
          <rdf:li>old</rdf:li>
         </rdf:Seq>
        </digiKam:TagsList>
       </rdf:Description>

       <rdf:Description rdf:about=''
        xmlns:xmp='http://ns.adobe.com/xap/1.0/'
        xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/'>
        <xmp:Rating>-1</xmp:Rating>
        <MicrosoftPhoto:Rating>25</MicrosoftPhoto:Rating>
        <MicrosoftPhoto:LastKeywordXMP><rdf:Bag><rdf:li>old</rdf:li></rdf:Bag></MicrosoftPhoto:LastKeywordXMP>
       </rdf:Description>
      </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end='w'?>
      """;

  private static final String UNUSUAL =
      """
      <R:RDF xmlns:R="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="urn:other">
      <!-- <dc:subject> in a comment -->
      <R:Description R:about="" xmlns:k="http://purl.org/dc/elements/1.1/" k:description="1>2" dc:subject="not a keyword">
      <k:subject>single</k:subject><my:a xmlns:my="urn:mine">&lt;k:subject>x</my:a>
      </R:Description>
      </R:RDF>
      """;

  private static final String BARE =
      "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>";

  static Stream<String> sidecars() {
    return Stream.of(
        DARKTABLE, LIGHTROOM, EXIFTOOL, UNUSUAL, BARE, LIGHTROOM.replace("\n", "\r\n"));
  }

  private static byte[] write(byte @Nullable [] before, SidecarValues values) throws Exception {
    return SidecarText.with(before, values).orElseThrow();
  }

  /// Returns all properties as Adobe's library reads them, by their path with URIs.
  private static Map<String, String> properties(byte[] bytes) throws XMPException {
    Map<String, String> all = new TreeMap<>();
    XMPIterator properties = XMPMetaFactory.parseFromBuffer(bytes).iterator();
    while (properties.hasNext()) {
      XMPPropertyInfo property = (XMPPropertyInfo) properties.next();
      if (property.getPath() != null) {
        all.put(property.getNamespace() + " " + property.getPath(), property.getValue());
      }
    }
    return all;
  }

  private static Map<String, String> foreign(byte[] bytes) throws XMPException {
    return properties(bytes).entrySet().stream()
        .filter(
            entry ->
                !entry
                    .getKey()
                    .matches(
                        ".*(xmp:Rating|:(subject|description|hierarchicalSubject|TagsList|PickLabel"
                            + "|pick|good|LastKeywordXMP)|MicrosoftPhoto:Rating)(\\[.*)?(/.*)?"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<String> items(byte[] bytes, String namespace, String name) throws Exception {
    var meta = XMPMetaFactory.parseFromBuffer(bytes);
    List<String> items = new ArrayList<>();
    for (int i = 1; i <= meta.countArrayItems(namespace, name); i++) {
      items.add(meta.getArrayItem(namespace, name, i).getValue());
    }
    return items;
  }

  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String LR = "http://ns.adobe.com/lightroom/1.0/";
  private static final String DIGIKAM = "http://www.digikam.org/ns/1.0/";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/";
  private static final String DM = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";

  private static void assertAll(byte[] bytes) throws Exception {
    var meta = XMPMetaFactory.parseFromBuffer(bytes);
    assertThat(meta.getPropertyString(XMP, "Rating")).isEqualTo("4");
    assertThat(meta.getPropertyString(DIGIKAM, "PickLabel")).isEqualTo("3");
    assertThat(meta.getPropertyString(DM, "pick")).isEqualTo("1");
    assertThat(meta.getLocalizedText(DC, "description", null, "x-default").getValue())
        .isEqualTo("A day & <night>");
    assertThat(items(bytes, DC, "subject")).contains("sea", "Paris", "AC/DC").doesNotContain("old");
    assertThat(items(bytes, LR, "hierarchicalSubject"))
        .containsExactlyInAnyOrder("sea", "Place|France|Paris", "AC/DC");
    assertThat(items(bytes, DIGIKAM, "TagsList"))
        .containsExactlyInAnyOrder("sea", "Place/France/Paris");
  }

  @ParameterizedTest
  @MethodSource("sidecars")
  void valuesAreWrittenAndEverythingElseIsKept(String before) throws Exception {
    byte[] after = write(before.getBytes(UTF_8), ALL);
    assertAll(after);
    assertThat(foreign(after)).isEqualTo(foreign(before.getBytes(UTF_8)));
    assertThat(SidecarText.with(after, ALL)).as("has the values").isEmpty();
  }

  @Test
  void unchangedLinesKeepTheirBytes() throws Exception {
    String after = new String(write(LIGHTROOM.getBytes(UTF_8), ALL), UTF_8);
    List<String> lost = new ArrayList<>(LIGHTROOM.lines().toList());
    after.lines().forEach(lost::remove);
    assertThat(lost)
        .containsExactly(
            "   xmp:Rating='3'",
            "   xmpDM:pick=\"0\"",
            "   xmpDM:good=\"False\"",
            "   crs:Temperature=\"5400\">",
            "     <rdf:li>old</rdf:li>",
            "     <rdf:li>old</rdf:li>",
            "     <rdf:li xml:lang=\"x-default\">Before</rdf:li>");
    assertThat(after)
        .contains("xmp:Rating='4'", "xmpDM:good=\"True\"", "<rdf:li xml:lang=\"de-DE\">Vorher<");
  }

  @Test
  void aNewSidecarHasOnlyTheValues() throws Exception {
    byte[] bytes = write(null, ALL);
    assertAll(bytes);
    assertThat(foreign(bytes)).isEmpty();
    assertThat(SidecarText.with(null, new SidecarValues(null, Flag.NONE, List.of(), ""))).isEmpty();
  }

  @Test
  void whatIsNotSetStays() throws Exception {
    byte[] before = EXIFTOOL.getBytes(UTF_8);
    byte[] after = write(before, new SidecarValues(null, null, null, "x"));
    Map<String, String> expected = properties(before);
    Map<String, String> found = properties(after);
    found.keySet().removeIf(path -> path.contains("dc:description"));
    assertThat(found).isEqualTo(expected);
    assertThat(SidecarText.with(before, SidecarValues.NONE)).isEmpty();
  }

  @Test
  void rejectedAndRestoredPhotos() throws Exception {
    byte[] rejected =
        write(LIGHTROOM.getBytes(UTF_8), new SidecarValues(5, Flag.REJECT, null, null));
    var meta = XMPMetaFactory.parseFromBuffer(rejected);
    assertThat(meta.getPropertyString(XMP, "Rating")).isEqualTo("-1");
    assertThat(meta.getPropertyString(DM, "pick")).isEqualTo("-1");
    assertThat(meta.getPropertyString(DIGIKAM, "PickLabel")).isEqualTo("1");

    byte[] restored = write(rejected, new SidecarValues(null, Flag.NONE, null, null));
    meta = XMPMetaFactory.parseFromBuffer(restored);
    assertThat(meta.getPropertyString(XMP, "Rating")).isEqualTo("0");
    assertThat(meta.getPropertyString(DM, "pick")).isEqualTo("0");
    assertThat(meta.getPropertyString(DM, "good")).isNull();
    assertThat(meta.getPropertyString(DIGIKAM, "PickLabel")).isEqualTo("0");
  }

  @Test
  void removedKeywordsAndCaptions() throws Exception {
    SidecarValues none = new SidecarValues(null, null, List.of(), "");
    byte[] after = write(LIGHTROOM.getBytes(UTF_8), none);
    assertThat(properties(after).keySet())
        .noneMatch(path -> path.contains("ubject") || path.contains("x-default\"]/dc"));
    var meta = XMPMetaFactory.parseFromBuffer(after);
    assertThat(meta.getLocalizedText(DC, "description", null, "de-DE").getValue())
        .as("another language")
        .isEqualTo("Vorher");
    assertThat(SidecarText.with(after, none)).isEmpty();
    byte[] exiftool = write(EXIFTOOL.getBytes(UTF_8), none);
    assertThat(new String(exiftool, UTF_8)).doesNotContain("old");
  }

  @Test
  void encodingsAreKept() throws Exception {
    for (Charset charset : List.of(UTF_16, UTF_16LE, ISO_8859_1, Charset.forName("GBK"))) {
      String text =
          LIGHTROOM.replace(
              "<x:xmpmeta", "<?xml version=\"1.0\" encoding=\"" + charset + "\"?>\n<x:xmpmeta");
      SidecarValues values = new SidecarValues(2, null, List.of("日落"), "été");
      byte[] before = text.getBytes(charset);
      byte[] after = write(before, values);
      assertThat(new String(after, charset)).startsWith(text.substring(0, 90));
      Packet read = PacketEditor.of(after).packet();
      assertThat(read.items(XmpName.SUBJECT)).containsExactly("日落");
      assertThat(read.defaultText(XmpName.DESCRIPTION)).contains("été");
    }
    byte[] mark = ("\uFEFF" + DARKTABLE).getBytes(UTF_8);
    byte[] after = write(mark, ALL);
    assertThat(after).startsWith(0xEF, 0xBB, 0xBF, '<');
    assertAll(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<a/>",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:other>",
        "<x:xmpmeta/>",
        "<a b=1/>",
        "<a>&unknown;</a>",
        "<a>\u0001</a>",
        "<a/><b/>",
        "<a b='1' b='2'/>"
      })
  void malformedSidecarsAreRefused(String text) {
    refuses(text.getBytes(UTF_8), Obstacle.MALFORMED);
  }

  private static void refuses(byte[] bytes, Obstacle obstacle) {
    assertThatExceptionOfType(UnusableSidecarException.class)
        .isThrownBy(() -> SidecarText.with(bytes, ALL))
        .matches(problem -> problem.obstacle() == obstacle, obstacle.name());
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    refuses(new byte[] {'<', 'a', '>', (byte) 0xC3, '<', '/', 'a', '>'}, Obstacle.MALFORMED);
    refuses("<?xml version='1.0' encoding='no-such'?><a/>".getBytes(UTF_8), Obstacle.MALFORMED);
    refuses(new byte[1000], Obstacle.MALFORMED);
  }

  /// The entities would read a file, fetch an address, or expand to gigabytes.
  @Test
  void documentTypesAreRefused() {
    for (String type :
        List.of(
            "<!DOCTYPE a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'>",
            "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>")) {
      refuses((type + LIGHTROOM).getBytes(UTF_8), Obstacle.DOCUMENT_TYPE);
      refuses((type + LIGHTROOM).getBytes(UTF_16), Obstacle.DOCUMENT_TYPE);
    }
  }

  @Test
  void unusualValuesComeBack() throws Exception {
    List<String> keywords =
        List.of(
            "a,b;c",
            "\"quoted\"",
            "it's",
            "line\nbreak",
            "\u202Eright\u202C",
            "日本|東京",
            "🌊",
            "&amp;",
            "]]>",
            "a\tb",
            " spaces ",
            "--",
            "x\u0000y");
    SidecarValues values = new SidecarValues(0, null, keywords, "1\r\n2\uD800");
    for (byte[] before : new byte[][] {null, UNUSUAL.getBytes(UTF_8)}) {
      byte[] after = write(before, values);
      assertThat(items(after, LR, "hierarchicalSubject"))
          .containsExactlyElementsOf(
              keywords.stream().map(word -> word.replace("\u0000", "")).toList());
      assertThat(
              XMPMetaFactory.parseFromBuffer(after)
                  .getLocalizedText(DC, "description", null, "x-default")
                  .getValue())
          .isEqualTo("1\n2");
      assertThat(SidecarText.with(after, values)).isEmpty();
    }
  }

  /// Lightroom writes hundreds of attributes into one element, more than Java reads by default.
  @Test
  void manyAttributesAndKeywords() throws Exception {
    String many =
        IntStream.range(0, 900)
            .mapToObj(i -> " crs:Slider%d=\"%d\"".formatted(i, i))
            .collect(Collectors.joining());
    byte[] before = LIGHTROOM.replace(" crs:Temperature=\"5400\"", many).getBytes(UTF_8);
    List<String> keywords = IntStream.range(0, 20_000).mapToObj(i -> "word " + i).toList();
    SidecarValues values = new SidecarValues(4, null, keywords, null);
    byte[] after = write(before, values);
    assertThat(new String(after, UTF_8)).contains(many);
    assertThat(PacketEditor.of(after).packet().items(XmpName.SUBJECT)).hasSize(20_000);
    assertThat(SidecarText.with(after, values)).isEmpty();
  }

  /// Damaged sidecars are refused or keep their other properties; no other exception is thrown.
  @Test
  void damagedSidecars() throws Exception {
    Random random = new Random(25);
    List<String> all = sidecars().toList();
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(all.get(random.nextInt(all.size())));
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.setCharAt(at, "<>&'\"/:= \n]".charAt(random.nextInt(11)));
        default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
      }
      byte[] before = text.toString().getBytes(UTF_8);
      Optional<byte[]> after;
      try {
        after = SidecarText.with(before, ALL);
      } catch (UnusableSidecarException e) {
        continue;
      }
      Map<String, String> foreign;
      try {
        foreign = foreign(before);
      } catch (XMPException e) {
        // Valid XML that Adobe's library does not accept as XMP.
        continue;
      }
      assertThat(after).as(text.toString()).isPresent();
      assertThat(foreign(after.orElseThrow())).as(text.toString()).isEqualTo(foreign);
    }
  }
}
