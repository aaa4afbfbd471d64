"""From a file's bytes to its tree."""

from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.yaml.lines import tree_of_lines
from ipt_cards.deck.reading.yaml.nodes import Node, Tree, YamlError
from ipt_cards.deck.reading.yaml_file import MAXIMUM_BYTES, Mark, mark_after
from ipt_cards.deck.text import first_control_character


def root_of(content: bytes, findings: Findings) -> Node | None:
    """The root of a YAML file; None where it is empty or no readable YAML, which is noted."""
    try:
        tree = tree_of(decode(content))
    except YamlError as error:
        findings.error(error.mark, "yaml-syntax", error.message)
        return None
    for mark, message in tree.refused:
        findings.error(mark, "yaml-syntax", message)
    return tree.root


def tree_of(text: str) -> Tree:
    """The tree of a YAML text that `decode` gave, as `parser.parse` has it. Raises YamlError."""
    root = tree_of_lines(text)
    if root is not None:
        return Tree(root, [])
    from ipt_cards.deck.reading.yaml.parser import parse  # noqa: PLC0415 - imports PyYAML

    return parse(text)


def decode(raw: bytes) -> str:
    """The file's text, without a byte order mark.

    Raises YamlError for a file that is too large, not UTF-8, or holds a control character.
    """
    if len(raw) > MAXIMUM_BYTES:
        raise YamlError(
            Mark(1, 1),
            f"the file has more than {MAXIMUM_BYTES // 2**20} MiB: split it into several topics",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        raise YamlError(
            mark_after(before),
            f"byte 0x{raw[error.start]:02X} is not UTF-8: save the file in the encoding UTF-8",
        ) from None
    found = first_control_character(text)
    if found:
        raise YamlError(
            mark_after(text[: found.start()]),
            f"the control character U+{ord(found[0]):04X} can't stand in a text: delete it",
        )
    return text
