"""Keys and values as YAML, with PyYAML's own emitter as the judge of every byte."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.writing.block_yaml import OnALine, block_item, block_yaml


class PyYamlsOwn(yaml.SafeDumper):
    """Its emitter as it is, with lists deeper than their key and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's
        super().increase_indent(flow, False)

    def ignore_aliases(self, _data: object) -> bool:
        return True


def represent_text(dumper: PyYamlsOwn, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def represent_on_a_line(dumper: PyYamlsOwn, said: OnALine) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", said, flow_style=True)


PyYamlsOwn.add_representer(str, represent_text)
PyYamlsOwn.add_representer(OnALine, represent_on_a_line)


def by_pyyaml(said: object) -> str:
    return yaml.dump(said, Dumper=PyYamlsOwn, allow_unicode=True, sort_keys=False, width=100)


BLANKS = [*" \n\t\r\xa0\x85\u2028\u2029", "  ", "\n\n", " \n", "\n "]
SIGNS = [*":#'\"-?%@`|>&*![]{},\\$=~", ": ", " :", " #", "''", "- ", "---", "...", "{{c1::", "}}"]
WORDS_OF_YAML = ["yes", "No", "null", "NULL", "on", "y", "true", "<<", ".inf", ".nan"]
NUMBERS = ["1", "-1", "1.5", "1e3", "1.0e+3", ".5", "0x1F", "0o17", "017", "1_000", "12:30"]
DATES = ["2020-01-01", "2020-01-01 12:00:00"]
CHARACTERS = [*"é–漢😀\u0301\xad\u200b\u200d\x00\x07\x1b\x7f\x9f\ufeff\ufffd\ufffe\ue000\U0010ffff"]
WORDS = ["a", "word", "two words", "words that stand in a row", "x" * 40, "x" * 101]
PIECES = st.sampled_from([*BLANKS, *SIGNS, *WORDS_OF_YAML, *NUMBERS, *DATES, *CHARACTERS, *WORDS])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=20)
LONG_TEXTS = st.lists(PIECES | st.sampled_from(["word ", "of ", " 'so' "]), min_size=30).map(
    "".join
)
KEYS = TEXTS | st.integers(95, 130).map("k".__mul__) | st.sampled_from(["id", "front", "yes"])
VALUES = st.recursive(
    TEXTS | LONG_TEXTS | st.booleans() | st.none() | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3).map(OnALine)
    ),
    max_leaves=6,
)
SAID = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


@given(SAID)
def test_a_document_is_to_the_byte_what_pyyaml_would_write(said: dict[str, Any]) -> None:
    said |= {"last": "word"}  # for PyYAML adds `...` after a document that ends with an empty line
    assert block_yaml(said) == by_pyyaml(said)


@given(SAID, st.integers(0, 4))
def test_an_item_of_a_list_is_what_pyyaml_would_write_at_its_column(
    said: dict[str, Any], depth: int
) -> None:
    said |= {"last": "word"}
    document: object = [said]
    for _ in range(depth):
        document = {"k": document}
    lines = by_pyyaml(document).split("\n", depth)
    assert block_item(said, 2 * depth) == lines[-1]


@given(SAID, st.integers(0, 12))
def test_an_item_at_any_column_reads_back_as_it_was(said: dict[str, Any], column: int) -> None:
    written = "notes:\n" + block_item(said, column)
    assert repr(yaml.safe_load(written)) == repr({"notes": [yaml.safe_load(by_pyyaml(said))]})


@pytest.mark.parametrize(
    ("number", "written"),
    [("0", "0"), ("-12", "-12"), ("3.50", "3.50"), ("-0.5", "-0.5"), ("1E+3", "1E+3")],
)
def test_a_number_keeps_its_digits_and_stands_without_quotation_marks(
    number: str, written: str
) -> None:
    assert block_yaml({"number": Decimal(number)}) == f"number: {written}\n"


def test_a_long_text_is_broken_where_a_reader_joins_it_again() -> None:
    text = " ".join(["word"] * 60)
    lines = block_yaml({"front": text}).splitlines()
    assert len(lines) > 2
    assert all(len(line) <= 104 for line in lines)
    assert yaml.safe_load("\n".join(lines)) == {"front": text}
