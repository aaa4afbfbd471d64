"""What a form of an exam's question that comes back does."""

from collections.abc import Mapping, Sequence

from ipt_cards.exam.mock.attempt import Arranged, Chosen, Graded, Revealed, Typed
from ipt_cards.exam.mock.event import (
    Arrange,
    Choose,
    Event,
    Flag,
    GoTo,
    Grade,
    HandIn,
    Reveal,
    Skip,
)
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.forecast.exam_card import ARRANGED, Form

_PLAIN: dict[str, Event] = {
    "flag": Flag(),
    "skip": Skip(),
    "reveal": Reveal(),
    "right": Grade(right=True),
    "wrong": Grade(right=False),
    "hand-in": HandIn(),
}


def answer_of(form: Mapping[str, Sequence[str]], sitting: Sitting) -> Event | str | None:
    """The answer that the fields hold, where it is another than before; a text that was typed.

    Whether a text is right, others judge.
    """
    question, response = sitting.question, sitting.attempt.response
    match question.card.form:
        case Form.CHOICE:
            marked = {_place(written) for written in form.get("option", ())}
            options = frozenset(
                option for place, option in enumerate(question.options) if place in marked
            )
            before = response.options if isinstance(response, Chosen) else frozenset()
            return None if options == before else Choose(options)
        case Form.TYPED:
            text = form.get("text", [""])[0]
            said = response.text if isinstance(response, Typed) else ""
            return None if text == said else text
        case Form.OPEN:
            return None
        case kind if kind in ARRANGED and "place" in form:
            return _arrangement(form["place"], sitting)
        case _:
            return None


def event_of(form: Mapping[str, Sequence[str]], sitting: Sitting) -> Event | None:
    """What the button does besides; None for one that only keeps the answer."""
    [do, *_] = form.get("do", [""])
    if do in ("right", "wrong") and not isinstance(sitting.attempt.response, Revealed | Graded):
        return None
    if do in _PLAIN:
        return _PLAIN[do]
    if do in ("next", "previous"):
        return GoTo(sitting.place + (1 if do == "next" else -1))
    name, _, place = do.partition("-")
    if name == "goto" and place.isascii() and place.isdecimal() and len(place) < 6:
        return GoTo(int(place))
    return None


def _arrangement(places: Sequence[str], sitting: Sitting) -> Event | None:
    options = sitting.question.options
    if len(places) != len(options):
        return None
    found: list[int | None] = []
    for written in places:
        place = _place(written)
        option = options[place] if 0 <= place < len(options) else None
        found.append(None if option in found else option)
    arrangement = tuple(found)
    response = sitting.attempt.response
    before = response.arrangement if isinstance(response, Arranged) else (None,) * len(options)
    return None if arrangement == before else Arrange(arrangement)


def _place(written: str) -> int:
    is_place = written.isascii() and written.isdecimal() and len(written) < 4
    return int(written) if is_place else -1
