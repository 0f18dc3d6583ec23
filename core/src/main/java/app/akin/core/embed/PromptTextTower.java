package app.akin.core.embed;

import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.photo.Embedding;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Embeds texts by the prompt of a query.
///
/// @param model the model
/// @param tower runs it; closed with this tower
record PromptTextTower(PromptModel model, DecoderTower tower) implements TextTower {
  @Override
  public Optional<Embedding> embed(String text, BooleanSupplier stopped) {
    PromptParts parts = PromptParts.query(model.task(true, false), Optional.of(text), false);
    return tower.embed(List.of(model.sequence(parts, Optional.empty())), stopped).stream()
        .findFirst();
  }

  @Override
  public void close() {
    tower.close();
  }
}
