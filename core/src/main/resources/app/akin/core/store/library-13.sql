-- The shared library: folders whose photos are published, and the outbox of photos to publish.

-- directory is the folder in the root of this library, folder the UUID of the shared folder, and prefix where
-- in it the directory is; names are separated by '/'. root_id is null, or that of a root that was removed, if
-- the photos are to be withdrawn.
CREATE TABLE shared_folders (
  id INTEGER PRIMARY KEY,
  root_id INTEGER,
  directory TEXT NOT NULL,
  folder TEXT NOT NULL,
  prefix TEXT NOT NULL,
  UNIQUE (folder, prefix)
) STRICT;

-- Contents of which the photos or their facts have changed, in the order of their last change.
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  content_key BLOB NOT NULL UNIQUE CHECK (length(content_key) = 16)
) STRICT;

-- DELETE and INSERT instead of INSERT OR REPLACE: the conflict clause of the statement that fires a trigger
-- replaces that of its body.
CREATE TRIGGER shared_photo_added AFTER INSERT ON search_facts
WHEN EXISTS (SELECT 1 FROM shared_folders) BEGIN
  DELETE FROM outbox WHERE content_key = (SELECT key FROM contents WHERE id = new.content_id);
  INSERT INTO outbox (content_key) SELECT key FROM contents WHERE id = new.content_id;
END;
CREATE TRIGGER shared_photo_changed AFTER UPDATE ON search_facts
WHEN EXISTS (SELECT 1 FROM shared_folders) BEGIN
  DELETE FROM outbox WHERE content_key = (SELECT key FROM contents WHERE id = new.content_id);
  INSERT INTO outbox (content_key) SELECT key FROM contents WHERE id = new.content_id;
END;
CREATE TRIGGER shared_photo_removed AFTER DELETE ON search_facts
WHEN EXISTS (SELECT 1 FROM shared_folders) BEGIN
  DELETE FROM outbox WHERE content_key = (SELECT key FROM contents WHERE id = old.content_id);
  INSERT INTO outbox (content_key) SELECT key FROM contents WHERE id = old.content_id;
END;
