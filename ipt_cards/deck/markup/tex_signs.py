"""The signs of Unicode that stand for commands and scripts of TeX."""

import re
import unicodedata

_RAISED = "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ′"
SUPERSCRIPTS = dict(
    zip(
        _RAISED,
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿ′",
        strict=True,
    )
)
_LOWERED = "0123456789+-=()aehijklmnoprstuvxβγρφχ"
SUBSCRIPTS = dict(zip(_LOWERED, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))

ACCENTS = dict(
    zip(
        [
            "hat",
            "widehat",
            "bar",
            "overline",
            "tilde",
            "widetilde",
            "vec",
            "dot",
            "ddot",
            "underline",
            "check",
            "acute",
            "grave",
        ],
        "\u0302\u0302\u0304\u0305\u0303\u0303\u20d7\u0307\u0308\u0332\u030c\u0301\u0300",
        strict=True,
    )
)
"""Combining signs, which stand after the letter."""

TEXTS = frozenset(
    ["text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox", "hbox", "emph"]
)
"""Commands whose argument is text, blanks and all."""

UPRIGHT = frozenset(
    [
        "mathrm",
        "mathit",
        "mathbf",
        "mathsf",
        "mathtt",
        "boldsymbol",
        "bm",
        "boxed",
        "mathop",
        "mathord",
        "mathbin",
        "mathrel",
    ]
)
"""Commands that only change the look of their argument."""

STYLES = frozenset(
    ["displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "hline"]
)
"""Commands without an argument that only change a look."""

LEFT_OUT = frozenset(["color", "phantom", "hspace", "vspace", "label", "tag"])
"""Commands that are left out with their argument."""

SIZES = frozenset(
    [
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
    ]
)

LETTERS = {
    "mathbb": ("DOUBLE-STRUCK",),
    "mathcal": ("SCRIPT",),
    "mathscr": ("SCRIPT",),
    "mathfrak": ("BLACK-LETTER", "FRAKTUR"),
}
"""What Unicode calls the letters of an alphabet."""

SPACES = {",": " ", ":": " ", ";": " ", " ": " ", "!": "", "quad": "  ", "qquad": "    ", "\n": " "}

WORDS = {
    name: name
    for name in [
        "lim",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "log",
        "ln",
        "exp",
        "max",
        "min",
        "sup",
        "inf",
        "arg",
        "det",
        "dim",
        "ker",
        "deg",
        "gcd",
        "Pr",
        "sinh",
        "cosh",
        "tanh",
        "arcsin",
        "arccos",
        "arctan",
    ]
} | {"limsup": "lim sup", "liminf": "lim inf", "bmod": "mod", "mod": "mod"}
"""Functions, which stand apart from what follows."""

SIGNS = dict(
    zip(
        [
            "ldots",
            "dots",
            "dotsc",
            "cdots",
            "dotsb",
            "vdots",
            "ddots",
            "mid",
            "vert",
            "Vert",
            "lvert",
            "rvert",
            "lVert",
            "rVert",
            "lbrace",
            "rbrace",
            "backslash",
            "implies",
            "iff",
            "to",
            "gets",
            "land",
            "lor",
            "lnot",
            "neg",
            "ne",
            "le",
            "ge",
            "degree",
            "lfloor",
            "rfloor",
            "lceil",
            "rceil",
            "langle",
            "rangle",
        ],
        [
            "…",
            "…",
            "…",
            "⋯",
            "⋯",
            "⋮",
            "⋱",
            "∣",
            "|",
            "‖",
            "|",
            "|",
            "‖",
            "‖",
            "{",
            "}",
            "\\",
            "⟹",
            "⟺",
            "→",
            "←",
            "∧",
            "∨",
            "¬",
            "¬",
            "≠",
            "≤",
            "≥",
            "°",
            "⌊",
            "⌋",
            "⌈",
            "⌉",
            "⟨",
            "⟩",
        ],
        strict=True,
    )
)
"""What pylatexenc has another sign for, or one that reads less well."""

SPACED = frozenset("=<>≤≥≠≈≡∼≃≅→←↔⇒⇐⇔⟹⟺∈∉⊂⊆⊃⊇∝±∓×÷∪∩∧∨↦⟶⟵∣≪≫∥⊥⊢⊨≔")
"""Operators, which have a blank on both sides."""

FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "1/8": "⅛"}
ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
MATRIX_EDGES = {"pmatrix": "()", "vmatrix": "||", "Vmatrix": "‖‖", "Bmatrix": "{}"}


def styled(letter: str, alphabets: tuple[str, ...]) -> str:
    """The letter of the first of these alphabets that has it; else as it is."""
    kind = "CAPITAL" if letter.isupper() else "SMALL"
    for alphabet in alphabets:
        for name in (f"{alphabet} {kind} {letter}", f"MATHEMATICAL {alphabet} {kind} {letter}"):
            try:
                return unicodedata.lookup(name)
            except KeyError:
                continue
    return letter


def chemistry(formula: str) -> str:
    """A formula of mhchem's: numbers after letters sink, charges rise, arrows are arrows."""
    written = re.sub(
        r"\^\{?([\d+-]+)\}?|(?<=[A-Za-z)\]])([+-])(?=\s|$)",
        lambda found: "".join(SUPERSCRIPTS[sign] for sign in found[1] or found[2]),
        formula,
    )
    written = re.sub(
        r"(?<=[A-Za-z)\]])_?\{?(\d+)\}?",
        lambda found: "".join(SUBSCRIPTS[sign] for sign in found[1]),
        written,
    )
    for arrow, sign in (("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")):
        written = written.replace(arrow, sign)
    return written
