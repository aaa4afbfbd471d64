-- The learner's day of each review, which was computed anew by whatever zone and rollover hour held.
-- From now on it is told once. Those from before get theirs by the settings of this moment, which
-- `assumed_days` states: learners_day, learners_zone and learners_rollover_hour give them.

CREATE TABLE dated_review (
    id          TEXT    PRIMARY KEY,
    card        TEXT    NOT NULL,
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 5),
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    origin      TEXT    NOT NULL CHECK (origin IN ('quiz', 'exam', 'anki', 'cram')),
    day         INTEGER NOT NULL CHECK (day BETWEEN 1 AND 3652059)
) STRICT, WITHOUT ROWID;
INSERT INTO dated_review
    SELECT id, card, grade, duration_ms, origin, learners_day(id) FROM review ORDER BY id;
DROP TABLE review;
ALTER TABLE dated_review RENAME TO review;
CREATE INDEX review_of_card ON review (card, id);

CREATE TABLE assumed_days (
    only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
    zone          TEXT    NOT NULL,
    rollover_hour INTEGER NOT NULL,
    reviews       INTEGER NOT NULL,
    told          INTEGER NOT NULL CHECK (told IN (0, 1)) -- whether the learner was told
) STRICT;
INSERT INTO assumed_days
    SELECT 1, learners_zone(), learners_rollover_hour(), reviews, 0
    FROM (SELECT count(*) AS reviews FROM review) WHERE reviews > 0;

-- No cached schedule depends on a zone any more.
DROP TABLE card_state_settings;
CREATE TABLE card_state_settings (
    only_row     INTEGER PRIMARY KEY CHECK (only_row = 1),
    fold_version INTEGER NOT NULL,
    scheduler    TEXT    NOT NULL
) STRICT;
