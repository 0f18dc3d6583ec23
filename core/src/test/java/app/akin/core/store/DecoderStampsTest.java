package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the stored revisions of decoders.
class DecoderStampsTest {
  @TempDir Path folder;

  @Test
  void contentsAndFailuresHaveTheRevisionThatReadThem() throws Exception {
    try (TestLibrary library = new TestLibrary(folder)) {
      ContentId first = library.put("a.jpg", 1);
      library.put("b.jpg", 2);
      library.writer.putDecoder(first, 3);
      for (String name : new String[] {"c.jpg", "d.jpg"}) {
        FailureKind kind = name.equals("c.jpg") ? FailureKind.DAMAGED : FailureKind.TOO_LARGE;
        library.writer.putFailure(library.rootId, "", name, 1, 2, kind, "detail");
        library.writer.putFailedDecoder(library.rootId, "", name, 4);
      }
      library.writer.commit();
      Map<String, DecoderStamp> stamps = library.reader.decoders(library.rootId, "");
      assertThat(stamps).as("a file that is too large was not decoded").hasSize(3);
      assertThat(stamps.get("a.jpg")).isEqualTo(new DecoderStamp("JPEG", 3));
      assertThat(stamps.get("b.jpg")).isEqualTo(new DecoderStamp("JPEG", 0));
      assertThat(stamps.get("c.jpg")).isEqualTo(new DecoderStamp(null, 4));
      assertThat(library.reader.decoder(TestLibrary.key(1))).hasValue(3);
      assertThat(library.reader.decoder(TestLibrary.key(9))).isEmpty();
    }
  }

  @Test
  void otherModelsEmbedAContentAgainWhosePixelsChanged() throws Exception {
    try (TestLibrary library = new TestLibrary(folder)) {
      long active = library.writer.vectors().putModel("one", "m", 4);
      long other = library.writer.vectors().putModel("two", "m", 4);
      library.embed("a.jpg", 1, active);
      library
          .writer
          .vectors()
          .putEmbedding(
              library.put("a.jpg", 1),
              TestLibrary.key(1),
              other,
              Precision.FP32,
              EmbeddingSource.ORIGINAL,
              TestLibrary.embedding(1));
      library.writer.vectors().markOtherEmbeddings(TestLibrary.key(1), active);
      library.writer.commit();
      assertThat(library.reader.content(TestLibrary.key(1), active))
          .hasValueSatisfying(known -> assertThat(known.embedded()).isTrue());
      assertThat(library.reader.content(TestLibrary.key(1), other))
          .hasValueSatisfying(known -> assertThat(known.embedded()).isFalse());
      assertThat(library.reader.vectors().embedding(library.put("a.jpg", 1), other))
          .as("used until it is computed again")
          .isPresent();
    }
  }
}
