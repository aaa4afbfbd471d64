"""Whether TeX could read a formula at all."""

from ipt_cards.deck.markup.tex import DEEPEST, LONGEST, TOKEN

_DELIMITERS = frozenset({r"\(", r"\)", r"\[", r"\]"})


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
    )


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
