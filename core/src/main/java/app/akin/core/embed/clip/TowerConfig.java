package app.akin.core.embed.clip;

/// The dimensions of a transformer tower.
///
/// @param hidden dimension of a token
/// @param layers number of layers, at least 1
/// @param heads number of attention heads; divides `hidden`
/// @param feedForward inner dimension of the feed-forward block
/// @param activation its activation function
/// @param epsilon epsilon of layer norms
record TowerConfig(
    int hidden, int layers, int heads, int feedForward, Activation activation, double epsilon) {
  /// Returns the dimension of a head.
  int headWidth() {
    return hidden / heads;
  }
}
