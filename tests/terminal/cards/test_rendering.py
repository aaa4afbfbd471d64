"""What the quiz looks like, at every width that a terminal may have."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import Choose, Reveal, Suspend, Type
from ipt_cards.quiz.screen import Asking, asked, chosen, typed
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import Limits
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.grades import FOUR_BUTTONS, SIX_GRADES
from ipt_cards.terminal.cards import answer as answered_card
from ipt_cards.terminal.cards import question as card
from ipt_cards.terminal.cards.cloze import hide, highlight, show_content
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.cards.markdown_blocks import blocks_of
from ipt_cards.terminal.quiz.screen_lines import View, screen_lines
from ipt_cards.terminal.screen.console import lines_of, plain_of, text
from ipt_cards.terminal.screen.layout import ScreenLines
from ipt_cards.terminal.screen.theme import styles
from ipt_cards.terminal.screen.width import READABLE_WIDTH
from tests.quiz.making import (
    ABBREVIATION,
    CONTRAST,
    DURATION,
    LABELS,
    NOTES,
    ROLE_PLAY,
    ROOTS,
    Learner,
    plain_notes,
)
from tests.strategies import ANY_TEXT, notes

WIDTHS = (40, 80, 200)
ANSI_CODE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8)[0-9;]*m")
EVERYTHING = Settings(limits=Limits(siblings_together=True), seed=1)


def view(
    learner: Learner,
    *,
    colours: Colours = Colours.AUTO,
    help: bool = False,  # noqa: A002 - the screen's
    **others: bool,
) -> View:
    return View(
        learner.session,
        LABELS,
        SIX_GRADES if others.get("six") else FOUR_BUTTONS,
        learner.summary(),
        learner.today,
        help=help,
        colours=colours,
    )


def seen(shown: ScreenLines) -> list[str]:
    return [ANSI_CODE.sub("", line) for line in shown.above + shown.below]


def screens() -> list[View]:
    """Every kind of screen of a quiz."""
    found = []
    learner = Learner(settings=EVERYTHING)
    while learner.session.left.total:
        found.append(view(learner))
        if isinstance(learner.screen, Asking) and learner.screen.options:
            learner.handle(Choose(0))
        learner.handle(Type("Interpersnal Therapy"))
        learner.handle(Reveal())
        found += [view(learner), view(learner, six=True)]
        learner.answer()
    learner.handle(Suspend())
    return [*found, view(learner), view(learner, help=True)]


@pytest.mark.parametrize("width", [20, *WIDTHS])
@pytest.mark.parametrize("height", [6, 24, 60])
def test_every_screen_fits_its_terminal(width: int, height: int) -> None:
    for shown in screens():
        lines = screen_lines(shown, width, height)
        typing = isinstance(shown.session.screen, Asking) and height - len(
            lines.above + lines.below
        )
        assert len(lines.above) + len(lines.below) + typing == height
        assert all(cell_len(line) <= width for line in seen(lines))


@given(st.data(), st.sampled_from(WIDTHS), st.text(max_size=30), st.booleans(), st.integers(-9, 99))
@settings(max_examples=60)
def test_no_card_breaks_the_screen_or_commands_the_terminal(
    data: st.DataObject, width: int, answer: str, give_up: bool, scroll: int
) -> None:
    note = data.draw(notes("any", ("techniques",)))
    for any_card in cards_of(note):
        asking = asked(any_card, "seed", 0)
        if give_up or not asking.options:
            revealed = (
                typed(asking, answer, {}) if isinstance(note, BasicNote) and note.typed else None
            )
        else:
            revealed = chosen(asking, frozenset(asking.options[:1]))
        sides = [card.question(asking, LABELS)]
        sides += [answered_card.answer(revealed, LABELS)] if revealed else []
        for side in sides:
            for line in lines_of(side, width, Colours.AUTO):
                plain = ANSI_CODE.sub("", line)
                assert not re.search(r"[\x00-\x1f\x7f-\x9f]", plain)
                assert cell_len(plain) <= width
    learner = Learner((note,))
    lines = screen_lines(view(learner), width, 20, scroll)
    assert all(cell_len(line) <= width for line in seen(lines))


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x9b2J", "\x07", "\r", "\x08", "\x1b]0;title\x07"])
def test_control_characters_never_reach_the_terminal(sign: str) -> None:
    [line] = lines_of(text(f"a{sign}b"), 40, Colours.AUTO)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", line)


def test_what_looks_like_rich_markup_is_text() -> None:
    note = BasicNote(id="markup", front="\\[bold]x\\[/bold] :smile:", back="\\[/]")
    assert "[bold]x[/bold] :smile:" in plain_of(markdown(note.front), 80)
    assert "[/]" in plain_of(markdown(note.back), 80)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_colour_nothing_is_coloured_and_nothing_else_changes(width: int) -> None:
    for shown in screens():
        plain = View(
            shown.session,
            LABELS,
            shown.grades,
            shown.summary,
            shown.today,
            help=shown.help,
            colours=Colours.NONE,
        )
        coloured, colourless = screen_lines(shown, width, 30), screen_lines(plain, width, 30)
        assert seen(coloured) == seen(colourless)
        assert not any(COLOUR.search(line) for line in colourless.above + colourless.below)


@pytest.mark.parametrize(
    ("colours", "used"),
    [
        (Colours.AUTO, {"red", "green", "magenta", "cyan"}),
        (Colours.DARK, {"bright_red", "bright_green", "bright_magenta", "bright_cyan"}),
        (Colours.LIGHT, {"red", "green", "magenta", "blue"}),
    ],
)
def test_only_the_terminals_own_colours_are_used_and_none_as_a_background(
    colours: Colours, used: set[str]
) -> None:
    words = {word for style in styles(colours).values() for word in style.split()}
    assert words - {"not", "bold", "dim", "italic", "underline", "strike", "reverse"} == used


def shown_text(learner: Learner, width: int = 80) -> str:
    return "\n".join(line.rstrip() for line in seen(screen_lines(view(learner), width, 40)))


def test_the_card_is_centred_below_its_topic() -> None:
    lines = seen(screen_lines(view(Learner((ROLE_PLAY,))), 200, 24))
    [top] = [line for line in lines if "The basics" in line]
    assert top.index("╭") == (200 - READABLE_WIDTH) // 2


def test_the_answer_comes_below_the_question_with_extra_and_source() -> None:
    learner = Learner((ROLE_PLAY,))
    assert "To practise" not in shown_text(learner)
    learner.handle(Reveal())
    shown = shown_text(learner)
    positions = [
        shown.index(part)
        for part in ("role-playing", "To practise new ways", "Often used.", "Source: Techniques")
    ]
    assert positions == sorted(positions)


def test_the_question_stays_in_its_place_when_the_answer_comes() -> None:
    learner = Learner((ROLE_PLAY,))
    before = seen(screen_lines(view(learner), 80, 30))
    learner.handle(Reveal())
    after = seen(screen_lines(view(learner), 80, 30))
    asked_at = [line for line in before if "role-playing" in line]
    assert before.index(asked_at[0]) == after.index(asked_at[0])


def test_buttons_show_the_interval_that_each_grade_gives() -> None:
    learner = Learner((ROLE_PLAY,))
    for _ in range(2):
        learner.answer()
        learner.sleep(learner.session.known.progress["role-play/forward"].state.interval)
    learner.handle(Reveal())
    shown = shown_text(learner)
    assert "1 Again · today " in shown
    assert "2 Hard · today, 15 d" in shown
    assert "3 Good · 15 d" in shown
    assert "4 Easy · 16 d" in shown


def test_cramming_promises_no_intervals() -> None:
    learner = Learner((ROLE_PLAY,), Settings(cram=True))
    learner.handle(Reveal())
    assert "3 Good   4 Easy" in shown_text(learner)


def test_a_cloze_hides_its_words_or_shows_a_hint_and_then_the_words_in_place() -> None:
    source = DURATION.text
    assert (
        plain_of(markdown(source, hide(1)), 80)
        == "IPT usually runs [how many?] weeks, in two forms.\n"
    )
    assert (
        plain_of(markdown(source, hide(2)), 80) == "IPT usually runs 12–16 weeks, in […] forms.\n"
    )
    assert (
        plain_of(markdown(source, highlight(1)), 80)
        == "IPT usually runs 12–16 weeks, in two forms.\n"
    )
    [line] = lines_of(markdown(source, highlight(1)), 80, Colours.AUTO)
    assert re.search(r"\x1b\[[0-9;]+m12–16\x1b\[0m", line)
    assert not re.search(r"m two", line)


def test_a_cloze_in_a_cloze_is_hidden_with_it() -> None:
    source = "a {{c1::b {{c2::c}} d}} e"
    assert plain_of(markdown(source, hide(1)), 80) == "a […] e\n"
    assert plain_of(markdown(source, hide(2)), 80) == "a b […] d e\n"


def test_options_are_lettered_in_the_same_order_before_and_after() -> None:
    learner = Learner((CONTRAST,))
    before = re.findall(r"\b([abc]) +(Thoughts|Childhood|Relationships)", shown_text(learner))
    learner.handle(Choose(0))
    after = re.findall(r"[✓✗] ([abc]) +(Thoughts|Childhood|Relationships)", shown_text(learner))
    assert len(before) == 3
    assert after == before


def test_every_reason_is_shown_and_signs_tell_right_from_wrong() -> None:
    learner = Learner((CONTRAST,))
    assert isinstance(learner.screen, Asking)
    learner.handle(Choose(learner.screen.options.index(1)))
    shown = shown_text(learner)
    assert "✗ Not quite" in shown
    assert re.search(r"✓ [abc] Thoughts", shown)
    assert re.search(r"› ✗ [abc] Childhood", shown)
    assert re.search(r"  ✗ [abc] Relationships", shown)
    assert "nearer to psychodynamic therapy" in shown
    assert "That is IPT." in shown


def test_marks_show_what_was_picked_where_several_are_right() -> None:
    learner = Learner((ROOTS,))
    learner.handle(Choose(1))
    shown = shown_text(learner)
    assert shown.count("☑") == 1
    assert shown.count("☐") == 2
    assert "More than one is right." in shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("interpersonal therapy", "✓ Right"),
        ("interpersnal therapy", "Interpers[+o]nal Therapy"),
        ("xyz", "you typed: xyz"),
    ],
)
def test_a_typed_answer_is_compared(answer: str, said: str) -> None:
    learner = Learner((ABBREVIATION,))
    learner.handle(Type(answer))
    assert said in shown_text(learner)
    assert "also right: Interpersonal Psychotherapy" in shown_text(learner)


@pytest.mark.parametrize(("width", "height"), [(20, 10), (24, 8), (40, 10)])
def test_a_low_terminal_shows_every_grade_and_the_answer_first(width: int, height: int) -> None:
    note = BasicNote(
        id="low", front="A question of quite a few words?", back="\n\n".join(["Answered"] * 9)
    )
    learner = Learner((note,))
    learner.handle(Reveal())
    lines = seen(screen_lines(view(learner), width, height))
    assert len(lines) == height
    assert any("Answered" in line for line in lines)
    assert any("↑" in line for line in lines)
    grades = "\n".join(lines[-5:])
    assert [key for key in "1234" if f" {key} " in grades] == list("1234")


def test_a_long_card_scrolls_and_says_how_much_is_hidden() -> None:
    note = BasicNote(id="long", front="Why?", back="\n\n".join(f"line {n}" for n in range(40)))
    learner = Learner((note,))
    learner.handle(Reveal())
    shown = screen_lines(view(learner), 80, 24)
    assert any("line 0" in line for line in seen(shown))  # revealed, the answer stands on top
    assert any(re.search(r"↑ \d+ · ↓ \d+", line) for line in seen(shown))
    end = screen_lines(view(learner), 80, 24, scroll=10_000)
    assert any("line 39" in line for line in seen(end))
    assert not any("↓" in line for line in seen(end))
    start = screen_lines(view(learner), 80, 24, scroll=0)
    assert any("Why?" in line for line in seen(start))


MARKDOWN_SHOWN = [
    ("- a\n- b", "• a\n• b\n"),
    ("3. a\n4. b", "3. a\n4. b\n"),
    ("- a\n  - b", "• a\n  • b\n"),
    ("- a\n\n- b", "• a\n\n• b\n"),
    ("# Title\n\ntext", "Title\n\ntext\n"),
    ("> quote", "  quote\n"),
    ("```\nx = 1\n```", "  x = 1\n"),
    ("a  \nb\nc", "a\nb c\n"),
    ("[link](https://example.org)", "link\n"),
    ("![a map](m.png)", "[a map (image)]\n"),
    ("![](say.mp3)", "[sound]\n"),
    ("~~gone~~ **strong** *em* `code`", "gone strong em code\n"),
    ("| a | b |\n| - | -: |\n| x | 10 |", "a    b\n──────\nx   10\n"),
    ("&amp; \\* <b>", "& * <b>\n"),
]


@pytest.mark.parametrize(("source", "shown"), MARKDOWN_SHOWN)
def test_markdown_is_shown(source: str, shown: str) -> None:
    assert plain_of(markdown(source), 40) == shown


def test_the_end_sums_up() -> None:
    learner = Learner(plain_notes(2))
    learner.answer(Grade.AGAIN)
    learner.answer()
    learner.answer()
    shown = shown_text(learner)
    assert "Done for today" in shown
    assert "3 on 2 cards, 15 s (5 s each)" in shown
    assert "Again 1 · Good 2" in shown
    assert "2 reviews" in shown


def test_every_kind_of_note_is_rendered_here() -> None:
    kinds: set[type[Note]] = {type(note) for note in NOTES}
    assert kinds == {BasicNote, ClozeNote, type(CONTRAST)}


@pytest.mark.parametrize("width", range(1, 20))
def test_a_terminal_of_any_width_shows_something(width: int) -> None:
    for shown in screens():
        for scroll in (None, 0, 3):
            made = screen_lines(shown, width, 10, scroll)
            assert made.above + made.below


@settings(max_examples=50)
@given(ANY_TEXT.filter(is_plain))
@example("12 to 16 weeks: no markup (really)!")
def test_text_without_markup_looks_the_same_without_the_parser(written: str) -> None:
    assert plain_of(markdown(written), 40) == plain_of(
        blocks_of(written, show_content, gaps=False), 40
    )
