-- Stores the revision of the decoder that read each content, and of the one that failed to read a
-- file, so that only what a later decoder reads differently is read again.
ALTER TABLE contents ADD COLUMN decoder INTEGER NOT NULL DEFAULT 0;
ALTER TABLE failures ADD COLUMN decoder INTEGER NOT NULL DEFAULT 0;
