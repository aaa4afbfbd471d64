"""Reviews that came twice, once by way of Anki, count once, whatever order logs met in."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS
from ipt_cards.progress.entries import Entry, Move, Origin, Retraction, Review, dated
from ipt_cards.progress.entry_id import imported_id
from ipt_cards.progress.fold import fold, standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, NOON_MS, identifier, review, undo


def from_anki(card: str = "a", ms: int = 0, origin: Origin = Origin.ANKI) -> Review:
    at_ms = NOON_MS + ms
    return dated(Review(imported_id(at_ms, "anki", card), card, Grade.GOOD, 5000, origin), BERLIN)


def merged(*logs: list[Entry]) -> list[Entry]:
    """What the log holds once it met these, one after the other."""
    with TemporaryDirectory() as folder, ReviewLog.open(Path(folder, "log"), BERLIN) as log:
        for entries in logs:
            log.merge(entries)
        assert log.progress() == fold(log.entries())
        assert log.check() == []
        return log.entries()


@pytest.mark.parametrize("later", [0, 1, SAME_ANSWER_MS])
def test_a_review_that_another_device_imported_from_anki_is_taken_back(later: int) -> None:
    here, there = review("a"), from_anki("a", later)
    assert standing(merged([here], [there])) == [here]
    assert merged([here], [there]) == merged([there], [here]) == merged([here, there])


def test_the_retraction_is_the_same_on_every_machine_and_in_every_release() -> None:
    entries = merged([review("a"), from_anki("a")])
    assert [entry for entry in entries if isinstance(entry, Retraction)] == [
        Retraction("019ca945-0a01-8ab1-80b6-563b0f40e668", from_anki("a").id)
    ]


def test_a_review_at_the_first_instant_there_is_is_told_twice_like_any_other() -> None:
    here = dated(Review(identifier(0), "old", Grade.GOOD, 5000, Origin.QUIZ), BERLIN)
    there = from_anki("old", -NOON_MS)
    moved = Move(identifier(), "old", "new")
    assert standing(merged([here, there])) == [here]
    assert standing(merged([here, there, moved])) == [here, moved]


@pytest.mark.parametrize(
    "other", [from_anki("a", SAME_ANSWER_MS + 1), from_anki("b"), from_anki("a", -1)]
)
def test_another_answer_is_left_alone(other: Review) -> None:
    assert set(merged([review("a")], [other])) == {review("a"), other}


def test_a_review_that_was_undone_after_it_went_to_anki_doesnt_come_back() -> None:
    undone = review("a")
    assert standing(merged([undone, undo(undone)], [from_anki("a")])) == []


def test_of_two_imports_of_one_review_the_earlier_counts() -> None:
    assert standing(merged([from_anki("a", 1)], [from_anki("a")])) == [from_anki("a")]


def test_a_review_told_under_a_cards_new_name_is_the_same_review() -> None:
    here, there = review("old"), from_anki("new", 1)
    move = Move(identifier(number=1), "old", "new")
    assert merged([here, there], [move]) == merged([move, here], [there])
    assert [e for e in standing(merged([here, there], [move])) if isinstance(e, Review)] == [here]


def test_two_cards_that_were_each_renamed_are_still_two() -> None:
    moves = [Move(identifier(number=n), f"old-{n}", f"new-{n}") for n in (1, 2)]
    here, there = review("old-1"), from_anki("new-2", 1)
    assert not any(isinstance(e, Retraction) for e in merged([*moves, here], [there]))


def test_names_that_moves_lead_together_by_any_way_are_one_card() -> None:
    chain = [Move(identifier(number=n), *pair) for n, pair in enumerate(["cb", "ba", "cd"])]
    here, there = review("d"), from_anki("a", 1)
    for moves in (chain, chain[::-1]):
        assert [e for e in standing(merged([*moves, here], [there])) if isinstance(e, Review)] == [
            here
        ]


def test_merging_again_adds_nothing(tmp_path: Path) -> None:
    with ReviewLog.open(tmp_path / "log", BERLIN) as log:
        log.merge([review("a"), from_anki("a")])
        entries = log.entries()
        assert len([entry for entry in entries if isinstance(entry, Retraction)]) == 1
        report = log.merge(entries)
        assert (report.added, report.known) == (0, 3)
        assert log.entries() == entries


def told() -> st.SearchStrategy[Entry]:
    cards, instants = st.sampled_from(["a", "b"]), st.integers(0, 4).map(lambda n: n * 30)
    here = st.builds(lambda card, ms, n: review(card, ms=ms, number=n), cards, instants, st.just(0))
    there = st.builds(
        from_anki, cards, instants, st.sampled_from([Origin.ANKI, Origin.ANKI, Origin.CRAM])
    )
    moves = st.just(Move(identifier(NOON_MS + 1, 9), "a", "b"))
    return st.one_of(here, there, here.map(undo), moves)


@settings(max_examples=25)
@given(st.lists(told(), max_size=8), st.data())
def test_logs_that_meet_in_any_order_and_any_pieces_come_to_the_same(
    entries: list[Entry], data: st.DataObject
) -> None:
    entries = list({(entry.kind, entry.id): entry for entry in entries}.values())
    shuffled = data.draw(st.permutations(entries))
    cut = data.draw(st.integers(0, len(shuffled)))
    assert merged(shuffled[:cut], shuffled[cut:]) == merged(entries)
