"""Reading what an occlusion note says besides what every note does."""

import re
from collections.abc import Iterator
from typing import TypedDict

from ipt_cards.deck.markup.cloze import MAXIMUM_NUMBER
from ipt_cards.deck.markup.parser import IMAGE_SUFFIXES
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.occlusion import (
    DECIMALS,
    LARGEST,
    Box,
    Caption,
    Hiding,
    Mask,
    Point,
    Polygon,
    Shape,
    has_area,
)
from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.keys import Fields, number_of
from ipt_cards.deck.reading.yaml.nodes import Mapping, Sequence

OCCLUSION_KEYS = ("image", "header", "masks", "hide", "captions")

_BOX_KEYS = ("x", "y", "w", "h")
_MASK_KEYS = (*_BOX_KEYS, "label", "number", "shape", "angle", "points", "colour")
_CAPTION_KEYS = ("text", "x", "y", "size", "colour")
_SHAPES = ("rect", "ellipse", "polygon")
_USUAL_SIZE = 5.0


class OcclusionTexts(TypedDict):
    """What an occlusion note says, by the names of its fields."""

    image: str
    header: str
    masks: tuple[Mask, ...]
    hide: Hiding
    captions: tuple[Caption, ...]


def read_occlusion(fields: Fields, media: MediaFolder, findings: Findings) -> OcclusionTexts | None:
    """What the note says; None, with each problem noted, where that is no occlusion note."""
    before = len(findings.problems)
    fields.require("image", "masks")
    image, header = fields.text("image"), fields.text("header")
    if image is not None:
        _check_image(fields, image, media)
    hide = _one_of(fields, "hide", tuple(Hiding)) or Hiding.ALL
    masks = _read_masks(fields, findings)
    captions = tuple(_read_captions(fields, findings))
    if len(findings.problems) > before or image is None or not masks:
        return None
    return {
        "image": image,
        "header": header or "",
        "masks": masks,
        "hide": Hiding(hide),
        "captions": captions,
    }


def _check_image(fields: Fields, image: str, media: MediaFolder) -> None:
    try:
        path = media.locate(image)
    except MediaError as error:
        fields.error("image", "bad-media", str(error))
        return
    if path.suffix.lower() not in IMAGE_SUFFIXES:
        fields.error("image", "bad-media", f"`{image}` is no picture, so nothing can be hidden")


def _read_masks(fields: Fields, findings: Findings) -> tuple[Mask, ...]:
    listed = fields.sequence("masks")
    if listed is None:
        return ()
    if not listed.items:
        fields.error("masks", "no-masks", "`masks` needs a mask: without one there is no card")
    read: list[tuple[int | None, Shape, str, str]] = []
    for item in listed.items:
        if findings.are_too_many:
            return ()
        if not isinstance(item, Mapping):
            findings.error(
                item.mark, "wrong-type", "a mask must have `x:`, `y:`, `w:`, `h:` and a `label:`"
            )
            continue
        inner = Fields(item, _MASK_KEYS, "a mask", findings)
        shape = _read_shape(inner, findings)
        number = inner.whole_number("number", 1, MAXIMUM_NUMBER, 0) or None
        label, colour = inner.text("label") or "", _colour(inner)
        if shape is not None:
            read.append((number, shape, label, colour))
    said = {number for number, *_ in read if number}
    free = (number for number in range(1, MAXIMUM_NUMBER + 1) if number not in said)
    masks = []
    for number, shape, label, colour in read:
        given = number or next(free, None)
        if given is None:
            fields.error(
                "masks", "too-many-masks", f"a picture has {MAXIMUM_NUMBER} cards at most: split it"
            )
            return ()
        masks.append(Mask(given, shape, label, colour))
    return tuple(masks)


def _read_shape(fields: Fields, findings: Findings) -> Shape | None:
    shape = _one_of(fields, "shape", _SHAPES) or ("polygon" if "points" in fields else "rect")
    if shape == "polygon":
        return _read_polygon(fields, findings)
    if "points" in fields:
        fields.error("points", "unknown-key", f"a mask with `shape: {shape}` has no `points`")
        return None
    if not fields.require(*_BOX_KEYS):
        return None
    angle = fields.number("angle", 0, 360) if "angle" in fields else 0.0
    x, y, w, h = (fields.number(key) for key in _BOX_KEYS)
    if x is None or y is None or w is None or h is None or angle is None:
        return None
    for key, length in (("w", w), ("h", h)):
        if length <= 0:
            fields.error(
                key, "mask-without-size", f"the mask hides nothing: `{key}` must be more than 0"
            )
            return None
    for start, side, begin, extent in (("x", "w", x, w), ("y", "h", y, h)):
        if not 0 <= begin < 100:
            fields.error(
                start,
                "mask-outside",
                f"the mask lies outside of the picture: `{start}` goes from 0 to 100, percent of "
                f"the picture's {'width' if start == 'x' else 'height'}",
            )
            return None
        if angle and extent > LARGEST:
            fields.error(
                side,
                "mask-outside",
                f"the mask reaches out of the picture: `{side}` goes to {LARGEST:g} percent",
            )
            return None
        if not angle and round(begin + extent, DECIMALS) > 100:
            fields.error(
                side,
                "mask-outside",
                f"the mask reaches out of the picture: `{start}` and `{side}` make "
                f"{round(begin + extent, DECIMALS):g} percent, and 100 is its edge",
            )
            return None
    return Box(x, y, w, h, angle % 360, is_ellipse=shape == "ellipse")


def _read_polygon(fields: Fields, findings: Findings) -> Polygon | None:
    for key in (*_BOX_KEYS, "angle"):
        if key in fields:
            fields.error(key, "unknown-key", f"a mask with `points` has no `{key}`")
            return None
    listed = fields.sequence("points") if fields.require("points") else None
    if listed is None:
        return None
    points: list[Point] = []
    for item in listed.items:
        if not isinstance(item, Sequence) or len(item.items) != 2:
            findings.error(item.mark, "wrong-type", "a point is written as [x, y], in percent")
            return None
        x, y = (number_of(each, "a point", findings) for each in item.items)
        if x is None or y is None:
            return None
        if not (0 <= x <= 100 and 0 <= y <= 100):
            findings.error(
                item.mark,
                "mask-outside",
                "the mask reaches out of the picture: a point's two numbers go from 0 to 100, "
                "percent of the picture's width and height",
            )
            return None
        points.append(Point(x, y))
    if len(set(points)) < 3:
        fields.error("points", "mask-without-size", "a mask needs three different points or more")
        return None
    if not has_area(points):
        fields.error("points", "mask-without-size", "the mask hides nothing: its points are a line")
        return None
    return Polygon(tuple(points))


def _read_captions(fields: Fields, findings: Findings) -> Iterator[Caption]:
    listed = fields.sequence("captions")
    for item in listed.items if listed else ():
        if not isinstance(item, Mapping):
            findings.error(item.mark, "wrong-type", "a caption must have `text:`, `x:` and `y:`")
            continue
        inner = Fields(item, _CAPTION_KEYS, "a caption", findings)
        inner.require("text", "x", "y")
        text, colour = inner.text("text"), _colour(inner)
        x, y = inner.number("x", 0, 100), inner.number("y", 0, 100)
        size = inner.number("size", 0.1, 100) if "size" in inner else _USUAL_SIZE
        if text is not None and ("{{" in text or "}}" in text):
            inner.error(
                "text", "broken-cloze", "a caption can't hold `{{` or `}}`: Anki obeys them"
            )
        elif text is not None and x is not None and y is not None and size is not None:
            yield Caption(text, x, y, size, colour)


def _one_of(fields: Fields, key: str, known: tuple[str, ...]) -> str | None:
    written = fields.text(key)
    if written is None or written in known:
        return written
    near = did_you_mean(written, known) or f": it is {' or '.join(known)}"
    fields.error(key, "unknown-value", f"`{key}` can't be `{written}`{near}")
    return None


def _colour(fields: Fields) -> str:
    written = fields.text("colour")
    if written is None:
        return ""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", written):
        fields.error("colour", "unknown-value", '`colour` is written as "#rrggbb", in quotes')
        return ""
    return written.lower()
