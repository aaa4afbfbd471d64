"""Reading one topic's file."""

from typing import NamedTuple

from ipt_cards.deck.deck import Fact, Topic
from ipt_cards.deck.note import Note, guid_and_template
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.items.item import Item, read_item
from ipt_cards.deck.reading.items.kept_items import KeptItems
from ipt_cards.deck.reading.keys import Fields, text_of
from ipt_cards.deck.reading.links import Link, duplicate_fact
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml.nodes import Mapping, Scalar
from ipt_cards.deck.reading.yaml.tree import root_of
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.text import allowed_in_identifiers, is_identifier


class ReadTopic(NamedTuple):
    """A topic, and what its notes name of the deck, which is yet to be looked up."""

    topic: Topic
    links: tuple[Link, ...]


def read_topic(  # noqa: PLR0913, PLR0917 - what a file needs around it
    topic_id: str,
    content: bytes,
    around: Surroundings,
    seen: dict[str, Position],
    findings: Findings,
    kept: KeptItems | None = None,
) -> ReadTopic | None:
    """What a topic's file says, or None, with each problem noted.

    seen: where ids stand that were read before, and guids with templates; those of this file are
        added.
    kept: spares parsing notes whose text it knows.
    """
    reread = kept.reread(findings.file, content, around) if kept else None
    root = reread.root if reread else root_of(content, findings)
    can_be_kept = kept is not None and not findings.problems
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
    came = reread.items if reread else listed.items if listed else []
    read: list[Item] = []
    clean: list[bool] = []
    notes: list[Note] = []
    for each in came:
        before = len(findings.problems)
        item = each if isinstance(each, Item) else read_item(each, around, findings)
        clean.append(len(findings.problems) == before)
        read.append(item)
        if _is_first(item, seen, findings) and item.note:
            notes.append(item.note)
    if kept is not None and can_be_kept and listed and root.pairs[-1][1] is listed:
        parts = reread.parts if reread else None
        kept.keep(findings.file, content, around, parts, zip(came, read, clean, strict=True))
    links = tuple(link for item in read for link in item.links)
    return ReadTopic(Topic(topic_id, name or topic_id, tuple(notes), facts), links)


def _read_facts(listed: Mapping | None, findings: Findings) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    for key, value in listed.pairs if listed else ():
        written = key.text.strip() if isinstance(key, Scalar) else ""
        if not is_identifier(written):
            findings.error(
                key.mark,
                "malformed-id",
                f"a fact's id {allowed_in_identifiers(written)}",
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


def _is_first(item: Item, seen: dict[str, Position], findings: Findings) -> bool:
    if item.id:
        here = findings.position(item.mark)
        earlier = seen.setdefault(item.id, here)
        if earlier is not here:
            findings.error(
                item.mark, "duplicate-id", f"the id `{item.id}` stands already at {earlier}"
            )
            return False
    note = item.note
    return note is None or not note.guid or _is_first_of_guid(note, seen, findings)


def _is_first_of_guid(note: Note, seen: dict[str, Position], findings: Findings) -> bool:
    earlier = seen.setdefault(guid_and_template(note), note.at)
    if earlier is not note.at:
        findings.error(
            Mark(note.at.line, note.at.column),
            "duplicate-guid",
            f"the guid of `{note.id}` stands already at {earlier}: delete it from the copy",
        )
    return earlier is note.at
