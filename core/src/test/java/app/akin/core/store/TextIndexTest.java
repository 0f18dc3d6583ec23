package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.TextCounts;
import app.akin.core.photo.TextLine;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.Places;
import app.akin.core.query.TextFolding;
import app.akin.core.query.TextPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests how the text of photos is stored and found.
final class TextIndexTest {
  private static final int READER = 3;

  @TempDir private Path temp;
  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary(temp.resolve("library"));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private static ImageText text(String... rows) {
    return new ImageText(
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row.split("\\|")).map(line -> line(line, 1)).toList())
            .toList());
  }

  private static TextLine line(String text, double confidence) {
    return new TextLine(
        text,
        confidence,
        2,
        true,
        List.of(
            new TextLine.Corner(0, 0.25),
            new TextLine.Corner(1, 0.25),
            new TextLine.Corner(1, 0.5),
            new TextLine.Corner(0, 0.5)));
  }

  private ContentId put(int number, ImageText text) {
    ContentId content = library.put(number + ".jpg", number);
    library.writer.commit();
    library.writer.texts().put(content, text, READER);
    library.writer.commit();
    return content;
  }

  private List<ContentId> find(String words) {
    return library.reader.texts().find(words, null).contents();
  }

  private List<ContentId> exact(String... texts) {
    return library.reader.texts().findExact(List.of(texts), null).contents();
  }

  private BitSet filtered(String text, boolean negated) {
    Fact fact = Fact.of(FactField.OCR, new FactValue.Text(text));
    return library
        .reader
        .facts(Places.NONE, false)
        .ids(PhotoFilter.of(List.of(negated ? fact.negate() : fact)));
  }

  @Test
  void linesAreReadAsStored() {
    ImageText text = text("Happy Birthday|2023", "生日快乐", "third row|with|three lines");
    ContentId content = put(1, text);
    ContentId empty = put(2, ImageText.NONE);
    Map<ContentId, ImageText> stored = library.reader.texts().texts(List.of(content, empty));
    assertThat(stored.keySet()).containsExactly(content);
    ImageText read = stored.getOrDefault(content, ImageText.NONE);
    assertThat(read.text()).isEqualTo(text.text());
    assertThat(read.rows()).hasSameSizeAs(text.rows());
    for (int i = 0; i < text.lines().size(); i++) {
      TextLine line = read.lines().get(i);
      assertThat(line.text()).isEqualTo(text.lines().get(i).text());
      assertThat(line.confidence()).isCloseTo(1, within(1 / 255.0));
      assertThat(line.quarter()).isEqualTo(2);
      assertThat(line.column()).isTrue();
      assertThat(line.corners().get(2).y()).isCloseTo(0.5, within(1 / 65_535.0));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void findsWordsAndExactTexts() {
    ContentId invoice = put(1, text("Invoice No. 1234", "ACME & Sons"));
    ContentId sign = put(2, text("出口", "EXIT TV"));
    ContentId card = put(3, text("生日快乐", "A座 5G"));
    put(4, ImageText.NONE);
    assertThat(find("acme invoice")).containsExactly(invoice);
    assertThat(find("1nvoice")).containsExactly(invoice);
    assertThat(find("invoice exit")).isEmpty();
    assertThat(find("tv exit")).containsExactly(sign);
    assertThat(find("tv")).as("a word of two letters says too little").isEmpty();
    assertThat(find("出口")).containsExactly(sign);
    assertThat(find("生日")).containsExactly(card);
    assertThat(exact("TV")).containsExactly(sign);
    assertThat(exact("出")).containsExactly(sign);
    assertThat(exact("A座")).containsExactly(card);
    assertThat(exact("no. 1234 acme")).containsExactly(invoice);
    assertThat(exact("AND", "OR")).isEmpty();
    assertThat(exact("\"")).isEmpty();
    assertThat(exact("* NOT invoice:")).isEmpty();
    assertThat(exact(" ")).isEmpty();
  }

  @Test
  void filtersAreExactAndTheUnreadAreCounted() {
    ContentId invoice = put(1, text("Invoice"));
    put(2, text("Exit"));
    library.put("unread.jpg", 9);
    library.writer.commit();
    assertThat(filtered("invoice", false).stream())
        .containsExactly(Math.toIntExact(invoice.value()));
    assertThat(filtered("invoice", true).cardinality()).isEqualTo(2);
    Fact fact = Fact.of(FactField.OCR, new FactValue.Text("invoice"));
    assertThat(library.reader.facts(Places.NONE, false).missing(PhotoFilter.of(List.of(fact))))
        .extracting(MissingFact::count)
        .containsExactly(1L);
    assertThat(library.reader.texts().counts(READER)).isEqualTo(new TextCounts(3, 2, 2));
    assertThat(library.reader.texts().unread(READER)).hasSize(1);
    assertThat(library.reader.texts().unread(READER + 1)).hasSize(3);
  }

  @Test
  void closeTextsComeFirst() {
    ContentId folded = put(1, text("lnvoice"));
    ContentId inside = put(2, text("reinvoiced"));
    ContentId word = put(3, text("the invoice of a long letter with many other words in it"));
    assertThat(exact("invoice")).containsExactly(word, inside, folded);
  }

  @Test
  void confidentLinesAndNewerPhotosComeFirst() {
    ContentId unsure = put(1, new ImageText(List.of(List.of(line("open", 0.7)))));
    ContentId sure = put(2, new ImageText(List.of(List.of(line("open", 0.99)))));
    assertThat(exact("open")).containsExactly(sure, unsure);
  }

  @Test
  void shortTextsAndRepeatedWordsComeFirst() {
    String more = " and other words of a letter".repeat(6);
    ContentId page = put(1, text("sale" + more));
    ContentId poster = put(2, text("sale sale sale" + more));
    ContentId sign = put(3, text("sale"));
    assertThat(exact("sale")).containsExactly(sign, poster, page);
    assertThat(find("sale")).containsExactly(sign, poster, page);
  }

  @Test
  void allowedPhotosAreCounted() {
    ContentId one = put(1, text("summer sale"));
    put(2, text("summer sale"));
    BitSet allowed = new BitSet();
    allowed.set(Math.toIntExact(one.value()));
    TextMatches matches = library.reader.texts().find("summer", allowed);
    assertThat(matches.contents()).containsExactly(one);
    assertThat(matches.count()).isEqualTo(1);
    assertThat(library.reader.texts().find("summer", null).count()).isEqualTo(2);
  }

  @Test
  void frequentWordsAreCountedToABound() {
    for (int i = 0; i <= TextIndex.COUNTED; i++) {
      ContentId content = library.put(i + ".jpg", i);
      library.writer.texts().put(content, text(i == 0 ? "rare summer" : "summer"), READER);
    }
    library.writer.commit();
    TextMatches matches = library.reader.texts().find("summer", null);
    assertThat(matches.count()).isEqualTo(TextIndex.COUNTED);
    assertThat(matches.more()).isTrue();
    BitSet allowed = new BitSet();
    allowed.set(2, TextIndex.COUNTED + 2);
    TextMatches all = library.reader.texts().find("summer", allowed);
    assertThat(all.count()).isEqualTo(TextIndex.COUNTED);
    assertThat(all.more()).isFalse();
    assertThat(find("rare")).hasSize(1);
  }

  @Test
  void newTextReplacesTheOldAndLeavesWithTheLastFile() {
    ContentId content = put(1, text("first words"));
    LibraryRevision before = library.reader.revision();
    library.writer.texts().put(content, text("second words"), READER + 1);
    library.writer.commit();
    assertThat(exact("first")).isEmpty();
    assertThat(exact("second")).containsExactly(content);
    assertThat(library.reader.texts().unread(READER + 1)).isEmpty();
    LibraryRevision read = library.reader.revision();
    assertThat(read.all()).isNotEqualTo(before.all());
    assertThat(read.photos()).as("photos are the same").isEqualTo(before.photos());
    library.remove("1.jpg");
    library.writer.texts().put(content, text("too late"), READER);
    library.writer.commit();
    assertThat(library.reader.revision().photos()).isNotEqualTo(read.photos());
    assertThat(exact("second")).isEmpty();
    assertThat(library.reader.texts().texts(List.of(content))).isEmpty();
    library.writer.texts().put(content, text("too late"), READER);
    library.writer.commit();
    assertThat(library.reader.texts().texts(List.of(content)))
        .as("no file has the content any more")
        .isEmpty();
  }

  @Test
  void nothingIsHalfStored() {
    ContentId content = library.put("1.jpg", 1);
    library.writer.commit();
    library.writer.texts().put(content, text("never committed"), READER);
    library.close();
    library = new TestLibrary(temp.resolve("library"));
    assertThat(exact("never")).isEmpty();
    assertThat(library.reader.texts().unread(READER)).containsExactly(content.value());
  }

  @Test
  void aSalvagedLibraryHasItsTextAndAnIndexOfIt() throws Exception {
    ContentId kept = put(1, text("Invoice 2023"));
    ContentId lost = put(2, text("Exit"));
    library.close();
    Path folder = temp.resolve("library");
    try (Session session = Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=rw"))) {
      // As after the loss of pages: no index, and a content without its file.
      session.update("DELETE FROM photo_text_trigram");
      session.update("DELETE FROM photo_text_short");
      session.update("DELETE FROM files WHERE content_id = ?", lost.value());
      ConsistencyRepair.repairLibrary(session, TestLibrary.CLOCK);
    }
    library = new TestLibrary(folder);
    assertThat(exact("invoice")).containsExactly(kept);
    assertThat(exact("exit")).isEmpty();
    assertThat(library.reader.texts().texts(List.of(lost))).isEmpty();
  }

  /// The index agrees with reading all texts.
  @Test
  void theIndexAgreesWithASearchOfAllTexts() {
    Random random = new Random(5);
    List<String> words =
        List.of(
            "tv", "Open", "5G", "出口", "生日快乐", "A座", "straße", "é", "no.", "12", "c+", "9%", "€5",
            "👍", "\ue000", "\u0378", "口", "I'm");
    Map<ContentId, String> texts = new java.util.LinkedHashMap<>();
    for (int i = 1; i <= 120; i++) {
      List<String> row = new ArrayList<>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        row.add(words.get(random.nextInt(words.size())));
      }
      String text = String.join(random.nextBoolean() ? " " : "", row);
      texts.put(put(i, text(text)), text);
    }
    List<String> asked = new ArrayList<>(words);
    asked.addAll(
        List.of(
            "openstra",
            "乐出",
            "v5",
            "快",
            "tvopen",
            "日",
            "m",
            "座12",
            "口出",
            "👍口",
            "\ue000",
            "5\u0378",
            "+",
            ".c",
            "%%",
            "€",
            "乐a",
            "座é",
            "a出"));
    for (String query : asked) {
      TextPattern pattern = TextPattern.of(query);
      List<ContentId> expected =
          texts.entrySet().stream()
              .filter(entry -> !pattern.linesIn(List.of(entry.getValue())).isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      assertThat(exact(query)).as(query).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(filtered(query, false).stream().asLongStream().mapToObj(ContentId::new))
          .as(query)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(asked).anyMatch(query -> TextFolding.fold(query).length() > 3);
  }
}
