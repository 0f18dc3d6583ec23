-- Finds the few embeddings computed from thumbnails, which are computed again when the photo is
-- available.
CREATE INDEX embeddings_of_thumbnails ON embeddings (model_id, content_id)
WHERE source = 'thumbnail';
