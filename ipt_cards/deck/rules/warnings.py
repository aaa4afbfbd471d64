"""Warnings: a deck that breaks these can be used, and would be better otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

from ipt_cards.deck.answers.numeric import numeric_answer
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.parser import cloze_of_words
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.deck.reading.folder import DECK_FILE, Reading
from ipt_cards.deck.rules.formulas import formula_warnings
from ipt_cards.deck.rules.text_places import TextPlaces
from ipt_cards.deck.text import first_misleading_character

LONGEST_FRONT = 300
"""Characters; a longer question is two questions."""

SHORTEST_GIVEAWAY = 3
"""Characters; a shorter answer stands in its question by chance."""


def warnings(reading: Reading, folder: Path) -> Iterator[Problem]:
    """Every warning on a deck that could be read, in that folder.

    What no card does is told only of a deck without errors, for else the card may be there, broken.
    """
    deck = reading.deck
    if deck is None:
        return
    places = TextPlaces(folder)
    yield from _same_fronts(deck)
    for note in deck.notes():
        yield from _front_warnings(note)
        yield from _misleading(note, places)
        yield from _cloze_elsewhere(note, places)
        yield from formula_warnings(note, places)
    if not reading.problems:
        if not any(topic.notes for topic in deck.topics):
            yield _warning(
                Position(DECK_FILE), "no-notes", "the deck has no notes yet: add a topic"
            )
        yield from _uncited_sections(deck, reading.section_positions)
        yield from _topics_without_cards(deck)


def front_of(note: Note) -> str:
    """What a note asks, as plain text; a cloze note asks all of its text, and a picture itself."""
    match note:
        case BasicNote():
            return to_plain(note.front)
        case ClozeNote():
            return to_plain(note.text, gaps=True)
        case ChoiceNote() | NumericNote() | OrderingNote() | MatchingNote():
            return to_plain(note.question)
        case OcclusionNote():
            return f"{to_plain(note.header)} {note.image}".strip()


def _warning(at: Position, rule: str, message: str) -> Problem:
    return Problem(at, rule, message, Severity.WARNING)


def _same_fronts(deck: Deck) -> Iterator[Problem]:
    seen: dict[object, Note] = {}
    for note in deck.notes():
        earlier = seen.setdefault(_asked(note), note)
        if earlier is not note:
            yield _warning(
                note.at,
                "same-front",
                f"`{note.id}` asks the same as `{earlier.id}` at {earlier.at}: "
                "a learner can't tell which answer is wanted",
            )


def _asked(note: Note) -> object:
    """Equal for notes that ask the same: of one picture, other areas are other questions."""
    front = front_of(note).casefold()
    if isinstance(note, OcclusionNote):
        return front, tuple(sorted((mask.number, repr(mask.shape)) for mask in note.masks))
    return front


def _front_warnings(note: Note) -> Iterator[Problem]:
    front = front_of(note)
    if len(front) > LONGEST_FRONT:
        yield _warning(
            note.at,
            "long-front",
            f"`{note.id}` asks in {len(front)} characters, {LONGEST_FRONT} are enough: split it",
        )
    giveaway = _giveaway(note, front)
    if giveaway:
        yield _warning(
            note.at,
            "answer-in-question",
            f"`{note.id}` has its answer, “{giveaway}”, in its own question",
        )


def _misleading(note: Note, places: TextPlaces) -> Iterator[Problem]:
    for key, text in texts_by_key(note):
        if found := first_misleading_character(text):
            yield _warning(
                places.of(note, key, text, found[0]),
                "misleading-character",
                f"`{note.id}` holds U+{ord(found[0]):04X} in `{key}`, which nobody sees and which "
                "makes the text read unlike it is: delete it",
            )


def _cloze_elsewhere(note: Note, places: TextPlaces) -> Iterator[Problem]:
    for key, text in texts_by_key(note):
        if key != "cloze" and "{{c" in text and cloze_of_words(text):
            yield _warning(
                places.of(note, key, text, "{{c"),
                "cloze-elsewhere",
                f"`{note.id}` has a cloze in `{key}`, where it hides nothing: gaps stand in a note "
                "with the key `cloze`",
            )


def _giveaway(note: Note, front: str) -> str | None:
    """The answer that a learner can read off the question, if there is one."""
    match note:
        case BasicNote():
            back = to_plain(note.back)
            return back if _stands_in(back, front) else None
        case ChoiceNote():
            if any(_stands_in(to_plain(each.text), front) for each in note.distractors):
                return None  # a question that names its options gives nothing away
            answers = [to_plain(answer) for answer in note.answers]
            return next((answer for answer in answers if _stands_in(answer, front)), None)
        case ClozeNote():
            hidden = list(hidden_contents(note.text))
            shown = _shown_by_number(front, hidden)
            return next((text for number, text in hidden if _stands_in(text, shown[number])), None)
        case OcclusionNote():
            header = to_plain(note.header)
            labels = [to_plain(mask.label) for mask in note.masks]
            return next((label for label in labels if _stands_in(label, header)), None)
        case NumericNote():
            answer = numeric_answer(note) if note.unit else ""
            return answer if _stands_in(answer, front) else None
        case OrderingNote() | MatchingNote():
            return None  # all that is asked for is shown


def _shown_by_number(front: str, hidden: list[tuple[int, str]]) -> dict[int, str]:
    """For each cloze number the text that stands while its clozes are hidden."""
    shown = {number: front for number, _ in hidden}
    for number, text in hidden:
        shown[number] = shown[number].replace(" ".join(text.split()), "…", 1)
    return shown


def _stands_in(answer: str, question: str) -> bool:
    if len(answer) < SHORTEST_GIVEAWAY:
        return False
    whole_words = rf"(?<!\w){re.escape(answer.casefold())}(?!\w)"
    return answer.casefold() in question.casefold() and bool(
        re.search(whole_words, question.casefold())
    )


def _uncited_sections(deck: Deck, positions: dict[str, Position]) -> Iterator[Problem]:
    cited = {source for note in deck.notes() for source in note.sources}
    for section, _ in deck.sections:
        if section not in cited:
            yield _warning(
                positions[section], "uncited-section", f"no card cites the section `{section}`"
            )


def _topics_without_cards(deck: Deck) -> Iterator[Problem]:
    for topic in deck.topics:
        if deck.weights.get(topic.id) and not topic.notes:
            yield _warning(
                Position(f"{topic.id}.yaml"),
                "empty-topic",
                f"the blueprint weighs `{topic.id}` in {DECK_FILE}, and the topic has no cards",
            )
