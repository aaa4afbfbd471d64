"""What a learner is told along with the next screen of a quiz."""

from ipt_cards.quiz.session import Notice, Session, state_of

_NOTICES = {
    Notice.LEECH: "Failed {lapses} times, so the card is suspended. Better rewrite it{edit}.",
    Notice.SUSPENDED: "Suspended. {undo} takes it back.",
    Notice.BURIED: "Buried until tomorrow. {undo} takes it back.",
    Notice.TAKEN_BACK: "Taken back. {redo} brings it back.",
    Notice.NOTHING_TO_UNDO: "There is nothing to take back in this quiz.",
    Notice.BROUGHT_BACK: "Brought back. {undo} takes it back.",
    Notice.NOTHING_TO_REDO: "There is nothing to bring back.",
    Notice.CARD_GONE: "The deck has this card no more. Its history is kept.",
    Notice.NEW_DAY: "A new day has begun: from here on the quiz asks what the plan has for it.",
    Notice.COUNTED: "Counted as right for this card from now on. {undo} takes it back.",
    Notice.COUNTED_NO_MORE: "No longer counted as right.",
    Notice.ANSWERED_ELSEWHERE: "The card was answered elsewhere meanwhile; that answer counts.",
}


def notice_told(session: Session, *, undo: str, redo: str, edit: str) -> str:
    """The notice as a sentence, "" for none.

    undo, redo: what takes back and brings back, as the front end calls it. edit: how the card is
        edited, with a blank before; "" where it can't be.
    """
    if session.notice is None:
        return ""
    last = session.turns[-1] if session.turns else None
    lapses = state_of(session, last.card).lapses if last else 0
    told = _NOTICES[session.notice]
    return told.format(undo=undo, redo=redo, edit=edit, lapses=lapses)
