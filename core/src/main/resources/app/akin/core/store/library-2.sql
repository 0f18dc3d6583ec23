-- Follows roots around: a volume is known by its own id and a root by its place on it.

-- The root's place on its volume, names parted by '/'; empty where the system tells none.
ALTER TABLE roots ADD COLUMN location TEXT NOT NULL DEFAULT '';
-- Smaller files of the root are left out.
ALTER TABLE roots ADD COLUMN min_bytes INTEGER NOT NULL DEFAULT 0;

-- Folders of a root in which another volume was mounted, with that volume's id. While it is not
-- there, what the catalogue has below such a folder stays.
CREATE TABLE mounts (
  root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  directory TEXT NOT NULL,
  uid TEXT NOT NULL,
  PRIMARY KEY (root_id, directory)
) STRICT, WITHOUT ROWID;

-- A root that changed so much at once that its owner is asked. kind is 'loss' or 'volume'; an
-- answer of yes stands in accepted, and the next run acts on it.
CREATE TABLE questions (
  root_id INTEGER PRIMARY KEY REFERENCES roots (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('loss', 'volume')),
  missing INTEGER NOT NULL,
  known INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  accepted INTEGER NOT NULL DEFAULT 0
) STRICT;
