"""Arbitrary decks for property tests: everything that the types can express, in small."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from hypothesis import strategies as st

from ipt_cards.deck.deck import Blueprint, Deck, Fact, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.markup.parser import escape
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import (
    DECIMALS,
    Box,
    Caption,
    Hiding,
    Mask,
    Point,
    Polygon,
    has_area,
)
from ipt_cards.deck.style_rule import Allowance, StyleRule
from ipt_cards.deck.text import first_control_character, normal_text

_SIGNS = st.characters(exclude_categories=["Cc", "Cn", "Cs"]) | st.sampled_from("\n\t ")
ANY_TEXT = (
    st.text(_SIGNS, max_size=60)
    .map(lambda text: normal_text(text) or "text")  # filtering much makes Hypothesis give up
    .filter(lambda text: not first_control_character(text))
)
"""Text in its normal form, of any characters that a deck may hold."""

HOSTILE_TEXT = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "{{Front}} and {{#Back}}",
        "a & b &amp; c",
        "std::vector",
        "[sound:x.mp3] [latex] [$]x[/$]",
        r"\(x^2\) \[y\]",
        "}} {{ }}",
        "yes",
        "null",
        "2024-01-01",
        "0x1F",
        "- not a list",
        "*not an alias",
        "a: b # c",
        "مرحبا بالعالم",
        "👩‍⚕️ therapist",
        "'\"`",
        "%",
        "a\n\nb\nc",
    ]
)

EXACT_TEXT = (ANY_TEXT | HOSTILE_TEXT).map(escape).filter(bool)
"""Markdown that shows exactly some text."""

MARKDOWN = EXACT_TEXT | st.lists(
    st.sampled_from(
        ["*em*", "**strong**", "`code`", "word", "[link](https://example.org)", "\n\n", "- item\n"]
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: normal_text(" ".join(parts))).filter(bool)

IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
NAMES = (
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=15)
    .map(lambda name: normal_text(name) or "name")
    .filter(lambda name: not first_control_character(name))
)
TAGS = st.lists(
    st.from_regex(r"[a-z]{1,8}(::[a-z]{1,5})?", fullmatch=True), max_size=3, unique=True
).map(tuple)


ALLOWED = st.dictionaries(st.sampled_from(StyleRule), HOSTILE_TEXT, max_size=2).map(
    lambda reasons: tuple(Allowance(rule, reason) for rule, reason in reasons.items())
)


def visible(text: str) -> bool:
    """Whether the Markdown shows anything."""
    return bool(to_plain(text))


SEEN_MARKDOWN = MARKDOWN.map(lambda text: text if visible(text) else f"seen {text}").filter(visible)


DISTINCT_TEXTS = st.lists(
    SEEN_MARKDOWN, min_size=2, max_size=5, unique_by=lambda text: to_plain(text).casefold()
)

NUMBERS = st.decimals(
    -(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False
) | st.sampled_from(list(map(Decimal, ("0", "-5", "0.75", "6.02E+23", "1E-7", "1500"))))


@st.composite
def _cloze_text(draw: st.DrawFn) -> str:
    parts = []
    for number in draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)):
        hidden = draw(st.from_regex(r"[a-zé]{1,9}( [a-z]{1,5})?", fullmatch=True))
        hint = draw(st.sampled_from(["", "::hint", "::a & <b>"]))
        parts.append(draw(st.from_regex(r"[A-Z][a-z]{0,8}", fullmatch=True)))
        parts.append(f"{{{{c{number}::{hidden}{hint}}}}}")
    return " ".join(parts)


def _some_of(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not names:
        return st.just(())
    return st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)


class Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    allow: tuple[Allowance, ...]
    level: Level | None
    after: tuple[str, ...]
    facts: tuple[str, ...]


@st.composite
def notes(
    draw: st.DrawFn,
    note_id: str,
    sources: tuple[str, ...],
    earlier: Sequence[str] = (),
    facts: Sequence[str] = (),
) -> Note:
    shared = Shared(
        id=note_id,
        extra=draw(st.just("") | SEEN_MARKDOWN),
        tags=draw(TAGS),
        sources=draw(_some_of(sources)),
        allow=draw(ALLOWED),
        level=draw(st.none() | st.sampled_from(Level)),
        after=draw(_some_of(earlier)),
        facts=draw(_some_of(facts)),
    )
    kind = draw(st.sampled_from(["basic", "cloze", "choice", "numeric", "ordering", "matching"]))
    if kind == "cloze":
        return ClozeNote(text=draw(_cloze_text()), **shared)
    if kind == "numeric":
        return NumericNote(
            question=draw(SEEN_MARKDOWN),
            number=draw(NUMBERS),
            tolerance=abs(draw(NUMBERS)),
            unit=draw(st.sampled_from(["", "mg", "%", "mmol/L", "m^2", "°C", "sessions", "€"])),
            **shared,
        )
    if kind == "ordering":
        return OrderingNote(
            question=draw(SEEN_MARKDOWN), steps=tuple(draw(DISTINCT_TEXTS)), **shared
        )
    if kind == "matching":
        pairs = tuple(map(Pair, draw(DISTINCT_TEXTS), draw(DISTINCT_TEXTS)))
        return MatchingNote(question=draw(SEEN_MARKDOWN), pairs=pairs, **shared)
    if kind == "choice":
        options = draw(DISTINCT_TEXTS)
        right = draw(st.integers(1, len(options) - 1))
        whys = [draw(SEEN_MARKDOWN) for _ in options[right:]]
        return ChoiceNote(
            question=draw(SEEN_MARKDOWN),
            answers=tuple(options[:right]),
            distractors=tuple(map(Distractor, options[right:], whys)),
            **shared,
        )
    typed = draw(st.booleans())
    return BasicNote(
        front=draw(SEEN_MARKDOWN),
        back=draw(SEEN_MARKDOWN),
        reversed=draw(st.booleans()),
        typed=typed,
        accept=draw(st.lists(SEEN_MARKDOWN, max_size=2).map(tuple)) if typed else (),
        **shared,
    )


PERCENT = st.integers(0, 9999).map(lambda hundredths: hundredths / 100)
COLOURS = st.sampled_from(["", "#00ff7f"])


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(PERCENT), draw(PERCENT)
    w, h = (round(draw(st.floats(0.01, 100 - start)), DECIMALS) for start in (x, y))
    angle = draw(st.just(0.0) | st.floats(0.01, 359.9).map(lambda angle: round(angle, DECIMALS)))
    return Box(x, y, w, h, angle, is_ellipse=draw(st.booleans()))


POLYGONS = (
    st.lists(st.builds(Point, PERCENT, PERCENT), min_size=3, max_size=6, unique=True)
    .filter(has_area)
    .map(lambda points: Polygon(tuple(points)))
)
MASKS = st.builds(
    Mask,
    number=st.integers(1, 500),
    shape=boxes() | POLYGONS,
    label=st.just("") | SEEN_MARKDOWN,
    colour=COLOURS,
)
CAPTIONS = st.builds(
    Caption,
    text=(ANY_TEXT | HOSTILE_TEXT).filter(lambda text: "{{" not in text and "}}" not in text),
    x=PERCENT,
    y=PERCENT,
    size=st.integers(1, 1000).map(lambda tenths: tenths / 10),
    colour=COLOURS,
)


def occlusion_notes(image: str) -> st.SearchStrategy[OcclusionNote]:
    """Notes on a picture that has to be there where they are read."""
    return st.builds(
        OcclusionNote,
        id=IDS,
        image=st.just(image),
        masks=st.lists(MASKS, min_size=1, max_size=5).map(tuple),
        header=st.just("") | SEEN_MARKDOWN,
        hide=st.sampled_from(Hiding),
        captions=st.lists(CAPTIONS, max_size=2).map(tuple),
        extra=st.just("") | SEEN_MARKDOWN,
        tags=TAGS,
    )


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    sections = draw(st.dictionaries(IDS, SEEN_MARKDOWN, max_size=2))
    note_ids = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    topic_ids = sorted(draw(st.lists(IDS, min_size=1, max_size=3, unique=True)))
    if "deck" in topic_ids:
        topic_ids = ["first"]
    names = draw(
        st.lists(
            NAMES,
            min_size=len(topic_ids),
            max_size=len(topic_ids),
            unique_by=str.casefold,
        )
    )
    found: dict[str, list[Note]] = {topic_id: [] for topic_id in topic_ids}
    facts = draw(st.dictionaries(IDS, SEEN_MARKDOWN, max_size=3))
    told: dict[str, list[Fact]] = {topic_id: [] for topic_id in topic_ids}
    for fact, statement in facts.items():
        told[draw(st.sampled_from(topic_ids))].append(Fact(fact, statement))
    for place, note_id in enumerate(note_ids):
        # What comes after what doesn't follow from where they stand.
        note = draw(notes(note_id, tuple(sections), note_ids[:place], tuple(facts)))
        found[draw(st.sampled_from(topic_ids))].append(note)
    blueprint = None
    if draw(st.booleans()):
        share = 100 // len(topic_ids)
        weights = [share] * (len(topic_ids) - 1)
        weights.append(100 - sum(weights))
        levels = draw(st.just(()) | st.just(((Level.RECALL, 35), (Level.APPLICATION, 65))))
        blueprint = Blueprint(tuple(zip(topic_ids, weights, strict=True)), levels=levels)
    return Deck(
        id=draw(IDS),
        name=draw(NAMES),
        description=draw(st.just("") | SEEN_MARKDOWN),
        topics=tuple(
            Topic(topic_id, name, tuple(found[topic_id]), tuple(told[topic_id]))
            for topic_id, name in zip(topic_ids, names, strict=True)
        ),
        blueprint=blueprint,
        version=draw(st.sampled_from(["", "1.2", "second & last"])),
        sections=tuple(sections.items()),
        allow=draw(ALLOWED),
    )
