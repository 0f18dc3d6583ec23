package app.akin.core.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Flag;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Exchanges sidecars with ExifTool and exiv2, the library of digiKam and darktable: what Akin
/// writes they read, and what they write Akin reads and changes without loss. Skipped without them.
final class SidecarToolsTest {
  private static final String EXIFTOOL = "exiftool";
  private static final String EXIV2 = "exiv2";

  private static final List<String> KEYWORDS =
      List.of(
          "sea",
          "Place|France|Paris",
          "AC/DC",
          "a,b",
          "\"quoted\" & <tag>",
          "日本|東京",
          "\u202Eabc\u202C");

  private static final String CAPTION = "Zeile 1\nline 2 & \"more\" <b> 日落 🌊";

  private static final SidecarValues VALUES = new SidecarValues(4, Flag.PICK, KEYWORDS, CAPTION);

  @TempDir Path folder;

  private static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(VALUES, 4, 3, 1),
        Arguments.of(new SidecarValues(2, Flag.REJECT, KEYWORDS, CAPTION), -1, 1, -1),
        Arguments.of(new SidecarValues(0, Flag.PICK, List.of("one"), "short"), 0, 3, 1));
  }

  private static void require(String... tools) {
    for (String tool : tools) {
      boolean isPresent =
          Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
              .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
      Assumptions.assumeTrue(isPresent, tool);
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + out).isZero();
    return out;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private JsonObject exiftool(Path sidecar) throws Exception {
    return JsonParser.parseString(run(EXIFTOOL, "-j", "-n", "-G1", "-struct", sidecar.toString()))
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject();
  }

  private static List<String> texts(JsonElement value) {
    JsonArray all = new JsonArray();
    if (value instanceof JsonArray array) {
      all = array;
    } else {
      all.add(value);
    }
    return all.asList().stream().map(JsonElement::getAsString).toList();
  }

  private static byte[] with(byte @Nullable [] before, SidecarValues values) throws Exception {
    return SidecarText.with(before, values).orElseThrow();
  }

  private static List<String> leaves(List<String> keywords) {
    return keywords.stream()
        .map(keyword -> keyword.substring(keyword.lastIndexOf('|') + 1))
        .toList();
  }

  private static List<String> tags(List<String> keywords) {
    return keywords.stream()
        .filter(keyword -> !keyword.contains("/"))
        .map(keyword -> keyword.replace('|', '/'))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("values")
  void exiftoolReadsWhatAkinWrites(SidecarValues values, int rating, int label, int pick)
      throws Exception {
    require(EXIFTOOL);
    JsonObject read = exiftool(write("a.jpg.xmp", with(null, values)));
    List<String> keywords = values.keywords() == null ? List.of() : values.keywords();
    assertThat(read.get("XMP-xmp:Rating").getAsInt()).isEqualTo(rating);
    assertThat(read.get("XMP-digiKam:PickLabel").getAsInt()).isEqualTo(label);
    assertThat(read.has("ExifTool:Warning")).isFalse();
    assertThat(texts(read.get("XMP-dc:Subject"))).containsExactlyElementsOf(leaves(keywords));
    assertThat(texts(read.get("XMP-lr:HierarchicalSubject"))).containsExactlyElementsOf(keywords);
    assertThat(texts(read.get("XMP-digiKam:TagsList"))).containsExactlyElementsOf(tags(keywords));
    assertThat(read.get("XMP-dc:Description").getAsString()).isEqualTo(values.caption());
    assertThat(Files.readString(folder.resolve("a.jpg.xmp"))).contains("pick=\"" + pick + "\"");
  }

  @ParameterizedTest
  @MethodSource("values")
  void exiv2ReadsWhatAkinWrites(SidecarValues values, int rating, int label, int pick)
      throws Exception {
    require(EXIV2);
    Path sidecar = write("a.jpg.xmp", with(null, values));
    List<String> keywords = values.keywords() == null ? List.of() : values.keywords();
    assertThat(exiv2(sidecar, "Xmp.xmp.Rating")).isEqualTo(String.valueOf(rating));
    assertThat(exiv2(sidecar, "Xmp.digiKam.PickLabel")).isEqualTo(String.valueOf(label));
    assertThat(exiv2(sidecar, "Xmp.xmpDM.pick")).isEqualTo(String.valueOf(pick));
    assertThat(exiv2(sidecar, "Xmp.dc.subject")).isEqualTo(String.join(", ", leaves(keywords)));
    assertThat(exiv2(sidecar, "Xmp.lr.hierarchicalSubject")).isEqualTo(String.join(", ", keywords));
    assertThat(exiv2(sidecar, "Xmp.digiKam.TagsList")).isEqualTo(String.join(", ", tags(keywords)));
    assertThat(exiv2(sidecar, "Xmp.dc.description"))
        .isEqualTo("lang=\"x-default\" " + values.caption());
  }

  private String exiv2(Path sidecar, String key) throws Exception {
    return run(EXIV2, "-q", "-K", key, "-Pv", "print", sidecar.toString()).stripTrailing();
  }

  private static void assertRead(byte[] sidecar) throws Exception {
    Packet packet = PacketEditor.of(sidecar).packet();
    assertThat(packet.simple(XmpName.RATING)).contains("3");
    assertThat(packet.items(XmpName.SUBJECT)).containsExactly("sea", "a & b");
    assertThat(packet.items(XmpName.HIERARCHICAL_SUBJECT)).containsExactly("Place|Rome", "sea");
    assertThat(packet.items(XmpName.TAGS_LIST)).containsExactly("Place/Rome");
    assertThat(packet.defaultText(XmpName.DESCRIPTION)).contains("Ein Tag <b>");
  }

  @Test
  void akinReadsAndChangesWhatExiftoolWrites() throws Exception {
    require(EXIFTOOL);
    run(
        EXIFTOOL,
        "-XMP-xmp:Rating=3",
        "-XMP-dc:Subject=sea",
        "-XMP-dc:Subject=a & b",
        "-XMP-lr:HierarchicalSubject=Place|Rome",
        "-XMP-lr:HierarchicalSubject=sea",
        "-XMP-digiKam:TagsList=Place/Rome",
        "-XMP-dc:Description=Ein Tag <b>",
        "-XMP-dc:Description-de=Ein Tag",
        "-XMP-dc:Title=Titel",
        "-XMP-dc:Creator=Me",
        "-XMP-exif:GPSLatitude=48.5",
        "-XMP-iptcExt:PersonInImage=Ann",
        "-XMP-crs:Temperature=5400",
        "-XMP-mwg-rs:RegionInfo={RegionList=[{Name=Ann,Type=Face}]}",
        "a.xmp");
    change(Files.readAllBytes(folder.resolve("a.xmp")));
  }

  @Test
  void akinReadsAndChangesWhatExiv2Writes() throws Exception {
    require(EXIV2);
    // exiv2 changes existing sidecars only.
    Path sidecar =
        write(
            "a.xmp",
            """
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""/>
             </rdf:RDF>
            </x:xmpmeta>
            """
                .getBytes(UTF_8));
    List<String> command = new ArrayList<>(List.of(EXIV2));
    for (String change :
        List.of(
            "set Xmp.xmp.Rating 3",
            "set Xmp.dc.subject XmpBag sea",
            "set Xmp.dc.subject XmpBag a & b",
            "set Xmp.lr.hierarchicalSubject XmpBag Place|Rome",
            "set Xmp.lr.hierarchicalSubject XmpBag sea",
            "set Xmp.digiKam.TagsList XmpSeq Place/Rome",
            "set Xmp.dc.description LangAlt lang=x-default Ein Tag <b>",
            "set Xmp.dc.description LangAlt lang=de Ein Tag",
            "set Xmp.dc.title LangAlt lang=x-default Titel",
            "set Xmp.exif.GPSLatitude 48,30N",
            "set Xmp.crs.Temperature 5400")) {
      command.addAll(List.of("-M", change));
    }
    command.add(sidecar.toString());
    run(command.toArray(String[]::new));
    change(Files.readAllBytes(sidecar));
  }

  /// Changes a sidecar of another program; what ExifTool reads of the other fields stays equal.
  private void change(byte[] before) throws Exception {
    assertRead(before);
    Path sidecar = write("b.xmp", with(before, VALUES));
    require(EXIFTOOL);
    JsonObject expected = exiftool(write("before.xmp", before));
    JsonObject found = exiftool(sidecar);
    for (JsonObject read : List.of(expected, found)) {
      read.entrySet()
          .removeIf(
              entry ->
                  entry.getKey().startsWith("System:")
                      || entry.getKey().equals("SourceFile")
                      || entry
                          .getKey()
                          .matches(
                              "XMP-(xmp:Rating|dc:Subject|lr:HierarchicalSubject"
                                  + "|digiKam:(TagsList|PickLabel)|xmpDM:.*|dc:Description)"));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(found.size()).isGreaterThan(3);
    assertThat(texts(exiftool(sidecar).get("XMP-lr:HierarchicalSubject")))
        .containsExactlyInAnyOrderElementsOf(KEYWORDS);
  }
}
