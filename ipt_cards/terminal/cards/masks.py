"""What an occlusion card paints upon its picture: masks, texts, and a sign where it asks."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_cards.deck.card import OcclusionCard
from ipt_cards.deck.occlusion import Box, Caption, Mask, Point, Shape, bounds

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_ASKED, _HIDDEN, _EDGE, _LIFTED = "#ff8e8e", "#ffeba2", "#212121", "#e0202f"
"""As Anki paints them, but for the edge of a lifted mask, which has to be seen in few pixels."""

_CORNERS_OF_AN_ELLIPSE = 72
_SMALLEST_SIGN, _SMALLEST_LETTER = 8.0, 4.0
"""Pixels."""


@dataclass(frozen=True, slots=True)
class Masks:
    """The paint of one card. Equal cards are painted alike, so that a drawing can be kept.

    lifted: whether the masks that are asked show what is under them.
    """

    asked: tuple[Mask, ...]
    others: tuple[Mask, ...]
    captions: tuple[Caption, ...]
    lifted: bool

    @classmethod
    def of(cls, card: OcclusionCard, *, lifted: bool) -> "Masks":
        """The paint of a card before its answer, or with it."""
        return cls(card.masks, card.others, card.note.captions, lifted)

    def __call__(self, image: "Image") -> "Image":
        """The picture with the masks on it, which is RGB or RGBA."""
        from PIL import ImageDraw  # noqa: PLC0415 - only decks with pictures need it

        draw = ImageDraw.Draw(image)
        edge = max(1, max(image.size) // 400)
        for mask in self.others:
            corners = _corners(mask.shape, *image.size)
            draw.polygon(corners, fill=mask.colour or _HIDDEN, outline=_EDGE, width=edge)
        for mask in self.asked:
            corners = _corners(mask.shape, *image.size)
            if self.lifted:
                draw.line([*corners, *corners[:2]], fill=_LIFTED, width=4 * edge, joint="curve")
            else:
                draw.polygon(corners, fill=_ASKED, outline=_EDGE, width=edge)
                _sign(draw, corners, mask, *image.size)
        for caption in self.captions:
            _caption(draw, caption, *image.size)
        return image


def _corners(shape: Shape, width: int, height: int) -> list[Point]:
    """The corners of a shape in pixels, in the order of its edge, an ellipse in many."""
    if not isinstance(shape, Box):
        return [Point(x * width / 100, y * height / 100) for x, y in shape.points]
    w, h = shape.w * width / 100, shape.h * height / 100
    if shape.is_ellipse:
        turns = (
            2 * math.pi * step / _CORNERS_OF_AN_ELLIPSE for step in range(_CORNERS_OF_AN_ELLIPSE)
        )
        outline = [(w / 2 * (1 + math.cos(t)), h / 2 * (1 + math.sin(t))) for t in turns]
    else:
        outline = [(0, 0), (w, 0), (w, h), (0, h)]
    angle = math.radians(shape.angle)
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y = shape.x * width / 100, shape.y * height / 100
    return [Point(x + dx * cosine - dy * sine, y + dx * sine + dy * cosine) for dx, dy in outline]


def _sign(draw: "ImageDraw", corners: list[Point], mask: Mask, width: int, height: int) -> None:
    """A question mark as high as the mask, in its middle."""
    from PIL import ImageFont  # noqa: PLC0415 - as above

    low, high = bounds(mask.shape)
    room = min((high.y - low.y) * height, 1.5 * (high.x - low.x) * width) / 100
    size = max(_SMALLEST_SIGN, min(room, height / 4))
    xs, ys = zip(*corners, strict=True)
    if isinstance(mask.shape, Box):
        middle = Point(sum(xs) / len(xs), sum(ys) / len(ys))
    else:
        middle = Point((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    font = ImageFont.load_default(size)
    draw.text(middle, "?", fill=_EDGE, font=font, anchor="mm", stroke_width=size / 50)


def _caption(draw: "ImageDraw", caption: Caption, width: int, height: int) -> None:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    font = ImageFont.load_default(max(_SMALLEST_LETTER, caption.size * height / 100))
    place = (caption.x * width / 100, caption.y * height / 100)
    box = draw.multiline_textbbox(place, caption.text, font=font)
    draw.rectangle(box, fill="#ffffff")
    draw.multiline_text(place, caption.text, fill=caption.colour or "#000000", font=font)
