"""The notes of a deck that answers raise doubts about, where their author finds them."""

from dataclasses import dataclass

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.items.analysis import Analysis
from ipt_cards.study.items.deck_questions import DeckQuestions
from ipt_cards.study.presenting.items import flag_told


@dataclass(frozen=True, slots=True)
class FlaggedNotes:
    """What of an analysis is about a deck.

    places: of each question's note, by the question's index. problems: a warning for each flag, in
    the order of the deck. elsewhere: flagged questions that the deck hasn't. unasked: how many of
    its cards nobody was asked.
    """

    places: dict[int, Position]
    problems: tuple[Problem, ...]
    elsewhere: tuple[str, ...]
    unasked: int


def flagged_notes(analysis: Analysis, deck: Deck) -> FlaggedNotes:
    """What an analysis says of a deck's notes."""
    questions = DeckQuestions(deck)
    places, problems, elsewhere, asked = {}, [], [], set()
    for index, item in enumerate(analysis.items):
        card, same = questions.card_of(item.question)
        if card is None:
            if item.flags:
                elsewhere.append(item.question.name)
            continue
        asked.add(card.key)
        places[index] = card.note.at
        since = "" if same else " (It was reworded since.)"
        problems += [
            Problem(card.note.at, flag.kind.value, flag_told(item, flag) + since, Severity.WARNING)
            for flag in item.flags
        ]
    problems.sort(key=lambda problem: problem.at)
    unasked = sum(key not in asked for key in deck.card_keys())
    return FlaggedNotes(places, tuple(problems), tuple(elsewhere), unasked)
