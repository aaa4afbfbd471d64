"""What a form of the quiz that comes back does."""

from collections.abc import Mapping, Sequence

from ipt_cards.quiz.event import (
    Bury,
    Choose,
    CountAsRight,
    Event,
    GradeAnswer,
    Redo,
    Reveal,
    Suspend,
    Type,
    Undo,
)
from ipt_cards.scheduling.grade import Grade

_PLAIN: dict[str, Event] = {
    "reveal": Reveal(),
    "undo": Undo(),
    "redo": Redo(),
    "suspend": Suspend(),
    "bury": Bury(),
    "count": CountAsRight(),
}


def events_of(form: Mapping[str, Sequence[str]], review: str = "") -> list[Event]:
    """The events that a form stands for; none where it is no form of the quiz.

    review: the id that the review is to have, if this makes one; "" for any.

    do: the button. option: the places of the options that are chosen. text: what was typed.
    place: which option is in each place, by its place in the list; "" for none.
    """
    [do, *_] = form.get("do", [""])
    if do in _PLAIN:
        return [_PLAIN[do]]
    if do == "type":
        return [Type(form.get("text", [""])[0])]
    if do == "choose":
        places = [int(place) for place in form.get("option", ()) if _is_place(place)]
        # Where one option is right, choosing it reveals the answer, and this does nothing more.
        return [*map(Choose, dict.fromkeys(places)), Reveal()]
    if do == "arrange":
        return [*_arrangement(form.get("place", ())), Reveal()]
    name, _, grade = do.partition("-")
    if name == "grade" and grade in {str(int(each)) for each in Grade}:
        return [GradeAnswer(Grade(int(grade)), review)]
    return []


def _arrangement(places: Sequence[str]) -> list[Event]:
    # An option goes into the first empty place. So that one stays empty, another is put there, and
    # taken away in the end; where a place is empty, some option is left for that.
    count = len(places)
    wanted: list[int | None] = []
    for written in places:
        option = int(written) if _is_place(written) else count
        wanted.append(option if option < count and option not in wanted else None)
    spare = [option for option in range(count) if option not in wanted]
    put = [spare.pop() if option is None else option for option in wanted]
    taken_away = [there for option, there in zip(wanted, put, strict=True) if option is None]
    return [*map(Choose, put), *map(Choose, taken_away)]


def _is_place(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 4
