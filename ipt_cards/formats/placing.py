"""Which topic of a deck each new note goes to, and what the topics' files then hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ipt_cards.deck.adding.new_ids import NewIds
from ipt_cards.deck.adding.topic_size import LARGEST_TOPIC, TAKEN_TOPIC_IDS, note_size
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note
from ipt_cards.deck.text import (
    normal_text,
    without_control_characters,
    without_misleading_characters,
)
from ipt_cards.formats.merge import Placed

_LONGEST_NAME = 200


@dataclass(slots=True)
class TopicAddition:
    """Notes that are added to a topic; size: as `note_size` has it, with those that it has."""

    name: str
    is_new: bool
    size: int = 0
    notes: list[Note] = field(default_factory=list)


def placed_in_topics(deck: Deck | None, additions: Iterable[Placed]) -> dict[str, TopicAddition]:
    """What is added to the topics of a deck, by the topics' ids: new ones where none has the name.

    A topic that is full is followed by another, called `Name (2)`.
    """
    topics = {topic.name: topic for topic in deck.topics} if deck else {}
    ids = NewIds([*TAKEN_TOPIC_IDS, *(topic.id for topic in topics.values())])
    into: dict[str, TopicAddition] = {}
    by_name: dict[str, TopicAddition] = {}
    current: dict[str, str] = {}
    for each in additions:
        wanted = topic_name(each.topic) or "Imported"
        size = note_size(each.note)
        name = current.setdefault(wanted, wanted)
        number = 1
        while True:
            addition = by_name.get(name)
            if addition is None:
                topic = topics.get(name)
                addition = TopicAddition(name, is_new=topic is None)
                addition.size = sum(map(note_size, topic.notes)) if topic else 0
                by_name[name] = addition
                into[topic.id if topic else ids.take(name, "topic")] = addition
            if not addition.size or addition.size + size <= LARGEST_TOPIC:
                break
            number += 1
            name = current[wanted] = f"{wanted} ({number})"
        addition.notes.append(each.note)
        addition.size += size
    return {topic_id: addition for topic_id, addition in into.items() if addition.notes}


def topic_name(written: str) -> str:
    """A topic's name as a deck may have it: on a line, without what would make a subdeck."""
    seen = without_misleading_characters(without_control_characters(written))
    words = " ".join(seen.replace("::", " / ").split())
    return normal_text(words.replace("::", ":")[:_LONGEST_NAME])


def files_of(notes: Iterable[Note], updates: Mapping[str, Note]) -> dict[str, dict[str, Note]]:
    """The updates of notes by the file that each stands in."""
    by_file: dict[str, dict[str, Note]] = {}
    for note in notes:
        if note.id in updates:
            by_file.setdefault(note.at.file, {})[note.id] = updates[note.id]
    return by_file
