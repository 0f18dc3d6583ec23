/// Shared values: ids, keys, rasters, embeddings, facts, problems.
package app.akin.core.photo;
