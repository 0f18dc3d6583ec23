/// The common part of models that embed prompts with a decoder of a language model: the prompt, the
/// decoder's layers, weights mapped from the checkpoint's own files.
package app.akin.core.embed.decoder;
