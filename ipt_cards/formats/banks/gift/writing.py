"""A deck as a GIFT file.

Texts that Markdown has nothing to say to stand as they are, others as HTML. Each question has its
note's id as its name and as Moodle's ID number.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.deck.media_files.media import MediaFolder, media_in
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
from ipt_cards.formats.banks.categories import category_of
from ipt_cards.formats.banks.texts import html_of, plainly
from ipt_cards.formats.banks.writing import (
    GapIn,
    UnsaidError,
    answer_of,
    cloze_parts,
    is_true_or_false,
    options_of,
    unsaid_of,
)
from ipt_cards.formats.exported import Exported, NotSaid

_RESERVED = re.compile(r"[\\#=~{}:]")
_IMAGE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')
_PLAYER = re.compile(r"<(audio|video) [^>]*></\1>")
_NO_TAG = re.compile(r"[\]<>`]")
_FORMATS = "the formats of its answer"


def write(deck: Deck, _media: MediaFolder) -> Exported:
    """The file, and what of the deck it can't say."""
    losses: list[NotSaid] = []
    if deck.blueprint:
        losses.append(NotSaid("how many questions an exam asks, for how long, and who passes"))
    blocks = [f"// {' '.join(deck.name.split())}"]
    for topic in deck.topics:
        if topic.notes:
            weight = deck.weights.get(topic.id)
            said = f"// {weight} % of the exam\n" if weight else ""
            blocks.append(f"{said}$CATEGORY: {category_of([deck.name, topic.name])}")
        for note in topic.notes:
            unsaid = list(unsaid_of(note))
            if any(media_in([note])):
                unsaid.append("its pictures and sounds: GIFT holds texts alone")
            try:
                blocks += _questions(note, unsaid)
            except UnsaidError as error:
                unsaid = [f"the whole note: {error}"]
            losses += (NotSaid(what, note) for what in dict.fromkeys(unsaid))
    text = "\n\n".join(blocks) + "\n"
    return Exported({f"{deck.id}.gift.txt": text.encode()}, tuple(losses))


def _questions(note: Note, unsaid: list[str]) -> Iterator[str]:
    """The questions that ask the note. unsaid: takes what they don't say."""
    match note:
        case BasicNote(typed=False):
            yield _question(note, _text(note.front), "", _essay(note, unsaid))
        case BasicNote():
            answers = _typed([note.back, *note.accept], unsaid)
            yield _question(note, _text(note.front), _lines(answers))
        case ChoiceNote() if is_true_or_false(note):
            why = options_of(note)[0].why or options_of(note)[1].why
            truth = note.answers[0].upper()
            yield _question(note, _text(note.question), truth + (f"#{_text(why)}" if why else ""))
        case ChoiceNote():
            yield _question(note, _text(note.question), _lines(_options(note)))
        case NumericNote():
            unit = f" ({note.unit})" if note.unit else ""
            if unit:
                unsaid.append("its unit, which stands in the question")
            asked = _text(note.question + unit if is_plain(note.question) else note.question)
            asked += _escaped(unit) if unit and not is_plain(note.question) else ""
            yield _question(note, asked, f"#{note.number}:{note.tolerance}")
        case OrderingNote():
            steps = [_step(step) for step in note.steps]
            head = f">{len(steps)} ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW none"
            yield _question(note, _text(note.question), "\n".join([head, *steps, ""]))
        case MatchingNote():
            yield _question(note, _text(note.question), _lines(_pairs(note, unsaid)))
        case ClozeNote():
            yield from _clozes(note, unsaid)
        case OcclusionNote():
            raise UnsaidError("a picture with hidden areas")


def _question(
    note: Note, asked: str, inside: str, feedback: str | None = None, *, name: str = ""
) -> str:
    """A question. feedback: GIFT's general feedback; the note's `extra`, where none is given."""
    tags = "".join(f" [tag:{tag}]" for tag in note.tags if not _NO_TAG.search(tag))
    feedback = _text(note.extra) if feedback is None and note.extra else feedback or ""
    answers = f"{{{inside}{'####' if feedback else ''}{feedback}}}"
    said = asked.replace("{}", answers, 1) if "{}" in asked else f"{asked}{answers}"
    name = name or note.id
    return f"// [id:{name}]{tags}\n::{name}::{said}"


def _text(markdown: str) -> str:
    """The Markdown as GIFT has it, with the description of a picture in its place."""
    if is_plain(markdown):
        return _escaped(markdown)
    written = _without_media(html_of(markdown))
    if not to_plain(markdown):
        raise UnsaidError("a text that is nothing but a picture or a sound")
    return f"[html]{_escaped(written)}"


def _without_media(written: str) -> str:
    return _PLAYER.sub("", _IMAGE.sub(r"\1", written))


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _lines(answers: Iterable[str]) -> str:
    return "".join(f"\n\t{answer}" for answer in answers) + "\n"


def _essay(note: BasicNote, unsaid: list[str]) -> str:
    """An open question's feedback: its answer, then what is told with it."""
    answer = answer_of(note)
    if not note.extra and "---" not in answer:
        return _text(answer) if answer else ""
    shown, extra = _without_media(html_of(answer)), _without_media(html_of(note.extra))
    if "<hr" in shown:
        unsaid.append("which part of what is told after it is its answer")
    return f"[html]{_escaped(f'{shown}<hr>{extra}' if extra else shown)}"


def _typed(answers: Iterable[str], unsaid: list[str]) -> Iterator[str]:
    """Answers that are typed: plain text, in which an asterisk is guarded."""
    for answer in answers:
        plain, is_exact = plainly(answer)
        yield _answer(plain, unsaid, is_exact=is_exact)


def _answer(plain: str, unsaid: list[str], *, is_exact: bool) -> str:
    if not plain:
        raise UnsaidError("an answer that is no text")
    if "->" in plain:
        raise UnsaidError("an answer with ->, which makes pairs in GIFT")
    if not is_exact:
        unsaid.append(_FORMATS)
    first = "%100%" if plain.startswith("%") else ""
    form = "[plain]" if plain.startswith("[") else ""
    return f"={first}{form}{_escaped(plain.replace('*', chr(92) + '*'))}"


def _options(note: ChoiceNote) -> Iterator[str]:
    share = (Decimal(100) / len(note.answers)).quantize(Decimal("0.00001"), ROUND_DOWN).normalize()
    for option in options_of(note):
        if len(note.answers) == 1:
            sign = "=" if option.is_right else "~"
        else:
            sign = f"~%{share:f}%" if option.is_right else f"~%-{share:f}%"
        text = _text(option.text)
        guard = "[plain]" if text.startswith("%") else ""
        yield f"{sign}{guard}{text}" + (f"#{_text(option.why)}" if option.why else "")


def _step(markdown: str) -> str:
    """A step. Moodle's reader knows no escapes in it: entities stand for what it would obey."""
    if not to_plain(markdown):
        raise UnsaidError("a step that is nothing but a picture or a sound")
    if is_plain(markdown) and not markdown.startswith("//"):
        return markdown
    written = _without_media(html_of(markdown))
    guarded = "".join(f"&#{ord(sign)};" if sign in "\\{}\n" else sign for sign in written)
    return re.sub("^/", "&#47;", guarded.replace("##", "#&#35;"))


def _pairs(note: MatchingNote, unsaid: list[str]) -> Iterator[str]:
    for pair in note.pairs:
        right, is_exact = plainly(pair.right)
        if not right:
            raise UnsaidError("a right side that is no text")
        if not is_exact:
            unsaid.append("the formats of its right sides")
        yield f"={_text(pair.left)} -> {_escaped(right)}"


def _clozes(note: ClozeNote, unsaid: list[str]) -> Iterator[str]:
    """A question with a missing word for each number of a cloze."""
    parts = cloze_parts(note, str)
    gaps = [part for part in parts if isinstance(part, GapIn)]
    numbers = sorted({gap.number for gap in gaps})
    if len(numbers) < len(gaps):
        raise UnsaidError("several gaps that are asked at once")
    if len(numbers) > 1:
        unsaid.append(f"that its {len(numbers)} gaps are one text: each is a question")
    for number in numbers:
        asked = "".join(
            _without_media(part)
            if isinstance(part, str)
            else _shown(part)
            if part.number != number
            else f"\ue000{f' ({part.hint})' if part.hint else ''}"
            for part in parts
        )
        [gap] = (gap for gap in gaps if gap.number == number)
        if gap.hint:
            unsaid.append("the hint of its gap, which stands in the text")
        answers = [
            _answer(gap.content, unsaid, is_exact=gap.is_exact),
            *_typed(note.accept, unsaid),
        ]
        # What stands after the braces makes it a missing word, if only the paragraph's end.
        asked = asked if asked.startswith("<") else f"<p>{asked}</p>"
        said = f"[html]{_escaped(asked).replace(chr(0xE000), '{}')}"
        name = note.id if len(numbers) == 1 else f"{note.id} c{number}"
        yield _question(note, said, "".join(answers), name=name)


def _shown(gap: GapIn) -> str:
    from html import escape  # noqa: PLC0415 - few clozes have two gaps

    return escape(gap.content, quote=False)
