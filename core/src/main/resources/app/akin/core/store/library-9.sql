-- Stores stacks: photos that are shown as one result.

-- cover is the photo that stands for the stack.
CREATE TABLE stacks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cover INTEGER NOT NULL REFERENCES photos (id)
) STRICT;

-- What the last pass over the photos has found. mark is a hash of all that decides it, except for other
-- photos; sketch are the signs of 64 directions of the embedding. leader is the photo to which this one is
-- close, itself if there is none. moved_from is the stack that a pass moved the photo from, or null.
CREATE TABLE stack_photos (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  mark INTEGER NOT NULL,
  sketch INTEGER NOT NULL,
  leader INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('centre', 'copy', 'burst', 'joined')),
  stack_id INTEGER REFERENCES stacks (id),
  moved_from INTEGER
) STRICT;
CREATE INDEX stack_photos_by_stack ON stack_photos (stack_id) WHERE stack_id IS NOT NULL;

-- The user's decisions, in their order. side separates what a split sets apart; the photos of other decisions
-- are all on side 0. undone is 1 after the decision was reverted.
CREATE TABLE stack_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('join', 'split', 'cover', 'never')),
  made INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE stack_decision_photos (
  decision_id INTEGER NOT NULL REFERENCES stack_decisions (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  side INTEGER NOT NULL,
  PRIMARY KEY (decision_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stack_decisions_by_photo ON stack_decision_photos (photo_id);
