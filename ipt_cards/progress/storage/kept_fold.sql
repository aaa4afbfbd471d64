-- What the answers up to one of them come to, kept so that only those since need be read. A cache:
-- its rows may be deleted at any time.
--
-- Whatever is done to an answer at or before that one, by whatever program, deletes the row: these
-- triggers see to it. So this is no migration: a release that doesn't know of it keeps it right, too.
-- A migration that makes one of these tables anew takes its triggers away, and has to drop this.

CREATE TABLE IF NOT EXISTS kept_fold (
    name    TEXT PRIMARY KEY,
    made_by TEXT NOT NULL, -- all that it depends on beside the log
    upto    TEXT NOT NULL, -- the id of the last review
    content BLOB NOT NULL
) STRICT;

CREATE TRIGGER IF NOT EXISTS review_added AFTER INSERT ON review BEGIN
    DELETE FROM kept_fold WHERE upto >= NEW.id;
END;
CREATE TRIGGER IF NOT EXISTS review_gone AFTER DELETE ON review BEGIN
    DELETE FROM kept_fold WHERE upto >= OLD.id;
END;
CREATE TRIGGER IF NOT EXISTS review_changed AFTER UPDATE ON review BEGIN
    DELETE FROM kept_fold WHERE upto >= min(OLD.id, NEW.id);
END;

-- What takes back something else than a review may bring back a review, or a move.
CREATE TRIGGER IF NOT EXISTS retraction_added AFTER INSERT ON retraction BEGIN
    DELETE FROM kept_fold WHERE upto >= NEW.target
        OR NOT EXISTS (SELECT 1 FROM review WHERE id = NEW.target);
END;
CREATE TRIGGER IF NOT EXISTS retraction_gone AFTER DELETE ON retraction BEGIN
    DELETE FROM kept_fold;
END;
CREATE TRIGGER IF NOT EXISTS retraction_changed AFTER UPDATE ON retraction BEGIN
    DELETE FROM kept_fold;
END;

CREATE TRIGGER IF NOT EXISTS move_added AFTER INSERT ON move BEGIN
    DELETE FROM kept_fold;
END;
CREATE TRIGGER IF NOT EXISTS move_gone AFTER DELETE ON move BEGIN
    DELETE FROM kept_fold;
END;
CREATE TRIGGER IF NOT EXISTS move_changed AFTER UPDATE ON move BEGIN
    DELETE FROM kept_fold;
END;
