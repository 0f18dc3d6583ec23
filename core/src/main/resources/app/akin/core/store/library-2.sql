-- Recognizes moved roots: a volume by its id, a root by its location on the volume.

-- The location of the root on its volume, names separated by '/'; empty if unknown.
ALTER TABLE roots ADD COLUMN location TEXT NOT NULL DEFAULT '';
-- Smaller files of the root are excluded.
ALTER TABLE roots ADD COLUMN min_bytes INTEGER NOT NULL DEFAULT 0;

-- Folders of a root in which another volume was mounted, with the id of that volume. While it is
-- unavailable, the catalogue keeps the files below such a folder.
CREATE TABLE mounts (
  root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  directory TEXT NOT NULL,
  uid TEXT NOT NULL,
  PRIMARY KEY (root_id, directory)
) STRICT, WITHOUT ROWID;

-- A change of a root that the user must confirm. kind is 'loss' or 'volume'; accepted holds the
-- confirmation, which the next run applies.
CREATE TABLE questions (
  root_id INTEGER PRIMARY KEY REFERENCES roots (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('loss', 'volume')),
  missing INTEGER NOT NULL,
  known INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  accepted INTEGER NOT NULL DEFAULT 0
) STRICT;
