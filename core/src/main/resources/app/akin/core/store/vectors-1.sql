-- Embeddings. Everything here can be computed again.

-- The epoch of the library of these content ids, and its number of commits at the last write.
CREATE TABLE vectors_lineage (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL,
  commits INTEGER NOT NULL
) STRICT;

-- Stored with the embeddings and not in the library, because model ids only matter to them.
CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0)
) STRICT;

-- content_key identifies the content; content_id is its row in the library, or null if lost.
-- vector holds the unit vector as IEEE half floats, little-endian; norm is that of the raw feature.
CREATE TABLE embeddings (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  content_id INTEGER,
  content_key BLOB NOT NULL CHECK (length(content_key) = 16),
  model_id INTEGER NOT NULL REFERENCES models (id),
  precision TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('original', 'thumbnail')),
  norm REAL NOT NULL,
  vector BLOB NOT NULL,
  UNIQUE (content_key, model_id)
) STRICT;
CREATE INDEX embeddings_by_content ON embeddings (model_id, content_id);
