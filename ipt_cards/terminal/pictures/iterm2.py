"""iTerm2's inline images (https://iterm2.com/documentation-images.html)."""

import base64
import io
from typing import TYPE_CHECKING

from ipt_cards.terminal.pictures.size import Extent

if TYPE_CHECKING:
    from PIL.Image import Image


def show(image: "Image", cells: Extent) -> str:
    """What shows a picture in as many cells from the cursor on."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    content = file.getvalue()
    arguments = (
        f"inline=1;size={len(content)};width={cells.width};height={cells.height};"
        "preserveAspectRatio=0;doNotMoveCursor=1"
    )
    return f"\x1b]1337;File={arguments}:{base64.standard_b64encode(content).decode()}\a"
