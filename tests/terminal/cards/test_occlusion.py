"""A picture with hidden areas in a terminal: drawn where it can be, else in words."""

from dataclasses import replace
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from PIL import Image
from rich.cells import cell_len

from ipt_cards.deck.card import OcclusionCard, cards_of
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import OcclusionNote
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask, Point, Polygon
from ipt_cards.quiz.screen import Revealed, asked
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.cards.answer import answer
from ipt_cards.terminal.cards.masks import Masks
from ipt_cards.terminal.cards.question import question
from ipt_cards.terminal.pictures.deck_pictures import DeckCanvas, DeckPictures
from ipt_cards.terminal.screen.console import lines_of, plain_of
from tests.quiz.making import LABELS
from tests.strategies import occlusion_notes
from tests.terminal.pictures.making import colours_at, saved, screen_of

WHITE, ASKED, HIDDEN = (255, 255, 255), (255, 142, 142), (255, 235, 162)
NOTE = OcclusionNote(
    id="heart",
    image="heart.png",
    header="Which *chamber*?",
    masks=(
        Mask(1, Box(10, 10, 30, 30), "Left **atrium**"),
        Mask(2, Box(60, 10, 30, 30, is_ellipse=True)),
        Mask(3, Polygon((Point(10, 60), Point(40, 60), Point(40, 90), Point(10, 90))), "Ventricle"),
        Mask(3, Box(75, 60, 20, 20, 45), colour="#0000ff"),
    ),
)


def card(number: int, hide: Hiding = Hiding.ALL) -> OcclusionCard:
    return OcclusionCard(replace(NOTE, hide=hide), number)


def painted(shown: OcclusionCard, *, lifted: bool = False) -> Image.Image:
    return Masks.of(shown, lifted=lifted)(Image.new("RGB", (400, 200), "white"))


def test_the_asked_mask_has_another_colour_and_a_sign_in_its_middle() -> None:
    image = painted(card(1))
    assert image.getpixel((44, 24)) == ASKED
    shades = image.crop((80, 30, 120, 70)).convert("L").histogram()
    assert any(shades[:100])
    assert image.getpixel((300, 50)) == HIDDEN
    assert image.getpixel((100, 150)) == HIDDEN
    assert image.getpixel((244, 24)) == WHITE  # the corner of the ellipse's box
    assert image.getpixel((200, 100)) == WHITE
    # turned by 45 degrees about its upper left corner
    assert image.getpixel((300, 150)) == (0, 0, 255)
    assert image.getpixel((330, 130)) == WHITE


def test_masks_of_one_number_are_asked_together() -> None:
    image = painted(card(3))
    assert image.getpixel((45, 125)) == ASKED
    assert image.getpixel((300, 132)) == ASKED
    assert image.getpixel((100, 50)) == HIDDEN


def test_where_one_is_hidden_the_others_are_not() -> None:
    image = painted(card(1, Hiding.ONE))
    assert image.getpixel((44, 24)) == ASKED
    assert image.getpixel((300, 50)) == WHITE


def test_with_the_answer_the_asked_mask_is_lifted_and_keeps_an_edge() -> None:
    image = painted(card(1), lifted=True)
    assert image.getpixel((100, 50)) == WHITE
    assert image.getpixel((40, 50)) not in (WHITE, HIDDEN, ASKED)
    assert image.getpixel((300, 50)) == HIDDEN


def test_a_caption_stands_upon_the_picture() -> None:
    note = OcclusionNote(
        id="a",
        image="a.png",
        masks=(Mask(1, Box(90, 90, 5, 5)),),
        captions=(Caption("Apex\nhere", 10, 10, 20, "#ff0000"),),
    )
    image = Masks.of(OcclusionCard(note, 1), lifted=False)(Image.new("RGBA", (400, 200), "black"))
    found = image.crop((40, 20, 200, 100)).convert("RGB").getcolors(16_000)
    assert found is not None
    assert {(255, 0, 0), WHITE} <= {colour for _, colour in found}


def colours_on(screen: pyte.Screen) -> set[str]:
    cells = [
        colours_at(screen, row, column)
        for row in range(screen.lines)
        for column in range(screen.columns)
    ]
    return {colour for sign, *halves in cells if sign == "▀" for colour in halves}


def is_among(colour: tuple[int, int, int], found: set[str]) -> bool:
    """Whether a colour is there, as near as scaling leaves it."""
    return any(
        max(abs(one - other) for one, other in zip(bytes.fromhex(each), colour, strict=True)) < 12
        for each in found
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_quiz_draws_the_masks_in_half_blocks(tmp_path: Path, width: int) -> None:
    saved(Image.new("RGB", (800, 400), "white"), tmp_path / "heart.png")
    asking = asked(card(1), "seed", 0)
    canvas = DeckCanvas(DeckPictures(MediaFolder(tmp_path)), 30)
    sides = question(asking, LABELS), answer(Revealed(asking), LABELS)
    shown = [screen_of(lines_of(side, width, Colours.AUTO, canvas), width) for side in sides]
    before, after = (colours_on(screen) for screen in shown)
    assert is_among(ASKED, before)
    assert not is_among(ASKED, after)
    for colour in (HIDDEN, WHITE):
        assert is_among(colour, before)
        assert is_among(colour, after)
    assert "heart.png" not in "".join(shown[0].display)
    assert "Mask 1 of 3, upper left." in "".join(shown[0].display)
    assert "Left atrium" in "".join(shown[1].display)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_pipe_is_told_in_words_which_mask_is_asked(width: int) -> None:
    asking = asked(card(1), "seed", 0)
    shown = " ".join(plain_of(question(asking, LABELS), width).replace("│", " ").split())
    assert "Which chamber? [heart.png (image)] Mask 1 of 3, upper left." in shown
    assert "atrium" not in shown
    assert "Left atrium" in plain_of(answer(Revealed(asking), LABELS), width)


def test_without_a_label_the_picture_is_the_answer() -> None:
    shown = plain_of(answer(Revealed(asked(card(2), "seed", 0)), LABELS), 80)
    assert "What the picture shows there." in shown


@given(occlusion_notes("heart.png"))
def test_any_masks_can_be_painted_and_told(note: OcclusionNote) -> None:
    for each in cards_of(note):
        assert isinstance(each, OcclusionCard)
        for lifted in (False, True):
            image = Masks.of(each, lifted=lifted)(Image.new("RGB", (120, 80), "white"))
            assert image.size == (120, 80)
        asking = asked(each, "seed", 0)
        for side in (question(asking, LABELS), answer(Revealed(asking), LABELS)):
            assert all(cell_len(line) <= 40 for line in plain_of(side, 40).split("\n"))
