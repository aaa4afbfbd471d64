-- FSRS's two numbers of a card. The table is a cache: whoever uses it next makes it anew.

DROP TABLE card_state;
CREATE TABLE card_state (
    card         TEXT    PRIMARY KEY,
    repetitions  INTEGER NOT NULL,
    ease         INTEGER NOT NULL,
    interval     INTEGER NOT NULL,
    due          INTEGER NOT NULL,
    reviewed     INTEGER NOT NULL,
    lapses       INTEGER NOT NULL,
    drilling     INTEGER NOT NULL CHECK (drilling IN (0, 1)),
    stability    REAL    NOT NULL,
    difficulty   REAL    NOT NULL,
    introduced   INTEGER NOT NULL,
    suspended    INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    buried_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
DELETE FROM card_state_settings;
