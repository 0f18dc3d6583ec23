/// Computes raw features of images and texts: model formats, engine, image preparation and
/// tokenizers. The public type is [app.akin.core.embed.EmbeddingModel].
package app.akin.core.embed;
