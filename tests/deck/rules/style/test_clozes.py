"""Clozes: hints that limit and don't tell, in sentences of which enough is left."""

import pytest

from tests.deck.rules.style.making import broken, cloze


@pytest.mark.parametrize(
    "text",
    [
        "One root of IPT is {{c1::attachment::a…}} theory.",
        "One root of IPT is {{c1::attachment::att...}} theory.",
        "One root of IPT is {{c1::attachment::Attach}} theory.",
        "IPT works on bonds between people, their {{c1::relationships::relations}}.",
        "What follows a loss is often called {{c1::mourning::morning}} by most.",
        "What follows a loss is often called {{c1::grief::rhymes with leaf}} by most.",
        "IPT pays heed to {{c1::communicating::communication}} with others.",
        "By its length, IPT is {{c1::short-term::does not take long}} as a treatment.",
        "The treatment is led by a {{c1::physician::doctor}} in the village.",
        "The therapist helps the client to {{c1::understand::see what is going on}} in a family.",
        "What ties the two together is called the {{c1::alliance::working bond}} between them.",
        "Of two roads it takes the {{c1::easy::not a difficult}} one when both lead home.",
    ],
)
def test_a_hint_that_is_a_beginning_a_form_a_rhyme_or_a_synonym_is_told(text: str) -> None:
    assert broken(cloze(text)) == ["telling-hint"]


@pytest.mark.parametrize(
    "text",
    [
        "IPT usually runs {{c1::12–16::how many?}} weeks.",
        "IPT usually runs {{c1::three weeks::how many weeks?}} in a row.",
        "IPT ends after {{c1::sixteen::number}} weeks.",
        "In a session, client and therapist {{c1::talk}} to each other.",
        "The alliance is made by {{c1::client and therapist::which two people?}} at first.",
        "By its length, IPT is {{c1::short-term::does it take long?}} as a treatment.",
        "Exercises for children are {{c1::age-appropriate::fitting for whom?}} in kind.",
        "Of two roads it takes the {{c1::easy::difficult or which?}} one when both lead home.",
        "What follows a loss is often called {{c1::grief::a feeling}} by most of us.",
        "The card that stops the game in football is always {{c1::red::a colour}} by the rules.",
    ],
)
def test_a_hint_that_limits_is_right(text: str) -> None:
    assert broken(cloze(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "IPT {{c1::usually runs for twelve to sixteen weeks}}.",
        "IPT is {{c1::short}} and it is {{c2::a limited therapy of some sixteen weeks}}.",
        "It came first. IPT {{c1::works on relationships}}.",
        "{{c1::IPT}} {{c1::works}} on bonds.",
    ],
)
def test_a_number_that_hides_half_of_a_sentence_is_told(text: str) -> None:
    assert broken(cloze(text)) == ["mostly-hidden"]


@pytest.mark.parametrize(
    "text",
    [
        "IPT usually runs for {{c1::twelve to sixteen}} weeks.",
        "{{c1::IPT}} {{c2::works}} on bonds.",
        "{{c1::IPT}} works well. {{c1::CBT}} works, too.",
        "$E = {{c1::m c^2}}$",
        "`def {{c1::__enter__(self)}}:`",
        "IPT is {{c1::a therapy of {{c2::bonds}}}} between people and their worries.",
    ],
)
def test_where_more_is_left_the_sentence_asks(text: str) -> None:
    assert broken(cloze(text)) == []


def test_what_needs_english_is_silent_in_other_languages_and_the_rest_is_not() -> None:
    form = cloze("Man nennt das Reden oft {{c1::communicating::communication}} dort.")
    beginning = cloze("Eine Wurzel ist die Theorie der {{c1::Bindung::Bin…}} an andere.")
    assert broken(form, language="de") == []
    assert broken(beginning, language="de") == ["telling-hint"]
