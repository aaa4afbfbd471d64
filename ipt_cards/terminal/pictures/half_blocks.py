"""A picture as text: each cell an upper half block, its two colours those of two pixels."""

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from ipt_cards.terminal.pictures.size import Extent

if TYPE_CHECKING:
    from PIL.Image import Image

_UPPER_HALF = "▀"


def half_blocks(image: "Image", size: Extent) -> list[list[Segment]]:
    """A decoded picture as lines of coloured half blocks.

    image: of any mode; what is transparent in it is white. size: the drawing's, in cells; whoever
    calls keeps the proportions (`fitted`).
    """
    from PIL import Image as Pillow  # noqa: PLC0415 - only decks with pictures need it

    small = on_white(image).resize((size.width, 2 * size.height), Pillow.Resampling.LANCZOS)
    data = small.tobytes()
    pixels = [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]
    lines = []
    for row in range(size.height):
        upper, lower = (
            pixels[half * size.width : (half + 1) * size.width] for half in (2 * row, 2 * row + 1)
        )
        lines.append([_cell(*pair) for pair in zip(upper, lower, strict=True)])
    return lines


def on_white(image: "Image") -> "Image":
    """A picture without transparency, as on the white page that most are drawn for."""
    from PIL import Image as Pillow  # noqa: PLC0415 - as above

    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    page = Pillow.new("RGBA", image.size, "white")
    page.alpha_composite(image)
    return page.convert("RGB")


def _cell(upper: tuple[int, int, int], lower: tuple[int, int, int]) -> Segment:
    style = Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
    return Segment(_UPPER_HALF, style)
