"""A terminal, two tabs, a page without the network and another machine: each answer counts once.

Whatever they do by turns, each of them then shows the same, and the log is what they were told was
recorded. Nobody but the page and the machine, which couldn't know, answers a card a second time.
"""

import asyncio
import json
import random
import re
import tempfile
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.progress.entries import Entry, Origin, Retraction, Review, dated
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.fold import standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.merge import union
from ipt_cards.quiz import asking_order
from ipt_cards.quiz.event import GradeAnswer, Redo, Reveal, Undo
from ipt_cards.quiz.screen import Asking, Finished, Revealed, card_on
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.open_decks import OpenDecks
from ipt_cards.study.recorded_quiz import RecordedQuiz
from ipt_cards.web.app import application
from ipt_cards.web.learner import Learner, StudyThread
from ipt_cards.web.pages import Pages
from ipt_cards.web.site import Site
from tests.progress.making import BERLIN, NOON_MS
from tests.quiz.making import plain_notes
from tests.web.server import write_deck

QUIZ = "/decks/small/quiz"
DECK = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(4)),))
GRADES = st.sampled_from([Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY])
PASSED = 4  # below, a card is asked again on the same day


def _no_exchange(_told: object) -> None:
    raise AssertionError("no folder to sync with is configured")


class Server:
    """The pages, in this process, with the machine's clock in the test's hand."""

    def __init__(self, folder: Path, progress: Path, machine: "OneLog") -> None:
        self._thread = StudyThread()
        opened = self._thread.open([folder], progress, Settings(), sm2.review, _no_exchange)
        learner = Learner(
            OpenDecks([folder]),
            opened.log,
            opened.settings,
            opened.scheduler,
            BERLIN,
            lambda: machine.now_ms,
        )
        site = Site(learner, self._thread, Pages())
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(application(site)),
            base_url="http://127.0.0.1",
            follow_redirects=True,
        )

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()
        self._thread.close()

    def get(self) -> str:
        return self._runner.run(self._client.get(QUIZ)).text

    def hello(self) -> dict[str, Any]:
        told: dict[str, Any] = self._runner.run(self._client.get("/offline/hello")).json()
        return told

    def deliver(self, answers: list[dict[str, Any]]) -> dict[str, Any]:
        """What the server says became of the answers that a page kept."""
        form = {"csrf": self.hello()["csrf"], "answers": json.dumps(answers)}
        told: dict[str, Any] = self._runner.run(
            self._client.post(f"{QUIZ}/answers", data=form)
        ).json()
        return told

    def post(self, form: list[tuple[str, str]], *, by_script: bool) -> str:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        headers |= {"hx-request": "true"} if by_script else {}
        content = urlencode(form)
        return self._runner.run(self._client.post(QUIZ, content=content, headers=headers)).text


class OneLog(RuleBasedStateMachine):
    """What the tabs' pages show is kept, so that a page may be any number of answers old."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = NOON_MS
        self.rng = random.Random(5)  # noqa: S311 - ids of a test
        self.scratch = tempfile.TemporaryDirectory()
        home = Path(self.scratch.name)
        folder = write_deck(home / "small", DECK)
        progress = home / "progress.db"
        self.log = ReviewLog.open(progress, BERLIN)
        self.server = Server(folder, progress, self)
        self.cards = {card.key: card for card in DECK.cards()}
        self.terminal_log = ReviewLog.open(progress, BERLIN)
        self.terminal = RecordedQuiz(
            self.terminal_log,
            folder,
            DECK,
            self.cards,
            CardFilter(),
            BERLIN,
            asking_order.Settings(seed=7),
            lambda: self.now_ms,
        )
        self.tabs = [self.server.get(), self.server.get()]
        self.machine: list[Entry] = []
        self.waiting: list[Review] = []
        self.kept: list[dict[str, Any]] = []
        self.taken_back: set[str] = set()
        self.back: set[str] = set()
        self.mark = self.server.hello()["mark"]
        self.expected: set[str] = set()

    def teardown(self) -> None:
        self.server.close()
        self.terminal_log.close()
        self.log.close()
        self.scratch.cleanup()

    @initialize(again=st.booleans())
    def begin_with_a_card_that_failed_before(self, again: bool) -> None:
        if again:
            made = self._made("note-0/forward", Grade.AGAIN)
            self.log.append(made)
            self.expected.add(made.id)

    @rule(minutes=st.sampled_from([1, 12, 60 * 24]))
    def time_goes_by(self, minutes: int) -> None:
        self.now_ms += minutes * 60_000

    @rule(tab=st.integers(0, 1))
    def a_tab_is_loaded_anew(self, tab: int) -> None:
        self.tabs[tab] = self.server.get()

    @rule(tab=st.integers(0, 1), grade=GRADES)
    def a_tab_answers_what_it_shows(self, tab: int, grade: Grade) -> None:
        if "Show answer" in self.tabs[tab]:
            self._press(tab, "reveal")
        card = self._shown(tab)
        if 'value="grade-4"' not in self.tabs[tab] or card is None:
            return
        new = self._press(tab, f"grade-{int(grade)}")
        if "out of date" in self.tabs[tab] or "answered elsewhere" in self.tabs[tab].lower():
            assert new == []
        else:
            self._is_recorded(new, card, grade)

    @rule(tab=st.integers(0, 1), does=st.sampled_from(["undo", "redo"]))
    def a_tab_takes_back(self, tab: int, does: str) -> None:
        self._is_taken_back(self._press(tab, does))

    @rule(grade=GRADES)
    def the_terminal_answers(self, grade: Grade) -> None:
        before = self._ids()
        screen = self.terminal.session.screen
        if isinstance(screen, Finished):
            self.terminal.catch_up()
            return
        assert isinstance(screen, Asking | Revealed)
        card = card_on(screen).key
        if isinstance(screen, Asking):
            self.terminal.handle(Reveal())
        self.terminal.handle(GradeAnswer(grade))
        new = self._since(before)
        if new:
            self._is_recorded(new, card, grade)

    @rule(event=st.sampled_from([Undo(), Redo()]))
    def the_terminal_takes_back(self, event: Undo | Redo) -> None:
        before = self._ids()
        self.terminal.handle(event)
        self._is_taken_back(self._since(before))

    @rule(number=st.integers(0, 3), grade=GRADES)
    def a_page_without_the_network_answers(self, number: int, grade: Grade) -> None:
        made = self._made(f"note-{number}/forward", grade)
        identifier = made.id[:24] + self.mark + made.id[32:]
        answer = {"id": identifier, "card": made.card, "grade": int(grade), "took": 5000}
        self.kept.append({**answer, "sent": False, "undone": False})

    @rule()
    def a_page_without_the_network_takes_back(self) -> None:
        own = [answer for answer in self.kept if not answer["undone"]]
        if own and own[-1]["sent"]:
            own[-1]["undone"] = True  # it may have come in
        elif own:
            self.kept.remove(own[-1])

    @rule(times=st.integers(1, 2), hears=st.booleans(), some=st.booleans())
    def a_page_delivers(self, times: int, hears: bool, some: bool) -> None:
        """What waits, or only a part of it; where it doesn't hear of it, it sends that again."""
        sent = self.kept[: len(self.kept) // 2] if some else list(self.kept)
        for _ in range(times):
            self._deliver(sent)
        for answer in sent:
            answer["sent"] = True
            if hears:
                self.kept.remove(answer)

    def _deliver(self, sent: list[dict[str, Any]]) -> None:
        before = self._ids()
        told = self.server.deliver(sent)
        assert told == {"joined": sorted(answer["id"] for answer in sent), "refused": {}}
        new = self._since(before)
        given = {answer["id"] for answer in sent if not answer["undone"]}
        gone = {answer["id"] for answer in sent if answer["undone"]} & before - self.taken_back
        assert {entry.id for entry in new if isinstance(entry, Review)} == given - before
        taken = {entry.target for entry in new if isinstance(entry, Retraction)}
        assert taken == gone  # once, whatever others did with it since
        self.taken_back |= gone
        self.expected |= {entry.id for entry in new}

    @rule(number=st.integers(0, 3), grade=GRADES)
    def another_machine_answers(self, number: int, grade: Grade) -> None:
        self.waiting.append(self._made(f"note-{number}/forward", grade))

    @rule(times=st.integers(1, 2), some=st.booleans())
    def another_machine_syncs(self, times: int, some: bool) -> None:
        """It sends what waits, or only a part before the network goes; perhaps it hears nothing."""
        sent = self.waiting[: len(self.waiting) // 2] if some else self.waiting
        for _ in range(times):
            self.log.merge(sent)
        self.expected |= {review.id for review in sent}
        self.machine, _ = union(self.machine, self.log.entries())
        if not some:
            self.waiting = []

    @invariant()
    def the_log_holds_what_was_recorded_and_each_once(self) -> None:
        ids = [entry.id for entry in self.log.entries()]
        assert len(set(ids)) == len(ids)
        assert set(ids) == self.expected

    def check_that_all_show_the_same(self) -> None:
        self._deliver(self.kept)
        self.log.merge(self.waiting)
        self.expected |= {review.id for review in self.waiting}
        entries = self.log.entries()
        self.machine, conflicts = union(entries, self.machine, self.waiting)
        assert conflicts == []
        assert self.machine == entries
        self.terminal.catch_up()
        pages = [self.server.get(), self.server.get()]
        assert pages[0] == pages[1]
        known = self.terminal.session.known.progress
        seen = {card: progress for card, progress in known.items() if progress != UNSEEN}
        assert seen == self.log.progress()
        left = self.terminal.session.left
        for count, kind in ((left.new, "new"), (left.reviews, "review"), (left.again, "again")):
            assert (f">{count} {kind}<" in pages[0]) == bool(count)
        assert (left.total == 0) == ('aria-label="Summary"' in pages[0])
        assert self.log.check() == []

    def _press(self, tab: int, does: str) -> list[Entry]:
        before = self._ids()
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.tabs[tab])
        form = [(name, unescape(value)) for name, value in hidden] + [("do", does)]
        self.tabs[tab] = self.server.post(form, by_script=tab == 0)
        return self._since(before)

    def _shown(self, tab: int) -> str | None:
        found = re.search(r"Question (\d)\?", self.tabs[tab])
        return f"note-{found[1]}/forward" if found else None

    def _is_taken_back(self, new: list[Entry]) -> None:
        self.expected |= {entry.id for entry in new}
        targets = {entry.target for entry in new if isinstance(entry, Retraction)}
        self.back |= {
            entry.card
            for entry in self.log.entries()
            if isinstance(entry, Review) and entry.id in targets
        }

    def _is_recorded(self, new: list[Entry], card: str, grade: Grade) -> None:
        [review] = new
        assert isinstance(review, Review)
        assert (review.card, review.grade) == (card, grade)
        today = BERLIN.day(self.now_ms)
        earlier = [
            each.grade
            for each in standing(self.log.entries())
            if isinstance(each, Review)
            and (each.card, each.day) == (card, today)
            and each.id != review.id
        ]
        # What failed is asked again, also where it passed before and the page says otherwise; and
        # what was taken back, whatever others answered.
        assert not earlier or earlier[-1] < PASSED or card in self.back
        self.back.discard(card)
        self.expected.add(review.id)

    def _made(self, card: str, grade: Grade) -> Review:
        made = Review(
            entry_id(self.now_ms, self.rng.randbytes(RANDOM_BYTES)), card, grade, 5000, Origin.QUIZ
        )
        return dated(made, BERLIN)

    def _ids(self) -> set[str]:
        return {entry.id for entry in self.log.entries()}

    def _since(self, before: set[str]) -> list[Entry]:
        return [entry for entry in self.log.entries() if entry.id not in before]


class Converging(OneLog):
    """As the other, and at the end of each run all are asked what holds."""

    def teardown(self) -> None:
        try:
            self.check_that_all_show_the_same()
        finally:
            super().teardown()


TestConverging = Converging.TestCase
TestConverging.settings = settings(max_examples=12, stateful_step_count=25)
