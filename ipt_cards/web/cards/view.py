"""A card as its template shows it, before and after its answer."""

from dataclasses import dataclass, replace
from fractions import Fraction

from markupsafe import Markup

from ipt_cards.deck.answers.numeric import numeric_answer, tolerated
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
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import MatchingNote
from ipt_cards.deck.showing.occlusion_html import occluded_html
from ipt_cards.quiz.judging.judge import Judgement, Part, Verdict
from ipt_cards.quiz.screen import Arranged, Asking, Chosen, Revealed, Typed, asked, is_typed
from ipt_cards.study.presenting.arranged import arranged_rows, arranged_told
from ipt_cards.study.presenting.options import letter, option_text
from ipt_cards.study.presenting.verdicts import RIGHT_IN_PART, VERDICTS
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.text import text_html

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice. right: None as long as that is to be found out."""

    place: int
    letter: str
    text: Markup
    chosen: bool = False
    right: bool | None = None
    why: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Found:
    """What came of an answer.

    verdict: a class of the style sheet. told: the verdict in words.
    difference: between what was typed and what is right, each part with its kind.
    """

    verdict: str
    told: str
    why: str = ""
    typed: str = ""
    difference: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place for an option of its own: what it is called, and which option is in it so far.

    label: what stands before it; name: what it is called where only words can stand.
    option: the place, from 0, of an option in the list; None for none.
    """

    label: Markup
    name: str
    option: int | None


@dataclass(frozen=True, slots=True)
class ArrangedOption:
    """An option in its right place, as ArrangedRow has it."""

    left: Markup
    name: str
    text: Markup
    right: bool | None
    yours: str


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything of a card that stands on a page.

    typing: whether the answer is to be typed. answer: nothing where it stands in the question.
    accepted: what is right besides, with its label before it.
    places: where the options are to be put, each into its own; arranged: where they belong.
    """

    topic: str
    question: Markup
    answered: bool = False
    typing: bool = False
    several: bool = False
    options: tuple[Option, ...] = ()
    found: Found | None = None
    answer: Markup = NOTHING
    accepted: tuple[str, str] | None = None
    places: tuple[Place, ...] = ()
    arranged: tuple[ArrangedOption, ...] = ()
    extra: Markup = NOTHING
    sources: tuple[str, ...] = ()


def question_view(asking: Asking, labels: Labels, media: DeckMedia) -> CardView:
    """A card whose answer is still hidden."""
    topic = labels.topics.get(asking.card.key, "")
    match asking.card:
        case BasicCard() as card:
            return CardView(topic, text_html(card.question, media), typing=is_typed(card))
        case ClozeCard() as card:
            question = text_html(card.note.text, media, card.number)
            return CardView(topic, question, typing=is_typed(card))
        case ChoiceCard() as card:
            options = tuple(
                Option(
                    place,
                    letter(place),
                    text_html(option_text(card, option), media),
                    option in asking.marked,
                )
                for place, option in enumerate(asking.options)
            )
            several = len(card.note.answers) > 1
            question = text_html(card.note.question, media)
            return CardView(topic, question, several=several, options=options)
        case OcclusionCard() as card:
            return CardView(topic, _picture(card, media, lifted=False))
        case NumericCard(note):
            return CardView(topic, text_html(note.question, media), typing=True)
        case ArrangementCard() as card:
            return CardView(
                topic,
                text_html(card.note.question, media),
                options=tuple(
                    Option(place, letter(place), text_html(card.options[option], media))
                    for place, option in enumerate(asking.options)
                ),
                places=_places(asking, card, media),
            )


def answer_view(revealed: Revealed, labels: Labels, media: DeckMedia) -> CardView:
    """A card with its answer, what was answered, and what the author adds."""
    shown = replace(
        question_view(revealed.asked, labels, media),
        answered=True,
        typing=False,
        found=_found(revealed),
        extra=_block(revealed.asked.card.note.extra, media),
        sources=tuple(
            to_plain(labels.sources.get(source, source))
            for source in revealed.asked.card.note.sources
        ),
    )
    match revealed.asked.card:
        case BasicCard() as card:
            also = card.note.accept if is_typed(card) and card.direction == "forward" else ()
            return replace(
                shown,
                answer=text_html(card.answer, media),
                accepted=_also_right(also),
            )
        case ClozeCard() as card:
            return replace(
                shown,
                question=text_html(card.note.text, media, card.number, filled=True),
                accepted=_also_right(card.note.accept),
            )
        case ChoiceCard() as card:
            return replace(shown, options=_judged_options(revealed, card, shown.options, media))
        case OcclusionCard() as card:
            labels_ = [_block(mask.label, media) for mask in card.masks]
            return replace(
                shown, question=_picture(card, media, lifted=True), answer=NOTHING.join(labels_)
            )
        case NumericCard(note):
            within = tolerated(note)
            return replace(
                shown,
                answer=Markup("<p>{}</p>").format(numeric_answer(note)),
                accepted=("Right from", within) if within else None,
            )
        case ArrangementCard() as card:
            return replace(shown, options=(), places=(), arranged=_arranged(revealed, card, media))


def _also_right(accepted: tuple[str, ...]) -> tuple[str, str] | None:
    return ("Also right", ", ".join(map(to_plain, accepted))) if accepted else None


def whole_view(card: Card, labels: Labels, media: DeckMedia) -> CardView:
    """A card with its answer, where nobody answered it, its options as the author has them."""
    shown = asked(card, "", 0)
    in_order = replace(shown, options=tuple(sorted(shown.options)))
    return answer_view(Revealed(in_order), labels, media)


def _places(asking: Asking, card: ArrangementCard, media: DeckMedia) -> tuple[Place, ...]:
    found = []
    for place, option in enumerate(asking.arrangement):
        label, name = Markup("{}.").format(place + 1), f"Place {place + 1}"
        if isinstance(card.note, MatchingNote):
            left = card.note.pairs[place].left
            label, name = text_html(left, media), to_plain(left)
        found.append(Place(label, name, None if option is None else asking.options.index(option)))
    return tuple(found)


def _arranged(
    revealed: Revealed, card: ArrangementCard, media: DeckMedia
) -> tuple[ArrangedOption, ...]:
    return tuple(
        ArrangedOption(
            _block(row.left, media), row.name, text_html(row.text, media), row.right, row.yours
        )
        for row in arranged_rows(revealed, card)
    )


def _picture(card: OcclusionCard, media: DeckMedia, *, lifted: bool) -> Markup:
    drawn = Markup(occluded_html(card, media, lifted=lifted))  # noqa: S704 - it escapes the texts
    return _block(card.note.header, media) + drawn


def _judged_options(
    revealed: Revealed, card: ChoiceCard, options: tuple[Option, ...], media: DeckMedia
) -> tuple[Option, ...]:
    chosen = revealed.response.options if isinstance(revealed.response, Chosen) else frozenset()
    right = len(card.note.answers)
    return tuple(
        replace(
            shown,
            chosen=option in chosen,
            right=option < right,
            why=NOTHING
            if option < right
            else text_html(card.note.distractors[option - right].why, media),
        )
        for shown, option in zip(options, revealed.asked.options, strict=True)
    )


def _found(revealed: Revealed) -> Found | None:
    match revealed.response:
        case Typed(text, judgement):
            found = Found(
                judgement.verdict.value,
                VERDICTS[judgement.verdict],
                judgement.why,
                text,
                _difference(judgement),
            )
            if judgement.part:
                return replace(found, verdict="part", told=RIGHT_IN_PART)
            return found
        case Chosen(right=right):
            return _judged(Fraction(right))
        case Arranged(credit=credit) as response:
            assert isinstance(revealed.asked.card, ArrangementCard)  # noqa: S101 - as the session has it
            found = _judged(credit)
            told = arranged_told(response, revealed.asked.card)
            return found if credit == 1 else replace(found, why=told)
        case None:
            return None


def _judged(credit: Fraction) -> Found:
    if credit in (0, 1):
        verdict = Verdict.RIGHT if credit else Verdict.WRONG
        return Found(verdict.value, VERDICTS[verdict])
    return Found("part", RIGHT_IN_PART)


def _difference(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    alike = any(segment.part is Part.EQUAL for segment in judgement.difference)
    if judgement.verdict is Verdict.RIGHT or not alike:
        return ()
    return tuple((segment.part.value, segment.text) for segment in judgement.difference)


def _block(text: str, media: DeckMedia) -> Markup:
    return text_html(text, media) if text else NOTHING
