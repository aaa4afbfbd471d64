"""What came of options that were put into places of their own, row by row."""

from dataclasses import dataclass

from ipt_cards.deck.card import ArrangementCard
from ipt_cards.deck.note import OrderingNote
from ipt_cards.quiz.screen import Arranged, Revealed
from ipt_cards.study.presenting.options import letter


@dataclass(frozen=True, slots=True)
class ArrangedRow:
    """An option in its right place.

    left: what it belongs to, Markdown; "" where it is a step of an order.
    name: its letter, or the number of its place. text: the option, Markdown.
    right: whether the learner had it so; None where there is nothing to say of it.
    yours: where, or what, the learner had instead; "" for the same or nothing.
    """

    left: str
    name: str
    text: str
    right: bool | None
    yours: str


def arranged_rows(revealed: Revealed, card: ArrangementCard) -> list[ArrangedRow]:
    """The options in their right places, each with where the learner had put it."""
    arrangement: tuple[int | None, ...] = (None,) * len(card.options)
    is_judged = isinstance(revealed.response, Arranged)
    if isinstance(revealed.response, Arranged):
        arrangement = revealed.response.arrangement
    rows = []
    if isinstance(card.note, OrderingNote):
        for place, step in enumerate(card.note.steps):
            yours = arrangement.index(place) if place in arrangement else None
            follows = bool(place and yours) and arrangement[(yours or 0) - 1] == place - 1
            said = "" if yours in (place, None) else f"yours: {(yours or 0) + 1}."
            right = follows if is_judged and place else None
            rows.append(ArrangedRow("", f"{place + 1}.", step, right, said))
        return rows
    letters = {option: letter(place) for place, option in enumerate(revealed.asked.options)}
    for place, pair in enumerate(card.note.pairs):
        chosen = arrangement[place]
        said = "" if chosen in (place, None) else f"yours: {letters.get(chosen or 0, '')}"
        right = chosen == place if is_judged else None
        rows.append(ArrangedRow(pair.left, letters.get(place, ""), pair.right, right, said))
    return rows


def arranged_told(arranged: Arranged, card: ArrangementCard) -> str:
    """How much of an arrangement is right."""
    is_order = isinstance(card.note, OrderingNote)
    most = len(card.options) - is_order
    unit = "steps follow the right one" if is_order else "pairs"
    return f"{arranged.credit * most} of {most} {unit}"
