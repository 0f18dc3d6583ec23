-- Allows several kinds of files per photo, and tracks sidecars.

-- The primary content of the photo, which is embedded, found and shown. The others are siblings: the
-- raw file or the HEIC of the same shot. Null while the photo has no file.
ALTER TABLE photos ADD COLUMN lead INTEGER REFERENCES contents (id);
UPDATE photos SET lead =
  (SELECT min(content_id) FROM files WHERE photo_id = photos.id AND content_id IS NOT NULL);
CREATE INDEX photos_by_lead ON photos (lead) WHERE lead IS NOT NULL;

-- Size and time of the sidecar from which dated and stars were read, or null.
ALTER TABLE files ADD COLUMN sidecar_size INTEGER;
ALTER TABLE files ADD COLUMN sidecar_modified INTEGER;

-- Videos directly in a directory. They are counted but not indexed.
ALTER TABLE directories ADD COLUMN videos INTEGER NOT NULL DEFAULT 0;

-- Images of the root whose shorter side has fewer pixels are excluded.
ALTER TABLE roots ADD COLUMN min_pixels INTEGER NOT NULL DEFAULT 0;

-- The id of the root's folder in its file system; empty if unknown.
ALTER TABLE roots ADD COLUMN file_key TEXT NOT NULL DEFAULT '';
