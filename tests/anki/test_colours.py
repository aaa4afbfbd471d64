"""WCAG 2.2, success criteria 1.4.3 and 1.4.11: text 4.5:1, the edge of a control 3:1."""

import re

import pytest

from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import BASIC

READ = 4.5
SEEN = 3.0

TINTS = ("accent-tint", "right-tint", "wrong-tint")
PAIRS = [
    *((READ, ink, ground) for ink in ("ink", "muted") for ground in ("paper", "raised", *TINTS)),
    *(
        (READ, ink, ground)
        for ink in ("accent", "right", "wrong", "keyword", "string", "number")
        for ground in ("paper", "raised")
    ),
    *((READ, ink, f"{ink}-tint") for ink in ("accent", "right", "wrong")),
    *((READ, "paper", ground) for ground in ("accent", "right", "wrong")),
    *((SEEN, "edge", ground) for ground in ("paper", "raised")),
]


def schemes() -> dict[str, dict[str, str]]:
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r"\{([^}]*--paper:[^}]*)\}", model(BASIC).css)
    )
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("least", "ink", "ground"), PAIRS)
def test_a_colour_stands_out_from_its_ground(
    scheme: str, least: float, ink: str, ground: str
) -> None:
    colours = schemes()[scheme]
    dark, light = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (light + 0.05) / (dark + 0.05) >= least


def test_both_schemes_set_the_same_colours() -> None:
    light, dark = schemes().values()
    assert light.keys() == dark.keys()
