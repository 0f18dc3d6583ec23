/// Compiles official CLIP checkpoints to TorchScript archives, one for images and one for texts.
/// The public type is [app.akin.core.embed.clip.ClipModel].
package app.akin.core.embed.clip;
