/// Writes TorchScript archives: program and tensors in a ZIP file that PyTorch loads. Tensors are
/// streamed from memory-mapped files; no model is run here.
package app.akin.core.embed.torchscript;
