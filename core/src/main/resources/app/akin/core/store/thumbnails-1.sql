-- Thumbnails. Everything here can be computed again.

CREATE TABLE thumbnails (
  content_key BLOB PRIMARY KEY CHECK (length(content_key) = 16),
  jpeg BLOB NOT NULL
) STRICT;
