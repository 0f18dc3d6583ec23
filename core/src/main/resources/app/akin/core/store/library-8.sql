-- Stores the facts of photos in the form in which filters compare them.

-- Judgements of the image of a content: 1 or 0, null if not judged. monochrome is black and white or toned.
-- judge is the revision of the judge that looked at it, 0 for none.
ALTER TABLE contents ADD COLUMN monochrome INTEGER;
ALTER TABLE contents ADD COLUMN judge INTEGER NOT NULL DEFAULT 0;

-- What kind of picture a tag says it is: 'screenshot' or 'panorama'.
ALTER TABLE file_facts ADD COLUMN kind TEXT;
ALTER TABLE photo_facts ADD COLUMN kind TEXT;

-- Texts that photos share, by kind: 'camera', 'lens', 'keyword', 'formats' (words separated by blanks), and
-- 'place' (the identifier of a place of the places table, such as "Paris, Texas"). key is the form in which
-- names are compared. Unused ones stay.
CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (kind, text)
) STRICT;
CREATE INDEX names_by_key ON names (kind, key);

-- One row for each photo that has a file; derived from photo_facts, files and contents. Null is unknown.
-- content_id is the primary content. date and date_end are as in photo_facts. month is 1 to 12; day is 100 *
-- month + day of the month, weekday is 1 (Monday) to 7: both only if the day is known; clock is the time of
-- day in milliseconds. recheck is a date in the future that does not count yet. camera, lens, formats, city,
-- region and country are IDs of names. places is the revision of the table of places that these three are
-- from: 0 before they are looked up, null without coordinates and names. Zero is unknown for focal_length to
-- rating. orientation is 0
-- (landscape), 1 (portrait) or 2 (square) as shown. bytes and pixels are those of the first file; other
-- files have rows in sibling_sizes. judge is the revision of the rules that judged screenshot and panorama.
CREATE TABLE search_facts (
  content_id INTEGER PRIMARY KEY REFERENCES contents (id),
  photo_id INTEGER NOT NULL UNIQUE REFERENCES photos (id) ON DELETE CASCADE,
  date INTEGER,
  date_end INTEGER,
  month INTEGER,
  day INTEGER,
  weekday INTEGER,
  clock INTEGER,
  file_time INTEGER NOT NULL,
  recheck INTEGER,
  camera INTEGER,
  lens INTEGER,
  focal_length REAL,
  aperture REAL,
  shutter REAL,
  iso INTEGER,
  rating INTEGER,
  formats INTEGER NOT NULL,
  monochrome INTEGER,
  screenshot INTEGER,
  panorama INTEGER,
  judge INTEGER NOT NULL,
  orientation INTEGER,
  bytes INTEGER NOT NULL,
  pixels INTEGER,
  latitude REAL,
  longitude REAL,
  city INTEGER,
  region INTEGER,
  country INTEGER,
  places INTEGER,
  tagged INTEGER NOT NULL
) STRICT;
CREATE INDEX search_by_date ON search_facts (date, date_end);
CREATE INDEX search_by_file_time ON search_facts (file_time) WHERE date IS NULL;
CREATE INDEX search_by_month ON search_facts (month, latitude);
CREATE INDEX search_by_day ON search_facts (day, date);
CREATE INDEX search_by_weekday ON search_facts (weekday);
CREATE INDEX search_by_clock ON search_facts (clock);
CREATE INDEX search_by_recheck ON search_facts (recheck) WHERE recheck IS NOT NULL;
CREATE INDEX search_by_camera ON search_facts (camera);
CREATE INDEX search_by_lens ON search_facts (lens);
CREATE INDEX search_by_focal_length ON search_facts (focal_length);
CREATE INDEX search_by_aperture ON search_facts (aperture);
CREATE INDEX search_by_shutter ON search_facts (shutter);
CREATE INDEX search_by_iso ON search_facts (iso);
CREATE INDEX search_by_rating ON search_facts (rating);
CREATE INDEX search_by_formats ON search_facts (formats);
CREATE INDEX search_by_monochrome ON search_facts (monochrome);
CREATE INDEX search_by_screenshot ON search_facts (screenshot);
CREATE INDEX search_by_panorama ON search_facts (panorama);
CREATE INDEX search_by_orientation ON search_facts (orientation);
CREATE INDEX search_by_bytes ON search_facts (bytes);
CREATE INDEX search_by_pixels ON search_facts (pixels);
CREATE INDEX search_by_location ON search_facts (latitude, longitude);
CREATE INDEX search_by_city ON search_facts (city, latitude, country);
CREATE INDEX search_by_region ON search_facts (region, latitude, country);
CREATE INDEX search_by_country ON search_facts (country, latitude);
CREATE INDEX search_by_places ON search_facts (places) WHERE places IS NOT NULL;
CREATE INDEX search_by_tagged ON search_facts (tagged);

-- The sizes of the other files of a photo.
CREATE TABLE sibling_sizes (
  content_id INTEGER NOT NULL REFERENCES search_facts (content_id) ON DELETE CASCADE,
  bytes INTEGER NOT NULL,
  pixels INTEGER
) STRICT;
CREATE INDEX sibling_sizes_by_content ON sibling_sizes (content_id);
CREATE INDEX sibling_sizes_by_bytes ON sibling_sizes (bytes, content_id);
CREATE INDEX sibling_sizes_by_pixels ON sibling_sizes (pixels, content_id);

-- The keywords of a photo: whole keywords, and each level of a hierarchy.
CREATE TABLE photo_keywords (
  keyword INTEGER NOT NULL,
  content_id INTEGER NOT NULL REFERENCES search_facts (content_id) ON DELETE CASCADE,
  PRIMARY KEY (keyword, content_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_keywords_by_content ON photo_keywords (content_id);

-- The folders of a photo's files.
CREATE TABLE photo_folders (
  directory_id INTEGER NOT NULL REFERENCES directories (id) DEFERRABLE INITIALLY DEFERRED,
  content_id INTEGER NOT NULL REFERENCES search_facts (content_id) ON DELETE CASCADE,
  PRIMARY KEY (directory_id, content_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_folders_by_content ON photo_folders (content_id);

-- The names of a photo's files in lower case, one a line; rowid is content_id.
CREATE VIRTUAL TABLE photo_names USING fts5(names, tokenize = 'trigram');

DROP INDEX photo_facts_by_date;
DROP INDEX photo_facts_by_file_time;

DROP TRIGGER file_changed;
CREATE TRIGGER file_changed AFTER UPDATE
OF content_id, photo_id, directory_id, name, size, modified ON files BEGIN
  INSERT INTO stale_photos SELECT new.photo_id
  WHERE new.photo_id IS NOT NULL AND new.photo_id NOT IN (SELECT photo_id FROM stale_photos);
  INSERT INTO stale_photos SELECT old.photo_id
  WHERE old.photo_id IS NOT NULL AND old.photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER content_changed AFTER UPDATE OF format, width, height, monochrome ON contents
WHEN (old.format, old.width, old.height, old.monochrome)
  IS NOT (new.format, new.width, new.height, new.monochrome) BEGIN
  INSERT INTO stale_photos SELECT DISTINCT photo_id FROM files
  WHERE content_id = new.id AND photo_id IS NOT NULL
    AND photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;

INSERT OR IGNORE INTO stale_photos SELECT id FROM photos WHERE lead IS NOT NULL;
