-- Stores facts by file, and joins them for each photo.

-- The facts of a file by the part they come from: 'file' (its own metadata), 'sidecar', 'takeout', 'name'.
-- dates has a line for each date: its source and an ISO 8601 date with its precision. keywords has a line
-- for each keyword, levels separated by '|'. focal_length is in millimetres, shutter in seconds. rating is
-- 1 to 5 stars, or -1 for rejected.
CREATE TABLE file_facts (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('file', 'sidecar', 'takeout', 'name')),
  dates TEXT NOT NULL DEFAULT '',
  camera TEXT,
  lens TEXT,
  focal_length REAL,
  aperture REAL,
  shutter REAL,
  iso INTEGER,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  city TEXT,
  region TEXT,
  country TEXT,
  rating INTEGER,
  keywords TEXT NOT NULL DEFAULT '',
  title TEXT,
  caption TEXT,
  software TEXT,
  UNIQUE (file_id, part)
) STRICT;

-- The facts of a photo, joined from those of its files. date and date_end are the camera's own clock in
-- milliseconds, as if it were UTC: what is known of the date lies between them (date_end is exclusive).
-- Both are null if only the time of the files is known; file_time is the earliest, in nanoseconds since 1970.
CREATE TABLE photo_facts (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  date INTEGER,
  date_end INTEGER,
  file_time INTEGER NOT NULL,
  dates TEXT NOT NULL,
  camera TEXT,
  lens TEXT,
  focal_length REAL,
  aperture REAL,
  shutter REAL,
  iso INTEGER,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  city TEXT,
  region TEXT,
  country TEXT,
  rating INTEGER,
  keywords TEXT NOT NULL,
  title TEXT,
  caption TEXT,
  software TEXT
) STRICT;
CREATE INDEX photo_facts_by_date ON photo_facts (date, date_end);
CREATE INDEX photo_facts_by_file_time ON photo_facts (file_time) WHERE date IS NULL;

-- The revision of the reader that read the facts of the file; 0 is that of version 0.1.0.
ALTER TABLE files ADD COLUMN facts_revision INTEGER NOT NULL DEFAULT 0;

INSERT INTO file_facts (file_id, part, dates, camera, lens, latitude, longitude, altitude, rating)
SELECT f.id, 'file',
  iif(c.taken IS NULL, '', c.taken_from || ' '
    || strftime('%Y-%m-%dT%H:%M:%f', c.taken / 1000.0, 'unixepoch')
    || iif(c.utc_offset IS NULL, '', printf('%s%02d:%02d', iif(c.utc_offset < 0, '-', '+'),
      abs(c.utc_offset) / 3600, abs(c.utc_offset) / 60 % 60))),
  c.camera, c.lens, c.latitude, c.longitude, c.altitude, c.rating
FROM files f JOIN contents c ON c.id = f.content_id;

INSERT INTO file_facts (file_id, part, dates, rating)
SELECT id, iif(dated_from = 'name', 'name', 'sidecar'),
  iif(dated IS NULL, '', iif(dated_from = 'name', 'name ', 'sidecar ')
    || strftime('%Y-%m-%dT%H:%M:%f', dated / 1000.0, 'unixepoch')),
  iif(dated_from = 'name', NULL, stars)
FROM files WHERE content_id IS NOT NULL AND (dated IS NOT NULL OR stars IS NOT NULL);

INSERT INTO file_facts (file_id, part, rating)
SELECT id, 'sidecar', stars FROM files
WHERE content_id IS NOT NULL AND dated_from = 'name' AND stars IS NOT NULL;

DROP INDEX contents_by_taken;
ALTER TABLE contents DROP COLUMN taken;
ALTER TABLE contents DROP COLUMN utc_offset;
ALTER TABLE contents DROP COLUMN camera;
ALTER TABLE contents DROP COLUMN lens;
ALTER TABLE contents DROP COLUMN latitude;
ALTER TABLE contents DROP COLUMN longitude;
ALTER TABLE contents DROP COLUMN altitude;
ALTER TABLE contents DROP COLUMN taken_from;
ALTER TABLE contents DROP COLUMN rating;
ALTER TABLE files DROP COLUMN dated;
ALTER TABLE files DROP COLUMN dated_from;
ALTER TABLE files DROP COLUMN stars;

-- Photos whose files or facts have changed: their facts are joined before the transaction ends.
CREATE TABLE stale_photos (photo_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO stale_photos SELECT id FROM photos WHERE lead IS NOT NULL;

-- Not INSERT OR IGNORE: the conflict clause of the statement that fires a trigger replaces that of its body.
CREATE TRIGGER file_added AFTER INSERT ON files BEGIN
  INSERT INTO stale_photos SELECT new.photo_id
  WHERE new.photo_id IS NOT NULL AND new.photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER file_changed AFTER UPDATE OF content_id, photo_id, modified ON files BEGIN
  INSERT INTO stale_photos SELECT new.photo_id
  WHERE new.photo_id IS NOT NULL AND new.photo_id NOT IN (SELECT photo_id FROM stale_photos);
  INSERT INTO stale_photos SELECT old.photo_id
  WHERE old.photo_id IS NOT NULL AND old.photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER file_removed AFTER DELETE ON files BEGIN
  INSERT INTO stale_photos SELECT old.photo_id
  WHERE old.photo_id IS NOT NULL AND old.photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER facts_added AFTER INSERT ON file_facts BEGIN
  INSERT INTO stale_photos SELECT photo_id FROM files
  WHERE id = new.file_id AND photo_id IS NOT NULL
    AND photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER facts_removed AFTER DELETE ON file_facts BEGIN
  INSERT INTO stale_photos SELECT photo_id FROM files
  WHERE id = old.file_id AND photo_id IS NOT NULL
    AND photo_id NOT IN (SELECT photo_id FROM stale_photos);
END;
CREATE TRIGGER primary_content_changed AFTER UPDATE OF lead ON photos BEGIN
  INSERT INTO stale_photos SELECT new.id WHERE new.id NOT IN (SELECT photo_id FROM stale_photos);
END;
