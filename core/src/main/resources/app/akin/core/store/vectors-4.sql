-- Photos are compared by their thumbnails; small hashes are in the library.
DROP TABLE signatures;
