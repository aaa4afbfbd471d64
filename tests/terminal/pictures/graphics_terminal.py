"""A terminal that shows pictures of pixels: what a real process draws on it is taken apart again."""

import base64
import codecs
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from ipt_cards.terminal.pictures.display import CELL_SIZE, DEVICE_ATTRIBUTES, KITTY_QUERY
from tests.terminal.terminal import Terminal

CELL = (8, 16)

KITTY = {KITTY_QUERY: "\x1b_Gi=31;OK\x1b\\", DEVICE_ATTRIBUTES: "\x1b[?62;c"}
SIXEL = {DEVICE_ATTRIBUTES: "\x1b[?62;4;22c"}
NEITHER = {DEVICE_ATTRIBUTES: "\x1b[?6c"}

_ORDER = re.compile(
    r"\x1b_G(?P<kitty>[^;\x1b]*);?(?P<data>[^\x1b]*)\x1b\\"
    r"|\x1b\]1337;File=(?P<iterm2>[^:]*):(?P<content>[^\a]*)\a"
    r"|\x1bP0;1;0q(?P<sixel>[^\x1b]*)\x1b\\"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|(?P<erase>\x1b\[J|\x1b\[\?1049[hl])"
)
_UNFINISHED = re.compile(r"\x1b(\[[\d;?]*|[_P\]][^\x1b\a]*\x1b?)?\Z")


class Seen(NamedTuple):
    """A picture on the screen: its upper left cell, from 0, and its size in cells."""

    row: int
    column: int
    cells: tuple[int, int]
    image: Image.Image


class GraphicsTerminal(Terminal):
    """answers: what it says when it is asked something, with a cell's size always told."""

    def __init__(
        self,
        home: Path,
        *options: str | Path,
        answers: Mapping[str, str],
        columns: int = 80,
        lines: int = 24,
        subcommand: str = "quiz",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.seen: list[Seen] = []
        self.everything = ""
        """All that was sent to it."""
        self._answers = {CELL_SIZE: f"\x1b[6;{CELL[1]};{CELL[0]}t", **answers} if answers else {}
        self._text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._cursor = (0, 0)
        self._chunks = ""
        self._arguments: dict[str, str] = {}
        super().__init__(
            home,
            *options,
            columns=columns,
            lines=lines,
            subcommand=subcommand,
            environment=environment,
        )

    def feed(self, data: bytes) -> None:
        text = self._decoder.decode(data)
        self.everything += text
        self._text += text
        for question, answer in self._answers.items():
            if question in self._text:
                self._text = self._text.replace(question, "", 1)
                self.press(answer)
        unfinished = _UNFINISHED.search(self._text)
        whole = self._text[: unfinished.start()] if unfinished else self._text
        self._text = self._text[len(whole) :]
        for found in _ORDER.finditer(whole):
            self._obey(found)
        plain = _ORDER.sub(lambda found: found[0] if found["row"] or found["erase"] else "", whole)
        super().feed(plain.encode())

    def _obey(self, found: re.Match[str]) -> None:
        if found["erase"]:
            self.seen.clear()
        elif found["row"]:
            self._cursor = (int(found["row"]) - 1, int(found["column"]) - 1)
        elif found["kitty"] is not None:
            self._obey_kitty(dict(pair.split("=") for pair in found["kitty"].split(",")), found)
        elif found["iterm2"] is not None:
            told = dict(pair.split("=") for pair in found["iterm2"].split(";"))
            content = base64.b64decode(found["content"])
            assert len(content) == int(told["size"])
            self._show(Image.open(io.BytesIO(content)), int(told["width"]), int(told["height"]))
        else:
            image = picture_in_sixel(found["sixel"])
            self._show(image, image.width // CELL[0], image.height // CELL[1])

    def _obey_kitty(self, told: dict[str, str], found: re.Match[str]) -> None:
        if told.get("a") == "d":
            self.seen.clear()
        if told.get("a") in ("d", "q"):
            return
        assert len(found["data"]) <= 4096
        self._arguments |= told
        self._chunks += found["data"]
        if told["m"] == "0":
            image = Image.open(io.BytesIO(base64.b64decode(self._chunks)))
            self._show(image, int(self._arguments["c"]), int(self._arguments["r"]))
            self._chunks, self._arguments = "", {}

    def _show(self, image: Image.Image, columns: int, rows: int) -> None:
        self.seen.append(Seen(*self._cursor, (columns, rows), image.convert("RGBA")))


def picture_in_sixel(data: str) -> Image.Image:
    """What a sixel terminal makes of the data behind its introducer."""
    size = re.match(r'"1;1;(\d+);(\d+)', data)
    assert size
    image = Image.new("RGBA", (int(size[1]), int(size[2])))
    palette: dict[int, tuple[int, int, int]] = {}
    colour = x = y = 0
    token = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])")
    place = size.end()
    while place < len(data):
        found = token.match(data, place)
        assert found, data[place : place + 20]
        place = found.end()
        if found[1]:
            colour = int(found[1])
            if found[2]:
                red, green, blue = (round(int(found[part]) * 2.55) for part in (2, 3, 4))
                palette[colour] = (red, green, blue)
        elif found[8]:
            x, y = 0, y + 6 * (found[8] == "-")
        else:
            bits = ord(found[6] or found[7]) - 63
            end = x + int(found[5] or 1)
            drawn = [bit for bit in range(6) if bits >> bit & 1]
            for at in range(x, end):
                for bit in drawn:
                    image.putpixel((at, y + bit), (*palette[colour], 255))
            x = end
    return image
