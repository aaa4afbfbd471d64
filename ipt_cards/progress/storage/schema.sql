-- The review log. Entries are inserted, never updated; `id` is the primary key and carries the
-- instant, so a scan of a table reads it in the order of the fold.

CREATE TABLE review (
    id          TEXT    PRIMARY KEY,
    card        TEXT    NOT NULL,
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 5),
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    origin      TEXT    NOT NULL CHECK (origin IN ('quiz', 'exam', 'anki', 'cram'))
) STRICT, WITHOUT ROWID;
CREATE INDEX review_of_card ON review (card, id);

-- No foreign key: a merge may bring a retraction before what it takes back.
CREATE TABLE retraction (
    id     TEXT PRIMARY KEY,
    target TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX retraction_of_target ON retraction (target, id);

CREATE TABLE suspension (
    id        TEXT    PRIMARY KEY,
    card      TEXT    NOT NULL,
    suspended INTEGER NOT NULL CHECK (suspended IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX suspension_of_card ON suspension (card, id);

-- `until` and the days below: proleptic Gregorian ordinals, 1 being 1 January of the year 1.
CREATE TABLE burial (
    id    TEXT    PRIMARY KEY,
    card  TEXT    NOT NULL,
    until INTEGER NOT NULL CHECK (until BETWEEN 1 AND 3652059)
) STRICT, WITHOUT ROWID;
CREATE INDEX burial_of_card ON burial (card, id);

CREATE TABLE move (
    id   TEXT PRIMARY KEY,
    card TEXT NOT NULL,
    "to" TEXT NOT NULL CHECK ("to" <> card)
) STRICT, WITHOUT ROWID;

-- A cache of the fold, written in the same transaction as the entry.
CREATE TABLE card_state (
    card         TEXT    PRIMARY KEY,
    repetitions  INTEGER NOT NULL,
    ease         INTEGER NOT NULL,
    interval     INTEGER NOT NULL,
    due          INTEGER NOT NULL,
    reviewed     INTEGER NOT NULL,
    lapses       INTEGER NOT NULL,
    drilling     INTEGER NOT NULL CHECK (drilling IN (0, 1)),
    introduced   INTEGER NOT NULL,
    suspended    INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    buried_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the cache was made with, one row; another learner's zone or another rule makes it anew.
CREATE TABLE card_state_settings (
    only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
    fold_version  INTEGER NOT NULL,
    scheduler     TEXT    NOT NULL,
    zone          TEXT    NOT NULL,
    rollover_hour INTEGER NOT NULL
) STRICT;
