-- Marks: what the user sets for photos, and the journal of steps that can be undone.

-- Photos that carry something of the user, and the key of their primary content, or of the last one. A file
-- with this key gets its photo back, however long it was gone and whatever else of the library was lost.
CREATE TABLE kept_photos (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  content_key BLOB NOT NULL CHECK (length(content_key) = 16)
) STRICT;
CREATE INDEX kept_photos_by_key ON kept_photos (content_key);
CREATE TRIGGER kept_photo_changed AFTER UPDATE OF lead ON photos WHEN new.lead IS NOT NULL BEGIN
  UPDATE kept_photos SET content_key = (SELECT key FROM contents WHERE id = new.lead)
  WHERE photo_id = new.id AND EXISTS (SELECT 1 FROM contents WHERE id = new.lead);
END;

-- Null is not set: the files decide. rating 0 is unrated. flag is 1 for a pick, -1 for rejected, 0 for neither.
-- An empty caption is none. changed is in milliseconds since 1970. Rows are never deleted, so that an older
-- copy of the library cannot bring back what was taken away.
CREATE TABLE photo_marks (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  rating INTEGER CHECK (rating BETWEEN 0 AND 5),
  flag INTEGER CHECK (flag BETWEEN -1 AND 1),
  caption TEXT,
  changed INTEGER NOT NULL
) STRICT;

-- present is 1 for a keyword that the user added to a photo, 0 for one that the user removed, null if the files
-- decide. Levels of a hierarchy are separated by '|'. Rows are never deleted.
CREATE TABLE keyword_marks (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  keyword TEXT NOT NULL,
  present INTEGER CHECK (present IN (0, 1)),
  UNIQUE (photo_id, keyword)
) STRICT;

-- Actions of the user, the last with the highest ID. undone is 1 for those that can be done again; they are
-- the last ones.
CREATE TABLE steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  made INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a step changed: one field of some targets from one value to another. key distinguishes values of one
-- field, such as the keyword. targets is a JSON array of IDs, size their number. undone is 1 while the change is undone.
CREATE TABLE step_changes (
  id INTEGER PRIMARY KEY,
  step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  size INTEGER NOT NULL,
  targets TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX step_changes_by_step ON step_changes (step_id);

-- 1 for a pick, -1 for rejected, which earlier versions stored as the rating -1.
ALTER TABLE file_facts ADD COLUMN flag INTEGER;
ALTER TABLE photo_facts ADD COLUMN flag INTEGER;
ALTER TABLE search_facts ADD COLUMN flag INTEGER;
UPDATE file_facts SET flag = -1, rating = NULL WHERE rating < 0;
UPDATE photo_facts SET flag = -1, rating = NULL WHERE rating < 0;
UPDATE search_facts SET flag = -1, rating = NULL WHERE rating < 0;
CREATE INDEX search_by_flag ON search_facts (flag) WHERE flag IS NOT NULL;
