"""The style sheet of the pages; what cards in Anki have, too, is taken from there."""

import re
from importlib.resources import files

_PARTS = (
    *("page", "quiz", "options", "texts", "reports"),
    *("cards", "exam", "preview", "narrow"),
)
_COLOURS = re.compile(r"\{([^{}]*--paper:[^{}]*)\}")


def style_sheet() -> str:
    """The colours and the texts of cards, then the pages' own rules, a part after the other.

    A card's colours in Anki hang on its classes; a page's on what the browser's person prefers.
    """
    of_cards = files("ipt_cards.anki") / "templates"
    light, dark = _COLOURS.findall((of_cards / "card.css").read_text(encoding="utf-8"))
    colours = (
        f":root {{{light}}}\n\n@media (prefers-color-scheme: dark) {{\n  :root {{{dark}}}\n}}\n"
    )
    texts = (of_cards / "text.css").read_text(encoding="utf-8")
    own = files("ipt_cards.web") / "style"
    parts = ((own / f"{name}.css").read_text(encoding="utf-8") for name in _PARTS)
    return "\n".join((colours, texts, *parts))
