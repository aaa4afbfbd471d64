"""Sixel, DEC's graphics (https://vt100.net/docs/vt3xx-gp/chapter14.html): six rows at a time."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_COLOURS = 256
"""Registers that today's terminals have at least."""
_ROWS = 6
_RUN = re.compile(r"(.)\1{3,}")


def show(image: "Image") -> str:
    """What shows a picture from the cursor on, pixel by pixel. image: RGBA; blank stays blank."""
    import numpy as np  # noqa: PLC0415 - only decks with pictures in such a terminal need it

    opaque = np.asarray(image.getchannel("A")) >= 128
    indexed = image.convert("RGB").quantize(_COLOURS)
    colours = np.asarray(indexed).astype(np.int16)
    colours[~opaque] = -1
    palette = indexed.getpalette() or []
    parts = [f'\x1bP0;1;0q"1;1;{image.width};{image.height}']
    for colour in np.unique(colours[opaque]).tolist():
        red, green, blue = (round(each / 2.55) for each in palette[3 * colour : 3 * colour + 3])
        parts.append(f"#{colour};2;{red};{green};{blue}")
    bits = (1 << np.arange(_ROWS)).astype(np.uint8)[:, None]

    def of_band(top: int) -> Iterator[str]:
        band = colours[top : top + _ROWS]
        for colour in np.unique(band[band >= 0]).tolist():
            signs = ((band == colour) * bits[: len(band)]).sum(axis=0, dtype=np.uint8) + 63
            drawn = signs.astype(np.uint8).tobytes().decode("ascii").rstrip("?")
            yield f"#{colour}{_RUN.sub(_repeated, drawn)}"

    bands = ("$".join(of_band(top)) for top in range(0, image.height, _ROWS))
    return "".join(parts) + "-".join(bands) + "\x1b\\"


def _repeated(run: re.Match[str]) -> str:
    return f"!{len(run[0])}{run[1]}"
