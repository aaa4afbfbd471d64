"""Every style that learners see. Only the terminal's own colours, so that each theme fits.

Yellow and blue are left out: one can't be read on white, the other on black.
"""

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
    "option.letter": "bold magenta",
    "option.why": "italic",
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
