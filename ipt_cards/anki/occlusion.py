"""Masks on a picture as Anki's own image occlusion writes them in a note's first field.

A shape is a cloze, `{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>`, with
lengths as parts of the picture's width and height; `oi` says that it stays on the picture while
another is asked. A text upon the picture has the number 0. Read off Anki 26.9's editor, reviewer
and `rslib/src/image_occlusion`.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from ipt_cards.deck.markup.cloze import MAXIMUM_NUMBER
from ipt_cards.deck.note import OcclusionNote
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
    bounds,
    has_area,
)
from ipt_cards.deck.text import normal_text, without_control_characters

_SHAPE = re.compile(r"\{\{c(\d{1,9})::image-occlusion:((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_NOTHING = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p)\s*/?>)*", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:[^:\\]|\\.)+", re.DOTALL)
_TURN = 10_000
"""Anki's unit of angles is a turn's ten-thousandth."""
_MOST = 10_000
"""Masks, captions and corners of a note: more than a picture shows, and few enough to be read."""

_USUAL_SIZE = 5.0
_SMALLEST_SIZE = 0.1


@dataclass(frozen=True, slots=True)
class Occlusion:
    """What a note's field says of its picture. The masks have no labels, which Anki knows not."""

    masks: tuple[Mask, ...]
    hide: Hiding
    captions: tuple[Caption, ...]


def occlusion_field(note: OcclusionNote) -> str:
    """The masks and captions of a note as Anki's field holds them."""
    hides_all = note.hide is Hiding.ALL
    shapes = [_cloze(mask.number, *_said(mask), hides_all=hides_all) for mask in note.masks]
    shapes += [_cloze(0, "text", _caption(each), hides_all=hides_all) for each in note.captions]
    return "".join(shapes)


def image_field(name: str) -> str:
    """The picture, by its name in Anki, as Anki's field holds it."""
    return f'<img src="{html.escape(name)}">'


def labels_field(note: OcclusionNote, to_html: Callable[[str], str]) -> str:
    """All masks' labels, each with its mask's number; "" where no mask has one."""
    if not any(mask.label for mask in note.masks):
        return ""
    items = (
        f'<li value="{mask.number}">{to_html(mask.label) if mask.label else ""}</li>'
        for mask in note.masks
    )
    return f'<ol class="labels">{"".join(items)}</ol>'


def occlusion_of(field: str) -> Occlusion | None:
    """What a field says; None where it is no image occlusion, or of a kind not known here."""
    if _NOTHING.fullmatch(_SHAPE.sub("", field)) is None:
        return None
    masks: list[Mask] = []
    captions: list[Caption] = []
    hides_all = False
    for found in _SHAPE.finditer(field):
        number = int(found[1])
        kind, _, written = found[2].partition(":")
        said = dict(map(_property, _PROPERTY.findall(written)))
        hides_all = hides_all or said.get("oi") == "1"
        try:
            if kind == "text" and number == 0:
                captions += _captions_of(said)
                continue
            shape = _within_the_picture(_shape_of(kind, said))
        except (KeyError, ValueError):
            return None
        if not 1 <= number <= MAXIMUM_NUMBER:
            return None
        masks.append(Mask(number, shape, colour=_colour_of(said)))
    corners = sum(len(each.shape.points) for each in masks if isinstance(each.shape, Polygon))
    if not masks or len(masks) + len(captions) + corners > _MOST:
        return None
    return Occlusion(tuple(masks), Hiding.ALL if hides_all else Hiding.ONE, tuple(captions))


def _property(written: str) -> tuple[str, str]:
    key, _, value = written.partition("=")
    return key, re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)


def _cloze(number: int, kind: str, said: Mapping[str, str], *, hides_all: bool) -> str:
    properties = {**said, **({"oi": "1"} if hides_all else {})}
    written = "".join(f":{key}={_escaped(value)}" for key, value in properties.items())
    return f"{{{{c{number}::image-occlusion:{kind}{written}}}}}<br>"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(":", "\\:")


def _said(mask: Mask) -> tuple[str, dict[str, str]]:
    corner, _ = bounds(mask.shape)
    said = {"left": _part(corner.x), "top": _part(corner.y)}
    fill = {"fill": mask.colour} if mask.colour else {}
    if isinstance(mask.shape, Polygon):
        points = " ".join(f"{_part(x)},{_part(y)}" for x, y in mask.shape.points)
        return "polygon", {**said, "points": points, **fill}
    box = mask.shape
    if box.angle:
        said["angle"] = f"{box.angle * _TURN / 360:.4f}".rstrip("0").rstrip(".")
    if box.is_ellipse:
        return "ellipse", {**said, "rx": _part(box.w / 2), "ry": _part(box.h / 2), **fill}
    return "rect", {**said, "width": _part(box.w), "height": _part(box.h), **fill}


def _caption(caption: Caption) -> dict[str, str]:
    said = {"left": _part(caption.x), "top": _part(caption.y), "text": caption.text}
    said |= {"scale": "1", "fs": _part(caption.size)}
    return said | ({"fill": caption.colour} if caption.colour else {})


def _part(percent: float) -> str:
    """The percentage as Anki writes a part of the whole: without a zero at either end."""
    return f"{percent / 100:.7f}".strip("0") if percent else ".0"


def _percent(said: Mapping[str, str], key: str) -> float:
    return _number(said[key]) * 100


def _number(written: str) -> float:
    if not re.fullmatch(r"[+-]?(\d{1,9}\.?\d*|\.\d+)(e-\d{1,2})?", written.strip(), re.ASCII):
        raise ValueError(f"no number: {written!r}")
    return float(written)


def _shape_of(kind: str, said: Mapping[str, str]) -> Shape:
    x, y = (_percent({key: "0", **said}, key) for key in ("left", "top"))
    if kind == "polygon":
        pairs = (pair.split(",") for pair in said["points"].split())
        points = [Point(_number(px) * 100, _number(py) * 100) for px, py in pairs]
        low, _ = bounds(Polygon(tuple(points)))
        return Polygon(tuple(Point(px + x - low.x, py + y - low.y) for px, py in points))
    angle = round(_number(said.get("angle", "0")) * 360 / _TURN % 360, DECIMALS) % 360
    if kind == "ellipse":
        w, h = 2 * _percent(said, "rx"), 2 * _percent(said, "ry")
        return Box(x, y, w, h, angle, is_ellipse=True)
    if kind == "rect":
        return Box(x, y, _percent(said, "width"), _percent(said, "height"), angle)
    raise ValueError(f"no shape: {kind!r}")


def _within_the_picture(shape: Shape) -> Shape:
    """The shape without what of it no picture shows. Raises ValueError where nothing is left."""
    if isinstance(shape, Polygon):
        corners = tuple(Point(_clipped(x), _clipped(y)) for x, y in shape.points)
        if not has_area(corners):
            raise ValueError("a polygon without size")
        return Polygon(corners)
    low, high = bounds(shape)
    x, y = _clipped(low.x), _clipped(low.y)
    w, h = (shape.w, shape.h) if shape.angle else (_clipped(high.x) - x, _clipped(high.y) - y)
    w, h = round(w, DECIMALS), round(h, DECIMALS)
    if not (0 < w <= LARGEST and 0 < h <= LARGEST) or max(x, y) >= 100:
        raise ValueError("a mask without size, or outside of its picture")
    return Box(x, y, w, h, shape.angle, shape.is_ellipse)


def _clipped(percent: float) -> float:
    return round(min(100.0, max(0.0, percent)), DECIMALS)


def _captions_of(said: Mapping[str, str]) -> Iterator[Caption]:
    text = normal_text(without_control_characters(said.get("text", "")))
    text = text.replace("{{", "{ {")
    if not text:
        return
    scale = _number(said.get("scale", "1"))
    size = _percent(said, "fs") * scale if "fs" in said else _USUAL_SIZE * scale
    yield Caption(
        text,
        _clipped(_percent(said, "left")),
        _clipped(_percent(said, "top")),
        max(_SMALLEST_SIZE, _clipped(size)),
        _colour_of(said),
    )


def _colour_of(said: Mapping[str, str]) -> str:
    fill = said.get("fill", "").lower()
    return fill if re.fullmatch(r"#[0-9a-f]{6}", fill) else ""


def with_labels(masks: tuple[Mask, ...], labels: Mapping[int, list[str]]) -> tuple[Mask, ...]:
    """The masks with their labels: those of a number in the order of its masks."""
    places: dict[int, Iterator[int]] = {}
    found = []
    for mask in masks:
        place = next(places.setdefault(mask.number, count()))
        of_number = labels.get(mask.number, [])
        label = of_number[place] if place < len(of_number) else ""
        found.append(Mask(mask.number, mask.shape, label, mask.colour))
    return tuple(found)
