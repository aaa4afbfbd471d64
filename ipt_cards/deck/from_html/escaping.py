"""Text that stays text in Markdown, with no more backslashes than that takes."""

import re

_INLINE = re.compile(
    r"""[\\`*]                         # escapes, code, emphasis
    | (?<![^\W_])_ | _(?![^\W_])       # emphasis, but not inside of a word
    | [~^$]                            # strikethrough, scripts, a formula
    | !(?=\[) | !$                     # an image, or what a link would become
    | \](?=[(\[:])                     # a link, or its definition
    | <(?=[A-Za-z])                    # an address
    | &(?=\#|[A-Za-z])                 # an entity
    | \{(?=\{)                         # a cloze
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""^(?:
        (\d{1,9})([.)])(?=\s|$)        # 1 and 2: an ordered list
        | ()(
            [-+](?=\s|$) | > | \#(?=\#{0,5}(?:\s|$))     # a list, a quote, a heading
            | -(?=[-|:\s]*$) | =(?==*\s*$) | [|:](?=[\s:|-])  # a line under a heading or a table's
        )
    )""",
    re.VERBOSE,
)
_NEARLY_A_CLOZE = re.compile(r"\\?\{(?=\s*(?:[cC]?\d+\s*:|[cC]\d+\b|[cC]:|[cC]?\d*\s*$)|\\?\{)")
_BARE_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_CLOZE_END = re.compile(r"\}(?=\})")
_DOUBLED_COLON = re.compile(r":(?=:)")


def escape_inline(text: str) -> str:
    """The text, wherever in a line it stands."""
    return _INLINE.sub(r"\\\g<0>", text)


def escape_label(text: str) -> str:
    """The text as the label of a link or the description of an image."""
    return escape_brackets(escape_inline(text))


def escape_brackets(markdown: str) -> str:
    """Inline Markdown as the label of a link, in which a bare bracket would end it."""
    return _BARE_BRACKET.sub(r"\\\g<0>", markdown)


def escape_line_start(line: str) -> str:
    """A line of inline Markdown that would otherwise begin a list, a heading, a quote or so."""
    return _LINE_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[4]}", line
    )


def guard_clozes(markdown: str, *, inside: bool) -> str:
    """Escaped text for a cloze note, with nothing in it that opens, parts or ends a cloze.

    inside: whether it stands inside of a cloze.
    """
    guarded = _NEARLY_A_CLOZE.sub("&#123;", markdown)
    if not inside:
        return guarded
    return _DOUBLED_COLON.sub(":\\\\", _CLOZE_END.sub(r"}\\", guarded))
