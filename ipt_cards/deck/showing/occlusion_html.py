"""A picture with its masks for paper and browsers: an SVG upon the picture, without any script."""

import html
from pathlib import PurePosixPath

from ipt_cards.deck.card import OcclusionCard
from ipt_cards.deck.markup.card_html import EmbedImage
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.occlusion import Caption, Mask, Polygon, Shape, bounds


def occluded_html(card: OcclusionCard, embed: EmbedImage, *, lifted: bool = False) -> str:
    """The picture of the card, its masks upon it; where `lifted`, those asked only outlined."""
    kind = "lifted" if lifted else "asked"
    drawn = [_drawn(mask.shape, _attributes(mask, "masked")) for mask in card.others]
    drawn += [
        _drawn(mask.shape, _attributes(mask, kind), "" if lifted else "?") for mask in card.masks
    ]
    drawn += [_caption(caption) for caption in card.note.captions]
    described = html.escape(to_plain(card.note.header) or PurePosixPath(card.note.image).stem)
    return (
        f'<div class="picture"><img src="{html.escape(embed(card.note.image))}" '
        f'alt="{described}"><svg>{"".join(drawn)}</svg></div>\n'
    )


def _attributes(mask: Mask, kind: str) -> str:
    fill = f' fill="{mask.colour}"' if mask.colour and kind == "masked" else ""
    return f'class="{kind}"{fill}'


def _drawn(shape: Shape, attributes: str, sign: str = "") -> str:
    """A shape with a sign in its middle."""
    if isinstance(shape, Polygon):
        low, high = bounds(shape)
        points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
        # Only a viewBox makes percent of a polygon's points.
        return (
            '<svg viewBox="0 0 100 100" preserveAspectRatio="none">'
            f'<polygon points="{points}" {attributes}/></svg>'
        ) + _sign(sign, (low.x + high.x) / 2, (low.y + high.y) / 2)
    x, y = shape.w / 2, shape.h / 2
    if shape.is_ellipse:
        drawn = f'<ellipse cx="{x:g}%" cy="{y:g}%" rx="{x:g}%" ry="{y:g}%" {attributes}/>'
    else:
        drawn = f'<rect width="{shape.w:g}%" height="{shape.h:g}%" {attributes}/>'
    drawn += _sign(sign, x, y)
    if shape.angle:
        drawn = f'<g transform="rotate({shape.angle:g})">{drawn}</g>'
    # An inner SVG's own origin is what the shape is turned about.
    return f'<svg x="{shape.x:g}%" y="{shape.y:g}%" overflow="visible">{drawn}</svg>'


def _sign(sign: str, x: float, y: float) -> str:
    return f'<text class="sign" x="{x:g}%" y="{y:g}%">{sign}</text>' if sign else ""


def _caption(caption: Caption) -> str:
    fill = f' fill="{caption.colour}"' if caption.colour else ""
    lines = "".join(
        f'<text class="caption" y="{line}"{fill}>{html.escape(text)}</text>'
        for line, text in enumerate(caption.text.split("\n"))
    )
    # The viewBox makes the SVG's height that of the letters.
    return (
        f'<svg x="{caption.x:g}%" y="{caption.y:g}%" width="100%" height="{caption.size:g}%" '
        f'viewBox="0 0 1 1" preserveAspectRatio="xMinYMin meet" overflow="visible">{lines}</svg>'
    )
