"""A formula as MathML, which browsers show without any script."""

import re

from latex2mathml.converter import convert

from ipt_cards.deck.markup.tex import LONGEST, to_unicode
from ipt_cards.deck.markup.tex_fault import fault_in

# latex2mathml passes text on as it is, so that what would be markup has to be something else there.
_GUARDED = {"<": "\ue010", ">": "\ue011", '"': "\ue012"}
_SIGNS = str.maketrans({"\ue010": "&lt;", "\ue011": "&gt;", "\ue012": "&quot;"})
_LETTERS_THAT_ARE_OPERATORS = re.compile("<mi>([\ue010\ue011])</mi>")
_UNWANTED = re.compile(r' (?:href|style|class|id)="[^"]*"')
_CHEMISTRY = re.compile(r"\\ce(\{(?:[^{}]|\{[^{}]*\})*\})")


def mathml(tex: str, *, display: bool) -> str | None:
    """The formula's MathML, nothing in which runs or loads; None where it can't be read.

    display: whether it stands on lines of its own.
    """
    if len(tex) > LONGEST or fault_in(tex):
        return None
    written = _CHEMISTRY.sub(lambda found: rf"\text{{{to_unicode(found[0])}}}", tex)
    for sign, guarded in _GUARDED.items():
        written = written.replace(sign, guarded)
    try:
        made = str(convert(written, display="block" if display else "inline"))
    except Exception:  # noqa: BLE001 - the package raises whatever comes, from IndexError on
        return None
    made = _LETTERS_THAT_ARE_OPERATORS.sub(r"<mo>\1</mo>", _UNWANTED.sub("", made))
    return made.translate(_SIGNS)
