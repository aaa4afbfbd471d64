"""What an exam shows, at every width."""

import re
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.text import Text

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.note import ChoiceNote, Distractor
from ipt_cards.exam.mock.event import Choose, Event, Flag, GoTo, Grade, HandIn, Reveal, Type
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.past_exam import PastExam, past_exam
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.exam.history import score_plot
from ipt_cards.terminal.exam.keymap import Command, meaning
from ipt_cards.terminal.exam.screen_lines import Showing, View, clock, screen_lines
from tests.exam.mock.making import CARDS, DECK, after, sitting

MOMENTS: dict[str, list[Event]] = {
    "choice": [],
    "chosen": [Choose(frozenset({0})), Flag()],
    "several": [GoTo(1), Choose(frozenset({0, 2}))],
    "typed": [GoTo(2)],
    "open": [GoTo(3)],
    "revealed": [GoTo(3), Reveal()],
    "graded": [GoTo(3), Reveal(), Grade(right=False)],
}


def view(
    sat: Sitting, showing: Showing = Showing.QUESTION, *, colours: Colours = Colours.NONE
) -> View:
    card = CARDS[sat.question.card.key]
    return View(sat, card, Labels.of(DECK), 90_000, showing, colours=colours)


def seen(
    sat: Sitting, showing: Showing = Showing.QUESTION, width: int = 80, height: int = 24
) -> list[str]:
    shown = screen_lines(view(sat, showing), width, height)
    return [Text.from_ansi(line).plain for line in (*shown.above, *shown.below)]


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("showing", Showing)
def test_the_screen_is_filled_and_no_line_is_wider(
    moment: str, showing: Showing, width: int
) -> None:
    sat = after(sitting(), MOMENTS[moment])
    lines = seen(sat, showing, width, 24)
    typing = showing is Showing.QUESTION and sat.question.card.key.startswith("abbreviation")
    assert len(lines) + typing == 24
    assert max(map(cell_len, lines)) <= width
    assert lines[0].split()[:3] == [str(sat.place + 1), "of", "4"]
    assert lines[0].rstrip().endswith("1:30 left")


@pytest.mark.parametrize("height", range(6, 30))
def test_a_low_terminal_scrolls_the_question_and_keeps_the_clock(height: int) -> None:
    lines = seen(after(sitting(), MOMENTS["revealed"]), height=height)
    assert len(lines) == height
    assert "1:30 left" in lines[0]


@pytest.mark.parametrize("width", range(1, 20))
@pytest.mark.parametrize("showing", Showing)
def test_a_terminal_of_any_width_shows_something(showing: Showing, width: int) -> None:
    for events in MOMENTS.values():
        for scroll in (None, 0, 3):
            made = screen_lines(view(after(sitting(), events), showing), width, 10, scroll)
            assert made.above + made.below


def test_what_was_chosen_is_marked_and_right_or_wrong_is_not_told() -> None:
    for moment in ("chosen", "several"):
        shown = "\n".join(seen(after(sitting(), MOMENTS[moment])))
        assert shown.count("●") + shown.count("☑") == {"chosen": 1, "several": 2}[moment]
        assert not set("✓✗") & set(shown)


def test_the_overview_tells_what_is_answered_and_flagged() -> None:
    shown = "\n".join(seen(after(sitting(), MOMENTS["chosen"]), Showing.OVERVIEW))
    assert "1 answered · 3 not answered · 1 flagged" in shown
    assert "1 ●⚑" in shown
    assert "2 ○" in shown


@pytest.mark.parametrize("options", range(2, 27))
def test_each_key_below_a_question_does_there_what_is_said_of_it(options: int) -> None:
    note = ChoiceNote(
        id="many",
        question="Which?",
        answers=("This.",),
        distractors=tuple(Distractor(f"Not {place}.", "It isn't.") for place in range(1, options)),
    )
    [card] = cards_of(note)
    asked = ExamCard("many", "basics", Form.CHOICE, options=options, right=1)
    sat = sitting(Paper(7, (Question(asked, tuple(range(options))),)))
    for width in (100, 60, 45):
        shown = screen_lines(View(sat, card, Labels.of(DECK), 90_000), width, 24)
        below = "\n".join(Text.from_ansi(line).plain for line in shown.below)
        keys = dict(zip("fgh", re.findall(r"· ([FGHfgh])\b", below), strict=True))
        assert meaning(sat, keys["f"]) == Flag()
        assert meaning(sat, keys["g"]) is Command.OVERVIEW
        assert meaning(sat, keys["h"]) is Command.HAND_IN


def test_without_colour_there_is_none() -> None:
    shown = screen_lines(view(after(sitting(), MOMENTS["graded"])), 80, 24)
    assert not any(f"\x1b[3{colour}m" in line for line in shown.above for colour in range(8))


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "0:00"), (1, "0:01"), (59_001, "1:00"), (600_000, "10:00"), (3_600_000, "1:00:00")],
)
def test_the_clock(ms: int, said: str) -> None:
    assert clock(ms) == said


def exams() -> list[PastExam]:
    right: list[Event] = [
        Choose(frozenset({0})),
        GoTo(1),
        Choose(frozenset({0, 1})),
        Type("", Fraction(0)),
        GoTo(3),
        Reveal(),
        Grade(right=True),
    ]
    return [past_exam(after(sitting(), [*right[:upto], HandIn()]), CARDS) for upto in (0, 1, 7)]


def test_scores_are_plotted_with_their_range_and_the_pass_mark() -> None:
    plot = score_plot(exams(), 80).plain.splitlines()
    assert plot[0].startswith("100 % ┤")
    zero = plot[10]
    assert zero.startswith("  0 % ┤ ○ ")
    assert sum(line.count("●") for line in plot[:11]) == 1
    assert sum(line.count("○") for line in plot[:11]) == 2
    assert all(sum(row[8 + 3 * column] == "╌" for row in plot[:11]) == 1 for column in (0, 1, 2))


@pytest.mark.parametrize("width", [12, 40, 80])
def test_the_plot_of_many_exams_shows_the_latest_that_fit(width: int) -> None:
    plot = score_plot(exams() * 60, width).plain.splitlines()
    assert max(map(len, plot[:12])) <= width
