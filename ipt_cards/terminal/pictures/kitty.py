"""Kitty's graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol/)."""

import base64
import io
from typing import TYPE_CHECKING

from ipt_cards.terminal.pictures.size import Extent

if TYPE_CHECKING:
    from PIL.Image import Image

_CHUNK = 4096


def show(image: "Image", cells: Extent) -> str:
    """What shows a picture in as many cells from the cursor on, which stays where it is."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    data = base64.standard_b64encode(file.getvalue()).decode()
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    # q=2: no answers, which would be keys. C=1: the cursor stays.
    orders = [f"a=T,f=100,t=d,q=2,C=1,c={cells.width},r={cells.height},", *[""] * len(chunks)]
    return "".join(
        f"\x1b_G{order}m={int(place < len(chunks))};{chunk}\x1b\\"
        for place, (order, chunk) in enumerate(zip(orders, chunks, strict=False), start=1)
    )
