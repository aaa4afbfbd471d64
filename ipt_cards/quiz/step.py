"""What the learner does: a frozen session and an event give a session and log entries.

It is apart from the session, since nothing of it is needed to ask the first question.
"""

import random
from collections.abc import Mapping
from dataclasses import replace

from ipt_cards.deck.answers.arrangement import with_option
from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.progress.entries import Burial, Entry, Origin, Retraction, Review, Suspension
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id, instant_ms, retraction_id
from ipt_cards.quiz.event import (
    Bury,
    Choose,
    CountAsRight,
    Event,
    GradeAnswer,
    Join,
    Redo,
    Reload,
    Reveal,
    Suspend,
    Type,
    Undo,
)
from ipt_cards.quiz.screen import (
    Asking,
    Revealed,
    Typed,
    arranged,
    asked,
    can_be_counted,
    card_on,
    chosen,
    in_deck,
    is_typed,
    typed,
)
from ipt_cards.quiz.session import Notice, Session, state_of
from ipt_cards.quiz.turn import Kind, Turn, Undone
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.leech import becomes_leech

LONGEST_COUNTED = 1_000
"""Characters of an answer that are counted as right; the judge reads no more."""

LONGEST_ANSWER_MS = 300_000
"""An answer that took longer is recorded as five minutes: the learner was away."""


Step = tuple[Session, tuple[Entry, ...]]
"""A session and the entries to append before going on; where it has no screen, by `proceed`."""


def step(session: Session, event: Event, now_ms: int, rng: random.Random) -> Step:
    """What an event leads to. One that makes no sense at the moment changes nothing.

    now_ms: UTC milliseconds. rng: the randomness of the entries' ids.
    """
    quiet = replace(session, notice=None)
    match event, session.screen:
        case Undo() | Redo(), _ if not _takes_count_back(session, event):
            return (
                _undo(quiet, event, now_ms, rng)
                if isinstance(event, Undo)
                else _redo(quiet, now_ms, rng)
            )
        case Reload(cards, after), _:
            return _reload(replace(quiet, after=after), cards), ()
        case Reveal(), Asking() as asking:
            is_arrangement = isinstance(asking.card, ArrangementCard)
            answer = arranged(asking) if is_arrangement else chosen(asking, asking.marked)
            return replace(quiet, screen=answer), ()
        case Type(text), Asking() as asking if is_typed(asking.card):
            return replace(quiet, screen=typed(asking, text, session.cards, session.counted)), ()
        case Choose(place), Asking() as asking if place < len(asking.options):
            return replace(quiet, screen=_choose(asking, asking.options[place])), ()
        case GradeAnswer(grade, own_id), Revealed() as revealed:
            identifier = own_id or _next_id(quiet, now_ms, rng)
            return _grade(quiet, revealed, grade, identifier, now_ms, rng)
        case Join() as joined, _ if joined.card in session.cards:
            return _join(quiet, joined, rng)
        case CountAsRight() | Undo(), Revealed() as screen if can_be_counted(screen):
            return _count(quiet, screen), ()
        case Suspend() | Bury(), (Asking() | Revealed()) as screen:
            return _set_aside(quiet, screen, now_ms, rng, suspended=isinstance(event, Suspend))
        case _:
            return session, ()


def _choose(asking: Asking, option: int) -> Asking | Revealed:
    if isinstance(asking.card, ArrangementCard):
        return replace(asking, arrangement=with_option(asking.arrangement, option))
    if isinstance(asking.card, ChoiceCard) and len(asking.card.note.answers) > 1:
        return replace(asking, marked=asking.marked ^ {option})
    return chosen(asking, frozenset({option}))


def _takes_count_back(session: Session, event: Event) -> bool:
    """Whether an undo follows on what was just counted as right."""
    return isinstance(event, Undo) and not event.repeated and session.notice is Notice.COUNTED


def _count(session: Session, screen: Revealed) -> Session:
    """Count a typed answer as right from now on; no longer, where that made it right."""
    asked, response = screen.asked, screen.response
    assert isinstance(response, Typed)  # noqa: S101 - can_be_counted says so
    card = asked.card.key
    texts = session.counted.get(card, ())
    if response.counted:
        texts = tuple(text for text in texts if text != response.counted)
        notice = Notice.COUNTED_NO_MORE
    else:
        written = response.text.encode("utf-8", "ignore").decode()  # a lone surrogate is no text
        texts = (*texts, " ".join(written.split())[:LONGEST_COUNTED])
        notice = Notice.COUNTED
    counted = {**session.counted, card: texts}
    judged_anew = typed(asked, response.text, session.cards, counted)
    return replace(session, screen=judged_anew, counted=counted, notice=notice)


def _set_aside(
    session: Session,
    screen: Asking | Revealed,
    now_ms: int,
    rng: random.Random,
    *,
    suspended: bool,
) -> Step:
    """Suspend the card that is shown, or bury it."""
    key, identifier = card_on(screen).key, _next_id(session, now_ms, rng)
    tomorrow = Day(session.calendar.day(now_ms) + 1)
    entry = (
        Suspension(identifier, key, suspended=True)
        if suspended
        else Burial(identifier, key, tomorrow)
    )
    turn = _turn(session, screen, (entry,), None, now_ms)
    return _recorded(session, turn, Notice.SUSPENDED if suspended else Notice.BURIED), (entry,)


def _grade(  # noqa: PLR0913, PLR0917 - all that a review is made of
    session: Session,
    revealed: Revealed,
    grade: Grade,
    identifier: str,
    now_ms: int,
    rng: random.Random,
) -> Step:
    card = revealed.asked.card
    before = state_of(session, card)
    after = session.settings.scheduler(before, grade, session.calendar.day(now_ms))
    answer = Review(
        identifier,
        card.key,
        grade,
        _duration_ms(revealed, now_ms),
        Origin.CRAM if session.settings.cram else Origin.QUIZ,
        session.calendar.day(instant_ms(identifier)),
    )
    entries: tuple[Entry, ...] = (answer,)
    notice = None
    if not session.settings.cram and becomes_leech(before, after):
        later = entry_id(now_ms, rng.randbytes(RANDOM_BYTES), after=answer.id)
        entries = (answer, Suspension(later, card.key, suspended=True))
        notice = Notice.LEECH
    turn = _turn(session, revealed, entries, grade, now_ms)
    return _recorded(session, turn, notice), entries


def _join(session: Session, joined: Join, rng: random.Random) -> Step:
    at_ms = instant_ms(joined.id)
    asking = asked(session.cards[joined.card], joined.card, at_ms - joined.duration_ms)
    after, entries = _grade(session, Revealed(asking), joined.grade, joined.id, at_ms, rng)
    # Another question that is being asked stays.
    screen = session.screen
    if isinstance(screen, Asking | Revealed) and card_on(screen).key != joined.card:
        after = replace(after, back_to=screen)
    return after, entries


def _undo(session: Session, undo: Undo, now_ms: int, rng: random.Random) -> Step:
    if not session.turns:
        return replace(session, notice=Notice.NOTHING_TO_UNDO), ()
    *turns, last = session.turns
    if undo.repeated:
        retractions = tuple(Retraction(retraction_id(each), each) for each in reversed(last.ids))
        latest = max(retraction.id for retraction in retractions)
        session = replace(session, last_id=max(session.last_id or latest, latest))
    else:
        session, retractions = _retract(session, last.ids, now_ms, rng)
    session = replace(
        session,
        turns=tuple(turns),
        undone=(*session.undone, Undone(last, tuple(entry.id for entry in retractions))),
        screen=None,
        back_to=in_deck(session.cards, _as_if_asked(last, now_ms), session.counted),
        notice=Notice.TAKEN_BACK,
    )
    return session, retractions


def _redo(session: Session, now_ms: int, rng: random.Random) -> Step:
    if not session.undone:
        return replace(session, notice=Notice.NOTHING_TO_REDO), ()
    *undone, last = session.undone
    session, retractions = _retract(session, last.ids, now_ms, rng)
    session = replace(
        session,
        turns=(*session.turns, last.turn),
        undone=tuple(undone),
        screen=None,
        notice=Notice.BROUGHT_BACK,
    )
    return session, retractions


def _retract(
    session: Session, targets: tuple[str, ...], now_ms: int, rng: random.Random
) -> tuple[Session, tuple[Retraction, ...]]:
    retractions: list[Retraction] = []
    for target in reversed(targets):
        identifier = _next_id(session, now_ms, rng)
        retractions.append(Retraction(identifier, target))
        session = replace(session, last_id=identifier)
    return session, tuple(retractions)


def _reload(session: Session, cards: Mapping[str, Card]) -> Session:
    session = replace(session, cards=cards)
    if not isinstance(session.screen, Asking | Revealed):
        return replace(session, screen=None)
    screen = in_deck(cards, session.screen, session.counted)
    notice = None if screen else Notice.CARD_GONE
    return replace(session, screen=None, back_to=screen, notice=notice)


def _recorded(session: Session, turn: Turn, notice: Notice | None) -> Session:
    return replace(
        session,
        screen=None,
        turns=(*session.turns, turn),
        undone=(),
        last_id=max(turn.ids[-1], session.last_id or ""),
        notice=notice,
    )


def _turn(
    session: Session,
    screen: Asking | Revealed,
    entries: tuple[Entry, ...],
    grade: Grade | None,
    now_ms: int,
) -> Turn:
    card = card_on(screen)
    state = state_of(session, card)
    if session.settings.cram:
        is_again = any(
            turn.card.key == card.key and turn.grade is not None for turn in session.turns
        )
    else:
        is_again = state.reviewed >= session.calendar.day(now_ms)
    kind = Kind.AGAIN if is_again else Kind.NEW if state.is_new else Kind.REVIEW
    ids = tuple(entry.id for entry in entries)
    return Turn(screen, ids, kind, grade, _duration_ms(screen, now_ms))


def _duration_ms(screen: Asking | Revealed, now_ms: int) -> int:
    asking = screen if isinstance(screen, Asking) else screen.asked
    return min(max(0, now_ms - asking.since_ms), LONGEST_ANSWER_MS)


def _next_id(session: Session, now_ms: int, rng: random.Random) -> str:
    return entry_id(now_ms, rng.randbytes(RANDOM_BYTES), after=session.last_id)


def _as_if_asked(turn: Turn, now_ms: int) -> Asking | Revealed:
    # So that the time already taken counts, and the time since doesn't.
    since_ms = now_ms - turn.duration_ms
    if isinstance(turn.screen, Asking):
        return replace(turn.screen, since_ms=since_ms)
    return replace(turn.screen, asked=replace(turn.screen.asked, since_ms=since_ms))
