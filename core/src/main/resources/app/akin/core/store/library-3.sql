-- Stores sources of dates, ratings, and facts from file names and sidecars.

-- taken_from is 'exif' or 'xmp'; rating is 1 to 5 stars, or -1 for rejected.
ALTER TABLE contents ADD COLUMN taken_from TEXT;
ALTER TABLE contents ADD COLUMN rating INTEGER;
UPDATE contents SET taken_from = 'exif' WHERE taken IS NOT NULL;

-- Facts of a file apart from its content: dated as in contents.taken; dated_from is 'xmp' for a sidecar,
-- or 'name'; stars as in contents.rating, from a sidecar.
ALTER TABLE files ADD COLUMN dated INTEGER;
ALTER TABLE files ADD COLUMN dated_from TEXT;
ALTER TABLE files ADD COLUMN stars INTEGER;
