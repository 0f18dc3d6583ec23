package app.akin.core.evaluation.data;

/// The kinds of label sets that Akin reads.
public enum Benchmark {
  /// Triplets of MegaPairs.
  MEGAPAIRS,
  /// CIRCO.
  CIRCO,
  /// CIRR.
  CIRR,
  /// FashionIQ.
  FASHION_IQ,
  /// GeneCIS.
  GENECIS,
  /// EDIR.
  EDIR,
  /// PinPoint.
  PINPOINT,
  /// i-CIR.
  ICIR,
  /// Captions of COCO.
  COCO,
  /// Captions of Flickr8k or Flickr30k.
  FLICKR,
  /// A CSV file of the user.
  CSV,
  /// A `labels.json` of the user.
  LABELS
}
