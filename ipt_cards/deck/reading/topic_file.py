"""Reading one topic's file."""

from collections.abc import Iterator

from ipt_cards.deck.deck import Topic
from ipt_cards.deck.note import Note, guid_and_template
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.keys import Fields
from ipt_cards.deck.reading.notes import read_note
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.reading.yaml_tree import Mapping, Node, Scalar, root_of


def read_topic(
    topic_id: str,
    content: bytes,
    around: Surroundings,
    seen: dict[str, Position],
    findings: Findings,
) -> Topic | None:
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
    fields = Fields(root, ("topic", "notes"), "a topic", findings)
    fields.require("topic", "notes")
    name = fields.name("topic")
    listed = fields.sequence("notes")
    items = listed.items if listed else []
    notes = tuple(note for note in _read_notes(items, around, seen, findings) if note)
    return Topic(topic_id, name or topic_id, notes)


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
