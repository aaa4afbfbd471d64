"""FSRS's parameters, optimised on a learner's own log by the package `fsrs-rs-python`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, log

from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.fsrs import RATINGS, Fsrs
from ipt_cards.scheduling.sm2 import NEW, CardState

ENOUGH_REVIEWS = 400
"""With fewer, 21 parameters learn a learner's accidents. Anki long asked for as many."""

DEFAULT = Fsrs().parameters

PARTS = 10
"""The later half of so many parts of the reviews is held out: each part judges the parameters that
were found on all before it, as the learner would have had them then."""

DECIMALS = 4
"""Of the parameters, as FSRS's own have. The optimiser's last bits differ between machines."""

SURE = 1e-6
"""No forecast is taken as nearer to 0 or 1 than this, or one surprise would cost infinity."""


@dataclass(frozen=True, slots=True)
class Optimised:
    """Parameters found on a whole log, and what they are worth.

    reviews: how many they were found on: a card's first answers on days after its introduction.
    judged: how many of these, the latest, were held out to judge parameters found without them.
    default_loss, own_loss: the log-loss of the held out with the default ones, and with those.
    """

    parameters: tuple[float, ...]
    reviews: int
    judged: int
    default_loss: float
    own_loss: float

    @property
    def is_better(self) -> bool:
        """Whether optimising has made the forecast of reviews to come better."""
        return self.own_loss < self.default_loss


def reviews_in(answers: Sequence[Answer]) -> int:
    """How many reviews there are to learn from."""
    return len(_places(answers))


def optimised(answers: Sequence[Answer]) -> Optimised:
    """The parameters that fit a log best. The same log gives the same ones.

    Raises ValueError where there are fewer reviews than PARTS.
    """
    places = _places(answers)
    if len(places) < PARTS:
        raise ValueError("there are too few reviews to optimise parameters")
    parts = [places[len(places) * part // PARTS] for part in range(PARTS // 2, PARTS)]
    ends = [*parts[1:], len(answers)]
    own = [
        loss
        for begin, end in zip(parts, ends, strict=True)
        for loss in losses(answers[:end], optimised_on(answers[:begin]), begin)
    ]
    return Optimised(
        parameters=optimised_on(answers),
        reviews=len(places),
        judged=len(own),
        default_loss=_mean(losses(answers, DEFAULT, parts[0])),
        own_loss=_mean(own),
    )


def losses(answers: Sequence[Answer], parameters: tuple[float, ...], begin: int = 0) -> list[float]:
    """For each review from that place on: −ln(the probability given to what happened)."""
    scheduler = Fsrs(parameters)
    states: dict[str, CardState] = {}
    found = []
    for place, (card, day, grade, _) in enumerate(answers):
        state = states.get(card, NEW)
        if place >= begin and not state.is_new and day > state.reviewed:
            recall = scheduler.recall(state, day)
            found.append(-log(max(SURE, recall if grade.passed else 1 - recall)))
        states[card] = scheduler(state, grade, day)
    return found


def _mean(found: Sequence[float]) -> float:
    return fsum(found) / len(found)


def _places(answers: Sequence[Answer]) -> list[int]:
    """Where the reviews stand among the answers."""
    return [place for place, pause in enumerate(_pauses(answers)) if pause]


def _pauses(answers: Sequence[Answer]) -> Iterator[int]:
    """The days between each answer and the last review of its card, 0 for a drill and a new one."""
    reviewed: dict[str, int] = {}
    for card, day, _, _ in answers:
        pause = max(0, day - reviewed.get(card, day))
        reviewed[card] = reviewed.get(card, day) + pause
        yield pause


def optimised_on(answers: Sequence[Answer]) -> tuple[float, ...]:
    """The parameters that fit a log best. The same log gives the same ones."""
    # The optimiser takes each review with all that was answered before it, in order.
    history: dict[str, list[FSRSReview]] = {}
    items = []
    for (card, _, grade, _), pause in zip(answers, _pauses(answers), strict=True):
        past = history.setdefault(card, [])
        past.append(FSRSReview(int(RATINGS[grade]), pause))
        if pause:
            items.append(FSRSItem(list(past)))
    found = FSRS(list(DEFAULT)).compute_parameters(items)
    return tuple(round(parameter, DECIMALS) for parameter in found)
