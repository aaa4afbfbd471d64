"""The mock exam's pages: the same saved sitting as the terminal's, its clock on the server."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.progress.entries import Origin
from ipt_cards.study.exam.exam_files import ExamFiles
from ipt_cards.web.cards.view import CardView
from ipt_cards.web.pages import Pages
from tests.cli.command import ipt_cards
from tests.quiz.making import ABBREVIATION, CONTRAST, DECK, ROLE_PLAY, ROOTS
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.test_pages import words

EXAM = "/decks/small/exam"
NOTES = (ROLE_PLAY, replace(ABBREVIATION, reversed=False), CONTRAST, ROOTS)
SMALL = Deck(
    sections=DECK.sections,
    id="small",
    name="Small",
    topics=(Topic("basics", "The basics", NOTES),),
    blueprint=Blueprint((("basics", 100),), questions=4, minutes=4, pass_percent=60),
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, write_deck(tmp_path / "small", SMALL), "--port", "0") as started:
        yield started


def files(server: Server) -> ExamFiles:
    return ExamFiles(server.home / ".kept" / "progress.db")


def begin(server: Server, *more: tuple[str, str]) -> Visitor:
    visitor = Visitor(server)
    visitor.get(EXAM)
    visitor.press(EXAM, "begin", *more)
    assert "Question 1 of 4" in visitor.page
    return visitor


def answer(visitor: Visitor, *, right: bool) -> list[tuple[str, str]]:
    """The fields that answer the question on the page."""
    said = words(visitor.page)
    if "Your answer" in said:
        return [("text", "Interpersonal Therapy" if right else "Something")]
    if "What does CBT" in said:
        wanted = ["Thoughts"] if right else ["Childhood"]
    elif "What does IPT rest on?" in said:
        wanted = ["Psychodynamic", "Attachment"] if right else ["Behaviourism"]
    else:
        return []
    places = [
        re.findall(rf'value="(\d)"[^>]*>(?:(?!value=).)*?<p>{text}', visitor.page, re.DOTALL)[0]
        for text in wanted
    ]
    return [("option", place) for place in places]


def sit(visitor: Visitor, *, right: bool) -> None:
    for _ in range(4):
        if "Show answer" in visitor.page:
            visitor.press(EXAM, "reveal")
            visitor.press(EXAM, "right" if right else "wrong")
        else:
            visitor.press(EXAM, "next", *answer(visitor, right=right))


def test_an_exam_from_its_first_question_to_the_review_of_mistakes(server: Server) -> None:
    visitor = begin(server)
    sit(visitor, right=False)
    visitor.press(EXAM, "confirm")
    assert "4 of 4 answered" in words(visitor.page)
    visitor.press(EXAM, "hand-in")
    said = words(visitor.page)
    assert "✗ Not passed" in said
    assert "0 of 4, 0 %" in said
    assert said.count("That is nearer to psychodynamic therapy.") == 1
    assert "You typed" in said
    visitor.press(EXAM, "done")
    assert "0 of 4 0 % not passed" in words(visitor.page)
    assert server.entries() == []


def test_right_answers_pass_and_come_into_the_log_once_where_that_is_wanted(
    server: Server,
) -> None:
    visitor = begin(server, ("logged", "1"))
    sit(visitor, right=True)
    visitor.press(EXAM, "confirm")
    form = [*visitor.hidden, ("do", "hand-in")]
    for _ in range(2):
        visitor.post(EXAM, form)
    said = words(visitor.get(EXAM))
    assert "✓ Passed" in said
    assert "4 answers added as reviews" in said
    assert [review.origin for review in server.reviews()] == [Origin.EXAM] * 4


def test_questions_are_flagged_skipped_and_gone_back_to_and_answers_stay(server: Server) -> None:
    visitor = begin(server)
    first = words(visitor.page)
    chosen = answer(visitor, right=True)
    visitor.press(EXAM, "flag", *chosen)
    assert "flagged" in words(visitor.page)
    visitor.press(EXAM, "skip", *chosen)
    assert "Question 2 of 4" in visitor.page
    visitor.press(EXAM, "goto-3")
    assert "Question 4 of 4" in visitor.page
    visitor.press(EXAM, "goto-0")
    assert "Question 1 of 4" in visitor.page
    assert "1 answered" in words(visitor.page)
    assert first.split("left")[0].split("·")[0] in words(visitor.page)
    assert "checked" in visitor.page or 'value="Interpersonal' in visitor.page
    assert 'aria-label="Question 1, answered, flagged"' in visitor.page


def test_a_form_of_another_question_changes_nothing(server: Server) -> None:
    visitor = begin(server)
    form = [*visitor.hidden, *answer(visitor, right=True), ("do", "next")]
    visitor.post(EXAM, form)
    visitor.post(EXAM, form)
    assert "Question 2 of 4" in visitor.get(EXAM)


def test_what_to_do_with_a_bare_term_stands_in_its_card_below_the_topic() -> None:
    view = CardView("Basics", Markup("<p>IPT</p>"))
    face = Pages().part("card.html", "card", view, lead_in="Give the counterpart:")
    assert face.strip().startswith('<div class="face">')
    places = [face.index(text) for text in ('class="topic"', "Give the", 'class="question"')]
    assert places == sorted(places)


def test_the_terminal_and_the_browser_go_on_with_one_exam(server: Server) -> None:
    visitor = begin(server)
    visitor.press(EXAM, "next", *answer(visitor, right=True))
    done = ipt_cards("exam", "small", cwd=server.home, stdin=":q\n", TZ="Europe/Berlin")
    assert "1 of 4 answered" in done.stderr
    visitor.press(EXAM, "next")
    assert "gone on with elsewhere" in words(visitor.get(EXAM)) or "under way" in visitor.page
    visitor.get(EXAM)
    visitor.press(EXAM, "resume")
    assert "1 answered" in words(visitor.page)


def test_an_exam_that_was_handed_in_elsewhere_leads_to_its_score(server: Server) -> None:
    visitor = begin(server)
    form = [*visitor.hidden, ("do", "next")]
    visitor.press(EXAM, "leave")
    visitor.press(EXAM, "resume")  # as a tab that stays open
    done = ipt_cards("exam", "small", cwd=server.home, stdin=":h\n")
    assert done.returncode == 0, done.stderr
    visitor.post(EXAM, form)
    for _ in range(2):  # also when it is loaded anew
        said = words(visitor.get(EXAM))
        assert "This exam was handed in elsewhere" in said
        assert "Past exams" in said
    visitor.press(EXAM, "begin")
    assert "handed in elsewhere" not in words(visitor.page)


def test_a_server_that_was_killed_goes_on_with_the_exam(server: Server) -> None:
    visitor = begin(server)
    visitor.press(EXAM, "next", *answer(visitor, right=True))
    server.kill()
    with serving(server.home, server.home / "small", "--port", "0") as again:
        visitor = Visitor(again)
        assert "1 of 4 questions answered" in words(visitor.get(EXAM))
        visitor.press(EXAM, "resume")
        assert "Question 2 of 4" in visitor.page


def test_the_time_is_up_on_the_server_though_no_page_is_open(server: Server) -> None:
    visitor = begin(server)
    visitor.press(EXAM, "leave", *answer(visitor, right=True))
    path = files(server).sitting("small")
    saved = json.loads(path.read_bytes())
    spent = sum(question["duration_ms"] for question in saved["questions"])
    saved["limit_ms"] = spent + 50
    path.write_text(json.dumps(saved, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    visitor.get(EXAM)
    visitor.post(EXAM, [*visitor.hidden, ("do", "resume")])
    give_up = time.monotonic() + 60
    while not files(server).history()[0]:
        assert time.monotonic() < give_up
    [past] = files(server).history()[0]
    assert past.ending == "timed-out"
    said = words(visitor.get(EXAM))
    assert "The time is up" in said


def test_a_deck_without_a_blueprint_says_what_to_write(tmp_path: Path) -> None:
    with serving(tmp_path, write_deck(tmp_path / "small", DECK), "--port", "0") as server:
        visitor = Visitor(server)
        assert "no blueprint" in words(visitor.get(EXAM))
        visitor.post(EXAM, [("do", "begin")])
        assert "Question 1" not in visitor.get(EXAM)


@pytest.mark.parametrize("written", ["0", "-1", "x", "99", "1e3"])
def test_a_number_of_questions_that_cannot_be_is_told(server: Server, written: str) -> None:
    visitor = Visitor(server)
    visitor.get(EXAM)
    visitor.press(EXAM, "begin", ("questions", written))
    assert visitor.status in (200, 409)
    assert "Question 1" not in visitor.page or written == "99"
