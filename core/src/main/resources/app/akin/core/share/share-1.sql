-- The shared library: schema akin of a PostgreSQL database with pgvector.

CREATE SCHEMA akin;

-- version is that of this schema.
CREATE TABLE akin.share (
  only_row integer PRIMARY KEY CHECK (only_row = 1),
  id uuid NOT NULL,
  version integer NOT NULL
);

-- Libraries that publish. role is the login that may write for the desk.
CREATE TABLE akin.desks (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  role name NOT NULL,
  seen timestamptz NOT NULL
);

CREATE TABLE akin.folders (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE
);

-- The desk that indexes and publishes a part of a shared folder; path is empty for all of it. fence grows when
-- the desk changes. epoch is the history of the desk's library that was published completely, sequence the last
-- entry of its outbox that was published.
CREATE TABLE akin.leases (
  folder_id uuid NOT NULL REFERENCES akin.folders (id) ON DELETE CASCADE,
  path text NOT NULL,
  desk_id uuid NOT NULL REFERENCES akin.desks (id),
  expires timestamptz NOT NULL,
  fence bigint NOT NULL,
  epoch text NOT NULL DEFAULT '',
  sequence bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (folder_id, path)
);
CREATE SEQUENCE akin.fences;

-- Grows with each published batch.
CREATE SEQUENCE akin.changes;

-- The vectors of a model are in the table vectors_ID.
CREATE TABLE akin.models (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint text NOT NULL UNIQUE,
  name text NOT NULL,
  dimension integer NOT NULL CHECK (dimension BETWEEN 1 AND 16000)
);

-- The last embedding of each desk's library that was published.
CREATE TABLE akin.cursors (
  desk_id uuid NOT NULL REFERENCES akin.desks (id) ON DELETE CASCADE,
  model_id integer NOT NULL REFERENCES akin.models (id) ON DELETE CASCADE,
  epoch text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (desk_id, model_id)
);

CREATE TABLE akin.contents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key bytea NOT NULL UNIQUE CHECK (octet_length(key) = 16)
);

-- width and height are those of the photo, in pixels.
CREATE TABLE akin.thumbnails (
  content_id bigint PRIMARY KEY REFERENCES akin.contents (id) ON DELETE CASCADE,
  jpeg bytea NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL
);
ALTER TABLE akin.thumbnails ALTER jpeg SET STORAGE EXTERNAL;

-- path is relative to the shared folder, names separated by '/', empty for the folder itself.
CREATE TABLE akin.directories (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  folder_id uuid NOT NULL REFERENCES akin.folders (id) ON DELETE CASCADE,
  path text NOT NULL,
  UNIQUE (folder_id, path)
);

-- Columns as in the catalogue of a library. A content in several shared folders has a row for each.
CREATE TABLE akin.search_facts (
  content_id bigint NOT NULL REFERENCES akin.contents (id),
  folder_id uuid NOT NULL REFERENCES akin.folders (id) ON DELETE CASCADE,
  date bigint,
  date_end bigint,
  month integer,
  day integer,
  weekday integer,
  clock bigint,
  file_time bigint NOT NULL,
  camera integer,
  lens integer,
  focal_length double precision,
  aperture double precision,
  shutter double precision,
  iso integer,
  rating integer,
  flag integer,
  formats integer,
  monochrome integer,
  screenshot integer,
  panorama integer,
  orientation integer,
  bytes bigint NOT NULL,
  pixels bigint,
  latitude double precision,
  longitude double precision,
  city integer,
  region integer,
  country integer,
  tagged integer NOT NULL,
  PRIMARY KEY (content_id, folder_id)
);
CREATE INDEX search_facts_by_folder ON akin.search_facts (folder_id);
CREATE INDEX search_facts_by_date ON akin.search_facts (date);

-- name_key is the form in which names are compared; modified is in nanoseconds since 1970.
CREATE TABLE akin.files (
  directory_id bigint NOT NULL REFERENCES akin.directories (id) ON DELETE CASCADE,
  name text NOT NULL,
  name_key text NOT NULL,
  content_id bigint NOT NULL REFERENCES akin.contents (id),
  bytes bigint NOT NULL,
  modified bigint NOT NULL,
  PRIMARY KEY (directory_id, name)
);
CREATE INDEX files_by_content ON akin.files (content_id);

CREATE TABLE akin.names (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  text text NOT NULL,
  key text NOT NULL,
  UNIQUE (kind, text)
);
CREATE INDEX names_by_key ON akin.names (kind, key);

CREATE TABLE akin.photo_keywords (
  keyword integer NOT NULL REFERENCES akin.names (id),
  content_id bigint NOT NULL,
  folder_id uuid NOT NULL,
  PRIMARY KEY (keyword, content_id, folder_id),
  FOREIGN KEY (content_id, folder_id) REFERENCES akin.search_facts ON DELETE CASCADE
);
CREATE INDEX photo_keywords_by_content ON akin.photo_keywords (content_id, folder_id);

CREATE TABLE akin.sibling_sizes (
  content_id bigint NOT NULL,
  folder_id uuid NOT NULL,
  bytes bigint NOT NULL,
  pixels bigint,
  FOREIGN KEY (content_id, folder_id) REFERENCES akin.search_facts ON DELETE CASCADE
);
CREATE INDEX sibling_sizes_by_content ON akin.sibling_sizes (content_id, folder_id);

-- Adds the desk of the session's login, or renames it. Returns false if the desk belongs to another login.
CREATE FUNCTION akin.join_desk(desk uuid, desk_name text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH joined AS (
    INSERT INTO akin.desks AS d (id, name, role, seen)
    VALUES (desk, desk_name, session_user, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, seen = excluded.seen
      WHERE d.role = session_user
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM joined)
$$;

CREATE FUNCTION akin.overlaps(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT one = '' OR other = '' OR one = other
    OR starts_with(one, other || '/') OR starts_with(other, one || '/')
$$;

-- Takes or extends the lease of a part of a folder. Returns its fencing number, or null while another desk has a
-- lease on a part that overlaps.
CREATE FUNCTION akin.take_lease(folder uuid, part text, desk uuid, seconds integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  taken bigint;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM akin.desks WHERE id = desk AND role = session_user) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the desk belongs to another login';
  END IF;
  PERFORM 1 FROM akin.folders WHERE id = folder FOR UPDATE;
  IF EXISTS (SELECT 1 FROM akin.leases WHERE folder_id = folder AND desk_id <> desk
      AND expires > clock_timestamp() AND akin.overlaps(path, part)) THEN
    RETURN NULL;
  END IF;
  DELETE FROM akin.leases
  WHERE folder_id = folder AND desk_id <> desk AND path <> part AND akin.overlaps(path, part);
  INSERT INTO akin.leases AS l (folder_id, path, desk_id, expires, fence)
  VALUES (folder, part, desk, clock_timestamp() + make_interval(secs => seconds), nextval('akin.fences'))
  ON CONFLICT (folder_id, path) DO UPDATE SET desk_id = excluded.desk_id, expires = excluded.expires,
    fence = CASE WHEN l.desk_id = desk THEN l.fence ELSE excluded.fence END,
    epoch = CASE WHEN l.desk_id = desk THEN l.epoch ELSE '' END,
    sequence = CASE WHEN l.desk_id = desk THEN l.sequence ELSE 0 END
  RETURNING fence INTO taken;
  RETURN taken;
END
$$;

-- Returns whether the session's login has the lease of a path of a folder.
CREATE FUNCTION akin.has_lease(folder uuid, inside text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT 1 FROM akin.leases l JOIN akin.desks d ON d.id = l.desk_id
    WHERE l.folder_id = folder AND d.role = session_user AND l.expires > clock_timestamp()
      AND (l.path = '' OR l.path = inside OR starts_with(inside, l.path || '/')))
$$;

-- Returns whether the session's login has the lease of any part of a folder.
CREATE FUNCTION akin.has_lease_in(folder uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT 1 FROM akin.leases l JOIN akin.desks d ON d.id = l.desk_id
    WHERE l.folder_id = folder AND d.role = session_user AND l.expires > clock_timestamp())
$$;

-- Deletes those of some contents that no folder has any more.
CREATE FUNCTION akin.delete_unused(ids bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM akin.contents c WHERE id = ANY (ids)
    AND NOT EXISTS (SELECT 1 FROM akin.search_facts s WHERE s.content_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM akin.files f WHERE f.content_id = c.id)
$$;

-- Returns the ID of a model, creating the table of its vectors.
CREATE FUNCTION akin.model(model_fingerprint text, model_name text, model_dimension integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  found integer;
  vector_schema name;
BEGIN
  LOCK TABLE akin.models IN SHARE ROW EXCLUSIVE MODE;
  SELECT id INTO found FROM akin.models WHERE fingerprint = model_fingerprint;
  IF found IS NULL THEN
    INSERT INTO akin.models (fingerprint, name, dimension)
    VALUES (model_fingerprint, model_name, model_dimension) RETURNING id INTO found;
    SELECT n.nspname INTO vector_schema
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector';
    EXECUTE format('CREATE TABLE akin.vectors_%s (
        content_id bigint PRIMARY KEY REFERENCES akin.contents (id) ON DELETE CASCADE,
        norm real NOT NULL,
        vector %I.halfvec(%s) NOT NULL)', found, vector_schema, model_dimension);
    EXECUTE format('GRANT SELECT ON akin.vectors_%s TO akin_reader', found);
    EXECUTE format('GRANT INSERT, UPDATE ON akin.vectors_%s TO akin_publisher', found);
  END IF;
  RETURN found;
END
$$;

-- Builds the graph of a model's vectors, if it has none and there are enough vectors: adding vectors to a graph takes
-- several times as long as to a table, and few vectors are all compared. pgvector builds graphs of up to 4,000 half
-- floats. Others can search meanwhile, and publish afterwards.
CREATE FUNCTION akin.build_graph(model_id integer, minimum bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET maintenance_work_mem = '1GB' AS $$
DECLARE
  enough boolean;
  vector_schema name;
BEGIN
  IF to_regclass(format('akin.vectors_%s_by_vector', model_id)) IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM akin.models WHERE id = model_id AND dimension <= 4000) THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT count(*) >= $1 FROM akin.vectors_%s', model_id) INTO enough USING minimum;
  -- Another publisher may be building it.
  IF NOT enough OR NOT pg_try_advisory_xact_lock('akin.models'::regclass::oid::bigint) THEN
    RETURN false;
  END IF;
  SELECT n.nspname INTO vector_schema
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector';
  EXECUTE format('CREATE INDEX vectors_%1$s_by_vector ON akin.vectors_%1$s
    USING hnsw (vector %2$I.halfvec_ip_ops)', model_id, vector_schema);
  RETURN true;
END
$$;

-- Row security: only the desk that has the lease of a part of a folder changes its rows.
ALTER TABLE akin.files ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON akin.files FOR SELECT USING (true);
CREATE POLICY leased ON akin.files USING (
  (SELECT akin.has_lease(d.folder_id, d.path) FROM akin.directories d WHERE d.id = directory_id));
ALTER TABLE akin.search_facts ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON akin.search_facts FOR SELECT USING (true);
CREATE POLICY leased ON akin.search_facts USING (akin.has_lease_in(folder_id));
ALTER TABLE akin.photo_keywords ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON akin.photo_keywords FOR SELECT USING (true);
CREATE POLICY leased ON akin.photo_keywords USING (akin.has_lease_in(folder_id));
ALTER TABLE akin.sibling_sizes ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON akin.sibling_sizes FOR SELECT USING (true);
CREATE POLICY leased ON akin.sibling_sizes USING (akin.has_lease_in(folder_id));
ALTER TABLE akin.cursors ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON akin.cursors USING (
  EXISTS (SELECT 1 FROM akin.desks d WHERE d.id = desk_id AND d.role = session_user));
ALTER TABLE akin.leases ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON akin.leases FOR SELECT USING (true);
CREATE POLICY own ON akin.leases FOR UPDATE USING (
  EXISTS (SELECT 1 FROM akin.desks d WHERE d.id = desk_id AND d.role = session_user));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA akin FROM PUBLIC;
GRANT USAGE ON SCHEMA akin TO akin_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA akin TO akin_reader;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA akin TO akin_reader;
GRANT akin_reader TO akin_publisher;
GRANT INSERT, UPDATE, DELETE ON akin.files, akin.search_facts, akin.photo_keywords, akin.sibling_sizes, akin.cursors
  TO akin_publisher;
GRANT INSERT ON akin.contents, akin.thumbnails, akin.directories, akin.names, akin.folders TO akin_publisher;
GRANT UPDATE (epoch, sequence) ON akin.leases TO akin_publisher;
GRANT USAGE ON akin.changes TO akin_publisher;
GRANT EXECUTE ON FUNCTION akin.join_desk, akin.overlaps, akin.take_lease, akin.has_lease, akin.has_lease_in,
  akin.delete_unused, akin.model, akin.build_graph TO akin_publisher;

INSERT INTO akin.share VALUES (1, gen_random_uuid(), 1);
