package app.akin.core.model;

import app.akin.core.embed.Card;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/// Chooses where and in what a model computes on this machine, and remembers it: the processor's
/// precisions are tried first and what they came to is kept, then those of a graphics card that the
/// engine offers, with a note on the disk for the case that the process does not survive it.
///
/// @param memory what is remembered
/// @param cards those that the engine may have
/// @param hopeful whether it is worth asking the engine for them
/// @param models opens the model to compute in a way
record CardCheck(
    PrecisionMemory memory,
    List<Card> cards,
    boolean hopeful,
    Function<ComputeConfig, EmbeddingModel> models) {
  /// Those that cards are made for, the quickest first.
  private static final List<Precision> OF_CARDS = List.of(Precision.FP16, Precision.FP32);

  /// Makes the check; empty where it was stopped.
  ///
  /// @param device where the model was asked to run
  /// @param own photos of the user's to try, besides made pictures
  /// @param timed how many pictures each way embeds at least
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  Optional<PrecisionTable> run(Device device, OwnPhotos own, int timed, DoublePredicate progress) {
    String fingerprint;
    List<ComputeConfig> others = new ArrayList<>();
    List<PrecisionRow> troubles = new ArrayList<>();
    try (EmbeddingModel model = models.apply(ComputeConfig.REFERENCE)) {
      fingerprint = model.fingerprint();
      if (device == Device.AUTO || device == Device.CPU) {
        model.precisions().stream()
            .filter(precision -> precision != Precision.FP32)
            .forEach(precision -> others.add(new ComputeConfig(Device.CPU, precision)));
      }
      if (device == Device.AUTO && hopeful) {
        offered(model, others, troubles);
      }
    }
    if (device == Device.CUDA || device == Device.MPS) {
      others.addAll(precisions(device, List.of(Precision.values())));
    }
    Optional<PrecisionTable> found = Optional.empty();
    try {
      found =
          new PrecisionCheck(models, own, timed, progress)
              .run(device, others, table -> beforeCard(fingerprint, device, table))
              .map(table -> with(table, troubles, device));
    } finally {
      if (found.isEmpty() && device == Device.AUTO) {
        memory.forgetCard(fingerprint);
      }
    }
    found.ifPresent(table -> remember(fingerprint, device, table));
    return found;
  }

  /// The cards that the engine offers, to be tried; why it does not offer the others.
  private void offered(
      EmbeddingModel model, List<ComputeConfig> others, List<PrecisionRow> troubles) {
    for (Card card : cards) {
      Optional<String> trouble = model.trouble(card.device());
      if (trouble.isEmpty()) {
        others.addAll(precisions(card.device(), OF_CARDS));
      } else {
        troubles.add(
            PrecisionCheck.failed(new ComputeConfig(card.device(), Precision.FP32), trouble.get()));
      }
    }
  }

  /// The model's precisions on a card, of some.
  private List<ComputeConfig> precisions(Device device, List<Precision> wanted) {
    try (EmbeddingModel model = models.apply(new ComputeConfig(device, Precision.FP32))) {
      return wanted.stream()
          .filter(model.precisions()::contains)
          .map(precision -> new ComputeConfig(device, precision))
          .toList();
    }
  }

  private void beforeCard(String fingerprint, Device device, PrecisionTable table) {
    if (device == Device.AUTO) {
      memory.remember(fingerprint, Device.CPU, table.processor().precision());
      memory.tryCard(fingerprint);
    }
  }

  /// A card that nobody could try is told of where no other was tried.
  private static PrecisionTable with(
      PrecisionTable table, List<PrecisionRow> troubles, Device device) {
    boolean tried = table.rows().stream().anyMatch(row -> row.device() != Device.CPU);
    if (tried || troubles.isEmpty()) {
      return table;
    }
    List<PrecisionRow> rows = new ArrayList<>(table.rows());
    rows.add(troubles.getFirst());
    return PrecisionTable.of(table.model(), table.made(), table.own(), rows, device);
  }

  private void remember(String fingerprint, Device device, PrecisionTable table) {
    ComputeConfig taken = new ComputeConfig(table.device(), table.taken());
    if (device == Device.AUTO || device == Device.CPU) {
      memory.remember(fingerprint, Device.CPU, table.processor().precision());
    }
    if (taken.isOnCard()) {
      memory.remember(fingerprint, taken.device(), taken.precision());
    }
    if (device == Device.AUTO && hopeful) {
      memory.rememberCard(
          fingerprint,
          new PrecisionMemory.Card(
              taken.device(), table.refusedCard().map(CardCheck::reason).orElse("")));
    }
    keepOnly(taken, table.processor());
  }

  /// Why a card is not used, as the engine or the figures have it.
  private static String reason(PrecisionRow row) {
    return row.detail().isEmpty()
        ? row.precision().word() + " " + row.verdict().name().toLowerCase(Locale.ROOT)
        : row.detail();
  }

  /// What was compiled for other ways is deleted; the processor's stays beside a card's, which may
  /// fail one day.
  private void keepOnly(ComputeConfig taken, ComputeConfig processor) {
    try (EmbeddingModel model = models.apply(taken)) {
      model.forgetOtherPrecisions(List.of(taken.precision(), processor.precision()));
    } catch (AkinException e) {
      // It takes room and does no harm.
      return;
    }
  }
}
