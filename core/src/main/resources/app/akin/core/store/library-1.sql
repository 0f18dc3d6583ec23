-- The catalogue: files, contents and photos.

-- Identifies this history of the catalogue and counts its commits. The vectors have the same pair, to
-- distinguish a restored library from the one they were written for.
CREATE TABLE library_lineage (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL,
  commits INTEGER NOT NULL
) STRICT;

-- uid is the id of the volume if the system reports one cheaply, otherwise empty.
CREATE TABLE volumes (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  UNIQUE (uid, name, type)
) STRICT;

CREATE TABLE roots (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  volume_id INTEGER REFERENCES volumes (id),
  path TEXT NOT NULL UNIQUE,
  added INTEGER NOT NULL
) STRICT;

CREATE TABLE exclusions (
  root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  directory TEXT NOT NULL,
  PRIMARY KEY (root_id, directory)
) STRICT, WITHOUT ROWID;

-- path is relative to the root, names separated by '/', empty for the root itself.
CREATE TABLE directories (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots (id),
  path TEXT NOT NULL,
  UNIQUE (root_id, path)
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  added INTEGER NOT NULL
) STRICT;

-- taken is the camera's own clock in milliseconds, as if it were UTC; utc_offset is in seconds.
CREATE TABLE contents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  bytes INTEGER NOT NULL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  orientation INTEGER NOT NULL,
  taken INTEGER,
  utc_offset INTEGER,
  camera TEXT,
  lens TEXT,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  added INTEGER NOT NULL
) STRICT;
CREATE INDEX contents_by_taken ON contents (taken);

-- modified is in nanoseconds since 1970. A file that could not be read has no content; it may keep
-- its photo.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  directory_id INTEGER NOT NULL REFERENCES directories (id),
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  content_id INTEGER REFERENCES contents (id),
  photo_id INTEGER REFERENCES photos (id),
  UNIQUE (directory_id, name),
  CHECK (content_id IS NULL OR photo_id IS NOT NULL)
) STRICT;
CREATE INDEX files_by_content ON files (content_id, modified);
CREATE INDEX files_by_photo ON files (photo_id);

CREATE TABLE failures (
  file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  tries INTEGER NOT NULL,
  last_try INTEGER NOT NULL
) STRICT;

-- A content without files. photo_id is the photo that it gets back when a file with it returns; null
-- if that photo has another content now.
CREATE TABLE tombstones (
  content_id INTEGER PRIMARY KEY REFERENCES contents (id),
  photo_id INTEGER REFERENCES photos (id),
  gone INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
