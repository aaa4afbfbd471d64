"""From a folder of YAML files to a deck."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media import MediaFolder
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.problem import DeckError, Position, Problem
from ipt_cards.deck.reading.description import Description, read_description, unknown_topic
from ipt_cards.deck.reading.fields import Fields
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.notes import Surroundings, read_note
from ipt_cards.deck.reading.yaml_tree import (
    MAXIMUM_BYTES,
    Mapping,
    Mark,
    Node,
    Scalar,
    YamlError,
    decode,
    parse,
)
from ipt_cards.deck.text import is_identifier, suggested_identifier

DECK_FILE = "deck.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder gave: the deck without what was wrong, and the problems.

    deck: None where deck.yaml tells no id and name. With errors it holds only the sound notes.
    section_positions: where deck.yaml names each section.
    """

    deck: Deck | None
    problems: tuple[Problem, ...]
    section_positions: dict[str, Position]


def load_deck(folder: Path) -> Deck:
    """The deck in a folder.

    Raises DeckError with every error found in it, and OSError where a file can't be read.
    """
    reading = read_folder(folder)
    errors = tuple(problem for problem in reading.problems if problem.is_error)
    if errors or reading.deck is None:
        raise DeckError(errors)
    return reading.deck


def read_folder(folder: Path) -> Reading:
    """Everything in a folder, sound and not, with the problems in order of position.

    Raises OSError where a file can't be read.
    """
    findings = Findings(DECK_FILE)
    if not (folder / DECK_FILE).is_file():
        findings.error(
            Mark(1, 1),
            "no-deck",
            f"there is no {DECK_FILE} in {folder}: `ipt-cards new DIR` writes a deck to start from",
        )
        return Reading(None, tuple(findings.problems), {})
    if not _is_in(folder, folder / DECK_FILE, findings):
        return Reading(None, tuple(findings.problems), {})
    description = read_description(_read_yaml(folder / DECK_FILE, findings), findings)
    sources = {**description.sections, **description.citations} if description else {}
    around = Surroundings(sources, MediaFolder(folder))
    problems = findings.problems
    topics: list[Topic] = []
    seen: dict[str, Position] = {}
    for path in topic_files(folder):
        inner = Findings(path.name)
        topic = _read_topic(path, around, seen, inner) if _is_in(folder, path, inner) else None
        problems += inner.problems
        if topic is not None:
            topics.append(topic)
    topics = _in_learning_order(topics, description, findings)
    deck = section_positions = None
    if description is not None:
        deck = Deck(
            id=description.id,
            name=description.name,
            description=description.text,
            topics=tuple(topics),
            blueprint=description.blueprint,
            sections=tuple(description.sections.items()),
            citations=tuple(description.citations.items()),
        )
        section_positions = {
            section: findings.position(mark) for section, mark in description.section_marks.items()
        }
    problems.sort(key=lambda problem: (problem.at.file != DECK_FILE, problem.at))
    return Reading(deck, tuple(problems), section_positions or {})


def topic_files(folder: Path) -> list[Path]:
    """The files that hold a deck's topics, by name."""
    files = (path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    return sorted(path for path in files if path.name != DECK_FILE and path.name[0] != ".")


def _is_in(folder: Path, path: Path, findings: Findings) -> bool:
    """Whether a file is one, and in the folder: a deck comes from a stranger."""
    try:
        found = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself before Python 3.13
        findings.error(Mark(1, 1), "no-file", "the link leads nowhere: put the file in its place")
        return False
    if not found.is_relative_to(folder.resolve()):
        findings.error(
            Mark(1, 1), "no-file", "the file lies outside the deck's folder: copy it into it"
        )
        return False
    if not found.is_file():
        findings.error(Mark(1, 1), "no-file", "this is no file: give it another name")
        return False
    return True


def _in_learning_order(
    topics: list[Topic], description: Description | None, findings: Findings
) -> list[Topic]:
    """Topics as the blueprint lists them, then the rest by name."""
    marks = description.weight_marks if description else {}
    ids = tuple(topic.id for topic in topics)
    for written, mark in marks.items():
        if written not in ids:
            findings.error(mark, "unknown-topic", unknown_topic(written, ids))
    rank = {topic_id: index for index, topic_id in enumerate(marks)}
    return sorted(topics, key=lambda topic: (rank.get(topic.id, len(rank)), topic.id))


def _read_yaml(path: Path, findings: Findings) -> Node | None:
    try:
        with path.open("rb") as stream:
            tree = parse(decode(stream.read(MAXIMUM_BYTES + 1)))
    except YamlError as error:
        findings.error(error.mark, "yaml-syntax", error.message)
        return None
    for mark, message in tree.refused:
        findings.error(mark, "yaml-syntax", message)
    return tree.root


def _read_topic(
    path: Path, around: Surroundings, seen: dict[str, Position], findings: Findings
) -> Topic | None:
    if path.suffix != ".yaml" or not is_identifier(path.stem):
        better = suggested_identifier(path.stem) or "topic"
        findings.error(
            Mark(1, 1), "malformed-id", f"a topic's file is named like this: `{better}.yaml`"
        )
        return None
    root = _read_yaml(path, findings)
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
    return Topic(path.stem, name or path.stem, notes)


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
    # An id holds no blank, so the two can't be taken for each other.
    template = note.template if isinstance(note, BasicNote) else 1
    earlier = seen.setdefault(f"{note.guid} {template}", note.at)
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
