/// Qwen2.5-VL as an embedding model: BGE-VL-Screenshot.
package app.akin.core.embed.qwen;
