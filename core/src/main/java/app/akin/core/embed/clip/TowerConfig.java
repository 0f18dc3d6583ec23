package app.akin.core.embed.clip;

/// The shape of one transformer tower.
///
/// @param hidden the width of a token
/// @param layers the number of layers, at least 1
/// @param heads the number of attention heads; divides `hidden`
/// @param feedForward the width between the two halves of the feed-forward part
/// @param activation the function there
/// @param epsilon what layer norms add to a variance
record TowerConfig(
    int hidden, int layers, int heads, int feedForward, Activation activation, double epsilon) {
  /// The width of one head.
  int headWidth() {
    return hidden / heads;
  }
}
