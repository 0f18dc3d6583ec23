-- The few embeddings that were made of a thumbnail are found at once, and made again when the
-- photo is back.
CREATE INDEX embeddings_of_thumbnails ON embeddings (model_id, content_id)
WHERE source = 'thumbnail';
