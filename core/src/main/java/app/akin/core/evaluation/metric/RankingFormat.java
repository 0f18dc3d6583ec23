package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Benchmark;
import java.util.List;

/// Formats of ranking files, each a JSON object with the id of a query as key.
public enum RankingFormat {
  /// Lists of the numbers of the first 50 images (server of CIRCO).
  CIRCO(50),
  /// Lists of the names of the first 50 images, with `version` and `metric` (server of CIRR).
  CIRR_RECALL(50),
  /// Lists of the names of the first three images of the subset, with `version` and `metric`
  /// (server of CIRR).
  CIRR_SUBSET(3),
  /// Objects whose `retrieved_items` are the first 50 signatures (evaluation of PinPoint).
  PINPOINT(50),
  /// Lists of the ids of the first 50 photos.
  PLAIN(50);

  private final int depth;

  RankingFormat(int depth) {
    this.depth = depth;
  }

  /// Returns the number of photos that a file holds for each query.
  public int depth() {
    return depth;
  }

  /// Returns the formats of the files that a benchmark expects.
  public static List<RankingFormat> of(Benchmark benchmark) {
    return switch (benchmark) {
      case CIRCO -> List.of(CIRCO);
      case CIRR -> List.of(CIRR_RECALL, CIRR_SUBSET);
      case PINPOINT -> List.of(PINPOINT);
      case MEGAPAIRS, FASHION_IQ, GENECIS, EDIR, ICIR, COCO, FLICKR, CSV, LABELS -> List.of(PLAIN);
    };
  }
}
