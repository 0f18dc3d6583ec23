-- Stores small hashes of all photos, and rows of stacks only for photos that are in one.

DROP TABLE stack_photos;
DROP TABLE stacks;
DELETE FROM settings WHERE key LIKE 'stacks.%';

-- centre is the photo to which the others are close, cover the one that stands for the stack.
CREATE TABLE stacks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  centre INTEGER NOT NULL,
  cover INTEGER NOT NULL
) STRICT;
CREATE INDEX stacks_by_centre ON stacks (centre);

-- moved_from is the stack that a later update moved the photo from, or null.
CREATE TABLE stack_photos (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  stack_id INTEGER NOT NULL REFERENCES stacks (id),
  reason TEXT NOT NULL CHECK (reason IN ('centre', 'copy', 'burst', 'joined')),
  moved_from INTEGER
) STRICT;
CREATE INDEX stack_photos_by_stack ON stack_photos (stack_id);

-- The hashes of 1,024 photos of consecutive IDs, 17 bytes each: see StackHashes.
CREATE TABLE stack_hashes (
  chunk INTEGER PRIMARY KEY,
  entries BLOB NOT NULL
) STRICT;

-- Photos to be compared again because their facts or files have changed, or the user decided about them. New
-- photos have no row: they are found by their embeddings.
CREATE TABLE stack_due (photo_id INTEGER PRIMARY KEY) STRICT;

-- Not INSERT OR IGNORE: the conflict clause of the statement that fires a trigger replaces that of its body.
CREATE TRIGGER search_facts_removed AFTER DELETE ON search_facts BEGIN
  INSERT INTO stack_due SELECT old.photo_id WHERE old.photo_id NOT IN (SELECT photo_id FROM stack_due);
END;

-- The videos of live photos: those with the name of a photo of the folder but for the extension. videos does
-- not include them.
ALTER TABLE directories ADD COLUMN companions INTEGER NOT NULL DEFAULT 0;
