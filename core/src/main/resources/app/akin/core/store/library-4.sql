-- Lets a photo have files of several kinds, and notices what lies beside a photo.

-- The content that stands for the photo: it alone is embedded, found and shown. The others are its
-- twins: the raw file or the HEIC of the same shot. None while the photo has no file.
ALTER TABLE photos ADD COLUMN lead INTEGER REFERENCES contents (id);
UPDATE photos SET lead =
  (SELECT min(content_id) FROM files WHERE photo_id = photos.id AND content_id IS NOT NULL);
CREATE INDEX photos_by_lead ON photos (lead) WHERE lead IS NOT NULL;

-- Size and time of the sidecar that dated and stars were read from; none where there is none.
ALTER TABLE files ADD COLUMN sidecar_size INTEGER;
ALTER TABLE files ADD COLUMN sidecar_modified INTEGER;

-- Videos directly in a directory. They are counted and not taken in.
ALTER TABLE directories ADD COLUMN videos INTEGER NOT NULL DEFAULT 0;

-- Pictures of the root whose shorter side has fewer pixels are left out.
ALTER TABLE roots ADD COLUMN min_pixels INTEGER NOT NULL DEFAULT 0;

-- What the file system calls the root's folder, whatever its name; empty where it does not tell.
ALTER TABLE roots ADD COLUMN file_key TEXT NOT NULL DEFAULT '';
