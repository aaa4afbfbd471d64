"""Whether TeX could read a formula at all."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from ipt_cards.deck.markup.tex import DEEPEST, LONGEST, TOKEN

_DELIMITERS = frozenset({r"\(", r"\)", r"\[", r"\]"})
_ALIGNING = frozenset(
    rf"\{name}" for name in ("begin", "matrix", "pmatrix", "cases", "eqalign", "ce", "pu")
)
"""What a `&` may stand in."""
_TWO_ARGUMENTS = ("frac", "dfrac", "tfrac", "cfrac", "binom")
_ONE_ARGUMENT = ("sqrt", "text", "mathrm", "mathbb", "mathbf", "hat", "bar", "vec", "overline")
_ARGUMENTS = {rf"\{name}": 2 for name in _TWO_ARGUMENTS} | {
    rf"\{name}": 1 for name in _ONE_ARGUMENT
}
_RAW = frozenset(
    rf"\{name}" for name in ("text", "mbox", "textrm", "textbf", "textit", "ce", "pu", "verb")
)
"""Commands whose argument isn't TeX, or one of another kind."""
_DEFINING = frozenset(
    rf"\{name}" for name in ("def", "newcommand", "renewcommand", "let", "DeclareMathOperator")
)
_SCRIPTS = {"^": "superscript", "_": "subscript"}
_NO_ARGUMENT = frozenset({"}", "&", "^", "_", r"\right", r"\end", "\\\\"})


def fault_in(tex: str) -> str | None:
    """Why TeX can't read a formula, if it can't: what opens and closes in it doesn't match."""
    if len(tex) > LONGEST:
        return f"it has {len(tex):,} characters; {LONGEST:,} are the most"
    tokens = tuple(found[0] for found in TOKEN.finditer(tex))
    delimiter = next((token for token in tokens if token in _DELIMITERS), None)
    if delimiter:
        return f"it holds `{delimiter}`, which begins or ends a formula"
    return (
        _unpaired(tokens, "{", "}", DEEPEST)
        or _unpaired(tokens, r"\left", r"\right", DEEPEST)
        or _unended(tokens)
        or _misplaced(tokens)
    )


def unknown_in(tex: str) -> Iterator[str]:
    """The commands and environments of a formula that MathJax doesn't know, as they are written."""
    tokens = [found[0] for found in TOKEN.finditer(tex)]
    if not _DEFINING.isdisjoint(tokens):
        return
    commands, environments = known_names()
    raw_until = 0
    for place, token in enumerate(tokens):
        if place < raw_until or not token.startswith("\\") or not token[1:2].isalpha():
            continue
        if token in (r"\begin", r"\end"):
            name = _environment(tuple(tokens), place)
            if name and name not in environments:
                yield name
        elif token[1:].removesuffix("*") not in commands:
            yield token
        elif token in _RAW:
            raw_until = _behind_argument(tokens, place + 1)


@cache
def known_names() -> tuple[frozenset[str], frozenset[str]]:
    """The commands, without their backslash, and the environments that MathJax knows."""
    text = (files("ipt_cards.deck.markup") / "mathjax.txt").read_text(encoding="utf-8")
    commands, _, environments = text.split("\n", 1)[1].partition("\n\n")
    return frozenset(commands.split()), frozenset(environments.split())


def _misplaced(tokens: Sequence[str]) -> str | None:
    """What stands where TeX doesn't take it: a `&`, a second script, a missing argument."""
    if "&" in tokens and _ALIGNING.isdisjoint(tokens):
        return "a `&` stands outside of a table: write `\\&` for the sign"
    if _RAW.isdisjoint(tokens):
        if "%" in tokens:
            return "a `%` begins a comment, which hides what follows: write `\\%` for the sign"
        if "#" in tokens and _DEFINING.isdisjoint(tokens):
            return "a `#` stands for a macro's argument: write `\\#` for the sign"
    return _scripts(tokens) or next(
        (
            f"`{token}` lacks an argument"
            for place, token in enumerate(tokens)
            if token in _ARGUMENTS and not _has_arguments(tokens, place + 1, _ARGUMENTS[token])
        ),
        None,
    )


def _scripts(tokens: Sequence[str]) -> str | None:
    """A script that is missing, or a second one of its kind on the same thing."""
    having: set[str] = set()
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.isspace():
            place += 1
        elif token not in _SCRIPTS:
            place = _behind_argument(tokens, place + 1) if token in _RAW else place + 1
            having = set()
        else:
            if token in having:
                braced = f"{{x{token}2}}{token}3"
                return f"a second {_SCRIPTS[token]} follows the first: set braces, as in `{braced}`"
            having.add(token)
            behind = _behind_argument(tokens, place + 1)
            if behind == place + 1:
                return f"nothing stands after `{token}`"
            if tokens[behind - 1].startswith("\\"):
                having = set()  # a command, which may have arguments of its own
            place = behind
    return None


def _has_arguments(tokens: Sequence[str], place: int, count: int) -> bool:
    for _ in range(count):
        behind = _behind_argument(tokens, place)
        if behind == place:
            return False
        place = behind
    return True


def _behind_argument(tokens: Sequence[str], place: int) -> int:
    """The place behind an argument: a sign, a command or what braces hold. The same for none."""
    start = place
    while place < len(tokens) and tokens[place].isspace():
        place += 1
    if place >= len(tokens) or tokens[place] in _NO_ARGUMENT:
        return start
    if tokens[place] != "{":
        return place + 1
    depth = 0
    for behind in range(place, len(tokens)):
        depth += (tokens[behind] == "{") - (tokens[behind] == "}")
        if not depth:
            return behind + 1
    return len(tokens)


def _unpaired(tokens: tuple[str, ...], opening: str, closing: str, deepest: int) -> str | None:
    depth = 0
    for token in tokens:
        depth += (token == opening) - (token == closing)
        if depth < 0:
            return f"a `{closing}` has no `{opening}` before it"
        if depth > deepest:
            return f"its `{opening}` nest more than {deepest} deep"
    return f"a `{opening}` has no `{closing}` after it" if depth else None


def _unended(tokens: tuple[str, ...]) -> str | None:
    begun: list[str] = []
    for place, token in enumerate(tokens):
        if token not in (r"\begin", r"\end"):
            continue
        name = _environment(tokens, place)
        if name is None:
            return f"`{token}` names no environment"
        if token == r"\begin":  # noqa: S105 - a command
            begun.append(name)
        elif not begun or begun.pop() != name:
            return f"`\\end{{{name}}}` ends what no `\\begin{{{name}}}` began"
    return f"`\\begin{{{begun[-1]}}}` is never ended" if begun else None


def _environment(tokens: tuple[str, ...], place: int) -> str | None:
    if tokens[place + 1 : place + 2] != ("{",):
        return None
    name = ""
    for token in tokens[place + 2 : place + 42]:
        if token == "}":  # noqa: S105 - a brace
            return name or None
        name += token
    return None
