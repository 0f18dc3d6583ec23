-- Says where dates come from, and keeps ratings and what names and sidecars say.

-- taken_from is 'exif' or 'xmp'; rating is 1 to 5 stars, or -1 for rejected.
ALTER TABLE contents ADD COLUMN taken_from TEXT;
ALTER TABLE contents ADD COLUMN rating INTEGER;
UPDATE contents SET taken_from = 'exif' WHERE taken IS NOT NULL;

-- What is beside a file's content: dated as contents.taken, dated_from 'xmp' for a sidecar or
-- 'name'; stars as contents.rating, of a sidecar.
ALTER TABLE files ADD COLUMN dated INTEGER;
ALTER TABLE files ADD COLUMN dated_from TEXT;
ALTER TABLE files ADD COLUMN stars INTEGER;
