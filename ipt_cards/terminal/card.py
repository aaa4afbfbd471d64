"""A card as the learner sees it: its question, and the question with its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.styled import Styled
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.card import BasicCard, Card, ChoiceCard, ClozeCard, note_id_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup import to_plain
from ipt_cards.quiz.judging import Judgement, Part, Verdict
from ipt_cards.quiz.screen import Asking, Chosen, Revealed, Typed, is_typed
from ipt_cards.terminal.console import text as safe
from ipt_cards.terminal.keymap import letter
from ipt_cards.terminal.markdown import hide, highlight, markdown

READABLE_WIDTH = 76
"""Columns of a card's panel, where the terminal has as many."""

_PART_STYLES = {
    Part.EQUAL: "typed.equal",
    Part.MISSING: "typed.missing",
    Part.EXCESS: "typed.excess",
}
_VERDICTS = {
    Verdict.RIGHT: ("✓ Right", "verdict.right"),
    Verdict.NEARLY: ("✓ Right, but for a slip", "verdict.right"),
    Verdict.WRONG: ("✗ Not quite", "verdict.wrong"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands around cards: the topic's name by note id, the source's name by its id."""

    topics: Mapping[str, str]
    sources: Mapping[str, str]

    @classmethod
    def of(cls, deck: Deck) -> "Labels":
        """The labels that a deck gives its cards."""
        topics = {note_id_of(key): topic.name for topic in deck.topics for key in topic.card_keys}
        return cls(topics, deck.sources)


def question(asking: Asking, labels: Labels, *, airy: bool = True) -> RenderableType:
    """A card before its answer is revealed, with a blank line above and below where airy."""
    return _panel(asking.card, labels, question_parts(asking), airy=airy)


def answer(revealed: Revealed, labels: Labels, *, airy: bool = True) -> RenderableType:
    """A card with its answer, what the learner answered, and what the author adds."""
    return _panel(revealed.asked.card, labels, answer_parts(revealed, labels), airy=airy)


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


def answer_parts(revealed: Revealed, labels: Labels) -> list[RenderableType]:
    """What an answered card consists of, from top to bottom."""
    card = revealed.asked.card
    parts: list[RenderableType]
    match card:
        case BasicCard():
            parts = [markdown(card.question), *_rule(), *_typed(revealed), markdown(card.answer)]
            if is_typed(card) and card.direction == "forward" and card.note.accept:
                accepted = Text(", ").join(safe(to_plain(text)) for text in card.note.accept)
                parts.append(Text.assemble("also right: ", accepted, style="card.hint"))
        case ClozeCard():
            parts = [markdown(card.note.text, highlight(card.number))]
        case ChoiceCard():
            parts = [markdown(card.note.question), Text(), *_chosen(revealed, card)]
    if card.note.extra:
        parts += [Text(), _styled(markdown(card.note.extra), "card.extra")]
    if card.note.sources:
        names = "; ".join(labels.sources.get(source, source) for source in card.note.sources)
        parts += [Text(), safe(f"Source: {names}", "card.source")]
    return parts


def _panel(card: Card, labels: Labels, parts: list[RenderableType], *, airy: bool) -> Panel:
    topic = safe(labels.topics.get(card.note.id, ""), "card.topic")
    return Panel(
        Group(*parts),
        box=box.ROUNDED,
        title=topic or None,
        title_align="left",
        border_style="card.border",
        padding=(1 if airy else 0, 2),
        width=READABLE_WIDTH,
    )


def _rule() -> list[RenderableType]:
    return [Text(), Rule(style="card.rule"), Text()]


def _options(asking: Asking, card: ChoiceCard, *, several: bool) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="option.letter", no_wrap=True)
    if several:
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for place, option in enumerate(asking.options):
        box_ = ("☑" if option in asking.marked else "☐",) if several else ()
        grid.add_row(letter(place), *box_, markdown(option_text(card, option)))
    return grid


def _chosen(revealed: Revealed, card: ChoiceCard) -> list[RenderableType]:
    chosen: frozenset[int] = frozenset()
    parts: list[RenderableType] = []
    if isinstance(revealed.response, Chosen):
        chosen = revealed.response.options
        verdict = Verdict.RIGHT if revealed.response.right else Verdict.WRONG
        parts = [_verdict(verdict), Text()]
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(style="option.letter", no_wrap=True)
    grid.add_column(ratio=1)
    for place, option in enumerate(revealed.asked.options):
        right = option < len(card.note.answers)
        sign = Text("✓", "right") if right else Text("✗", "wrong")
        shown = _styled(markdown(option_text(card, option)), "right" if right else "")
        if not right:
            why = _styled(
                markdown(card.note.distractors[option - len(card.note.answers)].why), "option.why"
            )
            shown = Group(shown, why)
        grid.add_row("›" if option in chosen else " ", sign, letter(place), shown)
    return [*parts, grid]


def option_text(card: ChoiceCard, option: int) -> str:
    """The Markdown of an option, told by its index into the answers and then the distractors."""
    answers = card.note.answers
    return (
        answers[option]
        if option < len(answers)
        else card.note.distractors[option - len(answers)].text
    )


def _typed(revealed: Revealed) -> list[RenderableType]:
    if not isinstance(revealed.response, Typed):
        return []
    judgement = revealed.response.judgement
    parts: list[RenderableType] = [_verdict(judgement.verdict)]
    if judgement.verdict is not Verdict.RIGHT:
        parts.append(_difference(judgement))
    return [*parts, Text()]


def _difference(judgement: Judgement) -> Text:
    if all(segment.part is not Part.EQUAL for segment in judgement.difference):
        typed = "".join(s.text for s in judgement.difference if s.part is Part.EXCESS)
        return Text.assemble("you typed: ", safe(typed, "wrong"))
    # The signs tell without colours, too.
    found = Text()
    for segment in judgement.difference:
        signs = {Part.EQUAL: "{}", Part.MISSING: "[+{}]", Part.EXCESS: "[-{}]"}[segment.part]
        found.append_text(safe(signs.format(segment.text), _PART_STYLES[segment.part]))
    return found


def _verdict(verdict: Verdict) -> Text:
    return Text(*_VERDICTS[verdict])


def _styled(renderable: RenderableType, style: str) -> RenderableType:
    return Styled(renderable, style) if style else renderable
