"""Pictures among a card's text, drawn or told by their descriptions."""

import subprocess
import sys
from pathlib import Path

import pytest

from ipt_cards.deck.deck import Labels
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, ChoiceNote, Distractor, Note
from ipt_cards.quiz.event import Reveal
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.grades import FOUR_BUTTONS
from ipt_cards.terminal.cards.cloze import hide, highlight
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.pictures.deck_pictures import DeckCanvas, DeckPictures
from ipt_cards.terminal.pictures.display import Display, Way
from ipt_cards.terminal.quiz.screen_lines import View, screen_lines
from ipt_cards.terminal.screen.console import lines_of, plain_of
from ipt_cards.terminal.screen.layout import LEAST_PICTURE
from tests.quiz.making import DECK, Learner
from tests.terminal.pictures.making import quarters, saved, screen_of

MAP = "See ![the map](map.png) well"


@pytest.fixture
def pictures(tmp_path: Path) -> DeckPictures:
    saved(quarters((40, 30)), tmp_path / "map.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "map.png").read_bytes()[:60])
    (tmp_path / "map.svg").write_text("<svg/>", encoding="utf-8")
    return DeckPictures(MediaFolder(tmp_path))


def shown(pictures: DeckPictures, text: str, rows: int = 4, width: int = 40) -> list[str]:
    lines = lines_of(markdown(text), width, Colours.AUTO, DeckCanvas(pictures, rows))
    return [line.rstrip() for line in screen_of(lines, width).display]


def test_text_before_and_after_a_picture_stands_above_and_below_it(pictures: DeckPictures) -> None:
    row = "▀" * 11
    assert shown(pictures, MAP) == ["See", row, row, row, row, "well"]
    assert shown(pictures, "- one\n- ![](map.png)\n\n> quoted ![](map.png)", rows=1) == [
        "• one",
        "• ▀▀▀",
        "",
        "  quoted",
        "  ▀▀▀",
    ]


def test_without_a_canvas_the_description_flows_with_the_text() -> None:
    assert plain_of(markdown(MAP), 40) == "See [the map (image)] well\n"


def test_what_can_not_be_drawn_is_told_with_the_reason_in_its_place(pictures: DeckPictures) -> None:
    assert shown(pictures, "See ![the map](cut.png) well", width=60) == [
        "See [the map (image): the file is damaged] well"
    ]
    assert shown(pictures, "See ![the map](map.svg) well") == ["See [the map (image)] well"]
    assert shown(pictures, "![](gone.png)", width=60) == ["[image: the file is missing or damaged]"]


def test_a_gap_hides_its_picture(pictures: DeckPictures) -> None:
    text = "It is {{c1::this ![](map.png)}}."
    canvas = DeckCanvas(pictures, 1)
    hidden = lines_of(markdown(text, hide(1)), 40, Colours.NONE, canvas)
    assert screen_of(hidden, 40).display[0].rstrip() == "It is […]."
    assert not canvas.is_drawn_on
    lines_of(markdown(text, highlight(1)), 40, Colours.NONE, canvas)
    assert canvas.is_drawn_on


def view(pictures: DeckPictures, note: Note, *, revealed: bool = False) -> View:
    learner = Learner((note,))
    if revealed:
        learner.handle(Reveal())
    return View(
        learner.session,
        Labels.of(DECK),
        FOUR_BUTTONS,
        None,
        learner.today,
        pictures=pictures,
    )


QUESTION = BasicNote(id="a", front="Which part?\n\n![](map.png)", back="Cortex")
OPTIONS = ChoiceNote(
    id="a",
    question="Which?",
    answers=("![](map.png)",),
    distractors=(Distractor("![](map.png) too", "![](cut.png)"),),
)


@pytest.mark.parametrize("way", [Way.HALF_BLOCKS, Way.KITTY])
@pytest.mark.parametrize("note", [QUESTION, OPTIONS], ids=["question", "options"])
def test_a_picture_leaves_room_for_the_question_and_the_prompt_or_scrolls(
    pictures: DeckPictures, note: Note, way: Way
) -> None:
    pictures.display = Display(way)
    for width in (20, 40, 80, 200):
        for height in range(8, 50):
            for revealed in (False, True):
                lines = screen_lines(view(pictures, note, revealed=revealed), width, height)
                seen = screen_of([*lines.above, *lines.below], width).display
                assert len(seen) <= height
                assert all(row.rstrip() == row[:width].rstrip() for row in seen)
                scrolls = any("↑" in row or "↓" in row for row in seen)
                if height >= LEAST_PICTURE + 14 and note is QUESTION:
                    assert not scrolls
                    assert any("Which part?" in row for row in seen)
                    assert any("Space" in row or "Good" in row or "3" in row for row in seen)
                for each in lines.pictures:
                    assert each.row + each.rows <= len(lines.above)
                    for row in seen[each.row : each.row + each.rows]:
                        assert row[each.column : each.column + 3].strip() == ""


def test_a_deck_without_pictures_imports_no_pillow() -> None:
    program = """
import sys
from tests.quiz.making import Learner, DECK, NOTES
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.quiz.event import Reveal
from ipt_cards.study.presenting.grades import FOUR_BUTTONS
from ipt_cards.terminal.pictures.deck_pictures import DeckPictures
from ipt_cards.terminal.quiz.full_screen import play
from ipt_cards.terminal.quiz.screen_lines import View, screen_lines
from pathlib import Path
learner = Learner(NOTES)
pictures = DeckPictures(MediaFolder(Path()))
def draw():
    view = View(learner.session, Labels.of(DECK), FOUR_BUTTONS, None, learner.today, pictures=pictures)
    assert screen_lines(view, 80, 24).above
draw()
learner.handle(Reveal())
draw()
sys.exit(", ".join({"PIL", "numpy"} & sys.modules.keys()) or None)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
