"""What an archive of Mochi's says: `data.json` in Transit or `data.edn`, as plain values.

Keywords become texts without their colon; lists, vectors and sets lists; maps dicts.
Source: https://github.com/cognitect/transit-format.
"""

import json
from typing import Any, TypeAlias

Value: TypeAlias = Any  # whatever it isn't is asked before use

_MAP = "^ "
_SHORTEST_CACHED = 4
_DIGITS = 44
"""How many digits the codes of earlier texts have, from `0` on."""


def from_transit(text: str) -> Value:
    """The value that a text in Transit says. Raises ValueError and RecursionError."""
    return _Transit().value(json.loads(text))


def from_edn(text: str) -> Value:
    """The value that a text in EDN says. Raises ValueError and RecursionError."""
    import edn_format  # noqa: PLC0415 - few archives hold EDN

    try:
        return _plain(edn_format.loads(text))
    except (NotImplementedError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _plain(value: Value) -> Value:
    import edn_format  # noqa: PLC0415

    match value:
        case edn_format.Keyword() | edn_format.Symbol():
            return value.name
        case str() | bool() | None:
            return value
        case dict() | edn_format.ImmutableDict():
            return {str(_plain(key)): _plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset() | edn_format.ImmutableList():
            return [_plain(each) for each in value]
        case _:
            return str(value)


class _Transit:
    """Reads values in their order, for later ones name earlier texts by codes."""

    def __init__(self) -> None:
        self._cache: list[str] = []

    def value(self, said: Value) -> Value:
        if isinstance(said, str):
            return _scalar(self._text(said))
        if isinstance(said, dict):
            # Transit's verbose form.
            pairs = [(self._text(key, is_key=True), self.value(each)) for key, each in said.items()]
            if len(pairs) == 1 and pairs[0][0].startswith("~#"):
                return pairs[0][1]
            return {_scalar(key): each for key, each in pairs}
        if not isinstance(said, list):
            return said
        if said[:1] == [_MAP]:
            return {
                self._key(key): self.value(each)
                for key, each in zip(said[1::2], said[2::2], strict=False)
            }
        values = [self._text(each) if isinstance(each, str) else each for each in said[:1]]
        if len(said) == 2 and isinstance(values[0], str) and values[0].startswith("~#"):
            return self.value(said[1])
        first = [_scalar(each) if isinstance(each, str) else self.value(each) for each in values]
        return first + [self.value(each) for each in said[1:]]

    def _key(self, said: Value) -> str:
        if isinstance(said, str):
            return str(_scalar(self._text(said, is_key=True)))
        return json.dumps(self.value(said), default=str)

    def _text(self, said: str, *, is_key: bool = False) -> str:
        if said.startswith("^") and said != _MAP:
            place = 0
            for digit in said[1:]:
                place = place * _DIGITS + ord(digit) - ord("0")
            return self._cache[place] if 0 <= place < len(self._cache) else said
        if len(said) >= _SHORTEST_CACHED and (is_key or said.startswith(("~:", "~#", "~$"))):
            if len(self._cache) == _DIGITS * _DIGITS:
                self._cache.clear()
            self._cache.append(said)
        return said


def _scalar(said: str) -> Value:
    if not said.startswith("~") or len(said) == 1:
        return said
    kind, rest = said[1], said[2:]
    match kind:
        case "~" | "^" | "`":
            return said[1:]
        case "?":
            return rest == "t"
        case "_":
            return None
        case _:
            return rest
