"""What was read of an author's file, kept so that it needn't be parsed again.

An entry is found by the hash of the file's bytes, for a topic with the deck's notation, and holds
only what nothing was wrong with, so that it stands for the file whatever its name, its place or its
time. It is JSON behind a line that
says what wrote it, for which bytes, and the hash of the rest: an entry that isn't whole, or is of
another version, is as good as none. The folder may be deleted at any time.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import unidata_version

from ipt_cards.deck.deck import Blueprint, Fact, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.media_files.media import media_in
from ipt_cards.deck.note import Note, guid_and_template
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.cache.note_rows import id_in, note_of, row_of
from ipt_cards.deck.reading.description import Description
from ipt_cards.deck.reading.links import Link
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.spelling import Accents, Spelling
from ipt_cards.deck.style_rule import Allowance, StyleRule
from ipt_cards.deck.unread_notes import UnreadNotes
from ipt_cards.version import __version__

FORMAT = 11
"""To be raised whenever an entry looks different, or reading the same bytes gives another deck."""

MOST_BYTES = 128 * 1024 * 1024
"""What the folder may hold: ten decks of 100,000 notes."""


class CachedTopic(NamedTuple):
    """A topic's file that was read before, and what else has to be there for it to be sound.

    sources: what its notes cite. media: what they show or play. guids: with templates, those that
        came from Anki. links: what they name of the deck, to be looked up.
    """

    name: str
    notes: UnreadNotes
    sources: frozenset[str]
    media: frozenset[str]
    guids: frozenset[str]
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


class ParseCache:
    """The entries in a folder, made when first needed.

    Nothing is ever raised: where the folder can't be read or written, there are no entries.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = False

    def topic(self, content: bytes, notation: str, file: str) -> CachedTopic | None:
        """What these bytes said as a topic's file of that name, if it is known.

        notation: the key of the deck's notation.
        """
        payload = self._find("topic", _with(content, notation))
        if payload is None:
            return None
        head, _, body = payload.partition(b"\n")
        known = json.loads(head)

        def read() -> dict[str, Callable[[], Note]]:
            return {id_in(row): partial(note_of, row, file) for row in json.loads(body)}

        links = tuple(
            Link(note, key, named, Position(file, *at)) for note, key, named, at in known["links"]
        )
        return CachedTopic(
            known["name"],
            UnreadNotes(tuple(known["cards"]), read, _after(links)),
            frozenset(known["sources"]),
            frozenset(known["media"]),
            frozenset(known["guids"]),
            tuple(
                Fact(fact, statement, Position(file, *at)) for fact, statement, at in known["facts"]
            ),
            links,
        )

    def keep_topic(
        self, content: bytes, notation: str, topic: Topic, links: Sequence[Link]
    ) -> None:
        """Remember what these bytes said in this notation."""
        head = {
            "name": topic.name,
            "cards": topic.card_keys,
            "sources": sorted({source for note in topic.notes for source in note.sources}),
            "media": sorted(media_in(topic.notes)),
            "guids": [guid_and_template(note) for note in topic.notes if note.guid],
            "facts": [[fact.id, fact.statement, _place(fact.at)] for fact in topic.facts],
            "links": [[*link[:3], _place(link.at)] for link in links],
        }
        rows = [row_of(note) for note in topic.notes]
        # Apart, for many commands need the head only.
        self._keep("topic", _with(content, notation), b"\n".join((_json(head), _json(rows))))

    def description(self, content: bytes) -> Description | None:
        """What these bytes said as a deck.yaml, if it is known."""
        payload = self._find("deck", content)
        if payload is None:
            return None
        known = json.loads(payload)
        blueprint = known["blueprint"]
        return Description(
            id=known["id"],
            name=known["name"],
            text=known["text"],
            version=known["version"],
            blueprint=blueprint and _blueprint_of(blueprint),
            weight_marks={topic: Mark(*mark) for topic, mark in known["weight_marks"]},
            sections=dict(known["sections"]),
            section_marks={section: Mark(*mark) for section, mark in known["section_marks"]},
            citations=dict(known["citations"]),
            notation=Notation(
                known["macros"],
                known["ruby"],
                Spelling(known["language"], Accents(known["accents"])),
            ),
            allow=tuple(Allowance(StyleRule(rule), reason) for rule, reason in known["allow"]),
        )

    def keep_description(self, content: bytes, known: Description) -> None:
        """Remember what these bytes said."""
        exam = known.blueprint
        said = {
            "id": known.id,
            "name": known.name,
            "text": known.text,
            "version": known.version,
            "blueprint": exam and _row_of_blueprint(exam),
            # Lists, for the order counts.
            "weight_marks": list(known.weight_marks.items()),
            "sections": list(known.sections.items()),
            "section_marks": list(known.section_marks.items()),
            "citations": list(known.citations.items()),
            "macros": dict(known.notation.macros),
            "ruby": known.notation.ruby,
            "language": known.notation.spelling.language,
            "accents": known.notation.spelling.accents,
            "allow": known.allow,
        }
        self._keep("deck", content, _json(said))

    def prune(self) -> None:
        """After entries were added: drop the oldest until all fit into MOST_BYTES."""
        if not self._kept:
            return
        with contextlib.suppress(OSError):
            entries = [(path.stat(), path) for path in self._folder.iterdir()]
            entries.sort(key=lambda entry: entry[0].st_mtime_ns, reverse=True)
            size = 0
            for status, path in entries:
                size += status.st_size
                if size > MOST_BYTES:
                    path.unlink()

    def _find(self, kind: str, content: bytes) -> bytes | None:
        name = _name(kind, content)
        try:
            entry = (self._folder / name).read_bytes()
        except OSError:
            return None
        first_line, _, payload = entry.partition(b"\n")
        return payload if first_line == _first_line(name, payload) else None

    def _keep(self, kind: str, content: bytes, payload: bytes) -> None:
        from ipt_cards.atomic_file import write_atomically  # noqa: PLC0415 - rarely needed

        name = _name(kind, content)
        entry = b"\n".join((_first_line(name, payload), payload))
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._folder / name, entry, durable=False)
            self._kept = True


def _place(at: Position) -> tuple[int, int]:
    return at.line, at.column


def _after(links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """What each note comes after, as the notes themselves say it."""
    found: dict[str, dict[str, None]] = {}
    for link in links:
        if link.key == "after":
            found.setdefault(link.note, {})[link.named] = None
    return {note: tuple(named) for note, named in found.items()}


def _row_of_blueprint(exam: Blueprint) -> list[object]:
    return [exam.weights, exam.pass_percent, exam.questions, exam.minutes, exam.levels]


def _blueprint_of(row: list[Any]) -> Blueprint:
    weights, pass_percent, questions, minutes, levels = row
    return Blueprint(
        tuple((topic, weight) for topic, weight in weights),
        pass_percent,
        questions,
        minutes,
        tuple((Level(level), weight) for level, weight in levels),
    )


def _with(content: bytes, notation: str) -> bytes:
    # No file that was read holds a NUL.
    return b"\0".join((content, notation.encode())) if notation else content


def _name(kind: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}.{kind}"


def _first_line(name: str, payload: bytes) -> bytes:
    # How text is brought into its normal form depends on the version of Unicode.
    written_by = f"ipt-cards {__version__} {FORMAT} {unidata_version}"
    return f"{written_by} {name} {hashlib.sha256(payload).hexdigest()}".encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
