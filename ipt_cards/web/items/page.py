"""Item analysis as one page that needs nothing but itself, to be read on a screen or printed."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from ipt_cards.items.analysis import Analysis, Item
from ipt_cards.items.options import Option
from ipt_cards.study.items.answer_table import LearnerScore
from ipt_cards.study.presenting.items import (
    exam_told,
    figure,
    flag_told,
    share,
    span,
)
from ipt_cards.study.presenting.words import counted
from ipt_cards.web.reports.plots import HEIGHT, WIDTH, Bar, Plot, columns

_MOST_LEARNERS = 1000
"""That a page lists: a longer list is for programs."""
_POINT = 7
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class OptionView:
    """A row on an option. thirds: of the weak, the middle and the strong, in percent."""

    mark: str
    text: str
    count: str
    thirds: tuple[int, int, int]
    discrimination: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question. told: what its flags say."""

    name: str
    place: str
    asked: str
    learners: str
    difficulty: str
    difficulty_range: str
    discrimination: str
    discrimination_range: str
    rasch: str
    flags: str
    told: tuple[str, ...]
    options: tuple[OptionView, ...]


def page(
    analysis: Analysis,
    learners: Sequence[LearnerScore],
    notices: Sequence[str],
    places: Mapping[int, str],
) -> bytes:
    """The page in UTF-8. places: where the notes of questions stand, by the question's index.

    The same analysis is the same bytes on any machine.
    """
    templates = Environment(
        loader=PackageLoader("ipt_cards.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("ipt_cards.web") / "items" / "items.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    items = [_item(item, places.get(index, "")) for index, item in enumerate(analysis.items)]
    error = analysis.reliability.error if analysis.reliability else None
    shown = templates.get_template("items.html").render(
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{hashed}'",
        exam=exam_told(analysis),
        items=items,
        has_rasch=any(item.rasch is not None for item in analysis.items),
        scores=_scores(analysis),
        map=_map(analysis),
        learners=[_learner(each, error) for each in learners[:_MOST_LEARNERS]],
        more=len(learners) - _MOST_LEARNERS,
        notices=notices,
    )
    return shown.encode()


def _item(item: Item, place: str) -> ItemView:
    rows = list(item.options)
    options = [_option(option, item) for option in rows]
    if item.other.count:
        options.append(_option(item.other, item, "other answers"))
    if item.none.count:
        options.append(_option(item.none, item, "no answer"))
    return ItemView(
        name=item.question.name,
        place=place,
        asked=item.question.asked,
        learners=f"{item.asked:,}",
        difficulty=figure(item.difficulty),
        difficulty_range=span(item.difficulty_range),
        discrimination=figure(item.discrimination),
        discrimination_range=span(item.discrimination_range),
        rasch=figure(item.rasch),
        flags=", ".join(flag.kind.value for flag in item.flags),
        told=tuple(flag_told(item, flag) for flag in item.flags),
        options=tuple(options),
    )


def _option(option: Option, item: Item, instead: str = "") -> OptionView:
    answers = (*item.options, item.other, item.none)
    in_third = [sum(each.thirds[third] for each in answers) for third in range(3)]
    weak, middle, strong = (
        round(100 * part / whole) if whole else 0
        for part, whole in zip(option.thirds, in_third, strict=True)
    )
    return OptionView(
        mark="✓" if option.is_right else "",
        text=option.text or instead,
        count=f"{option.count:,}",
        thirds=(weak, middle, strong),
        discrimination=figure(option.discrimination),
    )


def _scores(analysis: Analysis) -> Plot:
    """How many sittings reached which tenth of the points."""
    tenths = [0] * _TENTHS
    held = analysis.sittings
    for reached, count in zip(held.share.tolist(), held.count.tolist(), strict=True):
        tenths[min(_TENTHS - 1, int(reached * _TENTHS + 1e-9))] += int(count)
    return columns(
        [
            (f"{10 * tenth} to {10 * tenth + 10} %", float(count), counted(count, "sitting"))
            for tenth, count in enumerate(tenths)
        ]
    )


def _map(analysis: Analysis) -> Plot:
    """Each question by its difficulty, from left to right, and its discrimination, upwards."""
    height = 2 * HEIGHT
    told = [item for item in analysis.items if item.discrimination is not None]
    found = [item.discrimination or 0.0 for item in told]
    lowest, highest = min([0.0, *found]), max([0.5, *found])

    def place(at: float) -> float:
        return round((highest - at) / (highest - lowest) * (height - _POINT), 1)

    zero = Bar(0, place(0) + _POINT / 2, WIDTH, 0.5, "axis", ("", "none"))
    points = [
        Bar(
            round((item.difficulty or 0.0) * (WIDTH - _POINT), 1),
            place(item.discrimination or 0.0),
            _POINT,
            _POINT,
            "flagged" if item.flags else "point",
            (
                item.question.name,
                f"{figure(item.difficulty)}, {figure(item.discrimination)}",
            ),
        )
        for item in told
    ]
    ends = ("hard: nobody has it right", "easy: everybody has")
    axis = ((0.0, place(0) - 3, "discrimination 0"), (0.0, 9.0, figure(highest)))
    return Plot(WIDTH, height, (zero, *points), axis, ends)


def _learner(learner: LearnerScore, error: float | None) -> tuple[str, str, str, str]:
    reached = learner.points / learner.asked if learner.asked else None
    points = f"{learner.points:.1f}".removesuffix(".0")
    band = "–"
    if error is not None and learner.sittings == 1:
        low = max(0.0, learner.points - error)
        high = min(float(learner.asked), learner.points + error)
        band = f"{low:.1f} to {high:.1f}"
    return learner.name, f"{points} of {learner.asked:,}", share(reached), band
