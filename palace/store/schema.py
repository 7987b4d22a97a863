"""The schema, as a list of migrations; each runs once, inside one transaction.

The number of migrations that have run is SQLite's ``user_version``; ``application_id`` tells a
palace from any other database.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x50414C43
"""``PALC`` in ASCII, in the file's header."""

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- where things come from
CREATE TABLE source (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, uri TEXT NOT NULL, imported_at REAL NOT NULL,
    UNIQUE (kind, uri)
);
CREATE TABLE item (
    id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source(id), ref TEXT NOT NULL,
    title TEXT NOT NULL, place TEXT NOT NULL, fingerprint TEXT NOT NULL,
    created REAL, created_offset INTEGER, created_precision TEXT,
    updated REAL, updated_offset INTEGER, updated_precision TEXT,
    aliases TEXT NOT NULL DEFAULT '[]', properties TEXT NOT NULL DEFAULT '{}',
    missing_since REAL, UNIQUE (source_id, ref)
);

-- what there is
CREATE TABLE object (
    id TEXT PRIMARY KEY, item_id TEXT NOT NULL REFERENCES item(id), ref TEXT NOT NULL,
    ord INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    tags TEXT NOT NULL DEFAULT '[]', content_hash TEXT NOT NULL,
    reach TEXT NOT NULL DEFAULT 'here' CHECK (reach IN ('here', 'lethe')),
    created_at REAL NOT NULL, UNIQUE (item_id, ref)
);
CREATE INDEX object_reach ON object (reach);
CREATE TABLE memory (
    id TEXT PRIMARY KEY, object_id TEXT NOT NULL REFERENCES object(id), ord INTEGER NOT NULL,
    kind TEXT NOT NULL, title TEXT NOT NULL, ref TEXT NOT NULL, text TEXT NOT NULL, author TEXT,
    at REAL, at_offset INTEGER, at_precision TEXT,
    alternate INTEGER NOT NULL DEFAULT 0,
    reach TEXT NOT NULL DEFAULT 'here' CHECK (reach IN ('here', 'lethe'))
);
CREATE INDEX memory_object ON memory (object_id, ord);
CREATE TABLE segment (
    memory_id TEXT NOT NULL REFERENCES memory(id), ord INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT,
    at REAL, at_offset INTEGER, at_precision TEXT,
    source_ref TEXT NOT NULL, chatter INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (memory_id, ord)
) WITHOUT ROWID;
CREATE TABLE revision (
    memory_id TEXT NOT NULL REFERENCES memory(id), n INTEGER NOT NULL, title TEXT NOT NULL,
    text TEXT NOT NULL, segments TEXT NOT NULL, at REAL NOT NULL, "by" TEXT NOT NULL,
    why TEXT NOT NULL, PRIMARY KEY (memory_id, n)
) WITHOUT ROWID;
CREATE TABLE link (
    id INTEGER PRIMARY KEY, object_id TEXT NOT NULL REFERENCES object(id),
    memory_id TEXT NOT NULL REFERENCES memory(id), kind TEXT NOT NULL, target TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '', to_object TEXT REFERENCES object(id)
);
CREATE INDEX link_object ON link (object_id);
CREATE INDEX link_to ON link (to_object);

-- the ways to it
CREATE TABLE key (
    id INTEGER PRIMARY KEY AUTOINCREMENT, memory_id TEXT NOT NULL REFERENCES memory(id),
    object_id TEXT NOT NULL REFERENCES object(id), kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text_hash TEXT NOT NULL
);
CREATE INDEX key_memory ON key (memory_id);
CREATE INDEX key_object ON key (object_id, kind);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(2.0, 1.0)');
CREATE TABLE space (
    id INTEGER PRIMARY KEY, model TEXT NOT NULL, hash TEXT NOT NULL, dim INTEGER NOT NULL,
    backend TEXT NOT NULL, UNIQUE (model, hash, dim)
);
CREATE TABLE embedding (
    key_id INTEGER NOT NULL REFERENCES key(id), space_id INTEGER NOT NULL REFERENCES space(id),
    vector BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (space_id, key_id)
) WITHOUT ROWID;
CREATE INDEX embedding_seq ON embedding (space_id, seq);

-- where it stands
CREATE TABLE quarter (id TEXT PRIMARY KEY, name TEXT NOT NULL, ord INTEGER NOT NULL);
CREATE TABLE wing (
    id TEXT PRIMARY KEY, quarter_id TEXT NOT NULL REFERENCES quarter(id), name TEXT NOT NULL,
    ord INTEGER NOT NULL, side INTEGER NOT NULL, character TEXT NOT NULL
);
CREATE TABLE room (
    id TEXT PRIMARY KEY, quarter_id TEXT NOT NULL REFERENCES quarter(id),
    wing_id TEXT REFERENCES wing(id), kind TEXT NOT NULL, name TEXT NOT NULL,
    x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
    floor INTEGER NOT NULL, z REAL NOT NULL, height REAL NOT NULL, climb TEXT NOT NULL,
    front TEXT NOT NULL, seed INTEGER NOT NULL, ord INTEGER NOT NULL
);
CREATE TABLE door (
    id TEXT PRIMARY KEY, a TEXT NOT NULL REFERENCES room(id), b TEXT NOT NULL REFERENCES room(id),
    x REAL NOT NULL, y REAL NOT NULL, floor INTEGER NOT NULL, axis TEXT NOT NULL,
    width REAL NOT NULL, height REAL NOT NULL, kind TEXT NOT NULL, ord INTEGER NOT NULL
);
CREATE TABLE locus (
    id TEXT PRIMARY KEY, room_id TEXT NOT NULL REFERENCES room(id), ord INTEGER NOT NULL,
    kind TEXT NOT NULL, x REAL NOT NULL, y REAL NOT NULL, z REAL NOT NULL, yaw REAL NOT NULL,
    UNIQUE (room_id, ord)
);
CREATE TABLE placement (
    object_id TEXT PRIMARY KEY REFERENCES object(id),
    locus_id TEXT NOT NULL UNIQUE REFERENCES locus(id), since REAL NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- what was done
CREATE TABLE operation (
    id TEXT PRIMARY KEY, batch TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
    title TEXT NOT NULL, inverse TEXT, seq INTEGER NOT NULL, at REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX operation_batch ON operation (batch);
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, actor TEXT NOT NULL,
    kind TEXT NOT NULL, ref TEXT NOT NULL, verb TEXT NOT NULL
);
CREATE TABLE report (
    id TEXT PRIMARY KEY, at REAL NOT NULL, source_id TEXT REFERENCES source(id),
    item TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL
);
"""

_LIFE_OF_PLACES = """
-- where a quarter's court has its middle
ALTER TABLE quarter ADD COLUMN x REAL NOT NULL DEFAULT 0;
ALTER TABLE quarter ADD COLUMN y REAL NOT NULL DEFAULT 0;

-- an object's ways from locus to locus; a marker stands at the place left until "until"
CREATE TABLE moved (
    id INTEGER PRIMARY KEY, object_id TEXT NOT NULL REFERENCES object(id),
    from_locus TEXT NOT NULL REFERENCES locus(id), to_locus TEXT NOT NULL REFERENCES locus(id),
    at REAL NOT NULL, why TEXT NOT NULL, until REAL NOT NULL DEFAULT 0
);
CREATE INDEX moved_object ON moved (object_id);

-- what the person chose: where the objects of a source go
CREATE TABLE destination (
    source_id TEXT PRIMARY KEY REFERENCES source(id),
    kind TEXT NOT NULL CHECK (kind IN ('room', 'wing', 'quarter')), ref TEXT NOT NULL
);

-- what the person went to or read
CREATE TABLE visit (
    id INTEGER PRIMARY KEY, object_id TEXT NOT NULL REFERENCES object(id),
    at REAL NOT NULL, how TEXT NOT NULL
);
CREATE INDEX visit_object ON visit (object_id, at);
"""

_ERASING = """
-- what was erased for good: a hash of where it came from, so that it does not come back
CREATE TABLE erased (hash TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""

_BESIDE = """
-- a key's words, and what is said just before and after it in its object, for half the weight
CREATE VIRTUAL TABLE words_and_beside USING fts5 (
    title, body, beside, tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO words_and_beside (rowid, title, body, beside)
SELECT key.id, words.title, words.body, trim(
    substr(coalesce(earlier.text, '') || char(10) || substr(memory.text, 1, key.start), -300)
    || char(10) ||
    substr(substr(memory.text, key."end" + 1) || char(10) || coalesce(later.text, ''), 1, 300),
    ' ' || char(10))
FROM key CROSS JOIN words ON words.rowid = key.id CROSS JOIN memory ON memory.id = key.memory_id
LEFT JOIN memory AS earlier ON earlier.object_id = memory.object_id
    AND earlier.ord = memory.ord - 1 AND earlier.reach = 'here'
LEFT JOIN memory AS later ON later.object_id = memory.object_id
    AND later.ord = memory.ord + 1 AND later.reach = 'here';
DROP TABLE words;
ALTER TABLE words_and_beside RENAME TO words;
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(2.0, 1.0, 0.5)');
"""

_WAYS = """
-- short names of quarters, wings and rooms inside their parents; old ones stay, for good
CREATE TABLE address (
    parent TEXT NOT NULL, slug TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
    current INTEGER NOT NULL, PRIMARY KEY (parent, slug)
) WITHOUT ROWID;
CREATE INDEX address_ref ON address (ref);
CREATE INDEX address_slug ON address (slug);

-- loci in an order, under a name
CREATE TABLE route (name TEXT PRIMARY KEY COLLATE NOCASE, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE route_stop (
    route TEXT NOT NULL COLLATE NOCASE REFERENCES route(name), ord INTEGER NOT NULL,
    locus_id TEXT NOT NULL REFERENCES locus(id), note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (route, ord)
) WITHOUT ROWID;
"""

_REPORTS = """
-- which import a line of the report belongs to, and what each import read
ALTER TABLE report ADD COLUMN import TEXT NOT NULL DEFAULT '';
CREATE INDEX report_import ON report (import);
CREATE TABLE reading (
    import TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES source(id), at REAL NOT NULL,
    place TEXT NOT NULL, unchanged INTEGER NOT NULL, complete INTEGER NOT NULL,
    PRIMARY KEY (import, source_id, place)
) WITHOUT ROWID;
"""

_GRAMS = """
-- keys in scripts without spaces, by every three characters
CREATE VIRTUAL TABLE grams USING fts5 (title, body, tokenize = "trigram");
INSERT INTO grams (grams, rank) VALUES ('rank', 'bm25(2.0, 1.0)');
INSERT INTO grams (rowid, title, body) SELECT rowid, title, body FROM words
WHERE title || body GLOB '*[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]*';
"""

_MODELS = """
-- where a space's model is: its folder, the hash of its weights, what it wants before a text
ALTER TABLE space ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE space ADD COLUMN weights TEXT NOT NULL DEFAULT '';
ALTER TABLE space ADD COLUMN query_prompt TEXT NOT NULL DEFAULT '';
ALTER TABLE space ADD COLUMN passage_prompt TEXT NOT NULL DEFAULT '';
"""

_STEMS = """
-- the words there are, as the full-text table keeps them; a view that takes no room
CREATE VIRTUAL TABLE stems USING fts5vocab (words, row);
"""

_WRITING = """
-- whether what a person changes is written back into the source's files; NULL until asked
ALTER TABLE source ADD COLUMN write_back INTEGER;
-- why an object is out of reach: 'person', or '' where its source decides; and since when
ALTER TABLE object ADD COLUMN away TEXT NOT NULL DEFAULT '';
ALTER TABLE object ADD COLUMN away_since REAL;
-- the change number right before an operation: what it wrote does not count once it is undone
ALTER TABLE operation ADD COLUMN since INTEGER;
-- what a person has written and not yet kept, by the memory it is to replace ('new': a new note)
CREATE TABLE unfinished (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, seen TEXT NOT NULL, at REAL NOT NULL
) WITHOUT ROWID;
"""

_BOOKMARKS = """
-- places that one wants to come back to
CREATE TABLE bookmark (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, room_id TEXT NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, z REAL NOT NULL, yaw REAL NOT NULL, pitch REAL NOT NULL,
    at REAL NOT NULL
) WITHOUT ROWID;
"""

_FILES = """
-- pictures and other files that items name; their bytes lie in the folder files/ by their hash
CREATE TABLE file (
    item_id TEXT NOT NULL REFERENCES item(id), name TEXT NOT NULL, digest TEXT NOT NULL,
    size INTEGER NOT NULL, PRIMARY KEY (item_id, name)
) WITHOUT ROWID;
CREATE INDEX file_digest ON file (digest);
"""

_WATCHING = """
-- the paths that are followed: what changes there comes in by itself
CREATE TABLE watched (path TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""

_SECRETS = """
-- secrets that were noticed in a memory: what kind, and a hash to know each again; when released
CREATE TABLE secret (
    memory_id TEXT NOT NULL REFERENCES memory(id), kind TEXT NOT NULL, hash TEXT NOT NULL,
    at REAL NOT NULL, released REAL, PRIMARY KEY (memory_id, hash)
) WITHOUT ROWID;
-- where copies of the palace were written, for whoever erases something
CREATE TABLE copy (path TEXT PRIMARY KEY, kind TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _LIFE_OF_PLACES,
    _ERASING,
    _BESIDE,
    _WAYS,
    _REPORTS,
    _GRAMS,
    _MODELS,
    _STEMS,
    _WRITING,
    _BOOKMARKS,
    _FILES,
    _WATCHING,
    _SECRETS,
)
SCHEMA = len(MIGRATIONS)
"""The schema number this program writes."""


def version(connection: sqlite3.Connection) -> int:
    """Return the schema number of a database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to `SCHEMA`; each step is one transaction, so a crash leaves a whole one.

    Parameters
    ----------
    connection
        In autocommit mode (``isolation_level=None``).
    """
    if version(connection) >= SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated meanwhile.
        for number in range(version(connection), SCHEMA):
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    # sqlite3's executescript would commit before it runs.
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]
