r"""From a GIFT file to notes. What Moodle's own reader takes for what is the rule here.

Source: moodle/question/format/gift/format.php. A line end in a text is a blank, though, unless it
is written `\n`: authors wrap their lines.
"""

import html
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.categories import levels_of
from ipt_cards.formats.banks.gathering import Gathering
from ipt_cards.formats.banks.gift.blocks import Block, blocks_of, hide_escapes, show_escapes
from ipt_cards.formats.banks.questions import (
    Answer,
    NumericAnswer,
    Question,
    UnaskedError,
    named,
    share_of,
)
from ipt_cards.formats.banks.texts import (
    TextFormat,
    as_cloze_html,
    as_html,
    decoded,
    markdown_of,
    without_wildcards,
)
from ipt_cards.formats.found import FormatError, Found, Source

_CATEGORY = "$CATEGORY:"
_FORMAT = re.compile(r"\[(html|markdown|moodle|plain)\]")
_ID = re.compile(r"\[id:((?:\\\]|[^]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^]<>`])+)\]")
_WEIGHT = re.compile(r"%(-?\d+(?:[.,]\d+)?)%")
_ORDER = re.compile(r">\s*\d+[^\n]*\n")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NAME_OR_CATEGORY = re.compile(r"(?m)^(?:::[^\n:]+::|\$CATEGORY:)")
_ANSWERS = re.compile(r"(?<!\{)\{\s*(?:[=~#>]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#])")
_CELLS = re.compile(r"(?m)^#separator:|^[^\s/][^\n\t]*\t")
_BLANK = "_____"
_GAP = "\ue000"


def recognises(source: Source) -> bool:
    """Whether the file holds a question in GIFT: text, then answers in braces."""
    if source.name.lower().endswith(".gift"):
        return True
    try:
        text = hide_escapes(decoded(source))
    except FormatError:
        return False
    if _NAME_OR_CATEGORY.search(text):
        return True
    # A table's cell may hold such braces, too.
    return bool(_ANSWERS.search(text)) and not _CELLS.search(text)


def read(source: Source) -> Found:
    """The notes of a file. A question that is broken is told in the losses, by its line."""
    reading = _Reading()
    for block in blocks_of(decoded(source)):
        reading.take(block)
    return reading.found(source.stem)


class _Reading(Gathering):
    def take(self, block: Block) -> None:
        """Read what stands in a block."""
        text = block.text
        if text.startswith(_CATEGORY):
            self.category = levels_of(text.removeprefix(_CATEGORY))
            self.weigh("\n".join(block.comments))
            return
        comments = "\n".join(block.comments)
        question = Question(
            "", tags=tuple(tag.replace("\\]", "]") for tag in _TAG.findall(comments))
        )
        number = _ID.search(comments)
        name, text = _named(hide_escapes(text))
        try:
            note = _read(question, text)
        except UnaskedError as error:
            said = name or " ".join(show_escapes(text).split())[:60]
            self.leave_out(said, block.line, error)
            return
        key = number[1].replace("\\]", "]") if number else name or to_plain(question.asked)
        note = named(note, key if number else "")
        self.add(note, key.strip(), block.line, question)


def _named(text: str) -> tuple[str, str]:
    """A question's name, "" for none, and the rest of it."""
    if text.startswith("::"):
        name, found, rest = text[2:].partition("::")
        if found:
            return " ".join(show_escapes(name).split()), rest.strip()
    return "", text


def _read(question: Question, text: str) -> Note:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise UnaskedError("it is a description, which asks nothing")
    if start < 0 or end < start:
        raise UnaskedError("a brace { or } is missing, or one in its text lacks a backslash")
    before, inside, after = text[:start], text[start + 1 : end].strip(), text[end + 1 :].rstrip()
    if "{" in after or "}" in after:
        raise UnaskedError(
            "it has answers in braces twice, or a brace in its text lacks a backslash"
        )
    inside, general, feedback = inside.rpartition("####") if "####" in inside else (inside, "", "")
    inside = inside.strip()
    form, _ = _format_of(before.strip(), TextFormat.MOODLE)
    texts = _Texts(question, form)
    question.extra = texts.markdown(feedback) if general else ""
    kind = _kind(inside)
    if kind == "short" and after:
        answers = [texts.answer(each, typed=True) for each in _split(inside, "=")]
        content, *accept = question.right(answers)
        question.asked = texts.with_gap(before, content, after)
        return question.cloze(tuple(accept))
    question.asked = texts.markdown(f"{before}{_BLANK}{after}" if after else before)
    return _made(question, texts, kind, inside)


def _kind(inside: str) -> str:
    if not inside:
        return "essay"
    if inside.startswith("#"):
        return "numeric"
    if _ORDER.match(inside + "\n"):
        return "ordering"
    if "~" in inside:
        return "choice"
    if "=" in inside and "->" in inside:
        return "matching"
    if inside.partition("#")[0].strip().upper() in _TRUTH:
        return "truth"
    return "short"


def _made(question: Question, texts: "_Texts", kind: str, inside: str) -> Note:
    match kind:
        case "essay":
            back, question.extra = texts.parted(question.extra)
            return question.essay(back)
        case "numeric":
            return _numeric(question, texts, inside[1:])
        case "ordering":
            lines = inside.split("\n")[1:]
            return question.ordering(texts.markdown(line, TextFormat.MOODLE) for line in lines)
        case "choice":
            options = _split(inside.replace("=", "~="), "~")
            return question.choice([texts.answer(each) for each in options])
        case "matching":
            return question.matching([texts.pair(each) for each in _split(inside, "=")])
        case "truth":
            said, *feedback = inside.split("#", 2)
            why, right, *_ = (*map(texts.markdown, feedback), "", "")
            is_true = _TRUTH[said.strip().upper()]
            return question.true_or_false(is_true=is_true, feedback=right, why=why)
        case _:
            answers = [texts.answer(each, typed=True) for each in _split(inside, "=")]
            return question.typed(answers)


def _split(inside: str, sign: str) -> list[str]:
    """The answers, each after its sign; what stands before the first counts where it's anything."""
    parts = [part.strip() for part in inside.split(sign)]
    return parts if parts[0] else parts[1:]


def _numeric(question: Question, texts: "_Texts", inside: str) -> Note:
    numbers, wrong, _ = inside.partition("~")
    if wrong:
        question.lost.append("feedback on other numbers isn't kept")
    found = []
    for each in _split(numbers, "="):
        share, rest = _weighed(each, Decimal(1))
        said, _, feedback = rest.partition("#")
        said = show_escapes(said).strip()
        if said != "*":
            found.append(NumericAnswer(*_range(said), share, texts.markdown(feedback)))
    return question.numeric(found)


def _range(said: str) -> tuple[str, str]:
    """A number and its tolerance, written `5:1` or `4..6`."""
    low, dots, high = (part.strip() for part in said.partition(".."))
    if not dots:
        number, _, tolerance = (part.strip() for part in said.partition(":"))
        return number, tolerance or "0"
    try:
        lowest, highest = Decimal(low), Decimal(high)
        return str((lowest + highest) / 2), str((highest - lowest) / 2)
    except InvalidOperation:
        raise UnaskedError(f"“{said}” is no range of numbers") from None


def _weighed(answer: str, share: Decimal) -> tuple[Decimal, str]:
    """The share of the mark that an answer gives, and the rest of it. share: where none stands."""
    if found := _WEIGHT.match(answer):
        return share_of(found[1]), answer[found.end() :]
    return share, answer


def _format_of(text: str, default: TextFormat) -> tuple[TextFormat, str]:
    found = _FORMAT.match(text)
    return (TextFormat(found[1]), text[found.end() :]) if found else (default, text)


@dataclass(slots=True)
class _Texts:
    """Reads a question's texts. form: of those that name none."""

    question: Question
    form: TextFormat

    def markdown(self, text: str, form: TextFormat | None = None) -> str:
        """A text with its format before it, or of the one given."""
        written, text = _format_of(text.strip(), form or self.form)
        made = markdown_of(_unwrapped(text, written), written)
        self._note_missing(made.missing)
        return made.text

    def with_gap(self, before: str, content: str, after: str) -> str:
        """The question's text with an answer, Markdown, as a cloze in it."""
        _, before = _format_of(before.lstrip(), self.form)
        text = f"{before.replace(_GAP, '')}{_GAP}{after.replace(_GAP, '')}"
        shown = html.escape(to_plain(content)).replace("}", "&#125;").replace(":", "&#58;")
        cloze = f"{{{{c1::{shown}}}}}"
        made = to_markdown(
            as_cloze_html(as_html(_unwrapped(text, self.form), self.form)).replace(_GAP, cloze),
            {},
            has_clozes=True,
        )
        self._note_missing(made.missing)
        return made.text

    def answer(self, written: str, *, typed: bool = False) -> Answer:
        """An option or, where it is typed, plain text that may have asterisks for any text."""
        if not typed:
            share = Decimal(1) if written.startswith("=") else Decimal(0)
            share, rest = _weighed(written.removeprefix("="), share)
            text, _, feedback = rest.partition("#")
            return Answer(self.markdown(text), share, self.markdown(feedback))
        share, rest = _weighed(written, Decimal(1))
        said, _, feedback = rest.partition("#")
        _, said = _format_of(said.strip(), self.form)
        plain, is_exact = without_wildcards(_unwrapped(said, TextFormat.PLAIN))
        if not is_exact and plain:
            self.question.lost.append("an asterisk that stands for any text isn't kept")
        text = markdown_of(plain, TextFormat.PLAIN).text
        return Answer(text, share if text else Decimal(0), self.markdown(feedback))

    def pair(self, written: str) -> tuple[str, str]:
        """A left side, and the right one, which is plain text."""
        left, arrow, right = written.partition("->")
        if not arrow:
            raise UnaskedError(f"a pair lacks its -> : “{show_escapes(written)[:60]}”")
        plain = _unwrapped(right.strip(), TextFormat.PLAIN)
        return self.markdown(left), markdown_of(plain, TextFormat.PLAIN).text

    @staticmethod
    def parted(feedback: str) -> tuple[str, str]:
        """An essay's answer, and what more is to be said, after a rule."""
        back, _, extra = feedback.partition("\n\n---\n\n")
        return back, extra

    def _note_missing(self, names: tuple[str, ...]) -> None:
        for name in names:
            self.question.lost.append(f"`{name}` isn't in the file, which holds texts alone")


def _unwrapped(text: str, written: TextFormat) -> str:
    if written in (TextFormat.MOODLE, TextFormat.PLAIN):
        text = " ".join(text.split("\n"))
    return show_escapes(text).strip()
