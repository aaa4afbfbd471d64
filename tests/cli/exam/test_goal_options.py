"""What is told to be typed for a goal leads to that goal."""

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.cli.exam.goal_options import GoalOptions, arguments_for
from ipt_cards.cli.exam.plan import command
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day

GOALS = st.builds(
    Goal,
    exam=st.integers(739_000, 741_000).map(Day),
    minutes=st.integers(1, 1440),
    days_off=st.frozensets(st.integers(0, 6), max_size=6),
    target=st.integers(1, 999).map(lambda thousandths: thousandths / 1000),
    topics=st.lists(st.sampled_from(["goals", "a-b", "more"]), unique=True).map(tuple),
    breaks=st.lists(
        st.tuples(st.integers(739_000, 740_000), st.integers(0, 30)), unique=True, max_size=3
    ).map(lambda told: tuple(sorted((Day(first), Day(first + more)) for first, more in told))),
)


@given(GOALS, st.none() | GOALS)
def test_the_arguments_for_a_goal_mean_it_whatever_goal_is_kept(
    goal: Goal, kept: Goal | None
) -> None:
    typed = command.make_context("plan", arguments_for(goal, kept)).params
    topics = typed["topics"] or (() if typed["all_topics"] else None)
    options = GoalOptions(typed["exam"], typed["minutes"], typed["off"], typed["target"], topics)
    assert options.over(kept) == goal


@given(GOALS)
def test_nothing_is_to_be_typed_for_the_goal_that_is_kept(goal: Goal) -> None:
    assert arguments_for(goal, goal) == []
