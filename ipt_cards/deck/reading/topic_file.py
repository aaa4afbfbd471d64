"""Reading one topic's file."""

from collections.abc import Iterator
from typing import NamedTuple

from ipt_cards.deck.deck import Fact, Topic
from ipt_cards.deck.note import Note, guid_and_template
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.keys import Fields, text_of
from ipt_cards.deck.reading.links import LINKING_KEYS, Link, duplicate_fact
from ipt_cards.deck.reading.notes import read_note
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.reading.yaml_tree import Mapping, Node, Scalar, Sequence, root_of
from ipt_cards.deck.text import is_identifier, suggested_identifier


class ReadTopic(NamedTuple):
    """A topic, and what its notes name of the deck, which is yet to be looked up."""

    topic: Topic
    links: tuple[Link, ...]


def read_topic(
    topic_id: str,
    content: bytes,
    around: Surroundings,
    seen: dict[str, Position],
    findings: Findings,
) -> ReadTopic | None:
    """What a topic's file says, or None, with each problem noted.

    seen: where ids stand that were read before, and guids with templates; those of this file are
        added.
    """
    root = root_of(content, findings)
    if root is None:
        if not findings.problems:
            findings.error(Mark(1, 1), "missing-key", "a topic needs `topic:` and `notes:`")
        return None
    if not isinstance(root, Mapping):
        findings.error(root.mark, "wrong-type", "a topic must hold `topic:` and `notes:`")
        return None
    fields = Fields(root, ("topic", "facts", "notes"), "a topic", findings)
    fields.require("topic", "notes")
    name = fields.name("topic")
    facts = _read_facts(fields.mapping("facts"), findings)
    listed = fields.sequence("notes")
    items = listed.items if listed else []
    notes = tuple(note for note in _read_notes(items, around, seen, findings) if note)
    links = tuple(link for item in items for link in _links(item, findings))
    return ReadTopic(Topic(topic_id, name or topic_id, notes, facts), links)


def _read_facts(listed: Mapping | None, findings: Findings) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    for key, value in listed.pairs if listed else ():
        written = key.text.strip() if isinstance(key, Scalar) else ""
        if not is_identifier(written):
            near = suggested_identifier(written)
            findings.error(
                key.mark,
                "malformed-id",
                "a fact's id takes lower-case letters, digits and hyphens"
                + (f", such as `{near}`" if near else ""),
            )
            continue
        statement = text_of(value, f"`{written}`", findings)
        if statement is None:
            continue
        fact = Fact(written, statement, findings.position(key.mark))
        earlier = facts.setdefault(written, fact)
        if earlier is not fact:
            findings.error(key.mark, *duplicate_fact(earlier))
    return tuple(facts.values())


def _read_notes(
    items: list[Node], around: Surroundings, seen: dict[str, Position], findings: Findings
) -> Iterator[Note | None]:
    for item in items:
        note = read_note(item, around, findings)
        written, mark = _written_id(item)
        if written:
            here = findings.position(mark)
            earlier = seen.setdefault(written, here)
            if earlier is not here:
                findings.error(
                    mark, "duplicate-id", f"the id `{written}` stands already at {earlier}"
                )
                continue
        if note is not None and note.guid and not _is_first_of_guid(note, seen, findings):
            continue
        yield note


def _is_first_of_guid(note: Note, seen: dict[str, Position], findings: Findings) -> bool:
    earlier = seen.setdefault(guid_and_template(note), note.at)
    if earlier is not note.at:
        findings.error(
            Mark(note.at.line, note.at.column),
            "duplicate-guid",
            f"the guid of `{note.id}` stands already at {earlier}: delete it from the copy",
        )
    return earlier is note.at


def _written_id(item: Node) -> tuple[str, Mark]:
    if isinstance(item, Mapping):
        for key, value in item.pairs:
            if isinstance(key, Scalar) and key.text == "id" and isinstance(value, Scalar):
                return value.text.strip(), value.mark
    return "", item.mark


def _links(item: Node, findings: Findings) -> Iterator[Link]:
    note_id, _ = _written_id(item)
    if not note_id or not isinstance(item, Mapping):
        return
    for key, value in item.pairs:
        if isinstance(key, Scalar) and key.text in LINKING_KEYS:
            for named in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(named, Scalar) and named.text.strip():
                    at = findings.position(named.mark)
                    yield Link(note_id, key.text, named.text.strip(), at)
