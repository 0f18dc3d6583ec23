/// Measures decoding, embedding, indexing and searching on this machine.
package app.akin.core.benchmark;
