"""How a rule of style says what it found."""

from typing import NamedTuple

from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.deck.style_rule import StyleRule


class Advice(NamedTuple):
    """What a rule found, and in which note; "" for the deck as a whole."""

    note_id: str
    problem: Problem


def advice(note: Note, rule: StyleRule, message: str) -> Advice:
    """Advice on a note. message: goes on after the note's id, as in "`id` asks nothing: …"."""
    said = f"`{note.id}` {message}"
    return Advice(note.id, Problem(note.at, rule.value, said, Severity.ADVICE))


def advice_at(at: Position, rule: StyleRule, message: str) -> Advice:
    """Advice on the deck as a whole, at a place in it."""
    return Advice("", Problem(at, rule.value, message, Severity.ADVICE))
