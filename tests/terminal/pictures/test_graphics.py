"""Pictures of pixels in a real process: a terminal's own protocol, read back to a picture."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from ipt_cards.deck.note import BasicNote
from ipt_cards.terminal.pictures.display import CELL_SIZE, KITTY_QUERY
from tests.quiz.making import ABBREVIATION
from tests.terminal.pictures.graphics_terminal import (
    CELL,
    KITTY,
    NEITHER,
    SIXEL,
    GraphicsTerminal,
    Seen,
)
from tests.terminal.pictures.making import quarters, saved
from tests.terminal.terminal import write_deck

FOUR = BasicNote(
    id="four", front="Which colours?\n\n![four](four.png)", back="Red\n\n![](four.png)"
)
WAYS = {
    "kitty": (KITTY, {}),
    "kitty, told by its name": (NEITHER, {"TERM": "xterm-kitty"}),
    "iTerm2": (NEITHER, {"TERM_PROGRAM": "iTerm.app"}),
    "sixel": (SIXEL, {}),
    "sixel in tmux": (SIXEL, {"TMUX": "socket,1,0", "TERM_PROGRAM": "iTerm.app"}),
    "pictures are no colours": (KITTY, {"NO_COLOR": "1"}),
}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = write_deck(tmp_path / "deck", (FOUR, ABBREVIATION))
    saved(quarters((400, 320)), folder / "four.png")
    return folder


def is_of_cells(seen: Seen) -> bool:
    """Whether the picture has the very pixels of the cells that it covers."""
    columns, rows = seen.cells
    return seen.image.size == (columns * CELL[0], rows * CELL[1])


def is_four_colours(seen: Seen) -> bool:
    """Whether the whole picture is there, in the proportions it has."""
    box = seen.image.getchannel("A").point(lambda alpha: 255 * (alpha > 127)).getbbox()
    assert box is not None
    assert is_of_cells(seen)
    assert box[2] / box[3] == pytest.approx(400 / 320, rel=0.03)
    corners = [(3, 3), (box[2] - 4, 3), (3, box[3] - 4), (box[2] - 4, box[3] - 4)]
    wanted = [(255, 0, 0), (0, 255, 0), (255, 255, 255), (0, 0, 255)]
    found = [seen.image.getpixel(corner) for corner in corners]
    return all(
        isinstance(pixel, tuple)
        and all(abs(a - b) < 6 for a, b in zip(pixel[:3], colour, strict=True))
        for pixel, colour in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("way", WAYS)
def test_a_picture_is_shown_where_the_card_leaves_room_for_it(
    tmp_path: Path, deck: Path, way: str, columns: int
) -> None:
    answers, environment = WAYS[way]
    terminal = GraphicsTerminal(
        tmp_path, deck, answers=answers, columns=columns, lines=30, environment=environment
    )
    terminal.see("Which colours?")
    # What is known by name is drawn at once, and again when a cell's size is told.
    terminal.see(lambda _: len(terminal.seen) == 1 and is_of_cells(terminal.seen[0]))
    terminal.see("Space shows")
    [seen] = terminal.seen
    assert is_four_colours(seen)
    rows = terminal.shown.split("\n")
    [question] = [number for number, row in enumerate(rows) if "Which colours?" in row]
    assert seen.row == question + 2
    assert seen.column == rows[question].index("Which")
    for row in range(seen.row, seen.row + seen.cells[1]):
        inside = rows[row].strip()
        assert inside[0] == inside[-1] == "│"
        assert not inside.strip("│ "), "the picture is drawn over text"
    assert (KITTY_QUERY in terminal.everything) is ("TMUX" not in environment)
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.is_usable


def test_an_answer_shows_its_picture_below_and_scrolling_cuts_them(
    tmp_path: Path, deck: Path
) -> None:
    terminal = GraphicsTerminal(tmp_path, deck, answers=KITTY, lines=20)
    terminal.see(lambda _: len(terminal.seen) == 1 and is_of_cells(terminal.seen[0]))
    terminal.press(" ")
    terminal.see("3 Good")
    terminal.see(lambda shown: "↑" in shown and len(terminal.seen) >= 1)
    terminal.press("\x1b[5~")  # Page Up
    terminal.see(lambda shown: "↓" in shown and "↑" not in shown and bool(terminal.seen))
    whole = terminal.seen[0]
    assert is_four_colours(whole)
    for sign in ("↑ 1 ", "↑ 2 ", "↑ 3 ", "↑ 4 ", "↑ 5 "):
        terminal.press("\x1b[B")
        terminal.see(sign)
    terminal.see(lambda _: bool(terminal.seen))
    [cut, *_] = terminal.seen
    assert cut.row == 0
    assert cut.cells[1] < whole.cells[1]
    top = (whole.cells[1] - cut.cells[1]) * CELL[1]
    assert cut.image.tobytes() == whole.image.crop((0, top, *whole.image.size)).tobytes()
    terminal.press("3")
    terminal.see("›")  # the next card has none
    assert terminal.seen == []
    terminal.press("\x1bq")
    assert terminal.end() == 0


def test_a_resize_draws_the_picture_anew(tmp_path: Path, deck: Path) -> None:
    terminal = GraphicsTerminal(tmp_path, deck, answers=SIXEL, columns=100, lines=40)
    terminal.see(lambda _: len(terminal.seen) == 1 and is_of_cells(terminal.seen[0]))
    large = terminal.seen[0]
    terminal.resize(40, 20)
    terminal.see(lambda _: len(terminal.seen) == 1 and terminal.seen[0].cells < large.cells)
    assert is_four_colours(terminal.seen[0])
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize("answers", [{}, NEITHER])
def test_a_terminal_that_can_not_or_says_nothing_shows_half_blocks(
    tmp_path: Path, deck: Path, answers: dict[str, str]
) -> None:
    terminal = GraphicsTerminal(tmp_path, deck, answers=answers)
    terminal.see("▀" * 10)
    terminal.press(" ")
    terminal.see("3 Good")
    assert terminal.seen == []
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.is_usable


def test_without_colours_and_graphics_the_description_stands(tmp_path: Path, deck: Path) -> None:
    terminal = GraphicsTerminal(tmp_path, deck, answers=NEITHER, environment={"NO_COLOR": "1"})
    terminal.see("[four (image)]")
    assert "▀" not in terminal.shown
    terminal.press("q")
    assert terminal.end() == 0


def test_an_answer_that_comes_late_and_in_pieces_is_typed_nowhere(tmp_path: Path) -> None:
    note = BasicNote(id="typed", front="Which? ![](four.png)", back="IPT", typed=True)
    folder = write_deck(tmp_path / "deck", (note,))
    saved(quarters(), folder / "four.png")
    terminal = GraphicsTerminal(tmp_path, folder, answers={})
    terminal.see("▀▀▀")
    terminal.press("I")
    terminal.see("› I")
    for piece in ("\x1b[6;16", ";8t\x1b_Gi=31;", "OK\x1b", "\\P\x1b[", "?62;", "4cT"):
        terminal.press(piece)
    terminal.see("› IPT")
    terminal.see(lambda _: len(terminal.seen) == 1)
    terminal.press("\r")
    terminal.see("✓ Right")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_deck_without_pictures_asks_the_terminal_nothing(tmp_path: Path) -> None:
    terminal = GraphicsTerminal(
        tmp_path, write_deck(tmp_path / "deck", (ABBREVIATION,)), answers=KITTY
    )
    terminal.see("›")
    terminal.press("IPT\r")
    terminal.see("you typed: IPT")
    terminal.press("q")
    assert terminal.end() == 0
    assert not any(question in terminal.everything for question in (CELL_SIZE, "\x1b_", "\x1b[c"))


def test_the_shells_screen_is_left_as_it_was(tmp_path: Path, deck: Path) -> None:
    terminal = GraphicsTerminal(tmp_path, deck, answers=KITTY)
    terminal.see(lambda _: len(terminal.seen) == 1)
    before, _, _ = terminal.everything.partition("\x1b[?1049h")
    assert "\x1b[J" not in before
    assert "\x1b_G" not in before
    terminal.press("q")
    assert terminal.end() == 0
