-- Text read in images: its full-text index, and the lines with their boxes.

-- One row for each content that was read. reader is the revision of the reader, confidence the mean probability
-- of the characters from 0 to 1, null without text. text has the rows of lines in reading order,
-- lines where each line is (TextLines).
CREATE TABLE photo_text (
  content_id INTEGER PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
  reader INTEGER NOT NULL,
  confidence REAL,
  text TEXT NOT NULL,
  lines BLOB NOT NULL
) STRICT;

-- Counts the read photos without reading their text.
CREATE INDEX photo_text_by_reader ON photo_text (reader, confidence);

-- rowid is content_id; contents without text have no row. detail = none is not possible for trigrams: longer
-- terms are phrases of them. In the index of short terms all characters but blanks are part of terms.
CREATE VIRTUAL TABLE photo_text_trigram USING fts5(
  packed, content = '', contentless_delete = 1, tokenize = 'trigram');
CREATE VIRTUAL TABLE photo_text_short USING fts5(
  grams, content = '', contentless_delete = 1, detail = none,
  tokenize = 'unicode61 remove_diacritics 0 categories ''L* M* N* P* S* C*''');

CREATE TRIGGER photo_text_removed AFTER DELETE ON photo_text BEGIN
  DELETE FROM photo_text_trigram WHERE rowid = old.content_id;
  DELETE FROM photo_text_short WHERE rowid = old.content_id;
END;

-- The text of a photo leaves the library with its last file.
CREATE TRIGGER content_lost AFTER INSERT ON tombstones BEGIN
  DELETE FROM photo_text WHERE content_id = new.content_id;
END;
