-- What the models made of the contents. Everything here can be computed again.

-- The library's epoch these content ids belong to, and its commits when this was last written.
CREATE TABLE vectors_lineage (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL,
  commits INTEGER NOT NULL
) STRICT;

-- Beside the embeddings, not in the library: a model's id means something only with them.
CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0)
) STRICT;

-- content_key is the truth; content_id its row in the library, none where the library lost it.
-- vector holds the unit vector as IEEE half floats, little-endian; norm is the raw feature's.
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
