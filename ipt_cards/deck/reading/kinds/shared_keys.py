"""The keys that every kind of note has."""

from typing import TypedDict

from ipt_cards.deck.level import Level
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.allowances import read_allow
from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.keys import Fields
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.style_rule import Allowance
from ipt_cards.deck.text import is_identifier, suggested_identifier

_BESIDE_THE_ID = ("extra", "tags", "source", "guid", "allow", "level", "after", "facts")
SHARED_KEYS = ("id", *_BESIDE_THE_ID)


class SharedKeys(TypedDict):
    """What they say."""

    id: str
    extra: str
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    guid: str
    allow: tuple[Allowance, ...]
    level: Level | None
    after: tuple[str, ...]
    facts: tuple[str, ...]
    at: Position


def read_shared(fields: Fields, around: Surroundings, findings: Findings) -> SharedKeys | None:
    """What they say; None where something of it is wrong, which is noted."""
    fields.require("id")
    note_id = fields.text("id") if "id" in fields else None
    if note_id is not None and not is_identifier(note_id):
        near = suggested_identifier(note_id)
        suggestion = f", such as `{near}`" if near else ""
        fields.error(
            "id",
            "malformed-id",
            f"`{note_id}` can't be an id: use lower-case letters, digits and hyphens{suggestion}",
        )
        note_id = None
    if note_id is not None and not fields.have(_BESIDE_THE_ID):
        return _alone(note_id, findings.position(fields.mark))
    tags = fields.texts("tags")
    for tag, node in tags or ():
        if tag.split() != [tag]:
            suggestion = "-".join(tag.split())
            findings.error(
                node.mark, "malformed-tag", f"a tag can't hold blanks: did you mean `{suggestion}`?"
            )
            tags = None
    sources = fields.texts("source")
    for source, node in sources or ():
        if source not in around.sources:
            suggestion = did_you_mean(source, around.sources) or ": add it to deck.yaml's `sources`"
            findings.error(
                node.mark, "unknown-source", f"the deck has no source `{source}`{suggestion}"
            )
    allow = read_allow(fields, findings)
    level, extra, guid = _read_level(fields), fields.text("extra") or "", fields.text("guid") or ""
    # Whether the deck has these is told once all of it is read.
    after, facts = fields.texts("after"), fields.texts("facts")
    if note_id is None or tags is None or sources is None or allow is None:
        return None
    if after is None or facts is None:
        return None
    return {
        "id": note_id,
        "extra": extra,
        "tags": tuple(tag for tag, _ in tags),
        "sources": tuple(source for source, _ in sources),
        "guid": guid,
        "allow": allow,
        "level": level,
        "after": tuple(dict.fromkeys(note for note, _ in after)),
        "facts": tuple(dict.fromkeys(fact for fact, _ in facts)),
        "at": findings.position(fields.mark),
    }


def _alone(note_id: str, at: Position) -> SharedKeys:
    return {
        "id": note_id,
        "extra": "",
        "tags": (),
        "sources": (),
        "guid": "",
        "allow": (),
        "level": None,
        "after": (),
        "facts": (),
        "at": at,
    }


def _read_level(fields: Fields) -> Level | None:
    written = fields.text("level") if "level" in fields else None
    if written is None:
        return None
    if written in {*Level}:
        return Level(written)
    known = [level.value for level in Level]
    suggestion = did_you_mean(written, known) or f": it may be {', '.join(known)}"
    fields.error("level", "unknown-level", f"`level` can't be `{written}`{suggestion}")
    return None
