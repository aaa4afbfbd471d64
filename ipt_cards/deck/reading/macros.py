"""Reading the macros that deck.yaml gives its formulas."""

import re
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet

from ipt_cards.deck.markup.macros import NAME, MacroError, expanded, macros_in
from ipt_cards.deck.markup.tex import LONGEST
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.keys import Fields
from ipt_cards.deck.reading.yaml.nodes import Mapping, Scalar

MOST_MACROS = 500

STRUCTURE = frozenset({r"\begin", r"\end", r"\left", r"\right", r"\middle"})
"""What formulas are made up of. Any other command may get another meaning, as LaTeX's
\\renewcommand gives it."""

_NEVER = re.compile(r"[$`]|\\[()\[\]]|\{\{c\d")
_LOOSE_NUMBER = re.compile(r"(?:\\.|[^\\#])*#(?![1-9])", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def read_macros(node: Mapping, findings: Findings) -> dict[str, str]:
    """What each macro stands for, by its name, with no other macro left in it.

    Whatever can't be one is noted and left out, and so is what makes use of it.
    """
    names = [key.text for key, _ in node.pairs if isinstance(key, Scalar)]
    fields = Fields(node, names, "`macros`", findings)
    if len(names) > MOST_MACROS:
        findings.error(
            node.mark, "too-many", f"the deck has {len(names):,} macros; {MOST_MACROS} are the most"
        )
        return {}
    bodies: dict[str, str] = {}
    for key in (key for key, _ in node.pairs if isinstance(key, Scalar)):
        if fault := _name_fault(key.text):
            findings.error(key.mark, "bad-macro", fault)
        elif key.text not in bodies and (body := fields.text(key.text)) is not None:
            bodies[key.text] = body
    sound = {name: body for name, body in bodies.items() if _is_sound(name, body, fields)}
    return _without_macros(sound, bodies.keys() - sound.keys(), fields)


def _name_fault(name: str) -> str | None:
    if name in STRUCTURE:
        return f"`{name}` can't be a macro, for formulas are made up of it"
    if NAME.fullmatch(name):
        return None
    letters = re.sub("[^A-Za-z]", "", name)
    suggestion = f": did you mean `\\{letters}`?" if letters else ", such as `\\RR`"
    return f"`{name}` can't be a macro: a backslash and letters make its name{suggestion}"


def _is_sound(name: str, body: str, fields: Fields) -> bool:
    fault = None
    if found := _NEVER.search(body):
        fault = f"`{found[0]}` can't stand in a macro: write only what stands within a formula"
    elif _LOOSE_NUMBER.match(body):
        fault = r"a `#` needs a number from 1 to 9, for an argument; the sign itself is `\#`"
    elif not _has_paired_braces(body):
        fault = "its braces don't come in pairs"
    if fault:
        fields.error(name, "bad-macro", fault)
    return fault is None


def _has_paired_braces(body: str) -> bool:
    depth = 0
    for found in _BRACE.finditer(body):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth < 0:
            return False
    return depth == 0


def _without_macros(
    bodies: MappingType[str, str], unsound: AbstractSet[str], fields: Fields
) -> dict[str, str]:
    """The bodies with all macros in them replaced, those first that others make use of."""
    every = {**bodies, **dict.fromkeys(unsound, "")}
    uses = {name: macros_in(body, every) for name, body in bodies.items()}
    done: dict[str, str] = {}
    left = dict(bodies)
    broken = set(unsound)
    while ready := [name for name in left if uses[name] <= done.keys() | broken]:
        for name in ready:
            body = left.pop(name)
            if uses[name] & broken:
                broken.add(name)
                continue
            try:
                whole = expanded(body, done)
            except MacroError as error:
                fields.error(name, "bad-macro", str(error))
                broken.add(name)
                continue
            if len(whole) > LONGEST:
                fields.error(
                    name,
                    "bad-macro",
                    f"`{name}` stands for {len(whole):,} characters; {LONGEST:,} are the most",
                )
                broken.add(name)
                continue
            # Braces and colons side by side would end a cloze or begin a hint.
            done[name] = re.sub(r"([{}])(?=\1)", r"\1 ", whole)
            done[name] = re.sub(":(?=:)", ": ", done[name])
    for name in _in_circles({name: uses[name] & left.keys() for name in left}):
        fields.error(name, "bad-macro", f"`{name}` calls itself, so that it would never end")
    return done


def _in_circles(uses: MappingType[str, AbstractSet[str]]) -> list[str]:
    """Those that only use each other, without those that nothing else uses."""
    left = dict(uses)
    while True:
        used = set().union(*left.values()) if left else set()
        if used >= left.keys():
            return list(left)
        left = {name: others for name, others in left.items() if name in used}
