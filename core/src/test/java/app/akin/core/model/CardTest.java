package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.Card;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.OwnProcess;
import app.akin.core.model.PrecisionRow.Verdict;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.scan.Volumes;
import app.akin.core.synthetic.MadeCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether a graphics card computes, and what happens where one fails. The card is a stand-in: the
/// engine computes on the processor where it is told to compute on the card.
final class CardTest {
  private static final List<Card> STAND_IN = List.of(new Card(Device.CUDA, "cpu"));

  /// A card that this engine does not have, with driver or without.
  private static final List<Card> ABSENT = List.of(new Card(Device.CUDA, "gpu"));

  private static final int HALTED = 7;

  /// So many of the tiny model's pictures take a good part of a second: in the few milliseconds of
  /// one sample, a pause of the machine's makes any card slow.
  private static final int TIMED = 960;

  private static final OwnPhotos NONE =
      new OwnPhotos(List.of(), new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES));

  /// A process that a card brings down while it is tried.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Path base = Path.of(arguments[0]);
      Path note = Path.of(arguments[1]);
      models(base, STAND_IN)
          .check(
              wish(base),
              NONE,
              _ -> {
                if (Files.exists(note)) {
                  Runtime.getRuntime().halt(HALTED);
                }
                return true;
              });
    }
  }

  @TempDir Path base;

  @BeforeEach
  void writeModel() {
    MadeCheckpoint.tiny().write(base.resolve("model"));
  }

  private static Models models(Path base, List<Card> cards) {
    return new Models(
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("models"),
        2,
        Map.of(),
        cards,
        true);
  }

  private static ModelSelection wish(Path base) {
    return new ModelSelection(base.resolve("model").toString(), Device.AUTO, null);
  }

  private PrecisionTable check(List<Card> cards) {
    return models(base, cards).check(wish(base), NONE, TIMED, _ -> true).orElseThrow();
  }

  private Models.Place place(List<Card> cards) {
    Models models = models(base, cards);
    try (EmbeddingModel model = models.open(wish(base))) {
      return models.place(model);
    }
  }

  private boolean wantsCheck(List<Card> cards) {
    Models models = models(base, cards);
    try (EmbeddingModel model = models.open(wish(base))) {
      return models.wantsCheck(wish(base), model);
    }
  }

  @Test
  void aCardThatFindsWhatTheProcessorFindsComputesForManyPictures() {
    assertThat(wantsCheck(STAND_IN)).isTrue();
    PrecisionTable table = check(STAND_IN);

    assertThat(table.rows().getFirst())
        .returns(Device.CPU, PrecisionRow::device)
        .returns(Precision.FP32, PrecisionRow::precision);
    assertThat(table.rows().stream().filter(row -> row.device() == Device.CUDA))
        .extracting(PrecisionRow::precision)
        .containsExactly(Precision.FP16, Precision.FP32);
    assertThat(table.device()).isEqualTo(Device.CUDA);
    assertThat(table.takenRow().verdict()).isEqualTo(Verdict.GOOD);
    assertThat(table.refusedCard()).isEmpty();
    assertThat(wantsCheck(STAND_IN)).isFalse();
    assertThat(place(STAND_IN)).isEqualTo(new Models.Place(Device.CUDA, ""));
    Models models = models(base, STAND_IN);
    try (EmbeddingModel many = models.openForMany(wish(base));
        EmbeddingModel few = models.open(wish(base))) {
      assertThat(many.precision()).isEqualTo(table.taken());
      assertThat(many.streams()).as("one stream on a card").isEqualTo(1);
      assertThat(few.streams()).as("a question is the processor's").isEqualTo(2);
      assertThat(many.fingerprint()).isEqualTo(few.fingerprint());
    }
  }

  @Test
  void theStarterMayGoToACardInItsOnePrecision() {
    Models models = models(base, STAND_IN);
    try (EmbeddingModel starter = models.open(ModelSelection.DEFAULT)) {
      assertThat(models.wantsCheck(ModelSelection.DEFAULT, starter)).isTrue();
    }
    PrecisionTable table = models.check(ModelSelection.DEFAULT, NONE, _ -> true).orElseThrow();

    assertThat(table.rows())
        .extracting(PrecisionRow::device)
        .containsExactly(Device.CPU, Device.CUDA);
    assertThat(table)
        .returns(Device.CUDA, PrecisionTable::device)
        .returns(Precision.FP32, PrecisionTable::taken);
  }

  @Test
  void aCardThatTheEngineDoesNotOfferIsSaidAndNotAskedForAgain() {
    PrecisionTable table = check(ABSENT);

    assertThat(table.device()).isEqualTo(Device.CPU);
    assertThat(table.refusedCard())
        .hasValueSatisfying(
            row ->
                assertThat(row)
                    .returns(Device.CUDA, PrecisionRow::device)
                    .returns(Verdict.FAILED, PrecisionRow::verdict));
    assertThat(place(ABSENT))
        .returns(Device.CPU, Models.Place::device)
        .satisfies(place -> assertThat(place.reason()).isNotBlank());
    assertThat(wantsCheck(ABSENT)).isFalse();

    models(base, ABSENT).forgetCards();
    assertThat(wantsCheck(ABSENT)).isTrue();
  }

  /// Wrong or slow results, and ones that the engine could not give.
  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"LOSSY", "SLOW", "FAILED"})
  void aCardThatDoesNotFindWhatTheProcessorFindsIsNotTaken(Verdict verdict) {
    PrecisionRow reference =
        new PrecisionRow(Precision.FP32, Verdict.GOOD, 5, 8, Timing.NONE, 1, 1, "");
    PrecisionRow quick =
        new PrecisionRow(Precision.BF16, Verdict.GOOD, 10, 8, Timing.NONE, 0.999, 0.99, "");
    PrecisionRow card =
        new PrecisionRow(
            Device.CUDA, Precision.FP16, verdict, 1000, 64, Timing.NONE, 0.5, 0.5, "why");

    PrecisionTable table =
        PrecisionTable.of("a", 1, 1, List.of(reference, quick, card), Device.AUTO);

    assertThat(table)
        .returns(Device.CPU, PrecisionTable::device)
        .returns(Precision.BF16, PrecisionTable::taken);
    assertThat(table.refusedCard()).contains(card);
  }

  @Test
  void aCardThatBringsItsProcessDownIsRememberedUntilItIsCheckedAgain() throws Exception {
    Path note;
    try (EmbeddingModel model = models(base, STAND_IN).open(wish(base))) {
      note = base.resolve("compiled").resolve(model.fingerprint()).resolve("card.properties");
    }
    Process child =
        OwnProcess.of(Child.class, base.toString(), note.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).isEqualTo(HALTED);

    assertThat(place(STAND_IN))
        .isEqualTo(new Models.Place(Device.CPU, "the process that tried it ended on the way"));
    assertThat(wantsCheck(STAND_IN)).isFalse();
    try (EmbeddingModel many = models(base, STAND_IN).openForMany(wish(base))) {
      assertThat(many.streams()).isEqualTo(2);
    }
    assertThat(check(STAND_IN).device()).isEqualTo(Device.CUDA);
    assertThat(place(STAND_IN).device()).isEqualTo(Device.CUDA);
  }

  @Test
  void aStoppedCheckLeavesNoTraceOfACard() {
    assertThat(models(base, STAND_IN).check(wish(base), NONE, part -> part < 0.8)).isEmpty();

    assertThat(wantsCheck(STAND_IN)).isTrue();
    assertThat(place(STAND_IN)).isEqualTo(new Models.Place(Device.CPU, ""));
  }

  /// The driver is gone since the check: the run ends well, on the processor.
  @Test
  void aCardThatFailsDuringARunGivesWayToTheProcessor() throws Exception {
    check(STAND_IN);
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 5; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    Ingest ingest =
        new Ingest(
            base.resolve("library"),
            BuildCache.NATIVES,
            models(base, ABSENT),
            () -> new PhotoDecoder(1 << 24, 64, BuildCache.NATIVES),
            Volumes.of(System.getProperty("os.name")),
            Clock.systemUTC(),
            2,
            1 << 30);

    IngestReport report =
        ingest.start(new IngestRequest(List.of(photos), false, wish(base))).await();

    assertThat(report).returns(5L, IngestReport::embedded).returns(5L, IngestReport::photos);
    assertThat(place(ABSENT))
        .returns(Device.CPU, Models.Place::device)
        .satisfies(place -> assertThat(place.reason()).isNotBlank());
  }
}
