"""What the deck on Interpersonal Therapy promises of its facts and its questions."""

from collections import Counter

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import kind_of
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.rules.style.blind import blind_score
from ipt_cards.deck.rules.style.findings import style_advice

MOST_GAINED = 0.05
WANTED = {Level.RECALL: 35, Level.UNDERSTANDING: 30, Level.APPLICATION: 35}


def test_each_fact_is_asked_for_by_notes_of_several_kinds_and_levels() -> None:
    deck = load_deck(find_deck("ipt"))
    facts = [fact.id for topic in deck.topics for fact in topic.facts]
    assert facts
    for fact in facts:
        asking = [note for note in deck.notes() if fact in note.facts]
        assert len({kind_of(note) for note in asking}) > 1, fact
        assert len({note.level for note in asking}) > 1, fact


def test_neither_check_nor_a_rule_of_style_finds_anything() -> None:
    assert read_folder(find_deck("ipt")).problems == ()
    assert [problem.message for problem in style_advice(load_deck(find_deck("ipt")))] == []


def test_who_goes_by_the_wording_of_options_gains_nothing() -> None:
    score = blind_score(load_deck(find_deck("ipt"))).all
    assert score.notes > 90
    assert score.share <= score.chance_share + MOST_GAINED


def test_every_note_says_its_level_and_a_third_of_them_apply() -> None:
    levels = Counter(note.level for note in load_deck(find_deck("ipt")).notes())
    total = levels.total()
    assert levels.keys() == WANTED.keys()
    for level, share in WANTED.items():
        assert abs(100 * levels[level] / total - share) < 5, level


def test_there_are_many_cases_from_practice() -> None:
    cases = [note for note in load_deck(find_deck("ipt")).notes() if "vignette" in note.tags]
    assert len(cases) >= 45
    assert {note.level for note in cases} == {Level.APPLICATION}
