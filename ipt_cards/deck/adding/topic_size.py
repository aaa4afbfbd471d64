"""How many notes a topic's file takes, and what it can't be called."""

from collections.abc import Iterable, Iterator

from ipt_cards.deck.note import Note, OcclusionNote
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.occlusion import Polygon

LARGEST_TOPIC = 5 << 20
"""Characters of text. A topic's file may have 8 MiB and 300,000 marks of YAML."""

TAKEN_TOPIC_IDS = ("deck", "con", "prn", "aux", "nul")
"""The deck's own file, and names that Windows keeps for devices."""

_NOTE, _MASK, _POINT, _CAPTION = 300, 400, 70, 300
"""What these take besides their texts: 17 characters stand for a mark of YAML."""


def note_size(note: Note) -> int:
    """What a note takes of LARGEST_TOPIC."""
    size = _NOTE + sum(len(text.encode()) for _, text in texts_by_key(note))
    if isinstance(note, OcclusionNote):
        size += _CAPTION * len(note.captions) + sum(len(each.text) for each in note.captions)
        for mask in note.masks:
            size += _MASK
            size += _POINT * len(mask.shape.points) if isinstance(mask.shape, Polygon) else 0
    return size


def topic_parts(notes: Iterable[Note]) -> Iterator[list[Note]]:
    """The notes in as few topics as they fit in."""
    part: list[Note] = []
    size = 0
    for note in notes:
        length = note_size(note)
        if part and size + length > LARGEST_TOPIC:
            yield part
            part, size = [], 0
        part.append(note)
        size += length
    yield part
