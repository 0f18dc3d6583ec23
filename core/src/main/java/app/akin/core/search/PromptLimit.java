package app.akin.core.search;

/// What a model that embeds prompts does not do itself, of what a query asks for.
public enum PromptLimit {
  /// The balance has no effect: the model reads image and text together.
  BALANCE,
  /// The model cannot exclude texts. Akin lowers the scores of photos that match them.
  EXCLUDED_TEXT,
  /// The model reads one image. Akin searches with the mean of the vectors of all.
  SEVERAL_IMAGES,
  /// The model reads no feedback. Akin orders the photos that it finds by their similarity to the
  /// marked ones, too.
  FEEDBACK
}
