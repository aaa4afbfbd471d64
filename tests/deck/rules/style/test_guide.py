"""The page of the rules of style: each rule is there, and its examples break and keep it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.rules.style.findings import style_advice
from ipt_cards.deck.rules.style.guide import GUIDE
from ipt_cards.deck.style_rule import StyleRule

ABOUT_THE_DECK = {StyleRule.LONGEST_IN_DECK, StyleRule.SHARE, StyleRule.CROWDED, StyleRule.THIN}
"""Rules whose examples are described: they take more notes than a page has room for."""

ABOUT_NOTES = [rule for rule in StyleRule if rule not in ABOUT_THE_DECK]


def rules_broken_by(example: str, folder: Path) -> set[str]:
    said: Any = yaml.safe_load(example)
    notes = said if isinstance(said, list) else [said]
    listed = [{"id": f"note-{number}", **note} for number, note in enumerate(notes)]
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    text = yaml.safe_dump({"topic": "Topic", "notes": listed}, allow_unicode=True)
    (folder / "topic.yaml").write_text(text, encoding="utf-8")
    return {problem.rule for problem in style_advice(load_deck(folder))}


def test_every_rule_has_its_place_on_the_page() -> None:
    assert list(GUIDE) == list(StyleRule)
    for guidance in GUIDE.values():
        assert guidance.reason.endswith(".")
        assert guidance.sources


@pytest.mark.parametrize("rule", ABOUT_NOTES)
def test_the_bad_example_breaks_its_rule_alone(rule: StyleRule, tmp_path: Path) -> None:
    assert rules_broken_by(GUIDE[rule].bad, tmp_path) == {rule.value}


@pytest.mark.parametrize("rule", ABOUT_NOTES)
def test_the_good_example_keeps_all_rules(rule: StyleRule, tmp_path: Path) -> None:
    assert rules_broken_by(GUIDE[rule].good, tmp_path) == set()
