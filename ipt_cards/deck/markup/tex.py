r"""A formula of TeX as Unicode that reads well on a line.

Fractions, roots, scripts, accents, Greek and operators become signs; where there is no sign for
something, such as \xrightarrow, the formula stays as it was written.
"""

import re
import unicodedata
from functools import cache

from ipt_cards.deck.markup.tex_signs import (
    ACCENTS,
    FRACTIONS,
    LEFT_OUT,
    LETTERS,
    MATRIX_EDGES,
    ROOTS,
    SIGNS,
    SIZES,
    SPACED,
    SPACES,
    STYLES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    TEXTS,
    UPRIGHT,
    WORDS,
    chemistry,
    styled,
)

LONGEST = 10_000
"""Characters of a formula; a longer one stays as it is."""

DEEPEST = 40
"""How deep braces may nest."""

TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)
"""A command, a brace, a blank or a sign."""


def script(content: str, kind: str) -> str:
    """Superscript, of the kind `^`, or subscript, `_`: in small signs where all of it has such."""
    signs = SUPERSCRIPTS if kind == "^" else SUBSCRIPTS
    plain = content.replace("−", "-").replace(" ", "")
    if plain and all(sign in signs for sign in plain):
        return "".join(signs[sign] for sign in plain)
    return f"{kind}{content}" if len(content) == 1 or content.isalnum() else f"{kind}({content})"


class UnreadableError(ValueError):
    """TeX that can't be read, or not be written in Unicode. The message says where it fails."""


def to_unicode(tex: str) -> str:
    """The formula in Unicode; as it was written where there are no signs for it."""
    if len(tex) > LONGEST:
        return tex
    try:
        reader = _Reader(tex)
        written = reader.sequence("")
    except UnreadableError:
        return tex
    lines = (" ".join(line.split()) for line in written.split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader:
    """Reads a formula from left to right, each method up to where its part ends."""

    def __init__(self, tex: str) -> None:
        self._tokens = [found[0] for found in TOKEN.finditer(tex)]
        self._at = 0
        self._depth = 0

    def sequence(self, end: str) -> str:
        """Everything up to a token, which is taken too; to the end where it is empty."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableError("too deep")
        parts: list[str] = []
        while True:
            if self._at == len(self._tokens):
                if end:
                    raise UnreadableError(f"{end} is missing")
                break
            if self._tokens[self._at] == end:
                self._at += 1
                break
            self._part(parts)
        self._depth -= 1
        return "".join(parts)

    def _part(self, parts: list[str]) -> None:
        token = self._tokens[self._at]
        if token not in ("^", "_"):
            parts.append(self._atom())
            return
        self._at += 1
        script = self._script(token)
        if parts and parts[-1].endswith(" "):  # that of an operator, which its script belongs to
            parts[-1] = parts[-1].rstrip()
            script += " "
        parts.append(script)

    def _next(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at == len(self._tokens):
            raise UnreadableError("something is missing at the end")
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _argument(self) -> str:
        token = self._next()
        if token == "{":  # noqa: S105 - a brace
            return self.sequence("}").strip()
        self._at -= 1
        return self._atom().strip()

    def _atom(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token == "{":  # noqa: S105 - a brace
            return self.sequence("}")
        if token == "}":  # noqa: S105 - a brace
            raise UnreadableError("a brace too many")
        if token == "&":  # noqa: S105 - an ampersand
            return " "
        if token == "~" or token.isspace():  # noqa: S105 - a blank
            return " "
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "'":  # noqa: S105 - a prime
            return "′"
        if token == "-":  # noqa: S105 - a minus
            return "−"
        return f" {token} " if token in SPACED else token

    def _script(self, kind: str) -> str:
        content = self._argument()
        if kind == "^" and set(content) <= {"′", "∘"}:
            return content.replace("∘", "°")
        return script(content, kind)

    def _command(self, name: str) -> str:
        taken = self._with_arguments(name)
        if taken is not None:
            return taken
        if name in STYLES:
            return ""
        if name in WORDS:
            return f" {WORDS[name]} "
        if name in SPACES:
            return SPACES[name]
        if name in ("{", "}", "%", "$", "#", "&", "_"):
            return name
        sign = "‖" if name == "|" else SIGNS.get(name) or _symbol(name)
        return f" {sign} " if sign in SPACED else sign

    def _with_arguments(self, name: str) -> str | None:  # noqa: C901, PLR0911 - a case a command
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                return _fraction(self._argument(), self._argument())
            case "binom" | "tbinom" | "dbinom":
                return f"({self._argument()} over {self._argument()})"
            case "sqrt":
                return self._root()
            case "ce" | "pu":
                return chemistry(self._raw_argument())
            case "begin":
                return self._environment()
            case "\\":
                return "\n"
            case "not":
                return unicodedata.normalize("NFC", self._argument() + "\u0338")
            case "pmod":
                return f" (mod {self._argument()})"
            case "operatorname" | "operatorname*":
                return f" {self._argument()} "
        if name in SIZES:
            return self._delimiter()
        if name in TEXTS:
            return self._raw_argument()
        if name in UPRIGHT:
            return self._argument()
        if name in LETTERS:
            return "".join(styled(sign, LETTERS[name]) for sign in self._argument())
        if name in ACCENTS:
            return "".join(sign + ACCENTS[name] for sign in self._argument())
        if name in LEFT_OUT:
            self._raw_argument()
            return ""
        return None

    def _delimiter(self) -> str:
        token = self._next()
        if token == ".":  # noqa: S105 - a delimiter that isn't shown
            return ""
        return self._command(token[1:]) if token.startswith("\\") else token

    def _raw_argument(self) -> str:
        if self._next() != "{":
            self._at -= 1
            return self._next()
        depth = 1
        parts: list[str] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            depth += (token == "{") - (token == "}")  # noqa: S105 - braces
            if depth == 0:
                return "".join(parts)
            parts.append(token)
        raise UnreadableError("a brace is missing")

    def _root(self) -> str:
        index = ""
        if self._at < len(self._tokens) and self._tokens[self._at] == "[":
            self._at += 1
            index = self.sequence("]").strip()
        content = self._argument()
        sign = ROOTS.get(index)
        if sign is None:
            if not all(each in SUPERSCRIPTS for each in index):
                raise UnreadableError("an index without a sign")
            sign = "".join(SUPERSCRIPTS[each] for each in index) + "√"
        return f"{sign}{_grouped(content)}"

    def _environment(self) -> str:
        name = self._raw_argument()
        if name in ("array", "tabular", "alignat", "alignat*"):
            self._raw_argument()
        content = self._until_end(name)
        rows = [" ".join(row.split()) for row in content.split("\n")]
        rows = [row for row in rows if row]
        if name.endswith("matrix") or name == "array":
            edges = MATRIX_EDGES.get(name, "[]")
            return f"{edges[0]}{'; '.join(rows)}{edges[1]}"
        if name == "cases":
            return "{ " + "; ".join(rows)
        return "\n".join(rows) if len(rows) > 1 else "".join(rows)

    def _until_end(self, name: str) -> str:
        parts: list[str] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token == r"\end":  # noqa: S105 - a command
                self._at += 1
                if self._raw_argument() != name:
                    raise UnreadableError("another environment ends")
                return "".join(parts)
            self._part(parts)
        raise UnreadableError("an environment never ends")


def _fraction(above: str, below: str) -> str:
    written = f"{above}/{below}"
    return FRACTIONS.get(written) or f"{_grouped(above)}/{_grouped(below)}"


def _grouped(content: str) -> str:
    simple = len(content) == 1 or content.isalnum() or content.replace(".", "").isdigit()
    closed = content[:1] in "√∛∜" and content[1:].isalnum()
    return content if simple or closed else f"({content})"


@cache
def _symbol(name: str) -> str:
    """The sign of a command without arguments, such as alpha."""
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - slow to import

    spec = get_default_latex_context_db().get_macro_spec(name)
    sign = getattr(spec, "simplify_repl", None)
    if not isinstance(sign, str) or not sign or "%" in sign:
        raise UnreadableError(f"\\{name} has no sign")
    return sign
