"""What deck.yaml says of a deck."""

from typing import NamedTuple

from ipt_cards.deck.deck import Blueprint
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.style_rule import Allowance


class Description(NamedTuple):
    """The content of deck.yaml. Marks tell where sources and weights stand."""

    id: str
    name: str
    text: str
    version: str
    blueprint: Blueprint | None
    weight_marks: dict[str, Mark]
    sections: dict[str, str]
    section_marks: dict[str, Mark]
    citations: dict[str, str]
    notation: Notation
    allow: tuple[Allowance, ...] = ()


def unknown_topic(written: str, topics: tuple[str, ...]) -> str:
    """What to say of a weight for a topic that has no file."""
    suggestion = did_you_mean(written, topics) or f": add a file {written}.yaml"
    return f"the blueprint weighs `{written}`, and there is no such topic{suggestion}"
