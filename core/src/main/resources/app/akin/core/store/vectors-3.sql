-- Small forms of thumbnails by which photos are compared. hash is the perceptual hash; luma and chroma are
-- grids of 32 by 32 and twice 8 by 8 bytes. revision is that of the computation.
CREATE TABLE signatures (
  content_key BLOB PRIMARY KEY CHECK (length(content_key) = 16),
  revision INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  sharpness REAL NOT NULL,
  luma BLOB NOT NULL,
  chroma BLOB NOT NULL
) STRICT;
CREATE INDEX signatures_by_key ON signatures (content_key, revision, hash, sharpness);
