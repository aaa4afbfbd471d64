"""Opening the learner's log for a command, and telling what the learner should know of it."""

from pathlib import Path

import click

from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.progress_option import learner_settings
from ipt_cards.deck.deck import Deck
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import date_of
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import now_ms
from ipt_cards.study.review_log import open_log, reviews_ahead


def open_learners_log(
    progress_file: Path,
    scheduler: Scheduler | None = None,
    *,
    telling_of_reviews_ahead: bool = True,
) -> ReviewLog:
    """The log as `study.review_log.open_log` opens it, by the learner's settings.

    On standard error it is told, once, by which zone a log of the first edition got its days, and,
    as long as there are any, that answers lie in the future.
    """
    log = open_log(progress_file, learner_settings(), scheduler)
    try:
        _tell_assumed_days(log)
        if telling_of_reviews_ahead:
            _tell_of_reviews_ahead(log)
    except BaseException:
        log.close()
        raise
    return log


def _tell_assumed_days(log: ReviewLog) -> None:
    assumed = log.assumed_days()
    if assumed is None or assumed.told:
        return
    from ipt_cards.terminal.reports.assumed_days import assumed_days_told  # noqa: PLC0415 - once

    click.echo(assumed_days_told(assumed, log.path), err=True)
    log.mark_told()


def _tell_of_reviews_ahead(log: ReviewLog) -> None:
    ahead = reviews_ahead(log, now_ms())
    if not ahead:
        return
    from ipt_cards.study.presenting.words import counted  # noqa: PLC0415 - hardly ever

    latest = max(review.day for review in ahead)
    are, they, them = ("is", "it was", "it") if len(ahead) == 1 else ("are", "they were", "them")
    click.echo(
        f"{counted(len(ahead), 'answer')} {are} dated in the future (the last {date_of(latest)}): "
        f"the clock was ahead when {they} given, or is behind now. If it is right now, "
        f"`{command_line('progress', 'repair-clock')}` puts {them} right.",
        err=True,
    )


def tell_of_rewritten_leeches(deck: Deck, log: ReviewLog, folder: Path) -> None:
    """Offer suspended leeches back whose notes were edited since, on standard error."""
    from ipt_cards.study.cards.leeches import rewritten_leeches  # noqa: PLC0415 - after the last question

    if cards := rewritten_leeches(deck, log):
        from ipt_cards.study.presenting.words import counted  # noqa: PLC0415

        if len(cards) == 1:
            typed, them = command_line("unsuspend", *cards), "it"
        else:
            typed = command_line("unsuspend", "--rewritten", deck=folder, deck_option=True)
            them = "them"
        click.echo(
            f"{counted(len(cards), 'leech', 'leeches')} rewritten since: `{typed}` puts {them} "
            "back.",
            err=True,
        )
