"""A card as the learner sees it with its answer, and with what came of his own."""

from fractions import Fraction

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.styled import Styled
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.answers.numeric import numeric_answer, tolerated
from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
)
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, ClozeNote, NumericNote, OrderingNote
from ipt_cards.quiz.judging.judge import Judgement, Part, Verdict
from ipt_cards.quiz.screen import Arranged, Chosen, Revealed, Typed
from ipt_cards.study.presenting.arranged import arranged_rows, arranged_told
from ipt_cards.study.presenting.options import letter, option_text
from ipt_cards.study.presenting.verdicts import RIGHT_IN_PART, VERDICTS
from ipt_cards.terminal.cards.cloze import highlight
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.cards.question import panel
from ipt_cards.terminal.screen.console import text as safe

_PART_STYLES = {
    Part.EQUAL: "typed.equal",
    Part.MISSING: "typed.missing",
    Part.EXCESS: "typed.excess",
}
_VERDICT_STYLES = {
    Verdict.RIGHT: "verdict.right",
    Verdict.NEARLY: "verdict.right",
    Verdict.WRONG: "verdict.wrong",
}


def answer(revealed: Revealed, labels: Labels, *, airy: bool = True) -> RenderableType:
    """A card with its answer, what the learner answered, and what the author adds."""
    return panel(revealed.asked.card, labels, answer_parts(revealed, labels), airy=airy)


def answer_parts(revealed: Revealed, labels: Labels) -> list[RenderableType]:
    """What an answered card consists of, from top to bottom."""
    card = revealed.asked.card
    parts: list[RenderableType]
    match card:
        case BasicCard():
            parts = [markdown(card.question), *_rule(), *_typed(revealed), markdown(card.answer)]
            if card.direction == "forward":
                parts += _accepted(card.note)
        case ClozeCard():
            parts = [*_typed(revealed), markdown(card.note.text, highlight(card.number))]
            parts += _accepted(card.note)
        case ChoiceCard():
            parts = [markdown(card.note.question), Text(), *_chosen(revealed, card)]
        case OcclusionCard():
            from ipt_cards.terminal.cards.occlusion import (  # noqa: PLC0415 - few decks have one
                label_parts,
                picture_parts,
            )

            parts = [*picture_parts(card, lifted=True), *_rule(), *label_parts(card)]
        case NumericCard(note):
            parts = [markdown(note.question), *_rule(), *_typed(revealed), *_number(note)]
        case ArrangementCard():
            parts = [markdown(card.note.question), Text(), *_arranged(revealed, card)]
    if card.note.extra:
        parts += [Text(), _styled(markdown(card.note.extra), "card.extra")]
    if card.note.sources:
        names = "; ".join(labels.sources.get(source, source) for source in card.note.sources)
        parts += [Text(), safe(f"Source: {names}", "card.source")]
    return parts


def _accepted(note: BasicNote | ClozeNote) -> list[RenderableType]:
    if not note.accept:
        return []
    accepted = Text(", ").join(safe(to_plain(text)) for text in note.accept)
    return [Text.assemble("also right: ", accepted, style="card.hint")]


def _rule() -> list[RenderableType]:
    return [Text(), Rule(style="card.rule"), Text()]


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


def _number(note: NumericNote) -> list[RenderableType]:
    within = tolerated(note)
    hint = [Text(f"right from {within}", "card.hint")] if within else []
    return [safe(numeric_answer(note)), *hint]


def _arranged(revealed: Revealed, card: ArrangementCard) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if isinstance(revealed.response, Arranged):
        told = arranged_told(revealed.response, card)
        parts = [_verdict_on(revealed.response.credit, told), Text()]
    is_order = isinstance(card.note, OrderingNote)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    if not is_order:
        grid.add_column(ratio=1)
    grid.add_column(style="option.letter", justify="right" if is_order else "left", no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(style="option.why", justify="right", no_wrap=True)
    for row in arranged_rows(revealed, card):
        sign = Text() if row.right is None else _sign(row.right)
        left = () if is_order else (markdown(row.left),)
        grid.add_row(sign, *left, row.name, _styled(markdown(row.text), "right"), row.yours)
    return [*parts, grid]


def _sign(right: bool) -> Text:  # noqa: FBT001 - a sign has no other side
    return Text("✓", "right") if right else Text("✗", "wrong")


def _verdict_on(credit: Fraction, why: str = "") -> Text:
    """What an answer is that may be right in part."""
    if credit in (0, 1):
        verdict = _verdict(Verdict.RIGHT if credit else Verdict.WRONG)
    else:
        verdict = Text(RIGHT_IN_PART, "verdict.part")
    return verdict.append_text(safe(f" · {why}", "card.hint")) if why and credit != 1 else verdict


def _typed(revealed: Revealed) -> list[RenderableType]:
    if not isinstance(revealed.response, Typed):
        return []
    judgement = revealed.response.judgement
    if judgement.part:
        return [_verdict_on(judgement.part, judgement.why), _difference(judgement), Text()]
    verdict = _verdict(judgement.verdict)
    if judgement.why:
        verdict.append_text(safe(f" · {judgement.why}", "card.hint"))
    parts: list[RenderableType] = [verdict]
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
    return Text(VERDICTS[verdict], _VERDICT_STYLES[verdict])


def _styled(renderable: RenderableType, style: str) -> RenderableType:
    return Styled(renderable, style) if style else renderable
