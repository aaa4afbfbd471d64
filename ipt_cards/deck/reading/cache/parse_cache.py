"""What was read of an author's file, kept so that it needn't be parsed again.

An entry is found by the hash of the file's bytes, for a topic with the deck's notation, and holds
only what nothing was wrong with, so that it stands for the file whatever its name, its place or its
time.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ipt_cards.deck.deck import Blueprint, Fact, Topic
from ipt_cards.deck.file_notes import FileNotes, Overview
from ipt_cards.deck.level import Level
from ipt_cards.deck.media_files.media import media_in
from ipt_cards.deck.note import Note, guid_and_template
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.cache.entries import Entries, as_json, key_of
from ipt_cards.deck.reading.cache.note_rows import id_in, note_of, row_of
from ipt_cards.deck.reading.description import Description
from ipt_cards.deck.reading.links import Link
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.spelling import Accents, Spelling
from ipt_cards.deck.style_rule import Allowance, StyleRule


class CachedTopic(NamedTuple):
    """A topic's file that was read before. links: what it names of the deck, to be looked up."""

    name: str
    notes: FileNotes
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


class ParseCache:
    """Its entries in a folder, made when first needed.

    Nothing is ever raised: where the folder can't be read or written, there are no entries.
    """

    def __init__(self, folder: Path) -> None:
        self.entries = Entries(folder)

    def topic(self, content: bytes, notation: str, file: str) -> CachedTopic | None:
        """What these bytes said as a topic's file of that name, if it is known.

        notation: the key of the deck's notation.
        """
        digest = key_of(content, notation)
        payload = self.entries.find("topic", digest)
        if payload is None:
            return None
        head, _, body = payload.partition(b"\n")
        known = json.loads(head)

        def read() -> dict[str, Callable[[], Note]]:
            return {id_in(row): partial(note_of, row, file) for row in json.loads(body)}

        links = tuple(
            Link(note, key, named, Position(file, *at)) for note, key, named, at in known["links"]
        )
        overview = Overview(
            digest,
            tuple(known["cards"]),
            frozenset(known["sources"]),
            frozenset(known["media"]),
            frozenset(known["guids"]),
            _after(links),
            {note: Level(level) for note, level in known["levels"].items()},
        )
        facts = tuple(
            Fact(fact, statement, Position(file, *at)) for fact, statement, at in known["facts"]
        )
        return CachedTopic(known["name"], FileNotes(overview, read), facts, links)

    def keep_topic(
        self, content: bytes, notation: str, topic: Topic, links: Sequence[Link]
    ) -> FileNotes:
        """Remember what these bytes said in this notation. The notes are the same."""
        overview = Overview(
            key_of(content, notation),
            topic.card_keys,
            frozenset(source for note in topic.notes for source in note.sources),
            frozenset(media_in(topic.notes)),
            frozenset(guid_and_template(note) for note in topic.notes if note.guid),
            topic.after,
            topic.levels,
        )
        head = {
            "name": topic.name,
            "cards": overview.card_keys,
            "sources": sorted(overview.sources),
            "media": sorted(overview.media),
            "guids": sorted(overview.guids),
            "levels": overview.levels,
            "facts": [[fact.id, fact.statement, _place(fact.at)] for fact in topic.facts],
            "links": [[*link[:3], _place(link.at)] for link in links],
        }
        rows = [row_of(note) for note in topic.notes]
        # Apart, for many commands need the head only.
        self.entries.keep("topic", overview.digest, b"\n".join((as_json(head), as_json(rows))))
        return FileNotes.of(overview, topic.notes)

    def description(self, content: bytes) -> Description | None:
        """What these bytes said as a deck.yaml, if it is known."""
        payload = self.entries.find("deck", key_of(content))
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
        self.entries.keep("deck", key_of(content), as_json(said))


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
