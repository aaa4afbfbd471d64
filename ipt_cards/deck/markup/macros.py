r"""A deck's own commands in its formulas, such as `\norm{x}`, replaced by the TeX they stand for.

They are replaced in the text itself, in formulas only, so that nothing else knows of any.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ipt_cards.deck.markup.tex import LONGEST
from ipt_cards.deck.markup.tex_signs import ACCENTS, LETTERS, UPRIGHT

MOST_WORK = 10 * LONGEST
"""Characters that the macros of a formula may grow to on the way, for arguments repeat."""

NAME = re.compile(r"\\[A-Za-z]+")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\{\{c\d{1,9}::|#[1-9]|\s+|.", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_ARGUMENT = re.compile(r"\\.|#([1-9])", re.DOTALL)
_TAKES = Counter(
    {f"\\{name}": 1 for name in (*ACCENTS, *LETTERS, *UPRIGHT, "sqrt", "operatorname")}
    | {f"\\{name}": 2 for name in ("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom")}
    | {"^": 1, "_": 1}
)
"""How many arguments follow, each a sign, a command or a group."""

# A noncharacter, which no text may hold, and a private one that counts mark each macro's place.
_MARK, _FIRST = "\ufdd0", 0xF0000
_MARKED = re.compile(f"{_MARK}(.)", re.DOTALL)


class MacroError(ValueError):
    """A macro that a formula can't use so: the message says which, and why."""


def argument_count(body: str) -> int:
    """How many arguments a macro takes: the highest number after a `#` in what it stands for."""
    return max((int(found[1] or 0) for found in _ARGUMENT.finditer(body)), default=0)


def macros_in(tex: str, macros: Mapping[str, str]) -> set[str]:
    """The macros that TeX makes use of."""
    return {found[0] for found in _COMMAND.finditer(tex)} & macros.keys()


def expanded(tex: str, macros: Mapping[str, str]) -> str:
    r"""The TeX with each macro replaced by what it stands for.

    macros: what each stands for, by its name with the backslash; with arguments as `#1` to `#9`,
        and with no other macro in it. A cloze may be an argument, as it stands.

    Raises MacroError where an argument is missing, or the TeX becomes too long.
    """
    waiting = _TOKEN.findall(tex)[::-1]
    done: list[str] = []
    wanted = [0]  # arguments that commands before still take, for each open group
    work = 0
    while waiting:
        token = waiting.pop()
        body = macros.get(token)
        if body is not None:
            made = _replaced(token, body, waiting)
            work += len(made)
            if work > MOST_WORK:
                raise MacroError(f"`{token}` makes more of a formula than {MOST_WORK:,} characters")
            if wanted[-1] and len(made) > 1:  # as TeX takes a macro for one argument
                made = ["{", *made, "}"]
            waiting += made[::-1]
            continue
        if done and token[0].isalpha() and NAME.fullmatch(done[-1]):
            done.append(" ")
        done.append(token)
        if token.isspace():
            continue
        if token == "}":  # noqa: S105 - a brace
            wanted = wanted[:-1] or [0]
            continue
        wanted[-1] = max(0, wanted[-1] - 1) + _TAKES[token]
        wanted += [0] * _depth(token)
    return "".join(done)


def _replaced(name: str, body: str, waiting: list[str]) -> list[str]:
    """What stands for a macro and its arguments, which are taken from what waits."""
    arguments = [_argument(name, waiting) for _ in range(argument_count(body))]
    made: list[str] = []
    for token in _TOKEN.findall(body):
        made += arguments[int(token[1]) - 1] if re.fullmatch("#[1-9]", token) else [token]
        if len(made) > MOST_WORK:
            break
    return made


def _argument(name: str, waiting: list[str]) -> list[str]:
    while waiting and waiting[-1].isspace():
        waiting.pop()
    if not waiting or waiting[-1] == "}":
        raise MacroError(f"`{name}` lacks an argument: write it in braces, as in `{name}{{x}}`")
    taken = [waiting.pop()]
    depth = _depth(taken[0])
    in_braces = taken[0] == "{"
    while depth:
        if not waiting:
            raise MacroError(f"the argument of `{name}` has no `}}` after it")
        taken.append(waiting.pop())
        depth += _depth(taken[-1])
    return taken[1:-1] if in_braces else taken


def _depth(token: str) -> int:
    """By how much the braces of a token go deeper."""
    if token in ("{", "}"):
        return 1 if token == "{" else -1  # noqa: S105 - a brace
    return 2 if token.startswith("{{c") else 0


def with_macros(text: str, macros: Mapping[str, str]) -> str:
    """The Markdown with the macros of its formulas replaced, and nothing else changed.

    macros: as `expanded` has it. Raises MacroError, too, as that does.
    """
    if "\\" not in text or not macros_in(text, macros):
        return text
    # In a table, a bar that is TeX's needs a backslash, as every bar within a cell.
    in_cells = {name: body.replace("|", r"\|") for name, body in macros.items()}
    written: list[str] = []
    position = 0
    for start, end, in_table in _formulas(text, macros):
        formula = expanded(text[start:end], in_cells if in_table else macros)
        written += (text[position:start], formula)
        position = end
    return "".join((*written, text[position:]))


def _formulas(text: str, macros: Mapping[str, str]) -> Iterator[tuple[int, int, bool]]:
    """Where the formulas with macros stand in a text, and whether in a table."""
    from ipt_cards.deck.markup.parser import FORMULAS, parse  # noqa: PLC0415 - few texts need it

    places = [found.start() for found in _COMMAND.finditer(text) if found[0] in macros]
    marked: list[str] = []
    for number, (start, end) in enumerate(zip([0, *places], [*places, len(text)], strict=True)):
        marked += (text[start:end], _MARK + chr(_FIRST + number))
    in_table = False
    for token in parse("".join(marked[:-1])):
        if token.type in ("table_open", "table_close"):
            in_table = token.nesting > 0
        for raw in token.children or [token]:
            found = _MARKED.search(raw.content) if raw.type in FORMULAS else None
            if found:
                before = _MARKED.sub("", raw.content[: found.start()])
                after = _MARKED.sub("", raw.content[found.end() :])
                place = places[ord(found[1]) - _FIRST]
                yield _back(text, before, place), _forth(text, after, place), in_table


def _back(text: str, before: str, place: int) -> int:
    """Where in a text begins what stands before a place: as it stands but for its line's edges."""
    for sign in reversed("".join(before.split())):
        place = text.rindex(sign, 0, place)
    return place


def _forth(text: str, after: str, place: int) -> int:
    for sign in "".join(after.split()):
        place = text.index(sign, place) + 1
    return place
