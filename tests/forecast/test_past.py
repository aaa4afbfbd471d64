from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.past import Past
from ipt_cards.progress.answer_fold import Told
from tests.forecast.strategies import logs


def past_of(answers: list[Answer]) -> Past:
    past = Past()
    past.add(answers)
    return past


@given(logs(), st.data())
def test_a_past_that_was_kept_and_gone_on_with_is_that_of_all_answers(
    log: list[Answer], data: st.DataObject
) -> None:
    here = data.draw(st.integers(0, len(log)))
    there = data.draw(st.integers(here, len(log)))
    kept = past_of(log[:here])
    for some in (log[here:there], log[there:]):
        again = Past()
        again.unpack(kept.packed())
        again.add(some)
        kept = again
    whole = past_of(log)
    assert kept.packed() == whole.packed()
    assert kept.memories == whole.memories
    assert kept.level == whole.level
    assert kept.sessions.pace == whole.sessions.pace
    for one, other in zip(kept.reviews(), whole.reviews(), strict=True):
        assert repr(one) == repr(other)


@given(logs())
def test_crammed_answers_tell_nothing(log: list[Answer]) -> None:
    past = Past()
    past.take(Told(*answer, crammed=True) for answer in log)
    assert past.packed() == Past().packed()
    past.take(Told(*answer, crammed=False) for answer in log)
    assert past.packed() == past_of(log).packed()
