/// Pictures and texts become raw features: models of either form, the engine that runs them,
/// picture preparation and tokenising. The face is [app.akin.core.embed.EmbeddingModel].
package app.akin.core.embed;
