"""`ipt-cards config optimize-fsrs`: FSRS's parameters from the learner's own log."""

from pathlib import Path

import click

from ipt_cards.cli.config.key import write
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_settings,
)
from ipt_cards.extras import installing
from ipt_cards.forecast.answer import answers_of
from ipt_cards.scheduling import sm2
from ipt_cards.study.configuration.settings import SchedulerName
from ipt_cards.study.presenting.words import counted
from ipt_cards.study.review_log import scheduler_of

_KEY = "fsrs_parameters"


@click.command(short_help="Find FSRS's parameters in your own log.")
@existing_progress_option
def command(progress_file: Path) -> None:
    """Find the parameters with which FSRS forecasts your own log best, and set them in the file.

    They are set only if they forecast better than the default ones: the later half of your
    reviews, a tenth at a time, each by parameters found on all before it. A review is a card's
    first answer on a day after the one it was introduced on. With the scheduler `fsrs` your log is
    then replayed with them; `ipt-cards config unset fsrs_parameters` goes back.
    """
    scheduler_of(
        SchedulerName.FSRS, learner_settings()
    )  # which says what to install where it isn't
    try:
        from ipt_cards.forecast import fsrs_parameters  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"the package {error.name} isn't installed, which optimises FSRS's parameters: run "
            f"`{installing('fsrs')}`"
        ) from None
    with open_learners_log(progress_file, sm2.review) as log:
        answers = answers_of(log.reviews())
    held = fsrs_parameters.reviews_in(answers)
    if held < fsrs_parameters.ENOUGH_REVIEWS:
        raise click.ClickException(
            f"your log holds {counted(held, 'review')}, and FSRS's parameters of your own need "
            f"{fsrs_parameters.ENOUGH_REVIEWS:,}: go on with its default ones until then"
        )
    found = fsrs_parameters.optimised(answers)
    click.echo(f"Parameters found on {counted(found.reviews, 'review')}.")
    click.echo(
        f"Log-loss of the latest {found.judged:,}, forecast without them (less is better): "
        f"{found.default_loss:.4f} with the default parameters, {found.own_loss:.4f} with your own."
    )
    if not found.is_better:
        click.echo("Yours forecast no better, so nothing is changed.")
        return
    write(_KEY, list(found.parameters))
    if learner_settings().scheduler is not SchedulerName.FSRS:
        click.echo("`ipt-cards config set scheduler fsrs` makes FSRS your scheduler.")
