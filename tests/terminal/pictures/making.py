"""Pictures to be drawn, and what a terminal shows of them."""

from pathlib import Path

import pyte
from PIL import Image, ImageDraw


def quarters(size: tuple[int, int] = (80, 60)) -> Image.Image:
    """Red, green, blue and white quarters, clockwise from the left upper one."""
    width, height = size
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), "red")
    draw.rectangle((width // 2, 0, width - 1, height // 2 - 1), "lime")
    draw.rectangle((width // 2, height // 2, width - 1, height - 1), "blue")
    return image


def saved(image: Image.Image, path: Path) -> Path:
    """The picture in a file of its own, of the kind that its name tells."""
    image.save(path)
    return path


def screen_of(lines: list[str], columns: int) -> pyte.Screen:
    """What a terminal shows of lines with ANSI codes."""
    screen = pyte.Screen(columns, len(lines))
    pyte.Stream(screen).feed("\r\n".join(lines))
    return screen


def colours_at(screen: pyte.Screen, row: int, column: int) -> tuple[str, str, str]:
    """A cell's sign, and the colours of its upper and lower half as RRGGBB."""
    cell = screen.buffer[row][column]
    return cell.data, cell.fg, cell.bg
