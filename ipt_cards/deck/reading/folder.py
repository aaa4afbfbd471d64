"""From a folder of YAML files to a deck."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ipt_cards.deck.card import note_id_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import DeckError, Position, Problem
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.description import Description, unknown_topic
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.links import Link, link_findings
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml_file import Mark, content_of
from ipt_cards.deck.text import is_identifier, suggested_identifier

if TYPE_CHECKING:  # it needs YAML, which is slow to import, and a known file doesn't
    from ipt_cards.deck.file_notes import Overview
    from ipt_cards.deck.reading.items.kept_items import KeptItems

DECK_FILE = "deck.yaml"


class Reading(NamedTuple):
    """What reading a folder gave: the deck without what was wrong, and the problems.

    deck: None where deck.yaml tells no id and name. With errors it holds only the sound notes.
    section_positions: where deck.yaml names each section.
    """

    deck: Deck | None
    problems: tuple[Problem, ...]
    section_positions: dict[str, Position]


def load_deck(folder: Path, cache: ParseCache | None = None) -> Deck:
    """The deck in a folder.

    Raises DeckError with every error found in it, and OSError where a file can't be read.
    """
    reading = read_folder(folder, cache)
    errors = tuple(problem for problem in reading.problems if problem.is_error)
    if errors or reading.deck is None:
        raise DeckError(errors)
    return reading.deck


def read_folder(  # noqa: PLR0913, PLR0917 - what spares work or memory, each left out by most
    folder: Path,
    cache: ParseCache | None = None,
    instead: Mapping[str, bytes] | None = None,
    coming: Mapping[str, Path] = MappingProxyType({}),
    kept: "KeptItems | None" = None,
    alike: Mapping[str, Note] = MappingProxyType({}),
) -> Reading:
    """Everything in a folder, sound and not, with the problems in order of position.

    cache: spares parsing files that it knows; what is read is the same without.
    kept: the same for notes, of files that the cache doesn't know, which then isn't written to.
    instead: by name, what to take the topics' files to hold instead of what they do; files that are
        not there yet, too. coming: as MediaFolder has it.
    alike: notes by id that there are already. Of one that is read and equal to one of them, only
        that is kept, so that memory doesn't hold a large deck twice.

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
    description = _description(folder / DECK_FILE, cache, findings)
    sources = {**description.sections, **description.citations} if description else {}
    notation = description.notation if description else Notation()
    topics = _Topics(
        folder,
        Surroundings(sources, MediaFolder(folder, coming), notation),
        cache,
        instead,
        kept,
        alike,
    )
    files = sorted({*topic_files(folder), *(folder / name for name in instead or ())})
    for path in files:
        topics.read(path)
    if cache is not None:
        cache.entries.prune()
        if topics.share_a_known_id():
            # Only the files tell where each id stands.
            return read_folder(folder, instead=instead, kept=kept, alike=alike)
    # A topic whose file can't be read is none that the blueprint has made up.
    ids = tuple(path.stem for path in files)
    in_order = _in_learning_order(topics.found, ids, description, findings)
    problems = findings.problems + topics.problems + topics.link_problems()
    deck = section_positions = None
    if description is not None:
        deck = Deck(
            id=description.id,
            name=description.name,
            description=description.text,
            topics=tuple(in_order),
            blueprint=description.blueprint,
            sections=tuple(description.sections.items()),
            citations=tuple(description.citations.items()),
            version=description.version,
            language=description.notation.spelling.language,
            allow=description.allow,
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
    topics: list[Topic],
    ids: tuple[str, ...],
    description: Description | None,
    findings: Findings,
) -> list[Topic]:
    """Topics as the blueprint lists them, then the rest by name."""
    marks = description.weight_marks if description else {}
    for written, mark in marks.items():
        if written not in ids:
            findings.error(mark, "unknown-topic", unknown_topic(written, ids))
    rank = {topic_id: index for index, topic_id in enumerate(marks)}
    return sorted(topics, key=lambda topic: (rank.get(topic.id, len(rank)), topic.id))


def _description(path: Path, cache: ParseCache | None, findings: Findings) -> Description | None:
    content = content_of(path)
    known = cache.description(content) if cache else None
    if known is not None:
        return known
    # Imported here, as below, since PyYAML is slow to import and most files are known.
    from ipt_cards.deck.reading.description_file import read_description  # noqa: PLC0415

    description = read_description(content, findings)
    if cache and description and not findings.problems:
        cache.keep_description(content, description)
    return description


class _Topics:
    """The topics of a deck that were read so far, and their problems."""

    def __init__(  # noqa: PLR0913, PLR0917 - as read_folder
        self,
        folder: Path,
        around: Surroundings,
        cache: ParseCache | None,
        instead: Mapping[str, bytes] | None,
        kept: "KeptItems | None",
        alike: Mapping[str, Note],
    ) -> None:
        self._folder = folder
        self.found: list[Topic] = []
        self.problems: list[Problem] = []
        self._around = around
        self._cache = cache
        self._kept = kept
        self._instead = instead or {}
        self._alike = alike
        self._seen: dict[str, Position] = {}
        self._known: list[Overview] = []
        self._links: list[Link] = []
        self._unread = False

    def read(self, path: Path) -> None:
        """Read a topic's file, or take what is known of it."""
        findings = Findings(path.name)
        topic = None
        if path.suffix != ".yaml" or not is_identifier(path.stem):
            better = suggested_identifier(path.stem) or "topic"
            findings.error(
                Mark(1, 1), "malformed-id", f"a topic's file is named like this: `{better}.yaml`"
            )
        elif path.name in self._instead or _is_in(self._folder, path, findings):
            topic = self._topic(path, findings)
        if topic is not None:
            self.found.append(topic)
        self._unread |= topic is None
        self.problems += findings.problems

    def share_a_known_id(self) -> bool:
        """Whether a note of a topic that wasn't parsed has the id or the guid of another note."""
        ids = [
            # As note_id_of has it, but without ten thousand calls.
            known.guids | {key.partition("/")[0] for key in known.card_keys}
            for known in self._known
        ]
        return len(self._seen.keys() | set().union(*ids)) < len(self._seen) + sum(map(len, ids))

    def link_problems(self) -> list[Problem]:
        """What is wrong with what notes name of the deck, once all of its files are read."""
        facts = [fact for topic in self.found for fact in topic.facts]
        if not self._links and not facts:
            return []
        ids = {note_id_of(key) for known in self._known for key in known.card_keys}
        note_ids = None if self._unread else self._seen.keys() | ids
        return [
            problem
            for findings in link_findings(self._links, facts, note_ids)
            for problem in findings.problems
        ]

    def _topic(self, path: Path, findings: Findings) -> Topic | None:
        content = self._instead.get(path.name) or content_of(path)
        notation = self._around.notation.key
        known = self._cache.topic(content, notation, path.name) if self._cache else None
        if known is not None:
            overview = known.notes.overview
            if self._around.hold(overview.sources, overview.media):
                self._known.append(overview)
                self._links += known.links
                return Topic(path.stem, known.name, known.notes, known.facts)
        from ipt_cards.deck.reading.topic_file import read_topic  # noqa: PLC0415

        read = read_topic(path.stem, content, self._around, self._seen, findings, self._kept)
        if read is None:
            return None
        topic, links = read
        if self._alike:
            topic = replace(topic, notes=tuple(map(self._once, topic.notes)))
        self._links += links
        if self._cache and self._kept is None and not findings.problems:
            return replace(topic, notes=self._cache.keep_topic(content, notation, topic, links))
        return topic

    def _once(self, note: Note) -> Note:
        known = self._alike.get(note.id)
        return known if known == note else note
