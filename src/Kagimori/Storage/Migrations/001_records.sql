-- A record is found by its key alone, and its body is read with it: one b-tree, no second index.
-- Text compares as UTF-8 bytes (BINARY), which is the order the contract promises.
CREATE TABLE records (
    kind      INTEGER NOT NULL,
    partition TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    PRIMARY KEY (kind, partition, id)
) WITHOUT ROWID;

-- The last number given to a change set. It only grows, so that no version is ever used twice.
CREATE TABLE change_sequence (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    value INTEGER NOT NULL
);

INSERT INTO change_sequence (one, value) VALUES (1, 0);
