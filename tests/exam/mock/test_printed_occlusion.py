"""A picture with hidden areas on paper: the masks as an SVG, the label on the key."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.note import OcclusionNote
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask, Point, Polygon
from tests.exam.mock.test_printed_paper import HOSTILE, Tags, deck_of, page
from tests.strategies import occlusion_notes

HEART = OcclusionNote(
    id="heart",
    image="heart.png",
    header="Which *chamber*?",
    masks=(
        Mask(1, Box(10, 12.5, 20, 8), "Left *atrium*"),
        Mask(2, Box(60, 12.5, 20, 8, is_ellipse=True), "Right atrium"),
        Mask(3, Polygon((Point(10, 60), Point(30, 60), Point(20, 90)))),
        Mask(4, Box(60, 60, 10, 10, 45), "Septum", "#00ff00"),
    ),
)


def printed(note: OcclusionNote, *, key: bool = True) -> str:
    return page(deck_of(note), questions=len(cards_of(note)), key=key)


def question_on(shown: str, sign: str) -> str:
    """The question that asks for a mask, told by what stands before the sign in its SVG."""
    return next(
        part for part in shown.split("<li>") if re.search(f'{sign}[^>]*class="asked"', part)
    )


def test_the_asked_mask_has_a_sign_and_the_others_are_on_the_picture() -> None:
    asked = question_on(printed(HEART, key=False), "<rect")
    assert "Which <em>chamber</em>?" in asked
    assert '<img src="data:heart.png" alt="Which chamber?">' in asked
    assert asked.count("?</text>") == 1
    assert asked.count('class="masked"') == 3
    assert '<svg x="10%" y="12.5%" overflow="visible"><rect width="20%" height="8%"' in asked
    assert '<polygon points="10,60 30,60 20,90" class="masked"/>' in asked
    assert (
        '<g transform="rotate(45)"><rect width="10%" height="10%" class="masked" fill="#00ff00"'
        in (asked)
    )
    assert '<div class="line"></div>' in asked


def test_where_one_is_hidden_the_others_are_not_on_the_paper() -> None:
    assert 'class="masked"' not in printed(replace(HEART, hide=Hiding.ONE))


def test_the_label_is_on_the_key_and_without_one_the_picture_is() -> None:
    questions, key = printed(HEART).split('<section class="key">')
    for label in ("atrium", "Septum"):
        assert label not in questions
        assert label in key
    assert "Left <em>atrium</em>" in key
    assert key.count("<img") == key.count('class="lifted"') == 1
    assert "?</text>" not in key


def test_a_paper_without_such_a_card_has_nothing_of_its_style() -> None:
    assert ".masked" in printed(HEART)
    assert ".masked" not in page()


def test_masks_asked_together_get_a_line_each_to_write_on() -> None:
    masks = (Mask(1, Box(1, 1, 5, 5), "One"), Mask(1, Box(20, 1, 5, 5), "Two"))
    shown = printed(replace(HEART, masks=masks))
    assert shown.count('<div class="line"></div>') == 2
    assert shown.index("One") < shown.index("Two")


@pytest.mark.parametrize("text", [HOSTILE, 'a" onload="alert(1)'])
def test_nothing_that_is_written_becomes_markup(text: str) -> None:
    mask = Mask(1, Box(1, 1, 5, 5), text)
    hostile = replace(
        HEART, image=f"{text}.png", header=text, masks=(mask,), captions=(Caption(text, 1, 1, 5),)
    )
    tags = Tags(printed(hostile))
    assert tags.left == []
    assert {name for name, _ in tags.found}.isdisjoint({"script", "b"})
    attributes = {attribute for _, found in tags.found for attribute in found}
    assert attributes.isdisjoint({"onload", "onerror", "style"})


@given(occlusion_notes("heart.png"))
def test_any_masks_make_a_page_whose_tags_all_close(note: OcclusionNote) -> None:
    assert Tags(printed(note)).left == []
