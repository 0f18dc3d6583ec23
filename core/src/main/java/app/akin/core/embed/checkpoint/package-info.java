/// The weights of a model in the safetensors format: one file, or shards with an index. Only
/// headers are read; the tensors stay in memory-mapped files.
package app.akin.core.embed.checkpoint;
