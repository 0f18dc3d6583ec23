/// Compiles a CLIP checkpoint in the official layout into the TorchScript archives that run it: one
/// for pictures, one for texts. [app.akin.core.embed.clip.ClipModel] is the face of it.
package app.akin.core.embed.clip;
