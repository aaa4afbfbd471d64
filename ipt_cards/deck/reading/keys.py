"""Typed access to the keys of one YAML mapping; whatever doesn't fit becomes a problem."""

import math
import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as MappingType
from types import MappingProxyType

from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.yaml.nodes import Mapping, Node, Scalar, Sequence
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.text import first_control_character, first_misleading_character, normal_text

LONGEST_TEXT = 25_000
"""Characters: far more than fit on a card, few enough for a Markdown parser, whose time may grow
with the square of their number."""

_NUMBER = r"[+-]?(\d{1,9}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?"

_ESCAPED = {"\a": "a", "\b": "b", "\f": "f", "\v": "v", "\x1b": "e"}
"""What double quotes make of a backslash and a letter."""


class Fields:
    """The values of a mapping by key, each read as the type it must have.

    A method returns None (or an empty value) for what is missing or wrong, after noting why.
    `what` names the thing in messages: "a choice note", "the exam". `elsewhere` tells of keys that
    belong to another thing: which.
    """

    def __init__(
        self,
        node: Mapping,
        known: Collection[str],
        what: str,
        findings: Findings,
        elsewhere: MappingType[str, str] = MappingProxyType({}),
    ) -> None:
        self._node = node
        self.what = what
        self._findings = findings
        self._values: dict[str, Node] = {}
        pairs = () if findings.are_too_many else node.pairs
        for key, value in pairs:
            if isinstance(key, Scalar) and key.text in known and key.text not in self._values:
                self._values[key.text] = value
            elif findings.are_too_many:
                break
            elif not isinstance(key, Scalar):
                findings.error(key.mark, "wrong-type", "a key must be a word")
            elif key.text in self._values:
                findings.error(
                    key.mark, "duplicate-key", f"`{key.text}` stands here twice: keep one of them"
                )
            else:
                suggestion = did_you_mean(key.text, known)
                if key.text in elsewhere:
                    suggestion = f": that is a key of {elsewhere[key.text]}"
                elif not suggestion:
                    suggestion = f": it has {', '.join(known)}"
                findings.error(
                    key.mark, "unknown-key", f"{what} has no key `{key.text}`{suggestion}"
                )

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def have(self, keys: Iterable[str]) -> bool:
        """Whether any of these keys is there."""
        return not self._values.keys().isdisjoint(keys)

    @property
    def mark(self) -> Mark:
        """Where the mapping begins."""
        return self._node.mark

    def mark_of(self, key: str) -> Mark:
        """Where a key's value stands; the mapping itself where the key is missing."""
        return self._values[key].mark if key in self._values else self.mark

    def error(self, key: str, rule: str, message: str) -> None:
        """Note an error at a key's value."""
        self._findings.error(self.mark_of(key), rule, message)

    def require(self, *keys: str) -> bool:
        """Whether all of these keys are there; each that isn't is noted."""
        are_there = True
        for key in keys:
            if key not in self._values:
                self._findings.error(self.mark, "missing-key", f"{self.what} needs `{key}`")
                are_there = False
        return are_there

    def node(self, key: str) -> Node | None:
        """The key's value as it was read; None where it is missing."""
        return self._values.get(key)

    def text(self, key: str) -> str | None:
        """The key's text in its normal form; None where it is missing, empty or no text."""
        node = self._values.get(key)
        return None if node is None else text_of(node, f"`{key}`", self._findings)

    def name(self, key: str) -> str | None:
        """The text of a key that names a deck or a topic; None where `text` gives none."""
        name = self.text(key)
        if name is not None and "::" in name:
            self.error(key, "malformed-name", "`::` in a name would make a subdeck in Anki")
        if name is not None and (found := first_misleading_character(name)):
            self.error(
                key,
                "malformed-name",
                f"the name holds U+{ord(found[0]):04X}, which nobody sees: delete it",
            )
        return name

    def texts(self, key: str) -> list[tuple[str, Node]] | None:
        """The key's texts, with their nodes: a list, or one text alone. None if one is wrong."""
        node = self._values.get(key)
        if node is None:
            return []
        items = node.items if isinstance(node, Sequence) else [node]
        read = [(text_of(item, f"`{key}`", self._findings), item) for item in items]
        texts = [(text, item) for text, item in read if text is not None]
        return texts if len(texts) == len(read) else None

    def flag(self, key: str) -> bool:
        """The key's `true` or `false`; False where it is missing."""
        node = self._values.get(key)
        if node is None:
            return False
        if not (isinstance(node, Scalar) and node.plain and node.text in ("true", "false")):
            written = f", not `{node.text}`" if isinstance(node, Scalar) else ""
            self.error(key, "wrong-type", f"`{key}` must be true or false{written}")
            return False
        return node.text == "true"

    def whole_number(self, key: str, low: int, high: int, default: int) -> int:
        """The key's number between two bounds; the default where it is missing or wrong."""
        node = self._values.get(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and re.fullmatch(r"\d{1,9}", node.text, re.ASCII):
            number = int(node.text)
            if low <= number <= high:
                return number
        self.error(key, "wrong-type", f"`{key}` must be a whole number from {low} to {high}")
        return default

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """The key's number between two bounds; None where it is missing or wrong."""
        node = self._values.get(key)
        return None if node is None else number_of(node, f"`{key}`", self._findings, low, high)

    def mapping(self, key: str) -> Mapping | None:
        """The key's mapping; None where it is missing or something else."""
        node = self._values.get(key)
        if node is None or isinstance(node, Mapping):
            return node
        self.error(key, "wrong-type", f"`{key}` must hold keys and values")
        return None

    def sequence(self, key: str) -> Sequence | None:
        """The key's list; None where it is missing or something else."""
        node = self._values.get(key)
        if node is None or isinstance(node, Sequence):
            return node
        self.error(key, "wrong-type", f"`{key}` must be a list, each item on a line after `- `")
        return None


def number_of(
    node: Node,
    what: str,
    findings: Findings,
    low: float = -math.inf,
    high: float = math.inf,
) -> float | None:
    """A node's number between two bounds, to four places; None, with the problem noted, if none."""
    if isinstance(node, Scalar) and re.fullmatch(_NUMBER, node.text, re.ASCII):
        number = round(float(node.text), 4)
        if low <= number <= high:
            return number
    bounds = f" from {low:g} to {high:g}" if math.isfinite(low) else ""
    findings.error(node.mark, "wrong-type", f"{what} must be a number{bounds}")
    return None


def text_of(node: Node, what: str, findings: Findings) -> str | None:
    """A node's text in its normal form; None, with the problem noted, where it has none."""
    if not isinstance(node, Scalar):
        kind = "a list" if isinstance(node, Sequence) else "keys and values"
        findings.error(
            node.mark, "wrong-type", f"{what} must be a text, not {kind}: does it need quotes?"
        )
        return None
    written = node.text
    if written.isascii() and written.isprintable() and len(written) <= LONGEST_TEXT:
        text = written.strip()  # as it nearly always is, and in its normal form with that
        if text:
            return text
    text = normal_text(written)
    found = first_control_character(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        escaped = _ESCAPED.get(found[0])
        advice = "delete it"
        if escaped:
            advice += f", or write single quotes if a backslash and {escaped} are meant, as in TeX"
        findings.error(
            node.mark,
            "control-character",
            f"{what} holds the control character {code}: {advice}",
        )
        return None
    if len(text) > LONGEST_TEXT:
        findings.error(
            node.mark,
            "long-text",
            f"{what} has {len(text):,} characters, and no card shows more than {LONGEST_TEXT:,}: "
            "split it",
        )
        return None
    if not text:
        findings.error(node.mark, "empty-text", f"{what} is empty: write its text or delete it")
        return None
    return text
