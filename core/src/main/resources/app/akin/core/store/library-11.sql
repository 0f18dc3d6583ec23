-- Collections: photos that the user has gathered, in an order.

-- key is the form in which names are compared (see GivenName), null if the collection was deleted: rows are
-- never deleted, so that an older copy of the library cannot bring back what was. changed is the time of the
-- creation or deletion in milliseconds since 1970.
CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  key TEXT UNIQUE,
  changed INTEGER NOT NULL
) STRICT;

-- The photos of a collection in the order of place, which is null if the photo was removed from it. A photo
-- without files stays. The rows have IDs, so that a salvage reads them range by range.
CREATE TABLE collection_photos (
  id INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  place INTEGER,
  UNIQUE (collection_id, photo_id)
) STRICT;
CREATE INDEX collection_photos_by_place ON collection_photos (collection_id, place, photo_id);
CREATE INDEX collection_photos_by_photo ON collection_photos (photo_id);

-- Saved searches.

-- key is null and name empty if the search was deleted, as for collections. line is the typed line, folder restricts the search to a folder, balance is that of images and texts, kind
-- is whether images stand for their kind of thing, sort is 'score' or 'date'. seen is the highest ID of a
-- photo when the results were last shown: photos with a higher one are new.
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  key TEXT UNIQUE,
  line TEXT NOT NULL,
  folder TEXT,
  balance REAL NOT NULL,
  kind INTEGER NOT NULL,
  sort TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT;

-- The parts of a saved search in their order. text is the text, the fact in canonical form or the name of the
-- image. crop is the part of the image: left, top, width and height. content_key is that of a photo of the
-- library. copy is a small JPEG of the image, which is used if no photo of the library has the key.
CREATE TABLE saved_search_parts (
  id INTEGER PRIMARY KEY,
  search_id INTEGER NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('image', 'text', 'excluded', 'fact')),
  text TEXT NOT NULL,
  weight REAL NOT NULL,
  crop TEXT,
  content_key BLOB,
  copy BLOB,
  UNIQUE (search_id, position)
) STRICT;
