/// Model weights in safetensors format: one file, or shards with an index. Only headers are read;
/// tensors stay in memory-mapped files.
package app.akin.core.embed.checkpoint;
