package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the marks that other programs write, in the form in which each writes them.
class OtherProgramsTest {
  private static final byte[] NONE = {};

  private static final String NAMESPACES =
      """
      xmlns:xmp="http://ns.adobe.com/xap/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
      xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"
      xmlns:digiKam="http://www.digikam.org/ns/1.0/"
      xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/"
      xmlns:acdsee="http://ns.acdsee.com/iptc/1.0/"
      xmlns:mediapro="http://ns.iview-multimedia.com/mediapro/1.0/"
      xmlns:darktable="http://darktable.sf.net/"
      xmlns:mwg-kw="http://www.metadataworkinggroup.com/schemas/keywords/"
      """;

  private static Metadata sidecar(String attributes, String elements) {
    byte[] packet =
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" %s %s>%s</rdf:Description>
         </rdf:RDF>
        </x:xmpmeta>
        """
            .formatted(NAMESPACES, attributes, elements)
            .getBytes(UTF_8);
    return outside(FactsPart.SIDECAR, packet, NONE, NONE);
  }

  private static Metadata outside(FactsPart part, byte[] xmp, byte[] json, byte[] picasa) {
    return Objects.requireNonNullElse(
        TestDecoder.DECODER.factsOutside("a.jpg", xmp, json, picasa).parts().get(part),
        Metadata.NONE);
  }

  private static String list(String name, String kind, String... values) {
    return "<%1$s><rdf:%2$s><rdf:li>%3$s</rdf:li></rdf:%2$s></%1$s>"
        .formatted(name, kind, String.join("</rdf:li><rdf:li>", values));
  }

  private static String text(String name, String value) {
    return "<%1$s><rdf:Alt><rdf:li xml:lang=\"x-default\">%2$s</rdf:li></rdf:Alt></%1$s>"
        .formatted(name, value);
  }

  @Test
  void digiKam() {
    Metadata read =
        sidecar(
            """
            xmp:Rating="4" digiKam:PickLabel="3" digiKam:ColorLabel="0"
            MicrosoftPhoto:Rating="75" acdsee:rating="4"
            acdsee:categories="&lt;Categories&gt;&lt;Category Assigned=&quot;0&quot;&gt;Places\
            &lt;Category Assigned=&quot;1&quot;&gt;Paris&lt;/Category&gt;&lt;/Category&gt;\
            &lt;/Categories&gt;"
            """,
            list("digiKam:TagsList", "Seq", "Places/Paris", "dog")
                + list("MicrosoftPhoto:LastKeywordXMP", "Bag", "Places/Paris", "dog")
                + list("lr:hierarchicalSubject", "Bag", "Places|Paris", "dog")
                + list("mediapro:CatalogSets", "Bag", "Places|Paris", "dog")
                + list("dc:subject", "Bag", "Paris", "dog")
                + text("dc:description", "A caption"));
    assertThat(read)
        .returns(4, Metadata::rating)
        .returns(Flag.PICK, Metadata::flag)
        .returns(List.of("Places|Paris", "dog"), Metadata::keywords)
        .returns("A caption", Metadata::caption);
    assertThat(sidecar("digiKam:PickLabel=\"1\"", "").flag()).isEqualTo(Flag.REJECT);
    assertThat(sidecar("digiKam:PickLabel=\"2\"", "").flag()).isNull();
    assertThat(sidecar("digiKam:PickLabel=\"0\"", "").flag()).isNull();
  }

  @Test
  void lightroom() {
    Metadata read =
        sidecar(
            "xmp:Rating=\"3\" xmp:Label=\"Red\" xmpDM:pick=\"1\"",
            list("lr:hierarchicalSubject", "Bag", "Animals|Dogs|Rex", "sea")
                + list("dc:subject", "Bag", "Animals", "Dogs", "Rex", "sea"));
    assertThat(read)
        .returns(3, Metadata::rating)
        .returns(Flag.PICK, Metadata::flag)
        .returns(List.of("Animals|Dogs|Rex", "sea"), Metadata::keywords);
    assertThat(sidecar("xmpDM:pick=\"-1\"", "").flag()).isEqualTo(Flag.REJECT);
    assertThat(sidecar("xmpDM:pick=\"0\"", "").flag()).isNull();
  }

  @Test
  void darktable() {
    Metadata read =
        sidecar(
            "xmp:Rating=\"-1\" darktable:xmp_version=\"5\"",
            list("dc:subject", "Bag", "Rex")
                + list("lr:hierarchicalSubject", "Bag", "Animals|Rex")
                + text("dc:title", "A title"));
    assertThat(read)
        .returns(null, Metadata::rating)
        .returns(Flag.REJECT, Metadata::flag)
        .returns(List.of("Animals|Rex"), Metadata::keywords)
        .returns("A title", Metadata::title);
  }

  @Test
  void acdSee() {
    Metadata read =
        sidecar(
            "acdsee:rating=\"2\" acdsee:caption=\"Sea\" acdsee:notes=\"Notes\"",
            list("acdsee:keywords", "Bag", "dog")
                + "<acdsee:categories>&lt;Categories&gt;&lt;Category Assigned=\"1\"&gt;People"
                + "&lt;Category Assigned=\"1\"&gt;Tom &amp;amp; Ana&lt;/Category&gt;"
                + "&lt;Category Assigned=\"1\"&gt;Eve&lt;/Category&gt;&lt;/Category&gt;"
                + "&lt;Category Assigned=\"1\"&gt;Album&lt;/Category&gt;"
                + "&lt;/Categories&gt;</acdsee:categories>");
    assertThat(read)
        .returns(2, Metadata::rating)
        .returns("Sea", Metadata::caption)
        .returns(List.of("dog", "People|Tom & Ana", "People|Eve", "Album"), Metadata::keywords);
    for (String broken : List.of("&lt;Category", "&lt;/Category&gt;", "&lt;Category&gt;", "x")) {
      assertThat(sidecar("acdsee:categories=\"" + broken + "\"", "").keywords()).isEmpty();
    }
    String deep = "&lt;Category&gt;a".repeat(5_000) + "&lt;/Category&gt;".repeat(5_000);
    assertThat(sidecar("acdsee:categories=\"" + deep + "\"", "").keywords()).isEmpty();
  }

  @Test
  void keywordsOfTheMetadataWorkingGroup() {
    String leaf = "<rdf:li rdf:parseType=\"Resource\"><mwg-kw:Keyword>%s</mwg-kw:Keyword></rdf:li>";
    Metadata read =
        sidecar(
            "",
            "<mwg-kw:Keywords rdf:parseType=\"Resource\"><mwg-kw:Hierarchy><rdf:Bag>"
                + "<rdf:li rdf:parseType=\"Resource\"><mwg-kw:Keyword>Places</mwg-kw:Keyword>"
                + "<mwg-kw:Children><rdf:Bag>"
                + leaf.formatted("Paris")
                + leaf.formatted("Rome")
                + "</rdf:Bag></mwg-kw:Children></rdf:li>"
                + leaf.formatted("dog")
                + "</rdf:Bag></mwg-kw:Hierarchy></mwg-kw:Keywords>");
    assertThat(read.keywords()).containsExactly("Places|Paris", "Places|Rome", "dog");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "25, 2", "50, 3", "75, 4", "99, 5", "100, 5", "0, ", "-1, ", "101, "})
  void windowsWritesPercentages(int percent, Integer stars) {
    assertThat(sidecar("MicrosoftPhoto:Rating=\"" + percent + "\"", "").rating()).isEqualTo(stars);
    if (percent >= 0) {
      byte[] file =
          ImageKit.withExif(ImageKit.photo(1, 32, 24), new ExifBlock().ratingPercent(percent));
      assertThat(TestDecoder.of(file).facts().rating()).isEqualTo(stars);
    }
  }

  @Test
  void windowsFieldsOfExif() {
    byte[] file =
        ImageKit.withExif(
            ImageKit.photo(1, 32, 24),
            new ExifBlock()
                .windows(0x9C9B, "A title")
                .windows(0x9C9C, "A comment, \"quoted\"")
                .windows(0x9C9E, "Places/Paris;家人;عائلة")
                .windows(0x9C9F, "A subject"));
    assertThat(TestDecoder.of(file).facts().metadata())
        .returns("A title", Metadata::title)
        .returns("A comment, \"quoted\"", Metadata::caption)
        .returns(List.of("Places|Paris", "家人", "عائلة"), Metadata::keywords);
  }

  @Test
  void picasa() {
    String file =
        """
        \ufeff[Picasa]
        name=Holiday
        [b.jpg]
        star=yes
        caption=Another
        [A.JPG]
        star=yes
        rotate=rotate(1)
        caption=A caption with = and [brackets]
        keywords=dog,family holiday
        [.album:1]
        name=x
        """;
    assertThat(outside(FactsPart.SIDECAR, NONE, NONE, file.getBytes(UTF_8)))
        .returns(Flag.PICK, Metadata::flag)
        .returns("A caption with = and [brackets]", Metadata::caption)
        .returns(List.of("dog", "family holiday"), Metadata::keywords);
    for (String other : List.of("", "[b.jpg]\nstar=yes", "star=yes", "[a.jpg]\nstar=no", "\0[a")) {
      assertThat(outside(FactsPart.SIDECAR, NONE, NONE, other.getBytes(UTF_8)))
          .as(other)
          .isEqualTo(Metadata.NONE);
    }
  }

  @Test
  void googleTakeout() {
    String json = "{\"title\": \"a.jpg\", \"description\": \"A dog\", \"favorited\": true}";
    assertThat(outside(FactsPart.TAKEOUT, NONE, json.getBytes(UTF_8), NONE))
        .returns(Flag.PICK, Metadata::flag)
        .returns("A dog", Metadata::caption);
    for (String other : List.of("{\"favorited\": false}", "{\"favorited\": [true]}", "{}")) {
      assertThat(outside(FactsPart.TAKEOUT, NONE, other.getBytes(UTF_8), NONE).flag()).isNull();
    }
  }
}
