"""A card as the learner sees it before its answer."""

from rich.console import Group, RenderableType
from rich.styled import Styled
from rich.text import Text

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
)
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.note import MatchingNote
from ipt_cards.quiz.screen import Asking
from ipt_cards.study.presenting.options import letter, option_text
from ipt_cards.terminal.cards.cloze import hide
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.width import READABLE_WIDTH


def question(asking: Asking, labels: Labels, *, airy: bool = True) -> RenderableType:
    """A card before its answer is revealed, with a blank line above and below where airy."""
    return panel(asking.card, labels, question_parts(asking), airy=airy)


def question_parts(asking: Asking) -> list[RenderableType]:
    """What a question consists of, from top to bottom."""
    match asking.card:
        case BasicCard() as card:
            return [markdown(card.question)]
        case ClozeCard() as card:
            return [markdown(card.note.text, hide(card.number))]
        case ChoiceCard() as card:
            several = len(card.note.answers) > 1
            options = _options(asking, card, several=several)
            hint = [Text(), Text("More than one is right.", "card.hint")] if several else []
            return [markdown(card.note.question), *hint, Text(), options]
        case OcclusionCard() as card:
            from ipt_cards.terminal.cards.occlusion import (  # noqa: PLC0415 - few decks have one
                picture_parts,
            )

            return picture_parts(card)
        case NumericCard(note):
            return [markdown(note.question)]
        case ArrangementCard() as card:
            return [markdown(card.note.question), Text(), *arrangement_parts(asking, card)]


def panel(card: Card, labels: Labels, parts: list[RenderableType], *, airy: bool) -> RenderableType:
    """The parts of a card in its frame."""
    from rich import box  # noqa: PLC0415 - only needed on a screen
    from rich.panel import Panel  # noqa: PLC0415

    topic = safe(labels.topics.get(card.key, ""), "card.topic")
    return Panel(
        Group(*parts),
        box=box.ROUNDED,
        title=topic or None,
        title_align="left",
        border_style="card.border",
        padding=(1 if airy else 0, 2),
        width=READABLE_WIDTH,
    )


def _options(asking: Asking, card: ChoiceCard, *, several: bool) -> RenderableType:
    from rich.table import Table  # noqa: PLC0415 - only choice cards need it

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="option.letter", no_wrap=True)
    if several:
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for place, option in enumerate(asking.options):
        box_ = ("☑" if option in asking.marked else "☐",) if several else ()
        grid.add_row(letter(place), *box_, markdown(option_text(card, option)))
    return grid


def arrangement_parts(asking: Asking, card: ArrangementCard) -> list[RenderableType]:
    """The options by their letters, with the places that they were put into so far."""
    from rich.table import Table  # noqa: PLC0415 - as above

    letters = {option: letter(place) for place, option in enumerate(asking.options)}
    parts: list[RenderableType] = []
    if isinstance(card.note, MatchingNote):
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(style="option.letter", no_wrap=True)
        grid.add_column(ratio=1)
        for pair, option in zip(card.note.pairs, asking.arrangement, strict=True):
            found = "_" if option is None else letters[option]
            grid.add_row(found, markdown(pair.left))
        parts = [grid, Text()]
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="option.letter", no_wrap=True)
    is_order = not parts
    if is_order:
        grid.add_column(style="option.letter", justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for option in asking.options:
        placed = option in asking.arrangement
        number = f"{asking.arrangement.index(option) + 1}." if placed else "_."
        text = markdown(card.options[option])
        shown = Styled(text, "option.placed") if placed and not is_order else text
        grid.add_row(letters[option], *((number,) if is_order else ()), shown)
    return [*parts, grid]
