"""Rules on what is asked: that it is a question, and one that stands by itself."""

import re
from collections.abc import Iterator

from ipt_cards.deck.markup.parser import media_of
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.options import Options
from ipt_cards.deck.rules.style.words import FUNCTION_WORDS, content_stems, sentences, words
from ipt_cards.deck.style_rule import StyleRule

LONGEST_NAME = 5
"""Words: as long as a name may be that is asked for its other name, in both directions."""

LONGEST_FRONT = 300
"""Characters of a question that are looked at; longer ones are warned of as such."""

SHORTEST_BEGINNING = 4
"""Words: fewer make a term rather than a sentence that the options complete."""

_QUESTION_WORDS = frozenset(
    ["how", "what", "when", "where", "which", "who", "whom", "whose", "why"]
)
_TASKS = """
answer arrange assign calculate choose classify compare complete compute conjugate contrast
convert correct decide decline define derive describe determine differentiate discuss
distinguish divide draw estimate evaluate explain express fill find finish give guess identify
imagine infer integrate interpret justify label list locate match mention name order outline
pick place predict prove put rank recall recite rewrite say select show simplify sketch solve
sort spell state suppose summarise summarize tell translate turn type write
"""
_IMPERATIVES = frozenset(_TASKS.split())
_OPEN_END = re.compile(
    r"(?:[:…=→]|\.\.\.|__|\b(?:is|are|was|were|means|by|of|to|the|a|an|because|called|for|with|"
    r"in|from|as|and|or|has|have))$",
    re.IGNORECASE,
)
_GAP = re.compile(r"_{2,}|(?<!\w)_(?!\w)|…|\.\.\.|\[\s*\]|\[…\]")
_SHOWS_ITSELF = re.compile(r"\$|`|!\[|\\\(|\\\[|\[sound:")
_NOT = r"not|n't|except|least|false|incorrect|untrue|wrong|never"
_SELECTS_BY_NOT = re.compile(
    rf"\b(?:which|what|who|all|one|each)\b(?:(?!\b(?:that|who|if|when|whose|to)\b)[^?.,])*?"
    rf"\b(?:are|is|was|were|does|do|did|has|have|would|can|could|should|will|may|belongs?|apply|"
    rf"applies)(?:(?: [\w'-]+){{0,4}}? |(?=n't))(?:{_NOT})\b|\bexcept\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\bexcept\b", re.IGNORECASE)
_CONTRAST = re.compile(
    r"\b(?:and|but|,|rather than|or|if|whether) not\b|\bnot only\b", re.IGNORECASE
)
"""A "not" by which nothing is chosen."""
_NEGATIVE = re.compile(rf"(?:\b|(?<=\w))(?:{_NOT})\b", re.IGNORECASE)
_STRESSED = re.compile(
    rf"(?i:[*_`][^*_`]*(?:(?<![a-z])|(?=n't))(?:{_NOT})(?![a-z])[^*_`]*[*_`])"
    r"|\b(?:NOT|EXCEPT|LEAST|FALSE|INCORRECT|UNTRUE|WRONG|NEVER)\b"
)
_MATERIAL = (
    "overview|text|article|chapter|lecture|lecturer|passage|slides?|handout|script|author|authors|"
    "reading|textbook|book|paper|video|excerpt|transcript"
)
_ABSENT_TEXT = re.compile(
    rf"\b(?:the|this|our) (?:(?-i:[A-Z]\S*) )?(?:{_MATERIAL})\b"
    r"(?!(?:['’]s)? (?:of|by|on|that|which|who|called|titled|games?)\b)(?![-\w])"
    r"(?! (?-i:[A-Z][a-z]))"
    r"|\b(?:as )?(?:mentioned|described|stated|listed|shown|seen|discussed|noted)"
    r" (?:above|below|earlier|before)\b"
    r"|\b(?:the|see) above\b(?! all)",
    re.IGNORECASE,
)
_POINTED_AT = re.compile(
    r"\b(this|(?<!\bof )these|that|(?<!\bof )those|the same|such an?)\s+"
    r"(method|approach|therapy|technique|theory|model|concept|process|principle|law|rule|drug|"
    r"treatment|disease|disorder|condition|structure|event|period|person|scientist|function|"
    r"equation|formula|algorithm|system|phenomenon|effect|test|procedure|term|word|study|"
    r"experiment|reaction|organ|muscle|nerve|country|city|work)s?\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|they|them)\b", re.IGNORECASE)
_POINTS_AT_CASE = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|them|their|this|that|these|those|here|now|next|best|most|"
    r"first|likely|same|both|such|it|its|so|again|else|who|whom|you|your|would|should)\b",
    re.IGNORECASE,
)
_POINTS_AT_OPTIONS = re.compile(r"\b(?:this|these|here)\b|^(?:he|she|his|her)\b", re.IGNORECASE)
"""What a statement has that is a clue: it speaks of what one of the options names."""
_PEOPLE = (
    "patient|client|man|woman|boy|girl|child|teacher|nurse|student|mother|father|couple|widow|"
    "widower|worker|engineer|person|husband|wife|teenager|adolescent|baby|infant|manager|therapist"
)
_CASE = re.compile(
    rf"\ban? (?:\S+[- ]){{0,3}}?(?:{_PEOPLE})\b|\b\d+[- ](?:year|month|week|day)s?[- ]old\b|"
    r"\baged \d+\b",
    re.IGNORECASE,
)


def asks_nothing(note: Note) -> Iterator[Advice]:
    """A side that is asked is a bare term: neither a question, nor a task, nor a gap."""
    match note:
        case BasicNote(reversed=True):
            sides = [note.front, note.back]
            if all(len(to_plain(side).split()) <= LONGEST_NAME for side in sides):
                return
        case BasicNote():
            sides = [note.front]
        case ChoiceNote() if _is_begun(note.question) or _is_clue(note.question):
            return
        case ChoiceNote() | NumericNote() | OrderingNote() | MatchingNote():
            sides = [note.question]
        case ClozeNote() | OcclusionNote():
            return
    for side in sides:
        if not asks(side):
            shown = to_plain(side)
            shown = shown if len(shown) <= 40 else f"{shown[:39].rstrip()}…"
            yield advice(
                note,
                StyleRule.ASKS_NOTHING,
                f"asks nothing by “{shown}”: make it a question, a task such as “Name …”, or a gap",
            )
            return


def _is_begun(question: str) -> bool:
    """Whether this may be a sentence that the options complete."""
    shown = to_plain(question)
    return len(words(shown)) >= SHORTEST_BEGINNING and not shown.endswith(".")


def _is_clue(question: str) -> bool:
    """Whether this is a statement such as "This city was the first to have trams."."""
    shown = to_plain(question)
    return shown.endswith(".") and bool(_POINTS_AT_OPTIONS.search(shown))


def asks(text: str) -> bool:
    """Whether an English text, Markdown, asks for something: a question, a task or a gap."""
    if "?" in text or _SHOWS_ITSELF.search(text) or _GAP.search(text):
        return True
    shown = to_plain(text)
    said = words(shown)
    if not said or _OPEN_END.search(shown):
        return True
    return any(
        first in _QUESTION_WORDS or first in _IMPERATIVES
        for sentence in re.split(r"[.:;,(]\s*", shown)
        for first in [next(iter(words(sentence)), "")]
    ) or bool(_QUESTION_WORDS & set(said[1:3]))


def unstressed_negative(note: Note) -> Iterator[Advice]:
    """Options are chosen by what is not so, and the "not" is easily overlooked."""
    if not isinstance(note, ChoiceNote):
        return
    plain = re.sub(_CONTRAST, "", to_plain(note.question).replace("’", "'"))
    asked = [each for each in sentences(plain) if "?" in each or _EXCEPT.search(each)]
    written = note.question.replace("’", "'")
    last = asked[-1][:LONGEST_FRONT] if asked else ""
    if _SELECTS_BY_NOT.search(last) and not _STRESSED.search(written):
        found = list(_NEGATIVE.finditer(last))
        word = found[-1][0].lower() if found else "not"
        yield advice(
            note,
            StyleRule.NEGATIVE,
            f"asks by “{word}”, which is overlooked: ask for what is so, or write **NOT**",
        )


def orphan_of_context(note: Note) -> Iterator[Advice]:
    """The question speaks of something that stands nowhere on the card."""
    if isinstance(note, OcclusionNote):
        return
    for side in _asked_texts(note):
        if any(True for _ in media_of(side)):
            continue
        shown = to_plain(side, gaps=isinstance(note, ClozeNote))
        is_clue = isinstance(note, ChoiceNote) and _is_clue(side)
        found = _absent_in(shown) if is_clue else _absent_in(shown) or _orphan_in(shown)
        if found:
            yield advice(
                note,
                StyleRule.ORPHAN,
                f"speaks of “{found}”, which nothing on the card explains: name it, or leave it "
                "out",
            )
            return


def _asked_texts(note: Note) -> list[str]:
    match note:
        case BasicNote():
            return [note.front, note.back] if note.reversed else [note.front]
        case ClozeNote():
            return [note.text]
        case OcclusionNote():
            return [note.header]
        case _:
            return [note.question]


def _absent_in(text: str) -> str | None:
    found = _ABSENT_TEXT.search(text)
    return found[0] if found else None


def _orphan_in(text: str) -> str | None:
    first = (sentences(text) or [""])[0]
    if "“" in first or '"' in first or ":" in first or first != text.strip():
        return None
    if found := _POINTED_AT.search(first):
        before = content_stems(first[: found.start()])
        names = re.search(r"\b(?:of|by|on|in|that|which|who|where)\b", first[found.end() :][:8])
        if not before and not names:
            return found[0]
    if found := _PRONOUN.search(first):
        before_it = [word for word in words(first[: found.start()]) if word not in FUNCTION_WORDS]
        # A name that follows at once, as in "When did they, the Normans, …", is rare.
        if not before_it and len(words(first)) > 2:
            return found[0]
    return None


def vignette_without_decision(note: Note) -> Iterator[Advice]:
    """A case is told, and what is asked can be answered without it."""
    if not isinstance(note, ChoiceNote | BasicNote):
        return
    question = to_plain(note.question if isinstance(note, ChoiceNote) else note.front)
    said = sentences(question)
    if not _is_vignette(note, said):
        return
    if len(said) < 2:
        if not _CASE.search(question):
            yield advice(
                note,
                StyleRule.VIGNETTE,
                "is tagged `vignette` and tells no case: tell of a person and what happens",
            )
        return
    case, asked = " ".join(said[:-1]), said[-1]
    options = Options.of(note).all if isinstance(note, ChoiceNote) else ()
    decided = " ".join((asked, *options))
    if not _POINTS_AT_CASE.search(decided) and not content_stems(case) & content_stems(decided):
        yield advice(
            note,
            StyleRule.VIGNETTE,
            "tells a case that its question doesn’t need: ask what to decide in this case",
        )


def _is_vignette(note: ChoiceNote | BasicNote, said: list[str]) -> bool:
    if any(tag.rpartition("::")[2] in {"vignette", "case"} for tag in note.tags):
        return True
    return len(said) > 1 and "?" not in said[0] and bool(_CASE.search(said[0]))


RULES = ()
ENGLISH_RULES = (asks_nothing, orphan_of_context, vignette_without_decision, unstressed_negative)
