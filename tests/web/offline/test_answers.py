"""Answers that come in later: each once, in the order of their times, from the device they say."""

import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.progress.entries import Retraction, Review, Suspension
from ipt_cards.progress.entry_id import entry_id, imported_id, instant_ms
from ipt_cards.progress.fold import standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import DAY_MS
from ipt_cards.scheduling.grade import Grade
from ipt_cards.web.offline.answers import offline_answers
from ipt_cards.web.review_id import NEAR_MS, OLDEST_MS, why_not
from tests.hostile.deck import write_hostile_deck
from tests.progress.making import BERLIN
from tests.quiz.making import plain_notes
from tests.web.server import Server, Visitor, serving, write_deck

QUIZ = "/decks/small/quiz"
NOW = 1_800_000_000_000
MARK = "0123abcd"
RNG = random.Random(0)  # noqa: S311 - no secret


def marked(at_ms: int, mark: str) -> str:
    """The id of an answer that a device gave then."""
    made = entry_id(at_ms, RNG.randbytes(10))
    return made[:24] + mark + made[32:]


class Phone:
    """A device that keeps answers. now: by the server's clock."""

    def __init__(self, server: Server, query: str = "") -> None:
        self.visitor = Visitor(server)
        self.query = query
        hello = json.loads(self.visitor.get("/offline/hello"))
        self.csrf, self.mark, self.now = hello["csrf"], hello["mark"], hello["now"]

    def answer(
        self, card: str, grade: int, *, ago_ms: int = 0, **more: object
    ) -> dict[str, object]:
        identifier = marked(self.now - ago_ms, self.mark)
        return {"id": identifier, "card": card, "grade": grade, "took": 5000} | more

    def send(self, *answers: object, csrf: str | None = None) -> dict[str, object]:
        form = [("csrf", self.csrf if csrf is None else csrf), ("answers", json.dumps(answers))]
        self.visitor.post(f"{QUIZ}/answers{self.query}", form)
        return dict(json.loads(self.visitor.page)) if self.visitor.status == 200 else {}


def plain(home: Path, count: int = 3) -> Path:
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(count)),))
    return write_deck(home / "small", deck)


def test_answers_that_are_delivered_again_and_again_count_once(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone = Phone(server)
        first, second = (
            phone.answer("note-0/forward", 4, ago_ms=9),
            phone.answer("note-1/forward", 1),
        )
        assert phone.send(first) == {"joined": [first["id"]], "refused": {}}
        for _ in range(2):
            assert phone.send(second, first)["joined"] == [first["id"], second["id"]]
        assert [review.id for review in server.reviews()] == [first["id"], second["id"]]
        [good, _] = server.reviews()
        assert (good.card, good.grade, good.duration_ms) == ("note-0/forward", Grade.GOOD, 5000)
        assert "Question 2?" in phone.visitor.get(QUIZ)
    with serving(tmp_path, tmp_path / "small", "--port", "0") as again:
        phone = Phone(again)
        assert phone.send(first, second)["joined"] == [first["id"], second["id"]]
        assert len(again.reviews()) == 2


def test_a_card_that_two_devices_answered_has_both_answers_in_the_order_of_their_times(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone, tablet = Phone(server), Phone(server)
        later = phone.answer("note-0/forward", 4)
        before = tablet.answer("note-0/forward", 1, ago_ms=3 * DAY_MS)
        phone.send(later)
        tablet.send(before)
        assert [review.grade for review in server.reviews()] == [Grade.AGAIN, Grade.GOOD]
        assert server.reviews()[0].day == server.reviews()[1].day - 3
    with ReviewLog.open(tmp_path / ".kept" / "progress.db", BERLIN) as log:
        assert log.check() == []
        state = log.card("note-0/forward").state
        assert (state.repetitions, state.due - state.reviewed) == (1, 1)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    with serving(home, plain(home), "--port", "0") as server:
        yield server


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": marked(NOW, "ffffffff")}, "no id of this device"),
        ({"id": "x"}, "no id of this device"),
        ({"id": imported_id(NOW, "x")}, "no id of this device"),
        ({"card": "nothing"}, "the deck has its card no more"),
        ({"card": "../x"}, "the deck has its card no more"),
        ({"grade": 9}, "it is no answer"),
        ({"grade": True}, "it is no answer"),
        ({"took": "1"}, "it is no answer"),
    ],
)
def test_what_cant_be_an_answer_of_this_device_is_refused(
    untouched: Server, change: dict[str, object], why: str
) -> None:
    phone = Phone(untouched)
    [told] = phone.send(phone.answer("note-0/forward", 4) | change)["refused"].values()  # type: ignore[attr-defined]
    assert why in told
    assert untouched.entries() == []


def test_forms_of_strangers_and_of_a_server_of_before_do_nothing(untouched: Server) -> None:
    phone = Phone(untouched)
    phone.send(phone.answer("note-0/forward", 4), csrf="x")
    assert phone.visitor.status == 409
    assert untouched.entries() == []


def test_an_answer_that_was_taken_back_leaves_nothing_or_its_retraction(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone = Phone(server)
        never = phone.answer("note-0/forward", 4, undone=True)
        assert phone.send(never)["joined"] == [never["id"]]
        assert server.entries() == []
        first, second = (
            phone.answer("note-0/forward", 4, ago_ms=9),
            phone.answer("note-1/forward", 4),
        )
        phone.send(first, second)
        for _ in range(2):
            phone.send(first | {"undone": True}, second | {"undone": True})
        left = [entry for entry in standing(server.entries()) if isinstance(entry, Review)]
        assert left == []
        assert all(isinstance(entry, Review | Retraction) for entry in server.entries())


def test_a_card_that_fails_once_more_becomes_a_leech_once(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone = Phone(server)
        days = [
            phone.answer("note-0/forward", grade, ago_ms=(40 - number) * DAY_MS)
            for number, grade in enumerate([4] + [1, 4] * 8)
        ]
        for _ in range(2):
            phone.send(*days)
        kinds = [type(entry) for entry in server.entries()]
        assert kinds.count(Suspension) == 1
        assert kinds.count(Review) == 17


def test_a_quiz_on_what_isnt_in_the_deck_any_more_still_joins(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone = Phone(server, "?topic=gone&cram=1")
        answer = phone.answer("note-0/forward", 4)
        assert phone.send(answer)["joined"] == [answer["id"]]
        assert server.reviews()[0].origin == "cram"


def test_a_grade_that_a_page_gives_an_id_has_it_once(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path), "--port", "0") as server:
        phone = Phone(server)
        visitor = phone.visitor
        visitor.get(QUIZ)
        visitor.press(QUIZ, "reveal")
        own = marked(int(time.time() * 1000), phone.mark)
        visitor.press(QUIZ, "grade-4", ("review", own))
        assert [review.id for review in server.reviews()] == [own]
        visitor.press(QUIZ, "reveal")
        visitor.press(QUIZ, "grade-4", ("review", own))
        assert len(server.reviews()) == 1
        for bad in (marked(phone.now, "00000000"), marked(phone.now - DAY_MS, phone.mark), "x"):
            visitor.press(QUIZ, "reveal")
            visitor.press(QUIZ, "grade-4", ("review", bad))
        assert bad not in {review.id for review in server.reviews()}


def test_at_most_200_cards_go_along_in_the_order_they_are_asked(tmp_path: Path) -> None:
    with serving(tmp_path, plain(tmp_path, 230), "--port", "0") as server:
        visitor = Visitor(server)
        found = json.loads(visitor.get(f"{QUIZ}/cards?cram=1"))
        keys = [card["key"] for card in found["cards"]]
        assert len(keys) == len(set(keys)) == 200
        page = visitor.get(f"{QUIZ}?cram=1")
        assert f'data-card="{keys[0]}"' in page
        [token] = re.findall(r'data-screen="([^"]+)"', page)
        json.loads(visitor.get(f"{QUIZ}/cards?cram=1"))
        assert token in visitor.get(f"{QUIZ}?cram=1")  # looking at what comes changes nothing


def test_nothing_of_a_hostile_deck_is_more_than_text_in_what_goes_along(tmp_path: Path) -> None:
    with serving(tmp_path, write_hostile_deck(tmp_path / "hostile"), "--port", "0") as server:
        found = json.loads(Visitor(server).get("/decks/hostile/quiz/cards?cram=1"))
        assert found["cards"]
        for card in found["cards"]:
            for name in ("question", "ask", "answer", "good", "again"):
                assert not re.search(r"<(script|iframe|object|embed|base|style|b)\b", card[name])
                assert not re.search(r"<[^>]*\s(on\w+|style)=", card[name])
                assert not re.search(r"href=\"(?i:javascript|data|vbscript|file):", card[name])


@given(
    st.text()
    | st.recursive(
        st.none() | st.text(),
        lambda e: (
            st.lists(e) | st.dictionaries(st.sampled_from(["id", "card", "grade", "took"]), e)
        ),
    ).map(json.dumps)
)
def test_any_text_is_read_or_is_no_answer(written: str) -> None:
    answers, _ = offline_answers(written)
    assert answers == []


@given(
    at=st.integers(NOW - 2 * OLDEST_MS, NOW + 2 * NEAR_MS), mark=st.sampled_from([MARK, "00000000"])
)
def test_an_id_is_taken_of_the_own_device_at_a_time_that_can_be(at: int, mark: str) -> None:
    identifier = marked(at, mark)
    assert instant_ms(identifier) == at
    can_be = mark == MARK and NOW - OLDEST_MS <= at <= NOW + NEAR_MS
    assert (why_not(identifier, MARK, NOW) == "") == can_be
