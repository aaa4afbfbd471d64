"""The text of a file whose encoding nobody tells."""

import re
from typing import NamedTuple

from ipt_cards.formats.found import FormatError, NoTextError, Source

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = (
    b"PK\x03\x04",
    b"SQLite format 3",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\x1f\x8b",
)
_SAMPLE = 64 * 1024
_ASCII_TEXT = "az09,;"
_ASCII = _ASCII_TEXT.encode()
"""What no encoding changes that people still have: those of mainframes are guessed, too."""

_FEW = 6
"""Bytes beyond ASCII that tell nothing of an encoding."""


class Text(NamedTuple):
    """A file's text, and the encoding that it was in, as people call it; "" for UTF-8."""

    text: str
    encoding: str = ""


def text_of(source: Source) -> Text:
    """The text of a source: UTF-8 or UTF-16 where it is, else what its bytes look most like.

    Raises FormatError for what is no text.
    """
    content = source.content
    if content.startswith(_NO_TEXT):
        raise NoTextError(source.name, "this is no text, but another kind of file")
    if content.startswith(_UTF_16_MARKS):
        return Text(_without_zeros(source, _decoded(source, "utf-16")), "UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guessed = _utf_16(content) or _guessed(content)
        if guessed is None:
            raise _undecodable(source, error) from None
        text = _without_zeros(source, _decoded(source, guessed))
        return Text(text.removeprefix("\ufeff"), _shown(guessed))
    if "\0" in text and (encoding := _utf_16(content)):
        return Text(_without_zeros(source, _decoded(source, encoding)), "UTF-16")
    return Text(_without_zeros(source, text))


def is_no_text(content: bytes) -> bool:
    """Whether bytes are another kind of file's, told by their beginning."""
    if content.startswith(_NO_TEXT):
        return True
    has_mark = content.startswith(_UTF_16_MARKS)
    return not has_mark and b"\0" in content[:_SAMPLE] and _utf_16(content) is None


def _without_zeros(source: Source, text: str) -> str:
    if "\0" in text:
        before = text[: text.index("\0")]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise FormatError(source.name, line, column, "a zero byte stands here, as in no text")
    return text


def _utf_16(content: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by the zero bytes of its Latin letters and blanks."""
    sample = content[:_SAMPLE]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > half // 2 > sample[0::2].count(0) * 2:
        return "utf-16-le"
    if sample[0::2].count(0) > half // 2 > sample[1::2].count(0) * 2:
        return "utf-16-be"
    return None


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - for old files only

    # The lines that tell: those with bytes that aren't ASCII.
    sample = b"\n".join(re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", content[: 4 << 20]))[:_SAMPLE]
    if sample.count(0) * 20 > len(sample):
        return None
    matches = [each for each in from_bytes(sample) if _keeps_ascii(each.encoding)]
    best = matches[0] if matches else None
    telling = sum(byte > 0x7F for byte in sample)
    if best is None or (telling < _FEW and _reads(content, "cp1252")):
        return "cp1252" if _reads(content, "cp1252") else None
    # Of a few words in any western encoding there is no telling: Windows' is by far the usual one.
    if sample.decode(best.encoding, "replace") == sample.decode("cp1252", "replace"):
        return "cp1252" if _reads(content, "cp1252") else best.encoding
    is_single_byte = len(sample.decode(best.encoding, "replace")) == len(sample)
    western = next((each for each in matches if each.encoding in {"cp1252", "latin_1"}), None)
    if is_single_byte and western is not None and western.chaos <= best.chaos + 0.05:
        if best.encoding.startswith(("cp125", "iso8859_5", "koi8", "iso8859_7")) and (
            best.coherence > western.coherence + 0.1
        ):
            return best.encoding
        return "cp1252" if _reads(content, "cp1252") else "latin_1"
    return best.encoding


def _keeps_ascii(encoding: str) -> bool:
    return _ASCII.decode(encoding, "replace") == _ASCII_TEXT


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(source: Source, encoding: str) -> str:
    try:
        return source.content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(source, error) from None


def _undecodable(source: Source, error: UnicodeDecodeError) -> FormatError:
    before = source.content[: error.start]
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    return FormatError(
        source.name,
        line,
        column,
        f"byte 0x{source.content[error.start]:02X} is in no encoding that can be told: save the "
        "file as UTF-8",
    )


def _shown(encoding: str) -> str:
    names = {"cp1252": "Windows-1252", "latin_1": "ISO 8859-1"}
    return names.get(encoding, encoding.replace("_", "-").upper())
