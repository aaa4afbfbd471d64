"""The quiz's pages as a browser without JavaScript sees them: forms that go and pages that come."""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.answers.arrangement import with_option
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import Box, Mask
from ipt_cards.progress.entries import Burial, Retraction, Suspension
from ipt_cards.quiz.event import Choose
from ipt_cards.scheduling.grade import Grade
from ipt_cards.web.quiz.forms import events_of
from ipt_cards.web.serving import USUAL_PORT
from tests.cli.command import ipt_cards
from tests.quiz.making import DECK, plain_notes
from tests.web.server import Server, Visitor, serving, write_deck

QUIZ = "/decks/small/quiz"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, write_deck(tmp_path / "small", DECK), "--port", "0") as started:
        yield started


def plain_server(tmp_path: Path, count: int = 3) -> Server:
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(count)),))
    return Server(tmp_path, write_deck(tmp_path / "small", deck), "--port", "0")


def shown(page: str) -> str:
    """What a reader sees of the card."""
    [face] = re.findall(r'<div class="face">(.*?)</section>', page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", face)).split())


def buttons(page: str) -> list[str]:
    return re.findall(r'<button name="do" value="([\w-]+)"', page)


def test_every_kind_of_card_is_asked_and_answered(server: Server) -> None:
    visitor = Visitor(server)
    visitor.get(QUIZ)
    seen = set()
    while 'aria-label="Summary"' not in visitor.page:
        question = shown(visitor.page)
        [first, *_] = buttons(visitor.page)
        seen.add(first)
        match first:
            case "type":
                answer = "interpersonal therapy" if "IPT" in question else "ipt"
                visitor.press(QUIZ, "type", ("text", answer))
                assert "✓ Right" in shown(visitor.page)
            case "choose":
                assert "More than one is right." in question
                places = re.findall(
                    r'value="(\d)"[^>]*>.*?<p>(?:Psychodynamic|Attachment)', visitor.page
                )
                visitor.press(QUIZ, "choose", *(("option", place) for place in places))
                assert "✓ Right" in shown(visitor.page)
                assert "The overview names it nowhere." in shown(visitor.page)
            case "reveal" if "What does CBT" in question:
                places = re.findall(r'value="(\d)"[^>]*>.*?<p>Childhood', visitor.page)
                visitor.press(QUIZ, "choose", ("option", places[0]))
                assert "✗ Not quite" in shown(visitor.page)
                assert "Your pick" in shown(visitor.page)
                seen.add("one")
            case "reveal":
                visitor.press(QUIZ, "reveal")
                if "usually runs" in question:
                    assert "[how many?]" in question or "[…]" in question
                    assert shown(visitor.page).endswith("weeks, in two forms.")
                else:
                    assert "new ways of interacting." in shown(visitor.page)
        visitor.press(QUIZ, "grade-4")
        assert visitor.status == 200
    assert seen == {"type", "choose", "reveal", "one"}
    assert "Good 5" in shown(visitor.page)  # siblings come on another day
    assert [review.grade for review in server.reviews()] == [Grade.GOOD] * 5


def test_an_answer_is_on_the_disk_before_the_next_question_is_shown(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    visitor.press(QUIZ, "reveal")
    visitor.press(QUIZ, "grade-3")
    assert "Question 1?" in visitor.page
    server.kill()
    [review] = server.reviews()
    assert (review.card, review.grade) == ("note-0/forward", Grade.HARD)


def test_a_form_that_is_sent_twice_answers_once(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    visitor.press(QUIZ, "reveal")
    form = [*visitor.hidden, ("do", "grade-4")]
    for _ in range(3):
        visitor.post(QUIZ, form)
        assert visitor.status == 303
    visitor.get(visitor.headers["location"])
    assert "out of date" in visitor.page
    assert "Question 1?" in visitor.page
    assert len(server.reviews()) == 1
    server.interrupt()


def test_two_tabs_and_a_terminal_answer_each_card_once(tmp_path: Path) -> None:
    server = plain_server(tmp_path, 4)
    one, other = Visitor(server), Visitor(server)
    for tab in (one, other):
        tab.get(QUIZ)
        assert "Question 0?" in tab.page
    one.press(QUIZ, "reveal")
    one.press(QUIZ, "grade-4")
    other.press(QUIZ, "reveal")
    assert "Question 1?" in other.page
    one.press(QUIZ, "reveal")
    quiz = ipt_cards("quiz", "small", cwd=tmp_path, stdin="\n3\nq\n", TZ="Europe/Berlin")
    assert quiz.returncode == 0, quiz.stderr
    one.press(QUIZ, "grade-4")
    assert "answered elsewhere" in one.page
    assert "Question 2?" in one.page
    other.get(QUIZ)
    assert "Question 2?" in other.page
    assert [review.card for review in server.reviews()] == ["note-0/forward", "note-1/forward"]
    server.interrupt()


def test_undo_redo_suspend_and_bury(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    visitor.press(QUIZ, "undo")
    assert "nothing to take back" in visitor.page
    visitor.press(QUIZ, "reveal")
    visitor.press(QUIZ, "grade-1")
    visitor.press(QUIZ, "undo")
    assert "Answer 0." in visitor.page
    visitor.press(QUIZ, "redo")
    assert "Question 1?" in visitor.page
    visitor.press(QUIZ, "suspend")
    visitor.press(QUIZ, "bury")
    assert "Question 0?" in visitor.page  # which failed
    kinds = [type(entry) for entry in server.entries()]
    assert kinds.count(Retraction) == 2
    assert kinds.count(Suspension) == kinds.count(Burial) == 1
    server.interrupt()


def test_a_server_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    visitor.press(QUIZ, "reveal")
    form = [*visitor.hidden, ("do", "grade-4")]
    visitor.post(QUIZ, form)
    server.kill()
    again = Server(tmp_path, tmp_path / "small", "--port", "0")
    visitor = Visitor(again)
    visitor.post(QUIZ, form)  # a page of the killed one, which never saw the answer
    assert visitor.status == 303
    visitor.get(visitor.headers["location"])
    assert "Question 1?" in visitor.page
    assert len(again.reviews()) == 1
    again.interrupt()


def test_options_stay_in_their_order_when_the_server_is_restarted(tmp_path: Path) -> None:
    wrong = tuple(Distractor(f"No {number}.", "It isn't.") for number in range(9))
    note = ChoiceNote(id="many", question="Which?", answers=("This.",), distractors=wrong)
    deck = write_deck(
        tmp_path / "small", Deck("small", "Small", topics=(Topic("t", "T", (note,)),))
    )
    seen = set()
    for _ in range(2):
        with serving(tmp_path, deck, "--port", "0") as server:
            page = Visitor(server).get(QUIZ)
            seen.add(tuple(re.findall(r"<p>(No \d|This)\.</p>", page)))
    [order] = seen
    assert len(order) == 10


def test_forms_that_no_page_has_change_nothing(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    token = visitor.hidden
    rng = random.Random(0)  # noqa: S311 - no secret
    for _ in range(60):
        form = [
            *token,
            ("do", rng.choice(["grade-9", "grade-", "choose", "type", "", "grade-4", "x"])),
            ("option", rng.choice(["-1", "99", "²", "1" * 5000])),
            ("text", "x" * rng.randrange(100)),
        ]
        visitor.post(QUIZ, form)
        assert visitor.status == 303
    visitor.get(QUIZ)
    assert "Question 0?" in visitor.page
    assert server.entries() == []
    server.interrupt()


def test_a_choice_of_topics_and_tags_and_a_cram_are_quizzes_of_their_own(tmp_path: Path) -> None:
    deck = Deck(
        id="small",
        name="Small",
        topics=(
            Topic("one", "One", (BasicNote(id="a", front="First?", back="1", tags=("x",)),)),
            Topic("two", "Two", (BasicNote(id="b", front="Second?", back="2"),)),
        ),
    )
    with serving(tmp_path, write_deck(tmp_path / "small", deck), "--port", "0") as server:
        visitor = Visitor(server)
        assert "Second?" in visitor.get(f"{QUIZ}?topic=two")
        assert "First?" in visitor.get(f"{QUIZ}?tag=x&cram=1")
        visitor.press(f"{QUIZ}?tag=x&cram=1", "reveal")
        visitor.press(f"{QUIZ}?tag=x&cram=1", "grade-4")
        [review] = server.reviews()
        assert review.origin == "cram"
        visitor.get(f"{QUIZ}?topic=onne")
        assert visitor.status == 404
        assert "there is no topic `onne`" in unescape(visitor.page)


def test_the_deck_is_asked_as_it_is_written_now(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    visitor = Visitor(server)
    visitor.get(QUIZ)
    file = tmp_path / "small" / "all.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Question 0?", "Another question?"), encoding="utf-8")
    assert "Another question?" in visitor.get(QUIZ)
    file.write_text("topic: [", encoding="utf-8")
    assert "Another question?" in visitor.get(QUIZ)
    assert "its last good state is shown" in visitor.page
    server.interrupt()


def test_formulas_code_and_gaps_need_no_script(tmp_path: Path) -> None:
    notes = (
        ClozeNote(id="energy", text="$E = {{c1::m}} {{c2::c^2::of light}}$"),
        ClozeNote(id="code", text="```python\ndef {{c1::run::a name}}(): ...\n```"),
        BasicNote(id="table", front="| a | b |\n|:-:|--:|\n| 1 | 2 |", back=r"$\alpha < 1$"),
    )
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", notes),))
    with serving(tmp_path, write_deck(tmp_path / "small", deck), "--port", "0") as server:
        visitor = Visitor(server)
        pages = [visitor.get(QUIZ)]
        for _ in range(3):
            pages.append(visitor.press(QUIZ, "reveal"))
            pages.append(visitor.press(QUIZ, "grade-5"))
        whole = "".join(pages)
        assert "<math" in whole
        assert '<span class="cloze">[a name]</span>' in whole
        assert re.search(r'<span class="filled"><span class="nf">run</span></span>', whole)
        assert 'class="to-center"' in whole
        assert "style=" not in whole
        assert "<mo>&lt;</mo>" in whole


def test_it_says_how_it_ends_and_ends_so(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    assert "Ctrl-C" in server.said
    assert server.interrupt() == 0
    assert server.rest == ""


def test_a_deck_with_errors_is_told_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "deck.yaml").write_text("id: bad", encoding="utf-8")
    done = ipt_cards("web", "bad", cwd=tmp_path)
    assert done.returncode == 2
    assert "The deck has an error" in done.stderr


def test_a_port_that_is_taken_is_told_or_another_is_found(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    done = ipt_cards("web", "small", "--port", str(server.port), cwd=tmp_path)
    assert done.returncode == 2
    told = f"port {server.port} can't be listened on: another program has it. Name another"
    assert told in done.stderr
    assert "Errno" not in done.stderr
    with serving(tmp_path, "small") as one, serving(tmp_path, "small") as other:
        assert one.port != other.port
        assert other.told(rf"Port {USUAL_PORT} is taken, .* these pages have port {other.port} ")
    server.interrupt()


def test_an_address_of_anki_connect_that_pages_have_is_told_at_a_push(tmp_path: Path) -> None:
    server = plain_server(tmp_path)
    done = ipt_cards("anki", "push", "small", "--url", server.address, cwd=tmp_path)
    assert done.returncode == 2
    assert "are pages of ipt-cards itself" in done.stderr
    server.interrupt()


def test_a_picture_with_areas_hidden_is_asked_and_shown(tmp_path: Path) -> None:
    masks = (
        Mask(1, Box(10, 10, 20, 20), label="**Left**"),
        Mask(2, Box(60, 10, 20, 20), label="Right"),
    )
    note = OcclusionNote(id="map", image="map.gif", masks=masks, header="Where?")
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", (note,)),))
    folder = write_deck(tmp_path / "small", deck)
    (folder / "map.gif").write_bytes(b"GIF89a")
    with serving(tmp_path, folder, "--port", "0") as server:
        visitor = Visitor(server)
        visitor.get(QUIZ)
        assert '<img src="/decks/small/media/map.gif"' in visitor.page
        assert 'class="asked"' in visitor.page
        assert "Left" not in visitor.page
        visitor.press(QUIZ, "reveal")
        assert 'class="lifted"' in visitor.page
        assert "<strong>Left</strong>" in visitor.page
        assert visitor.get("/decks/small/media/map.gif") == "GIF89a"


def test_numbers_orders_and_pairs_are_asked_and_answered(tmp_path: Path) -> None:
    notes = (
        NumericNote(
            id="water", question="Boils at?", number=Decimal(100), tolerance=Decimal(1), unit="°C"
        ),
        OrderingNote(id="order", question="In order?", steps=("One", "Two", "Three")),
        MatchingNote(
            id="pairs", question="Who?", pairs=(Pair("A", "**Alpha**"), Pair("B", "Beta"))
        ),
    )
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", notes),))
    with serving(tmp_path, write_deck(tmp_path / "small", deck), "--port", "0") as server:
        visitor = Visitor(server)
        visitor.get(QUIZ)
        visitor.press(QUIZ, "type", ("text", "100.5 °C"))
        assert "✓ Right" in visitor.page
        assert "99 to 101" in shown(visitor.page)
        visitor.press(QUIZ, "grade-4")
        placed = dict(re.findall(r'<option value="(\d)">\w: (\w+)', visitor.page))
        number = {text: place for place, text in placed.items()}
        visitor.press(
            QUIZ, "arrange", *(("place", number[text]) for text in ("Two", "Three", "One"))
        )
        assert "◐ Right in part" in visitor.page
        assert "1 of 2 steps follow the right one" in visitor.page
        assert "yours: 3." in visitor.page
        visitor.press(QUIZ, "grade-4")
        places = re.findall(r'<option value="(\d)">\w: Beta', visitor.page)
        visitor.press(QUIZ, "arrange", ("place", ""), ("place", places[0]))
        assert "1 of 2 pairs" in visitor.page
        visitor.press(QUIZ, "undo")


@given(st.lists(st.sampled_from(["", "0", "1", "2", "3", "9", "x"]), min_size=1, max_size=4))
def test_options_come_into_the_places_that_a_form_names(places: list[str]) -> None:
    arrangement: tuple[int | None, ...] = (None,) * len(places)
    for event in events_of({"do": ["arrange"], "place": places}):
        if isinstance(event, Choose):
            arrangement = with_option(arrangement, event.place)
    seen: set[int] = set()
    for written, option in zip(places, arrangement, strict=True):
        wanted = int(written) if written.isdecimal() else None
        if wanted is None or wanted >= len(places) or wanted in seen:
            assert option is None
        else:
            assert option == wanted
            seen.add(wanted)
