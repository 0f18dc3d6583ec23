-- Counts the files that are left out because of their names, and recognises files that were replaced
-- without a change of size and time.

-- Files directly in a directory that are no photos, sidecars or videos, with the names of some of them, one
-- a line.
ALTER TABLE directories ADD COLUMN others INTEGER NOT NULL DEFAULT 0;
ALTER TABLE directories ADD COLUMN other_names TEXT NOT NULL DEFAULT '';

-- Time of the last change of the file or of its attributes, in nanoseconds since 1970, and the id of the file
-- in its file system. Null if unknown, as for files indexed before.
ALTER TABLE files ADD COLUMN changed INTEGER;
ALTER TABLE files ADD COLUMN file_key INTEGER;
