"""The text that authors write: what counts as text, and its one normal form."""

import re
import unicodedata

# Left to be compiled when first needed: nearly all text is printable and asks for neither.
_NEVER_TEXT = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
_LINE_END = "\r\n|[\r\x85\u2028\u2029]"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_OBEYED = f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff]"
_MISLEADING = f"[{_BIDI}\u200b\u2060\ufeff]"
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def normal_text(written: str) -> str:
    """The text in NFC (the form Anki keeps), with plain line feeds and no white space around it."""
    # Printable text, nearly all there is, holds no line end; ASCII is in NFC already.
    if not written.isprintable():
        written = re.sub(_LINE_END, "\n", written)
    return (written if written.isascii() else unicodedata.normalize("NFC", written)).strip()


def is_normal_text(text: str) -> bool:
    """Whether a text is in its normal form, and without control characters."""
    if text.isascii() and text.isprintable():
        return text == text.strip()
    return text == normal_text(text) and not first_control_character(text)


def first_control_character(text: str) -> re.Match[str] | None:
    """The first character that is no text: a control character, a surrogate or a noncharacter.

    Terminals obey some of these and YAML forbids most, so no deck may hold one.
    """
    return None if text.isprintable() else re.search(_NEVER_TEXT, text)


def without_control_characters(text: str) -> str:
    """The text without the characters that are no text."""
    return re.sub(_NEVER_TEXT, "", text)


def first_misleading_character(text: str) -> re.Match[str] | None:
    """The first invisible character that makes a text read unlike it is.

    Such reorder what follows, or part and join words (https://trojansource.codes). The marks that
    mixed writing needs, and the joiners of emoji and of Persian, are none of these.
    """
    return None if text.isprintable() else re.search(_MISLEADING, text)


def without_misleading_characters(text: str) -> str:
    """The text without the characters that make it read unlike it is."""
    return re.sub(_MISLEADING, "", text)


def visible(text: str) -> str:
    """The text with whatever a terminal would obey, line ends too, written as an escape."""
    if text.isprintable():
        return text
    return re.sub(_OBEYED, lambda found: ascii(found[0])[1:-1], text)


def is_identifier(written: str) -> bool:
    """Whether this can be an id: lower-case letters, digits and single hyphens between them."""
    return _IDENTIFIER.fullmatch(written) is not None


def suggested_identifier(written: str) -> str:
    """The id nearest to what was written, or "" where nothing of it can be kept."""
    ascii_only = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower()))


def allowed_in_identifiers(written: str) -> str:
    """What an id takes, to be read after what it is of, with the one that may be meant."""
    near = suggested_identifier(written)
    return "takes lower-case letters, digits and hyphens" + (f", such as `{near}`" if near else "")
