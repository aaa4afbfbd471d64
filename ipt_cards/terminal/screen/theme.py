"""Every style that learners see. Only the terminal's own colours, so that each theme fits."""

from collections.abc import Mapping

from ipt_cards.study.configuration.settings import Colours

STYLES = {
    # the card
    "card.border": "dim",
    "card.topic": "not dim magenta",
    "card.rule": "dim",
    "card.extra": "italic",
    "card.source": "dim",
    "card.hint": "dim",
    "cloze.gap": "bold magenta",
    "cloze.answer": "bold green underline",
    # Markdown
    "md.strong": "bold",
    "md.emphasis": "italic",
    "md.strike": "strike",
    "md.code": "cyan",
    "code.keyword": "bold cyan",
    "code.string": "green",
    "code.number": "magenta",
    "code.comment": "dim",
    "md.link": "underline",
    "md.image": "dim",
    "md.heading": "bold",
    "md.bullet": "magenta",
    "md.quote": "italic",
    # answers
    "right": "green",
    "wrong": "red",
    "verdict.right": "bold green",
    "verdict.wrong": "bold red",
    "verdict.part": "bold magenta",
    "option.letter": "bold magenta",
    "option.why": "italic",
    "option.placed": "dim",
    "typed.equal": "green",
    "typed.missing": "bold magenta underline",
    "typed.excess": "red strike",
    # around the card
    "button.key": "bold",
    "button.interval": "dim",
    "button.suggested": "reverse",
    "bar.done": "green",
    "bar.left": "dim",
    "count.new": "cyan",
    "count.review": "green",
    "count.again": "red",
    "status": "dim",
    "notice": "bold magenta",
    "key": "bold",
    "title": "bold",
    # reports
    "label": "dim",
    "plot.axis": "dim",
    "plot.ahead": "cyan",
    "plot.year": "green",
    "maturity.mature": "green",
    "maturity.young": "cyan",
    "maturity.learning": "magenta",
    "maturity.new": "dim",
}
"""Those of AUTO. Yellow and blue are left out: one can't be read on white, the other on black."""

_IN_ITS_PLACE: Mapping[Colours, Mapping[str, str]] = {
    Colours.AUTO: {},
    Colours.DARK: {name: f"bright_{name}" for name in ("red", "green", "magenta", "cyan")},
    Colours.LIGHT: {"cyan": "blue"},
    Colours.NONE: {},
}


def styles(colours: Colours) -> dict[str, str]:
    """Each style with the colours that are wanted; where none are, it's the console's to do so."""
    other = _IN_ITS_PLACE[colours]
    return {
        name: " ".join(other.get(word, word) for word in style.split())
        for name, style in STYLES.items()
    }
