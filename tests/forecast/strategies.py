"""What the exam layer's property tests are given."""

from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS

TODAY = Day(739_000)


@st.composite
def logs(draw: st.DrawFn, cards: int = 6, answers: int = 60) -> list[Answer]:
    """A learner's answers up to yesterday, in order."""
    step = st.tuples(
        st.integers(0, cards - 1), st.sampled_from((0, 0, 0, 1, 3, 12)), st.sampled_from(BUTTONS)
    )
    steps = draw(st.lists(step, max_size=answers))
    day = TODAY - 1 - sum(wait for _, wait, _ in steps)
    log = []
    for card, wait, grade in steps:
        day += wait
        log.append(Answer(f"card-{card}", Day(day), grade, 8_000))
    return log
