"""The JSON Schema that editors use says what the reader does."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.reading.folder import DECK_FILE
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.strategies import decks

BROKEN = Path(__file__).parent / "broken_decks"


def validator(file_name: str) -> jsonschema.protocols.Validator:
    kind = "deck" if file_name == DECK_FILE else "topic"
    schema = json.loads(files("ipt_cards.deck").joinpath(f"{kind}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def loaded(text: str) -> Any:
    return yaml.safe_load(text)


@given(decks())
def test_every_deck_that_can_be_written_fits_the_schema(deck: Deck) -> None:
    for name, text in deck_files(deck).items():
        validator(name).validate(loaded(text))


def test_the_bundled_deck_fits_and_names_the_schema() -> None:
    for path in (bundled_decks() / "ipt").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        validator(path.name).validate(loaded(text))
        schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file()


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"macros": {"\\RR": "\\mathbb{R}"}}, True),
        ({"macros": {"RR": "\\mathbb{R}"}}, False),
        ({"macros": {"\\RR": ["x"]}}, False),
        ({"macros": []}, False),
        ({"ruby": True}, True),
        ({"ruby": "yes"}, False),
        ({"language": "de-AT", "accents": "strict"}, True),
        ({"language": "German"}, False),
        ({"accents": "strikt"}, False),
    ],
)
def test_the_schema_knows_what_deck_yaml_says_of_texts(said: dict[str, Any], fits: bool) -> None:
    assert validator(DECK_FILE).is_valid({"id": "demo", "name": "Demo", **said}) == fits


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"facts": {"one": "A fact."}}, True),
        ({"facts": {"One": "A fact."}}, False),
        ({"facts": ["one"]}, False),
        ({"notes": [{"id": "a", "front": "F", "back": "B", "after": "b", "facts": ["c"]}]}, True),
        ({"notes": [{"id": "a", "front": "F", "back": "B", "after": ["b", "c"]}]}, True),
        ({"notes": [{"id": "a", "front": "F", "back": "B", "after": "Not an id"}]}, False),
    ],
)
def test_the_schema_knows_facts_and_what_comes_after_what(said: dict[str, Any], fits: bool) -> None:
    assert validator("topic.yaml").is_valid({"topic": "T", "notes": [], **said}) == fits


@pytest.mark.parametrize(
    "rule",
    ["unknown-key", "missing-key", "missing-id", "missing-why", "wrong-type-list", "malformed-id"],
)
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(rule: str) -> None:
    text = (BROKEN / rule / "topic.yaml").read_text()
    assert not validator("topic.yaml").is_valid(loaded(text))
