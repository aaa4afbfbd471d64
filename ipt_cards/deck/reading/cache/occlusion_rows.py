"""What an occlusion note says to and from a row of the parse cache."""

from typing import Any

from ipt_cards.deck.note import OcclusionNote
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask, Point, Polygon, Shape


def row_of_occlusion(note: OcclusionNote) -> list[Any]:
    """What the note says, in texts, numbers and lists of them."""
    masks = [[mask.number, _said(mask.shape), mask.label, mask.colour] for mask in note.masks]
    captions = [[c.text, c.x, c.y, c.size, c.colour] for c in note.captions]
    return [note.image, note.header, masks, note.hide.value, captions]


def occlusion_of(row: list[Any]) -> dict[str, Any]:
    """What the note says by the names of its fields."""
    image, header, masks, hide, captions = row
    return {
        "image": image,
        "header": header,
        "masks": tuple(
            Mask(number, _shape(shape), label, colour) for number, shape, label, colour in masks
        ),
        "hide": Hiding(hide),
        "captions": tuple(Caption(*caption) for caption in captions),
    }


def _said(shape: Shape) -> list[Any]:
    if isinstance(shape, Polygon):
        return [list(shape.points)]
    return [shape.x, shape.y, shape.w, shape.h, shape.angle, shape.is_ellipse]


def _shape(said: list[Any]) -> Shape:
    if len(said) == 1:
        return Polygon(tuple(Point(x, y) for x, y in said[0]))
    return Box(*said)
