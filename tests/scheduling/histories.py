"""What a card can have gone through: the states that answers lead to."""

from hypothesis import strategies as st

from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import NEW, CardState, review

FIRST_DAY = Day(739_000)

grades = st.sampled_from(Grade)
answers = st.lists(st.tuples(grades, st.integers(min_value=-3, max_value=400)), max_size=30)
"""Grades, each with the days since the answer before it: also none, and a clock set back."""


def state_after(history: list[tuple[Grade, int]]) -> CardState:
    state, day = NEW, FIRST_DAY
    for grade, later in history:
        day = Day(day + later)
        state = review(state, grade, day)
    return state


reachable_states = answers.map(state_after)
