/// LLaVA-NeXT with a Mistral decoder as an embedding model: BGE-VL-MLLM and BGE-VL-v1.5.
package app.akin.core.embed.llava;
