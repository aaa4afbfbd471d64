"""However answers come in, repeated, late, by turns with the quiz's own, each is in the log once."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.progress.entries import Review
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.fold import standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.event import GradeAnswer, Join, Redo, Reveal, Undo
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.open_decks import OpenDecks
from ipt_cards.web.learner import Learner
from ipt_cards.web.quiz.running import Choice, RunningQuizzes
from tests.progress.making import BERLIN, NOON_MS
from tests.quiz.making import plain_notes
from tests.web.server import write_deck

CARDS = 4
ANSWERS = [
    Join(
        f"note-{number % CARDS}/forward",
        list(Grade)[number],
        entry_id(NOON_MS - 1000 * number, number.to_bytes(10, "big")),
        4000,
    )
    for number in range(6)
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["deliver", "take back", "answer", "undo", "restart"]),
        st.integers(0, len(ANSWERS) - 1),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(deadline=None)
def test_each_answer_is_in_the_log_once_and_stands_unless_it_was_taken_back(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(CARDS)),))
        decks = OpenDecks([write_deck(home / "small", deck)])
        now = NOON_MS
        with ReviewLog.open(home / "progress.db", BERLIN) as log:
            learner = Learner(decks, log, Settings(), sm2.review, BERLIN, lambda: now)
            quizzes = RunningQuizzes(learner)
            delivered: set[str] = set()
            for does, number in steps:
                now += 1000
                answer = ANSWERS[number]
                running = quizzes.get(decks["small"], Choice())
                if does == "deliver":
                    running.join(answer)
                    delivered.add(answer.id)
                elif does == "take back":
                    running.take_back(answer.id)
                elif does == "answer":
                    running.take(running.token, Reveal(), GradeAnswer(Grade.GOOD))
                elif does == "undo":
                    running.take(running.token, Undo())
                else:
                    quizzes = RunningQuizzes(learner)
            assert log.check() == []
            reviews = [entry for entry in log.entries() if isinstance(entry, Review)]
            own = {answer.id for answer in ANSWERS}
            assert sorted(r.id for r in reviews if r.id in own) == sorted(delivered)
            stand = {entry.id for entry in standing(log.entries())}
            for number, answer in enumerate(ANSWERS):
                after = steps[
                    next((i for i, s in enumerate(steps) if s == ("deliver", number)), len(steps)) :
                ]
                if ("take back", number) in after:
                    assert answer.id not in stand
                elif answer.id in delivered and "undo" not in {does for does, _ in after}:
                    assert answer.id in stand


def test_a_take_back_that_comes_again_leaves_what_was_brought_back_since(tmp_path: Path) -> None:
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(CARDS)),))
    decks = OpenDecks([write_deck(tmp_path / "small", deck)])
    answer = ANSWERS[0]
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        learner = Learner(decks, log, Settings(), sm2.review, BERLIN, lambda: NOON_MS)
        running = RunningQuizzes(learner).get(decks["small"], Choice())
        running.join(answer)
        for _ in range(2):
            running.take_back(answer.id)
        assert len(log.entries()) == 2
        running.take(running.token, Redo())
        assert answer.id in {entry.id for entry in standing(log.entries())}
        running.take_back(answer.id)  # said a third time
        assert answer.id in {entry.id for entry in standing(log.entries())}
