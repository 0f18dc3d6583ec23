/// Writes TorchScript archives: program text and tensors in the zip that PyTorch loads. Tensors are
/// streamed from where they lie; nothing here runs a model.
package app.akin.core.embed.torchscript;
