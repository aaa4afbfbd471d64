"""Anki's reviewer for tests and pictures: cards rendered by Anki, pages framed as Anki's, Chromium.

What the page stands in for was read off Anki 26.9's reviewer: the classes on <html> and <body>,
its rules that meet the card's own, and how it puts a side into the page.
"""

import subprocess
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from anki.collection import Collection
from anki.decks import DEFAULT_DECK_ID
from anki.notes import Note

from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import Field, NoteType
from tests.browsers import NO_CHROMIUM, chromium_program


@dataclass(frozen=True, slots=True)
class Card:
    """Both sides as Anki hands them to the page, the stylesheet in front."""

    front: str
    back: str


def add_note_type(collection: Collection, note_type: NoteType) -> None:
    """Let Anki check and take in a note type; raises CardTypeError if a template is wrong."""
    models = collection.models
    source = model(note_type)
    built = models.new(source.name)
    built["type"] = source.model_type
    built["css"] = source.css
    for field in source.fields:
        models.add_field(built, models.new_field(field["name"]))
    for template in source.templates:
        added = models.new_template(template["name"])
        added["qfmt"], added["afmt"] = template["qfmt"], template["afmt"]
        models.add_template(built, added)
    models.add_dict(built)


def add_note(collection: Collection, note_type: NoteType, fields: dict[Field, str]) -> Note:
    kind = collection.models.by_name(note_type.name)
    assert kind is not None
    note = collection.new_note(kind)
    for field, html in fields.items():
        note[field] = html
    collection.add_note(note, DEFAULT_DECK_ID)
    return note


def render(note_type: NoteType, fields: dict[Field, str]) -> list[Card]:
    """Have Anki render all cards of one note."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            add_note_type(collection, note_type)
            return [
                Card(card.question(), card.answer())
                for card in add_note(collection, note_type, fields).cards()
            ]
        finally:
            collection.close()


def page(side: str, *, night: bool = False, head: str = "") -> str:
    """Give the page on which Anki's desktop shows a side, its scripts run while it loads."""
    night_classes = " nightMode night_mode" if night else ""
    return f"""<!doctype html>
<html class="{"night-mode" if night else ""}" dir="ltr"
  data-bs-theme="{"dark" if night else "light"}">
<head><meta charset="utf-8">{head}<style>
:root {{ --canvas: #f5f5f5 }}
:root[class*=night-mode] {{ --canvas: #2c2c2c }}
body {{ margin: 20px; overflow-wrap: break-word; background-color: var(--canvas) }}
body.nightMode {{ background-color: var(--canvas) }}
hr {{ margin: 1em 0; border: none; height: 1px; background-color: #737373 }}
img {{ max-width: 100%; max-height: 95vh }}
li {{ text-align: start }}
pre {{ text-align: left }}
#typeans {{ width: 100%; box-sizing: border-box; line-height: 1.75 }}
code#typeans {{ white-space: pre-wrap; font-variant-ligatures: none }}
</style></head>
<body class="card card1 isLin{night_classes} fancy"><div id="qa" dir="auto">{side}</div></body>
</html>"""


def framed(html: str, attributes: str = "") -> str:
    """Give an <iframe> that holds a whole page."""
    return f'<iframe {attributes} srcdoc="{escape(html)}"></iframe>'


def dump(html: str) -> str:
    """Load a page in headless Chromium and give its DOM once its scripts came to rest."""
    return _chromium(html, "--virtual-time-budget=10000", "--dump-dom")


def picture(html: str, target: Path, width: int, height: int) -> None:
    """Write a PNG of a page, two pixels to each of CSS's, its background see-through."""
    _chromium(
        html,
        "--virtual-time-budget=10000",
        "--force-device-scale-factor=2",
        "--hide-scrollbars",
        "--default-background-color=00000000",
        f"--window-size={width},{height}",
        f"--screenshot={target}",
    )


def _chromium(html: str, *arguments: str) -> str:
    program = chromium_program()
    assert program is not None, NO_CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        done = subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                *arguments,
                file.as_uri(),
            ],
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=60,
        )
    return done.stdout
